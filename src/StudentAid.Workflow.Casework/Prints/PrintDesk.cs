using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>
/// What to print: a form's id and what it is about (<see cref="PrintKind.Needs"/>). A form of a case with a unit in place of the case prints all cases
/// of the unit in list order. <see cref="Day"/> is the day under the sheet, today for the school.
/// </summary>
public sealed record PrintRequest(string Form, DateOnly Day)
{
    public Id Round { get; init; }

    public Id Roster { get; init; }

    public Id Case { get; init; }

    public Id Reconsideration { get; init; }

    public string Unit { get; init; } = "";

    public string Track { get; init; } = "";

    /// <summary>The body whose members are listed; all that have some at the unit where it is empty.</summary>
    public string Body { get; init; } = "";

    /// <summary>The objection's number.</summary>
    public int Number { get; init; }
}

/// <summary>An HTML document for print, or why there is none.</summary>
public sealed record PrintAnswer(string? Html, Rejection? Rejected = null)
{
    public static implicit operator PrintAnswer(Rejection reason) => new(null, reason);

    public static implicit operator PrintAnswer(Code code) => new(null, code.With());
}

/// <summary>Fills print forms from what is on record. What the reader may not see does not exist for him.</summary>
public sealed class PrintDesk(
    StepRunner runner, IStepStore store, DocumentShelf shelf, DecidedLists lists, Notices notices, RosterSheets rosters, CaseSheets cases, TrackSheets tracks, ReconsiderationSheets reconsiderations, MemberSheets members)
{
    public async Task<PrintAnswer> RenderAsync(Scope scope, PrintRequest request, CancellationToken cancellation)
    {
        if (PrintForms.Find(request.Form) is not { } kind)
            return PrintForms.Unknown(request.Form);
        if (await RoundOfAsync(request, cancellation) is not { } round)
            return StepCodes.NotFound;
        if (await FormAsync(shelf, round.State, request.Form, request.Day, cancellation) is not { } form)
            return PrintCodes.NoForm.With(("id", request.Form));
        var sheets = await SheetsAsync(scope, kind, request, round.Id, cancellation);
        return sheets is null ? StepCodes.NotFound : sheets.Value.IsEmpty ? PrintCodes.NothingToPrint : new PrintAnswer(PrintSheet.Document(form, sheets.Value));
    }

    /// <summary>The nearest published wording of a form for the round's school, or null.</summary>
    public static async Task<PrintForm?> FormAsync(DocumentShelf shelf, RoundState round, string id, DateOnly day, CancellationToken cancellation)
    {
        var stored = DocumentShelf.Holding(await shelf.AllAsync(), round.School, round.Procedure, day).FirstOrDefault(d => d.Kind == PrintForm.Kind.Name && d.Id == id);
        return stored is null ? null : PrintForm.Kind.Read(await shelf.ContentAsync(stored, cancellation)).Document;
    }

    /// <summary>Null where what it is about does not exist for the reader.</summary>
    private async Task<ImmutableArray<PrintData>?> SheetsAsync(Scope scope, PrintKind kind, PrintRequest request, Id round, CancellationToken cancellation) => kind.Needs switch
    {
        PrintSubject.Track or PrintSubject.Round => await tracks.SheetsAsync(scope, request, round, cancellation),
        PrintSubject.Unit => await lists.LoadAsync(scope, round, request.Unit.Length > 0 ? request.Unit : null, cancellation) is { } list
            ? [SummarySheet.Of(list, await tracks.NameOfAsync(request.Unit.Length > 0 ? request.Unit : list.State.School), request.Day)] : null,
        PrintSubject.Roster when kind.Id == PrintForms.Notice => await rosters.MaySeeAsync(scope, request.Roster)
            ? await notices.ShownAsync(request.Roster, "board", cancellation) is { } notice ? [NoticeSheet.Of(notice)] : ImmutableArray<PrintData>.Empty : null,
        PrintSubject.Roster => await rosters.MeetingAsync(scope, request.Roster, cancellation) is { } meeting ? [MeetingSheet.Of(meeting).Marked(kind.Id, request.Roster)] : null,
        PrintSubject.Members => await members.SheetsAsync(scope, request, round, cancellation),
        PrintSubject.Objection => await rosters.ObjectionAsync(scope, request, cancellation) is { } answer ? [answer] : null,
        PrintSubject.Reconsideration => await reconsiderations.SheetAsync(scope, request.Reconsideration, cancellation) is { } sheet ? [sheet] : null,
        _ => await cases.SheetsAsync(scope, kind, request, round, cancellation),
    };

    private async Task<(Id Id, RoundState State)?> RoundOfAsync(PrintRequest request, CancellationToken cancellation)
    {
        var about = new[] { request.Round, request.Roster, request.Case, request.Reconsideration }.FirstOrDefault(i => !i.IsNone);
        var id = request.Round.IsNone && await store.LoadAsync(about, cancellation) is { } stored ? stored.Group : request.Round;
        return await runner.StateAsync<RoundState>(await store.LoadAsync(id, cancellation), cancellation) is { } state ? (id, state) : null;
    }
}
