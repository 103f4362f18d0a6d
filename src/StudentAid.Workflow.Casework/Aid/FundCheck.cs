using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>Holds what a list would grant against the places or the money there is.</summary>
public static class FundCheck
{
    /// <summary>The aid of a list that approves within a limit, or that comes before and is bound by the places of units within the school; or null.</summary>
    public static AidRules? AidOf(RosterState state, PinCache pins) =>
        AidRules.Kind.FindOnly(pins, state.Pin, null) is { Limit.Length: > 0 } aid && !state.IsPublicity && (state.Act == Approve || aid.Limit == AidRules.Quota) ? aid : null;

    private const string Approve = "approve";

    /// <param name="request">The list's decision.</param>
    /// <param name="approves">Whether it grants; a list before it is held against the places within the school alone.</param>
    /// <param name="aid">Whose limit holds.</param>
    /// <param name="told">The fact <see cref="FundFactSource"/>.</param>
    public static Rejection? Refuse(DecideRoster request, bool approves, AidRules aid, Value told)
    {
        var granted = request.Entries.Where(e => e.Verdict == "agree" && e.Level == aid.Granted).Select(e => e.Case.ToString()).ToList();
        var decided = request.Entries.Select(e => e.Case.ToString()).ToHashSet(StringComparer.Ordinal);
        var used = ((RecordValue)told["used"]).Members.Where(m => !decided.Contains(m.Key)).Sum(m => m.Value.AsNumber() ?? 0);
        var limit = told["limit"].AsNumber() ?? 0;
        if (granted.Count == 0)
            return null;
        if (aid.Limit == AidRules.Quota && !(approves && aid.FlowBack) && BeyondUnit(granted, decided, told) is { } beyond)
            return beyond;
        if (!approves)
            return null;
        if (aid.Limit == AidRules.Quota)
            return used + granted.Count > limit ? AidFundCodes.OverQuota.With(("places", limit), ("used", used), ("asked", granted.Count)) : null;
        if (granted.Count(c => told["amounts"][c].AsNumber() is not > 0) is > 0 and var without)
            return AidFundCodes.NoAmount.With(("count", without));
        var asked = granted.Sum(c => told["amounts"][c].AsNumber() ?? 0);
        return used + asked > limit ? AidFundCodes.OverLedger.With(("left", PaymentSheet.Yuan((long)(limit - used))), ("asked", PaymentSheet.Yuan((long)asked))) : null;
    }

    /// <summary>A department or class that was given places of its own takes no more than these.</summary>
    private static Rejection? BeyondUnit(List<string> granted, HashSet<string> decided, Value told)
    {
        foreach (var unit in told["units"].Items)
        {
            var (path, places) = (unit["unit"].AsText()!, unit["places"].AsNumber() ?? 0);
            bool Within(string @case) => UnitPath.IsBelow(told["at"][@case].AsText() ?? "", path);
            var used = ((RecordValue)told["used"]).Members.Count(m => !decided.Contains(m.Key) && Within(m.Key));
            var asked = granted.Count(Within);
            if (asked > 0 && used + asked > places)
                return AidFundCodes.OverUnitQuota.With(("unit", unit["name"].AsText() ?? path), ("places", places), ("used", used), ("asked", asked));
        }

        return null;
    }

    public static Claim Claim(Value told) => AidFunds.Claim(told["school"].AsText()!, told["schoolYear"].AsText()!, (long)(told["stamp"].AsNumber() ?? 0));
}

/// <summary>"aid-fund" of a roster by id: the limit (places or 分), what is used of it by case, the amounts proposed for the list's cases, and the counter to claim.</summary>
public sealed class FundFactSource(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, AidFunds funds, Organisations.Directory directory) : FactSource(Kinds)
{
    public const string Kinds = "aid-fund";

    public static FactKey Of(Id roster) => new(Kinds, roster.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(Id.Parse(key.Id), cancellation), cancellation) is not { } list
            || await runner.StateAsync<RoundState>(await store.LoadAsync(list.Round, cancellation), cancellation) is not { } round)
            return None(key);
        await pins.EnsureAsync(list.Pin, cancellation);
        var (school, year) = (round.School, round.SchoolYear);
        var stamp = await funds.StampAsync(school, year, cancellation);
        var isQuota = FundCheck.AidOf(list, pins)?.Limit == AidRules.Quota;
        var limit = isQuota
            ? (await runner.StateAsync<QuotaState>(await store.LoadAsync(QuotaState.IdOf(round.Procedure, year, school), cancellation), cancellation))?.Places ?? 0
            : (await runner.StateAsync<LedgerState>(await store.LoadAsync(LedgerState.IdOf(school, year), cancellation), cancellation))?.Amount ?? 0;
        var approves = list.Act == "approve";
        var holders = isQuota ? await funds.HoldersAsync(school, year, round.Procedure, approves ? null : list.Activity, cancellation) : [];
        var within = isQuota ? await funds.WithinAsync(school, year, round.Procedure) : [];
        var used = isQuota ? holders.ToImmutableDictionary(c => c.Id, _ => 1L) : await funds.SpentAsync(school, year, cancellation);
        var proposed = isQuota ? null : await funds.AmountsAsync(list.Round, list.Entries.Select(e => e.Case), cancellation);
        var amounts = proposed is null ? [] : list.Entries.Select(e => (e.Case.ToString(), proposed.GetValueOrDefault(e.Case) is { } amount ? (Value)Value.Of(amount) : Value.Null));
        return new Fact(key, Value.Record(
            ("units", Value.List(await UnitsAsync(within))), ("at", Value.Record(within.IsEmpty ? [] : await PlacesAsync(list, holders))), ("school", school), ("schoolYear", year), ("stamp", stamp), ("limit", limit), ("amounts", Value.Record(amounts)),
            ("used", Value.Record(used.OrderBy(u => u.Key).Select(u => (u.Key.ToString(), Value.Of(u.Value)))))), "aid-fund", stamp);
    }

    private async Task<ImmutableArray<Value>> UnitsAsync(ImmutableArray<(string Unit, int Places)> within)
    {
        var units = ImmutableArray.CreateBuilder<Value>();
        foreach (var (unit, places) in within)
            units.Add(Value.Record(("unit", unit), ("name", (await directory.UnitAsync(unit))?.Name.ZhCn ?? unit), ("places", places)));
        return units.ToImmutable();
    }

    /// <summary>Where the cases of the list, and those that hold a place, stand.</summary>
    private async Task<IEnumerable<(string, Value)>> PlacesAsync(RosterState list, ImmutableArray<StreamRow> holders)
    {
        var at = holders.ToDictionary(h => h.Id, h => h.OrgPath);
        foreach (var @case in list.Entries.Select(e => e.Case).Where(c => !at.ContainsKey(c)))
            at[@case] = (await reader.StreamAsync(Scope.All, @case))?.OrgPath ?? "";
        return at.OrderBy(a => a.Key).Select(a => (a.Key.ToString(), Value.Of(a.Value)));
    }
}
