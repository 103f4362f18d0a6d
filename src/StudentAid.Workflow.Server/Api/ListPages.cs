using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads lists with their states, a page of lists at a time: of the lists some may give no row, so a page may hold fewer rows than was asked for.</summary>
public sealed class ListPages(IStoreReader reader, IStepStore store, StepRunner runner)
{
    /// <summary>So many pages of lists are looked through before one without a row is answered.</summary>
    private const int MostPages = 20;

    /// <param name="scope">Whose lists.</param>
    /// <param name="filter">Of lists.</param>
    /// <param name="page">Counted in lists.</param>
    /// <param name="rows">What of a list is shown.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<(List<T> Rows, Page<StreamRow> Read)> ReadAsync<T>(
        Scope scope, StreamFilter filter, PageRequest page, Func<StreamRow, RosterState, IEnumerable<T>> rows, CancellationToken cancellation)
    {
        var found = new List<T>();
        for (var looked = 1; ; looked++)
        {
            var lists = await reader.StreamsAsync(scope, filter, page);
            foreach (var list in lists.Items)
            {
                if (await runner.StateAsync<RosterState>(await store.LoadAsync(list.Id, cancellation), cancellation) is { } state)
                    found.AddRange(rows(list, state));
            }

            if (found.Count > 0 || lists.Next is null || looked == MostPages)
                return (found, lists);
            page = page with { Cursor = lists.Next };
        }
    }
}
