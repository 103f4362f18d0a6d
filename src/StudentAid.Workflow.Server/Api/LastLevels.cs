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

/// <summary>Last year's levels of a list's students. A desk asks every few seconds, so what was read is held for some minutes: an earlier round seldom changes.</summary>
public sealed class LastLevels(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, TimeProvider time)
{
    private const int MostHeld = 20_000;

    private static readonly TimeSpan Held = TimeSpan.FromMinutes(5);

    private readonly EarlierCases cases = new(runner, store, reader);
    private readonly ConcurrentDictionary<(Id Round, Id Person), (DateTimeOffset Until, LastLevelView? Level)> held = new();

    public async Task<IReadOnlyDictionary<Id, LastLevelView>> OfAsync(Id round, IEnumerable<Id> people, CancellationToken cancellation)
    {
        var (now, found) = (time.GetUtcNow(), new Dictionary<Id, LastLevelView>());
        HashSet<Id>? rounds = null;
        if (held.Count > MostHeld)
            held.Clear();
        foreach (var person in people)
        {
            // A clock that was set back is not waited for.
            if (!held.TryGetValue((round, person), out var known) || now >= known.Until || known.Until - now > Held)
                held[(round, person)] = known = (now + Held, await LevelAsync(person, rounds ??= await cases.RoundsAsync(round, cancellation), cancellation));
            if (known.Level is { } level)
                found[person] = level;
        }

        return found;
    }

    private async Task<LastLevelView?> LevelAsync(Id person, HashSet<Id> rounds, CancellationToken cancellation)
    {
        if (await cases.LastAsync(person, rounds, cancellation) is not { IsOpen: false } last || !last.Frames.TryGetValue(1, out var frame)
            || frame.Variables.GetValueOrDefault(CaseVariables.Level)?.AsText() is not { Length: > 0 } level)
            return null;
        await pins.EnsureAsync(last.Pin, cancellation);
        return new LastLevelView(level, LevelNames.ScaleOf(pins, last.Pin)?.NameOf(level) ?? level);
    }
}
