using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Applications;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Records;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>Fills the sheets of cases: the application form with what each body said, and the letters. One case, or all of a unit in list order.</summary>
public sealed class CaseSheets(DecidedLists lists, IStoreReader reader, PinCache pins, SealedTexts texts, DecisionRecords records, SchoolDays days)
{
    /// <summary>Null where case or unit does not exist for the reader; empty where a letter has nobody to go to.</summary>
    public async Task<ImmutableArray<PrintData>?> SheetsAsync(Scope scope, PrintKind kind, PrintRequest request, Id round, CancellationToken cancellation)
    {
        if (!request.Case.IsNone && await reader.StreamAsync(scope, request.Case) is null)
            return null;
        var unit = request.Case.IsNone ? request.Unit : (await reader.StreamAsync(Scope.All, request.Case))!.OrgPath;
        if (await lists.LoadAsync(scope, round, unit.Length > 0 ? unit : null, cancellation) is not { } list)
            return null;
        var rows = list.Rows.Where(r => request.Case.IsNone || r.Case == request.Case).ToList();
        if (kind.Id == PrintForms.Application)
        {
            // One that waits to be handed in is printed as it was saved, for the family to check and sign; all of a unit as they were handed in.
            return await ApplicationsAsync(list, request.Case.IsNone ? rows : rows.Select(r => r.History.Draft.Length > 0 ? r with { History = r.History with { Answers = r.History.Draft } } : r), request.Day, cancellation);
        }

        if (kind.Id == PrintForms.DecisionRecord)
            return await RecordsAsync(list, rows, request.Day, cancellation);
        if (kind.Id == PrintForms.HomeVisit)
            return [.. rows.Where(r => r.Stream.Status != "cancelled").Select(r => VisitOf(list, r, request.Day))];
        var authority = await AuthorityNameAsync(reader, list.State.School);
        var wanted = kind.Id == PrintForms.Determined;
        return [.. rows.Where(r => r.IsDecided && r.IsDetermined == wanted).Select(r => LetterSheet.Of(list, r, authority, DaysOf(list), request.Day).Marked(kind.Id, r.Case))];
    }

    /// <summary>The application forms of these rows, in their order; those without an application are left out.</summary>
    public async Task<ImmutableArray<PrintData>> ApplicationsAsync(DecidedList list, IEnumerable<DecidedRow> rows, DateOnly day, CancellationToken cancellation)
    {
        if (FormOf(list) is not { } form)
            return [];
        var commitment = form.Commitment is { } id && CommitmentText.Kind.Find(pins, list.State.Pin, id) is { } text ? text.Sentence.ZhCn : "";
        var sheets = ImmutableArray.CreateBuilder<PrintData>();
        foreach (var row in rows.Where(r => r.History.Answers.Length > 0))
        {
            var answers = await texts.OpenAsync(row.History.Answers, cancellation);
            var data = LetterSheet.PersonOf(list, row)
                .With(("caseNumber", row.History.Number), ("commitment", commitment), ("day", ApplicationSheet.DayOf(day)))
                .WithTable("opinions", await OpinionsAsync(list, row, cancellation));
            sheets.Add((data with { Groups = ApplicationSheet.Groups(form, answers) }).Marked(PrintForms.Application, row.Case));
        }

        return sheets.ToImmutable();
    }

    /// <summary>家访表: whom to visit, the visits on record, and blanks for what is written there by hand. Nothing of what the family told is on it.</summary>
    private static PrintData VisitOf(DecidedList list, DecidedRow row, DateOnly day) => LetterSheet.PersonOf(list, row)
        .With(("caseNumber", row.History.Number), ("day", ApplicationSheet.DayOf(day)))
        .WithTable("visits", row.History.Verifications.Select(v => PrintRow.Of(("method", RecordSheet.MethodOf(v.Method)), ("day", ApplicationSheet.DayOf(v.Day)))))
        .Marked(PrintForms.HomeVisit, row.Case);

    /// <summary>The decision records of these rows that a body has decided, in their order.</summary>
    private async Task<ImmutableArray<PrintData>> RecordsAsync(DecidedList list, IEnumerable<DecidedRow> rows, DateOnly day, CancellationToken cancellation)
    {
        var calendar = await days.CalendarAsync(list.State.School, cancellation);
        string DayOf(DateTimeOffset at) => ApplicationSheet.DayOf(calendar?.DayOf(at) ?? DateOnly.FromDateTime(at.UtcDateTime));
        var sheets = ImmutableArray.CreateBuilder<PrintData>();
        foreach (var row in rows.Where(r => r.IsDecided))
        {
            if (await records.LoadAsync(row.Case, cancellation) is { } record)
                sheets.Add(RecordSheet.Of(list, row, record, day, DayOf).Marked(PrintForms.DecisionRecord, row.Case));
        }

        return sheets.ToImmutable();
    }

    /// <summary>Who answers a reconsideration of this school's results: the name that its unit's document gives.</summary>
    internal static async Task<string> AuthorityNameAsync(IStoreReader reader, string school) =>
        (await Authority.FindAsync(reader, school))?.Name ?? "";

    private async Task<List<PrintRow>> OpinionsAsync(DecidedList list, DecidedRow row, CancellationToken cancellation)
    {
        var rows = new List<PrintRow>();
        foreach (var stage in row.History.Stages.SelectMany(s => s.Signed.Append(s)))
        {
            var node = list.Definition?.Find(stage.Activity);
            rows.Add(PrintRow.Of(
                ("activity", node is null ? stage.Activity : RosterFlow.TitleOf(node)), ("level", MeetingSheet.LevelOf(list.Scale, stage.Level)),
                ("opinion", await texts.TextAsync(stage.Opinion, cancellation))));
        }

        return rows;
    }

    private FormDocument? FormOf(DecidedList list)
    {
        var named = list.Definition?.Definition.Root.All().FirstOrDefault(n => n.Type == ApplicationActivity.TypeName)?.Input("form")?.Value.AsText();
        return named is null ? null : FormDocument.Kind.Find(pins, list.State.Pin, named);
    }

    /// <summary>How many days the notice stays, by the definition's last publicity.</summary>
    private static int DaysOf(DecidedList list) =>
        (int)(list.Definition?.Definition.Root.All().LastOrDefault(n => n.Type == "StudentAid.Publicity")?.Input("days")?.Value.AsNumber() ?? 0);
}
