using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters.Worksheets;

/// <summary>A kept row, opened, with who kept it and when.</summary>
public sealed record WorksheetLine(KeptRow Kept, WorksheetRow Row);

/// <summary>Reads working copies.</summary>
public sealed class Worksheets(StepRunner runner, IStepStore store, IStoreReader reader)
{
    /// <summary>Version 0 and no rows where nobody has begun one.</summary>
    public async Task<(long Version, ImmutableArray<WorksheetLine> Lines)> ReadAsync(Id roster, CancellationToken cancellation)
    {
        var id = WorksheetState.IdOf(roster);
        if (await runner.StateAsync<WorksheetState>(await store.LoadAsync(id, cancellation), cancellation) is not { } state || state.Rows.IsEmpty)
            return (0, []);
        var kept = await reader.DocumentsAsync(Scope.All, new DocumentFilter(WorksheetState.Row) { Stream = id });
        var lines = ImmutableArray.CreateBuilder<WorksheetLine>();
        foreach (var document in kept)
        {
            if (state.Find(document.Key) is not { } row)
                continue;
            var content = document.Content["sealed"];
            string Word(string name) => content[name].AsText() ?? "";
            lines.Add(new WorksheetLine(row, new WorksheetRow(row.Key, Word("verdict"), Word("level"), Word("reason"), Word("opinion"), Word("answer"), row.Version, (int)(content["rank"].AsNumber() ?? 0))));
        }

        return (state.Version, lines.ToImmutable());
    }
}
