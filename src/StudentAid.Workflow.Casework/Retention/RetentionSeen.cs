using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>What one look, or one stretch of a job, has read already: nothing of it is read twice, and nothing of it is kept for later.</summary>
public sealed class RetentionSeen(IStoreReader reader, IStepStore store, StepRunner runner, RetentionShelf shelf, DateOnly day, DateOnly today)
{
    private readonly Dictionary<Id, RoundState?> rounds = [];
    private readonly Dictionary<string, RetentionRules> rules = new(StringComparer.Ordinal);
    private readonly Dictionary<Id, HashSet<Id>> objected = [];
    private readonly Dictionary<Id, bool> lasting = [];

    private Found? found;

    /// <summary>By which day terms are over.</summary>
    public DateOnly Day => day;

    /// <summary>By which day rules and levels hold: what was shortened or held once counts no more, and what keeps longer today keeps longer.</summary>
    public DateOnly Holding { get; } = day > today ? day : today;

    public async Task<RoundState?> RoundAsync(Id round, CancellationToken cancellation)
    {
        if (!rounds.TryGetValue(round, out var state))
            rounds[round] = state = await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation);
        return state;
    }

    public async Task<RetentionRules> RulesAsync(string place, CancellationToken cancellation)
    {
        if (!rules.TryGetValue(place, out var held))
            rules[place] = held = await shelf.OfAsync(place, Holding, cancellation);
        return held;
    }

    /// <summary>Whether a level decided in one of these rounds could still be valid: only then is the register of whom it is about read.</summary>
    internal async Task<bool> MayLastAsync(IEnumerable<Id> among, LevelRegister levels, CancellationToken cancellation)
    {
        foreach (var id in among)
        {
            if (!lasting.TryGetValue(id, out var may))
                lasting[id] = may = await RoundAsync(id, cancellation) is { } round && await levels.MayLastAsync(round, Holding, cancellation);
            if (may)
                return true;
        }

        return false;
    }

    /// <summary>Whether an objection to one of these cases is open.</summary>
    internal async Task<bool> IsObjectedAsync(IReadOnlyCollection<StreamRow> cases, IEnumerable<Id> among, CancellationToken cancellation)
    {
        foreach (var round in among)
        {
            if (!objected.TryGetValue(round, out var held))
                objected[round] = held = await ObjectedAsync(round, cancellation);
            if (cases.Any(c => held.Contains(c.Id)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a finding on one of these cases is not struck off, or one on a school as a whole in which such a case was.</summary>
    internal async Task<bool> IsFoundAsync(IReadOnlyCollection<StreamRow> cases, CancellationToken cancellation)
    {
        found ??= await FoundAsync(cancellation);
        foreach (var @case in cases)
        {
            if (found.Cases.Contains(@case.Id) || found.Places.Any(p => UnitPath.IsBelow(@case.OrgPath, p))
                || (found.Places.Count > 0 && await RoundAsync(@case.Group, cancellation) is { } round && found.Places.Any(p => UnitPath.IsBelow(round.School, p))))
                return true;
        }

        return false;
    }

    private async Task<HashSet<Id>> ObjectedAsync(Id round, CancellationToken cancellation)
    {
        var cases = new HashSet<Id>();
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = RosterState.Kind, Practice = true }, PageRequest.Everything)).Items)
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { IsPublicity: true } list)
                cases.UnionWith(list.Objections.Where(o => o.Holds).Select(o => o.Case));
        }

        return cases;
    }

    private async Task<Found> FoundAsync(CancellationToken cancellation)
    {
        var (cases, places) = (new HashSet<Id>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = FindingState.Kind, Practice = true }, PageRequest.Everything)).Items.Where(f => f.Status != FindingState.Closed))
        {
            if (await runner.StateAsync<FindingState>(await store.LoadAsync(row.Id, cancellation), cancellation) is not { } finding)
                continue;
            if (finding.Case.IsNone)
                places.Add(finding.School);
            else
                cases.Add(finding.Case);
        }

        return new Found(cases, places);
    }

    /// <summary>The cases that findings are about, and the places of those that are about none.</summary>
    private sealed record Found(HashSet<Id> Cases, HashSet<string> Places);
}
