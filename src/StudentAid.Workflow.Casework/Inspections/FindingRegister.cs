using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Inspections;

/// <summary>A finding in lists; Overdue where the school has not answered by the day.</summary>
public sealed record FindingRow(
    Id Id, long Version, string Status, string Authority, string School, string Article, Id Case, DateOnly IssuedOn, DateOnly Due, DateOnly? AnsweredOn, DateOnly? ClosedOn, bool Overdue);

/// <summary>A turn of a finding with its words.</summary>
public sealed record FindingWords(string What, string Text, ImmutableArray<string> Evidence, DateOnly Day);

/// <summary>A finding with what was said.</summary>
public sealed record FindingSheet(FindingRow Row, string Issue, ImmutableArray<FindingWords> Turns);

/// <summary>The findings of the schools that may be seen: an authority's own schools, or the school's own.</summary>
public sealed class FindingRegister(IStoreReader reader, IStepStore store, StepRunner runner, SchoolDays days, SealedTexts texts)
{
    /// <summary>The earliest due first; with <paramref name="overdue"/> only those past their day.</summary>
    public async Task<ImmutableArray<FindingRow>> LoadAsync(Scope scope, bool overdue, CancellationToken cancellation)
    {
        var page = await reader.StreamsAsync(scope, new StreamFilter { Kind = FindingState.Kind, Practice = true }, PageRequest.Everything);
        var rows = new List<FindingRow>();
        foreach (var stored in page.Items)
        {
            if (await runner.StateAsync<FindingState>(await store.LoadAsync(stored.Id, cancellation), cancellation) is { } state)
                rows.Add(await RowAsync(stored.Id, state, cancellation));
        }

        return [.. rows.Where(r => !overdue || r.Overdue).OrderBy(r => r.Due).ThenBy(r => r.Id)];
    }

    /// <summary>Null where the reader may not know it.</summary>
    public async Task<FindingSheet?> FindAsync(Scope scope, Id id, CancellationToken cancellation)
    {
        if (await runner.StateAsync<FindingState>(await store.LoadAsync(id, cancellation), cancellation) is not { } state || !scope.Covers(state.School))
            return null;
        var turns = ImmutableArray.CreateBuilder<FindingWords>();
        foreach (var turn in state.Turns)
            turns.Add(new FindingWords(turn.What, await texts.TextAsync(turn.Text, cancellation), turn.Evidence, turn.Day));
        return new FindingSheet(await RowAsync(id, state, cancellation), await texts.TextAsync(state.Issue, cancellation), turns.ToImmutable());
    }

    private async Task<FindingRow> RowAsync(Id id, FindingState state, CancellationToken cancellation)
    {
        var today = await days.DayAsync(state.School, runner.Now(), cancellation);
        DateOnly? DayOf(string what) => state.Turns.LastOrDefault(t => t.What == what)?.Day;
        return new FindingRow(
            id, state.Version, state.Status, state.Authority, state.School, state.Article, state.Case, state.IssuedOn, state.Due, DayOf(FindingState.Answered), DayOf(FindingState.Closed),
            state.IsOverdue(today));
    }
}
