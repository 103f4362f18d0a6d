using System.Collections.Concurrent;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>The level of an earlier year's case, and what its scale calls it.</summary>
public sealed record LastLevelView(string Level, Text Name);

/// <summary>
/// Last year's levels of a list's students. A desk asks every few seconds, so who had which case is held for some minutes: an earlier round seldom changes. The level of a case
/// is held with its version.
/// </summary>
public sealed class LastLevels(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, TimeProvider time)
{
    private const int MostHeld = 100_000;

    private static readonly TimeSpan Held = TimeSpan.FromMinutes(5);

    private readonly EarlierCases cases = new(runner, store, reader);
    private readonly ConcurrentDictionary<Id, (DateTimeOffset Until, IReadOnlyDictionary<Id, StreamRow> Last)> rounds = new();
    private readonly ConcurrentDictionary<Id, (long Version, LastLevelView? Level)> levels = new();

    public async Task<IReadOnlyDictionary<Id, LastLevelView>> OfAsync(Id round, IEnumerable<Id> people, CancellationToken cancellation)
    {
        var (last, found) = (await LastAsync(round, cancellation), new Dictionary<Id, LastLevelView>());
        foreach (var person in people)
        {
            if (last.GetValueOrDefault(person) is { } row && await LevelAsync(row, cancellation) is { } level)
                found[person] = level;
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<Id, StreamRow>> LastAsync(Id round, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // A clock that was set back is not waited for.
        foreach (var (old, _) in rounds.Where(r => now >= r.Value.Until || r.Value.Until - now > Held))
            rounds.TryRemove(old, out _);
        if (rounds.TryGetValue(round, out var known))
            return known.Last;
        var last = await cases.LastByPersonAsync(round, cancellation);
        rounds[round] = (now + Held, last);
        return last;
    }

    private async Task<LastLevelView?> LevelAsync(StreamRow row, CancellationToken cancellation)
    {
        if (levels.TryGetValue(row.Id, out var known) && known.Version == row.Version)
            return known.Level;
        var level = await ReadAsync(row.Id, cancellation);
        // Those of rounds that nobody looks at any more make room.
        if (levels.Count >= MostHeld)
            levels.Clear();
        levels[row.Id] = (row.Version, level);
        return level;
    }

    private async Task<LastLevelView?> ReadAsync(Id @case, CancellationToken cancellation)
    {
        if (await runner.StateAsync<InstanceState>(await store.LoadAsync(@case, cancellation), cancellation) is not { IsOpen: false } last || !last.Frames.TryGetValue(1, out var frame)
            || frame.Variables.GetValueOrDefault(CaseVariables.Level)?.AsText() is not { Length: > 0 } level)
            return null;
        await pins.EnsureAsync(last.Pin, cancellation);
        return new LastLevelView(level, LevelNames.ScaleOf(pins, last.Pin)?.NameOf(level) ?? level);
    }
}
