using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Inspections;

/// <summary>A finding in lists, with what its authority and school are called; Overdue where the school has not answered by the day.</summary>
public sealed record FindingRow(
    Id Id, long Version, string Status, string Authority, string School, string Article, Id Case, DateOnly IssuedOn, DateOnly Due, DateOnly? AnsweredOn, DateOnly? ClosedOn, bool Overdue,
    Text AuthorityName, Text SchoolName);

/// <summary>A turn of a finding with its words.</summary>
public sealed record FindingWords(string What, string Text, ImmutableArray<string> Evidence, DateOnly Day);

/// <summary>A finding with what was said, and what the reader may do to it now: "answer", "return" or "close".</summary>
public sealed record FindingSheet(FindingRow Row, string Issue, ImmutableArray<FindingWords> Turns, ImmutableArray<string> Acts);

/// <summary>The findings of the schools that may be seen: an authority's own schools, or the school's own.</summary>
public sealed class FindingRegister(IStoreReader reader, IStepStore store, StepRunner runner, SchoolDays days, SealedTexts texts, Organisations.Directory directory)
{
    /// <summary>Those of these schools (all that may be seen where none is named), the earliest due first.</summary>
    public async Task<ImmutableArray<FindingRow>> LoadAsync(Scope scope, CancellationToken cancellation, params ImmutableArray<string> schools) =>
        (await PageAsync(scope, null, overdue: false, PageRequest.Everything, cancellation, schools)).Items;

    /// <summary>
    /// A page of them, of a status or of all, by status and then as they were issued; on the page the earliest due come first. With <paramref name="overdue"/> a page looks through open ones and
    /// shows those past their day, so it may be empty and still name a next one.
    /// </summary>
    public async Task<Page<FindingRow>> PageAsync(Scope scope, string? status, bool overdue, PageRequest request, CancellationToken cancellation, params ImmutableArray<string> schools)
    {
        var filter = new StreamFilter { Kind = FindingState.Kind, Status = overdue ? FindingState.Open : status, Places = schools, Practice = true };
        var page = await reader.StreamsAsync(scope, filter, request);
        var rows = new List<FindingRow>();
        foreach (var stored in page.Items)
        {
            if (await runner.StateAsync<FindingState>(await store.LoadAsync(stored.Id, cancellation), cancellation) is { } state)
                rows.Add(await RowAsync(stored.Id, state, cancellation));
        }

        return new Page<FindingRow>([.. rows.Where(r => !overdue || r.Overdue).OrderBy(r => r.Due).ThenBy(r => r.Id)], page.Previous, page.Next, page.AtLeast);
    }

    /// <summary>Null where the reader may not know it.</summary>
    public async Task<FindingSheet?> FindAsync(Principal principal, Id id, CancellationToken cancellation)
    {
        if (await runner.StateAsync<FindingState>(await store.LoadAsync(id, cancellation), cancellation) is not { } state || !principal.Scope.Covers(state.School))
            return null;
        var turns = ImmutableArray.CreateBuilder<FindingWords>();
        foreach (var turn in state.Turns)
            turns.Add(new FindingWords(turn.What, await texts.TextAsync(turn.Text, cancellation), turn.Evidence, turn.Day));
        return new FindingSheet(await RowAsync(id, state, cancellation), await texts.TextAsync(state.Issue, cancellation), turns.ToImmutable(), FindingHandler.ActsOf(principal, state));
    }

    private async Task<FindingRow> RowAsync(Id id, FindingState state, CancellationToken cancellation)
    {
        var today = await days.DayAsync(state.School, runner.Now(), cancellation);
        DateOnly? DayOf(string what) => state.Turns.LastOrDefault(t => t.What == what)?.Day;
        return new FindingRow(
            id, state.Version, state.Status, state.Authority, state.School, state.Article, state.Case, state.IssuedOn, state.Due, DayOf(FindingState.Answered), DayOf(FindingState.Closed),
            state.IsOverdue(today), await NameAsync(state.Authority), await NameAsync(state.School));
    }

    private async Task<Text> NameAsync(string unit) => (await directory.UnitAsync(unit))?.Name ?? unit;
}
