using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.ReferenceLevels;

/// <summary>What an outside system says of a student in a round, with its batch.</summary>
public sealed record ReferenceLevel(Id Person, string Level, decimal? Score, string Source, string Batch);

/// <summary>Reads tables of reference levels, and the batches of a round.</summary>
public sealed class ReferenceLevelRegister(StepRunner runner, IStepStore store, IStoreReader reader, Organisations.Directory directory, ImportReading imports)
{
    /// <summary>The table by the profile that holds at the school; the refusal where it cannot be read at all.</summary>
    public async Task<(ReferenceTable? Table, Rejection? Refused)> ReadAsync(ReadOnlyMemory<byte> bytes, string school, CancellationToken cancellation)
    {
        var (sheet, profile, refused) = await imports.SheetAsync(bytes, school, ReferenceTable.Profile, cancellation);
        return sheet is null ? (null, refused) : (ReferenceTable.Read(sheet, profile!, Payees.Of(await directory.PeopleAsync(Scope.All, school))), null);
    }

    /// <summary>A round's batches, the earliest first.</summary>
    public async Task<ImmutableArray<ReferenceBatchState>> BatchesAsync(Id round, CancellationToken cancellation)
    {
        var batches = new List<ReferenceBatchState>();
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = ReferenceBatchState.Kind, Practice = true }, PageRequest.Everything)).Items)
            batches.Add((await runner.StateAsync<ReferenceBatchState>(await store.LoadAsync(row.Id, cancellation), cancellation))!);
        return [.. batches.OrderBy(b => b.At).ThenBy(b => b.Batch, StringComparer.Ordinal)];
    }

    /// <summary>What holds of each student: the latest batch that names him.</summary>
    public async Task<ImmutableDictionary<Id, ReferenceLevel>> OfAsync(Id round, CancellationToken cancellation)
    {
        var levels = ImmutableDictionary.CreateBuilder<Id, ReferenceLevel>();
        foreach (var batch in (await BatchesAsync(round, cancellation)).Where(b => b.WithdrawnAt is null))
        {
            foreach (var document in await reader.DocumentsAsync(Scope.All, new DocumentFilter(ReferenceBatchState.Document) { Stream = ReferenceBatchState.IdOf(round, batch.Source, batch.Batch) }))
            {
                var said = document.Content;
                if (Id.TryParse(said["person"].AsText()) is { } person)
                    levels[person] = new ReferenceLevel(person, said["level"].AsText() ?? "", said["score"].AsNumber(), batch.Source, batch.Batch);
            }
        }

        return levels.ToImmutable();
    }
}
