using System.Collections.Concurrent;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>
/// What is taken of a school's places and money: read off the lists that approve, so that a decision taken back or thrown back frees it by itself. Decisions and
/// changes of the fund claim one counter of school and year, so that two lists at once cannot both take the last of it.
/// </summary>
public sealed class AidFunds(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins)
{
    /// <summary>So many cases' amounts are remembered.</summary>
    private const int MostKnown = 100_000;

    /// <summary>The amount that a case's history proposes at a version and the level to which it came, so that no decision and no look at the fund reads all histories anew.</summary>
    private readonly ConcurrentDictionary<Id, (long Version, long? Amount, string Level)> known = [];

    internal static Claim Claim(string school, string schoolYear, long seen) => new($"aid-grants:{school}:{schoolYear}", Add: 1, Unchanged: seen);

    public async Task<long> StampAsync(string school, string schoolYear, CancellationToken cancellation) => await store.CounterAsync(Claim(school, schoolYear, 0).Counter, cancellation);

    /// <summary>What the lists granted of the school's own fund, case by case in 分.</summary>
    public async Task<ImmutableDictionary<Id, long>> SpentAsync(string school, string schoolYear, CancellationToken cancellation)
    {
        var spent = ImmutableDictionary.CreateBuilder<Id, long>();
        foreach (var @case in await GrantedAsync(school, schoolYear, (_, aid) => aid.Limit == AidRules.Ledger, cancellation))
            spent[@case.Id] = await AmountAsync(@case, cancellation) ?? 0;
        return spent.ToImmutable();
    }

    /// <summary>Who holds a place of the award at a school or a unit within it: one each.</summary>
    public async Task<ImmutableDictionary<Id, long>> TakenAsync(string unit, string schoolYear, string procedure, CancellationToken cancellation) =>
        (await HoldersAsync(unit, schoolYear, procedure, null, cancellation)).ToImmutableDictionary(c => c.Id, _ => 1L);

    /// <summary>The cases below a unit that hold a place, or that the lists of an activity before the approval have agreed to.</summary>
    internal async Task<ImmutableArray<StreamRow>> HoldersAsync(string unit, string schoolYear, string procedure, string? activity, CancellationToken cancellation) =>
        [.. (await GrantedAsync(unit, schoolYear, (round, aid) => aid.Limit == AidRules.Quota && round.Procedure == procedure, cancellation, activity)).Where(c => UnitPath.IsBelow(c.OrgPath, unit))];

    /// <summary>The school in which the unit lies: the place of the rounds above it; the unit itself where there is none.</summary>
    internal async Task<string> SchoolOfAsync(string unit) =>
        (await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = RoundState.Kind, Places = [.. UnitPath.Line(unit)] }, PageRequest.Everything)).Items.Select(r => r.OrgPath).MaxBy(p => p.Length) ?? unit;

    /// <summary>The places that units within a school were given.</summary>
    internal async Task<ImmutableArray<(string Unit, int Places)>> WithinAsync(string school, string schoolYear, string procedure) =>
    [
        .. (await reader.DocumentsAsync(Scope.All, new DocumentFilter(QuotaState.Document))).Select(d => d.Content)
            .Where(c => c["procedure"].AsText() == procedure && c["schoolYear"].AsText() == schoolYear && c["unit"].AsText() is { } unit && unit != school && UnitPath.IsBelow(unit, school))
            .Select(c => (c["unit"].AsText()!, (int)(c["places"].AsNumber() ?? 0))).OrderBy(c => c.Item1, StringComparer.Ordinal),
    ];

    /// <summary>The amounts that were proposed for cases of a round, in 分; null where none was.</summary>
    public async Task<ImmutableDictionary<Id, long?>> AmountsAsync(Id round, IEnumerable<Id> cases, CancellationToken cancellation)
    {
        var asked = cases.ToHashSet();
        var amounts = ImmutableDictionary.CreateBuilder<Id, long?>();
        foreach (var @case in (await CasesAsync(round, practice: true)).Where(c => asked.Contains(c.Id)))
            amounts[@case.Id] = await AmountAsync(@case, cancellation);
        return amounts.ToImmutable();
    }

    private async Task<long?> AmountAsync(StreamRow @case, CancellationToken cancellation) => (await HistoryAsync(@case, cancellation)).Amount;

    private async Task<(long Version, long? Amount, string Level)> HistoryAsync(StreamRow @case, CancellationToken cancellation)
    {
        if (known.TryGetValue(@case.Id, out var before) && before.Version == @case.Version)
            return before;
        var events = await store.EventsAsync(@case.Id, 0, cancellation);
        var history = CaseHistory.Of(@case.Id, events);
        if (known.Count >= MostKnown)
            known.Clear();
        return known[@case.Id] = (events.Count, (long?)history.Aid["amount"].AsNumber(), history.Level);
    }

    private async Task<ImmutableArray<StreamRow>> CasesAsync(Id round, bool practice) =>
        (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = InstanceSteps.Kind, Practice = practice }, PageRequest.Everything)).Items;

    /// <summary>Cases that the last list of their approving step granted, unless they were cancelled since.</summary>
    private async Task<List<StreamRow>> GrantedAsync(string unit, string schoolYear, Func<RoundState, AidRules, bool> counts, CancellationToken cancellation, string? activity = null)
    {
        var granted = new List<StreamRow>();
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = RoundState.Kind }, PageRequest.Everything)).Items.Where(r => UnitPath.IsBelow(unit, r.OrgPath)))
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(row.Id, cancellation), cancellation) is not { } round || round.SchoolYear != schoolYear || round.Practice)
                continue;
            await pins.EnsureAsync(round.Pin, cancellation);
            if (AidRules.Kind.FindOnly(pins, round.Pin, null) is { } aid && counts(round, aid))
                granted.AddRange(await OfRoundAsync(row.Id, aid.Granted, activity, cancellation));
        }

        return granted;
    }

    private async Task<IEnumerable<StreamRow>> OfRoundAsync(Id round, string level, string? activity, CancellationToken cancellation)
    {
        var last = new Dictionary<Id, (int Ordinal, bool Granted)>();
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = RosterState.Kind }, PageRequest.Everything)).Items)
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(row.Id, cancellation), cancellation) is not { } list || (activity is null ? list.Act != "approve" : list.Activity != activity))
                continue;
            var standings = list.Standings.ToDictionary(s => s.Case);
            foreach (var @case in list.Entries.Select(e => e.Case).Where(c => !last.TryGetValue(c, out var known) || known.Ordinal < list.Ordinal))
                last[@case] = (list.Ordinal, standings.TryGetValue(@case, out var standing) && standing.State != "open" && standing.Level == level);
        }

        var holders = new List<StreamRow>();
        foreach (var @case in (await CasesAsync(round, practice: false)).Where(c => c.Status != "cancelled" && last.TryGetValue(c.Id, out var at) && at.Granted))
        {
            // What an earlier list agreed to may have been refused by a later one.
            if (activity is null || @case.Status == "open" || (await HistoryAsync(@case, cancellation)).Level == level)
                holders.Add(@case);
        }

        return holders;
    }
}
