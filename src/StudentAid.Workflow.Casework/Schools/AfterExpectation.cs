using System.Globalization;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Sampling;
using StudentAid.Workflow.Casework.Waivers;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>What is there of a student beside and after a decision, as a case file compares it; text says "–" where there is nothing.</summary>
internal sealed class AfterExpectation(LiveSchool school)
{
    private const string Nothing = "–";
    private static readonly string[] Heads = ["level", "chase", "adjustment", "revocation", "sample", "reconsideration", "export", "late", "print", "finding"];

    /// <summary>What the expectation is about; null where it is about something else, for a case has a level too.</summary>
    public static string? HeadOf(RecordValue expected) =>
        expected["case"].IsNull ? Heads.FirstOrDefault(h => expected[h].AsText() is not null) : null;

    public async Task<RecordValue?> FindAsync(SchoolRound round, string head, string name, RecordValue expected)
    {
        if (head == "sample")
            return await SampleAsync(round, name);
        if (head == "export")
            return await ExportAsync(round, name, expected["of"].AsText() ?? "");
        if (head == "print")
            return await PrintAsync(round, name, expected);
        if (head == "finding")
            return await FindingAsync(name);
        if (school.PersonOf(name) is not { } person)
            return null;
        var @case = (await school.CaseOf(round, person.Id))?.Id ?? default;
        return head switch
        {
            "level" => await LevelAsync(person.Id, expected["on"].AsDay() ?? school.Host.Clock.Today),
            "chase" => await ChaseAsync(round, person.Id),
            "late" => Value.Record(("count", (await new LateAttempts(school.Host.Runner, school.Host.Reader).LoadAsync(Scope.All, school.IdOf(round))).Count(a => a.Person == person.Id))),
            "adjustment" => Of(await StateAsync<AdjustmentState>(await new AfterActs(school).ProposalAsync(@case))),
            "revocation" => Of(await StateAsync<RevocationState>(RevocationState.IdOf(@case))),
            _ => Of(await StateAsync<ReconsiderationState>(ReconsiderationState.IdOf(@case, 1))),
        };
    }

    private async Task<RecordValue> LevelAsync(Id person, DateOnly on)
    {
        var history = await school.Host.Levels.LoadAsync(person, default);
        var held = history.On(on);
        return Value.Record(
            ("is", held?.Level ?? Nothing), ("source", held?.Source ?? Nothing), ("from", Iso(held?.From)), ("until", Iso(held?.Until)),
            ("ended", held?.EndedBy ?? Nothing), ("held", history.Levels.Length), ("all", Value.List(history.Levels.Select(l => Value.Of($"{l.Level} {l.EndedBy}")))));
    }

    private async Task<RecordValue?> ChaseAsync(SchoolRound round, Id person)
    {
        var rows = await school.Host.Chase.LoadAsync(Scope.All, school.IdOf(round), school.Document.School, all: true, default);
        return rows.FirstOrDefault(r => r.Person == person) is { } row
            ? Value.Record(
                ("result", row.Result), ("match", row.Match), ("invited", Iso(row.InvitedOn)), ("channel", row.Channel.Length > 0 ? row.Channel : Nothing),
                ("signed", row.Signed.Length > 0), ("open", row.IsOpen), ("count", rows.Count(r => r.Result != "applied")))
            : null;
    }

    private async Task<RecordValue?> SampleAsync(SchoolRound round, string seed) => await StateAsync<SampleState>(SampleState.IdOf(school.IdOf(round), seed)) is { } sample
        ? Value.Record(("status", sample.Status), ("cases", sample.Cases.Length), ("population", sample.Population), ("checked", sample.Results.Length)) : null;

    /// <summary>The file's count of rows and errors, and the cells of one student's row by their titles.</summary>
    private async Task<RecordValue?> ExportAsync(SchoolRound round, string profile, string name)
    {
        if ((await school.Host.Exports.PreviewAsync(Scope.All, school.IdOf(round), profile, school.Host.Clock.Today, default)).File is not { } file)
            return null;
        var @case = school.PersonOf(name) is { } person ? (await school.CaseOf(round, person.Id))?.Id ?? default : default;
        var cells = file.Cases.IndexOf(@case) is var at and >= 0 ? file.Profile.Columns.Select((c, i) => (c.Title, Value.Of(file.Rows[at][i]))) : [];
        return Value.Record([("count", file.Cases.Length), ("errors", file.Errors.Length), .. cells]);
    }

    /// <summary>What is expected to stand on the sheet, where it does.</summary>
    private async Task<RecordValue?> PrintAsync(SchoolRound round, string form, RecordValue expected)
    {
        var request = new PrintRequest(form, school.Host.Clock.Today)
        {
            Round = school.IdOf(round), Unit = expected["unit"].AsText() ?? "", Track = round.Content["tracks"].Items.FirstOrDefault()?.AsText() ?? "",
        };
        return (await school.Host.Prints.RenderAsync(Scope.All, request, default)).Html is { } html
            ? Value.Record(("says", expected["says"].AsText() is { } said && html.Contains(said, StringComparison.Ordinal) ? said : Nothing)) : null;
    }

    /// <summary>The latest finding against an article.</summary>
    private async Task<RecordValue?> FindingAsync(string article) =>
        (await school.Host.Findings.LoadAsync(Scope.Of(school.Document.School), overdue: false, default)).LastOrDefault(f => f.Article == article) is { } finding
            ? Value.Record(
                ("status", finding.Status), ("authority", finding.Authority), ("issued", Iso(finding.IssuedOn)), ("due", Iso(finding.Due)), ("answered", Iso(finding.AnsweredOn)),
                ("closed", Iso(finding.ClosedOn)), ("overdue", finding.Overdue))
            : null;

    private static RecordValue? Of(AdjustmentState? state) => state is null ? null
        : Value.Record(("status", state.Status), ("trigger", state.Trigger), ("source", state.Source.Length > 0 ? state.Source : Nothing), ("on", Iso(state.ProposedOn)));

    private static RecordValue? Of(RevocationState? state) => state is null ? null
        : Value.Record(("status", state.Status), ("due", Iso(state.StatementDue)), ("total", state.Total), ("paid", state.Paid), ("owed", state.Owed), ("article", state.Article.Length > 0 ? state.Article : Nothing));

    private static RecordValue? Of(ReconsiderationState? state) => state is null ? null
        : Value.Record(("status", state.Status), ("result", state.Result.Length > 0 ? state.Result : Nothing), ("due", Iso(state.Due)));

    private async Task<TState?> StateAsync<TState>(Id id)
        where TState : class, IStreamState<TState> =>
        await school.Host.Runner.StateAsync<TState>(await school.Host.Store.LoadAsync(id), default);

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Nothing;
}
