using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Where the open cases of a round stand, as numbers by place and activity, without those whose own window is open longer. Read once, it answers for every
/// list of the round.
/// </summary>
public sealed record RoundPositions(Id Id, long Version, RoundState Round, ExecutableDefinition Definition, ImmutableArray<StreamCount> Open)
{
    /// <summary>Students who are away while their cases rest, with the place of the case.</summary>
    public ImmutableArray<(Id Person, string Place)> Away { get; init; } = [];

    /// <summary>Whose cases are not among the numbers: those whose own window is open longer, and those who are away.</summary>
    public IReadOnlySet<Id> Beside => Round.PersonalWindows.Select(w => w.Person).Concat(Away.Select(a => a.Person)).ToHashSet();

    /// <summary>Whether any open case lies there: never below a group, which takes people of other places.</summary>
    public bool HasCases(string unit) => Under(unit).Any();

    /// <summary>The activities before this one, inside containers too.</summary>
    public ImmutableHashSet<string> Upstream(string activity) => new RosterFlow(Definition).Upstream(activity);

    /// <summary>How many cases of a place have not come as far, by place.</summary>
    public IEnumerable<(string Place, long Count)> Behind(IReadOnlySet<string> upstream, string unit) => Under(unit)
        .Where(c => c.At.Split(',').Any(upstream.Contains)).GroupBy(c => c.OrgPath, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => (g.Key, g.Sum(c => c.Count)));

    /// <summary>The open cases of a place and below it, in numbers.</summary>
    public IEnumerable<StreamCount> CasesOf(string unit) => Under(unit);

    /// <summary>Changes when a case of the unit, of a group one of its parent's, moves on or the round changes.</summary>
    public int StampOf(string unit)
    {
        var stamp = default(HashCode);
        stamp.Add(Version);
        // Where cases wait and none lies, a group waits.
        foreach (var count in Under(HasCases(unit) ? unit : UnitPath.Parent(unit) ?? unit))
            stamp.Add(count);
        return stamp.ToHashCode();
    }

    private IEnumerable<StreamCount> Under(string unit) => Open.Where(c => c.OrgPath.StartsWith(unit, StringComparison.Ordinal));
}

/// <summary>Reads where rounds stand, and what is missing before a list.</summary>
public sealed class PositionReading(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, UnitGroups groups, GroupStanding ofGroups)
{
    /// <summary>Null where there is no such round, or its definition is not to be had.</summary>
    public async Task<RoundPositions?> ReadAsync(Id id, CancellationToken cancellation)
    {
        if (await store.LoadAsync(id, cancellation) is not { } stored || await runner.StateAsync<RoundState>(stored, cancellation) is not { } round)
            return null;
        await pins.EnsureAsync(round.Pin, cancellation);
        if (pins.Definition(round.Pin) is not { } definition)
            return null;
        var open = (await reader.StreamCountsAsync(Scope.All, id, round.Practice)).Where(c => c.Kind == InstanceSteps.Kind && IsOpen(c.Status))
            .ToDictionary(c => (c.Status, c.OrgPath, c.At));
        foreach (var late in round.PersonalWindows.Select(w => w.Person).Distinct())
        {
            var own = await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = late, Kind = InstanceSteps.Kind, Practice = round.Practice }, PageRequest.Everything);
            foreach (var key in own.Items.Where(s => s.Group == id && IsOpen(s.Status)).Select(s => (s.Status, s.OrgPath, s.At)).Where(open.ContainsKey))
                open[key] = open[key] with { Count = open[key].Count - 1 };
        }

        ImmutableArray<(Id, string)> away = open.Keys.Any(k => k.Status == "suspended") ? [.. await LeaveOutAwayAsync(id, round, open)] : [];
        return new RoundPositions(id, stored.Version, round, definition, [.. open.Values.Where(c => c.Count > 0).OrderBy(c => (c.OrgPath, c.At, c.Status))]) { Away = away };
    }

    /// <summary>Nobody waits for a student who is away (休学、参军) or has not arrived; he goes on the next list when he is back.</summary>
    private async Task<List<(Id, string)>> LeaveOutAwayAsync(Id id, RoundState round, Dictionary<(string Status, string OrgPath, string At), StreamCount> open)
    {
        var (late, away) = (round.PersonalWindows.Select(w => w.Person).ToHashSet(), new List<(Id, string)>());
        foreach (var row in (await AwaySource.OfAsync(reader, id, round.Practice)).Where(r => !late.Contains(r.Subject)))
        {
            if (!open.TryGetValue((row.Status, row.OrgPath, row.At), out var counted))
                continue;
            open[(row.Status, row.OrgPath, row.At)] = counted with { Count = counted.Count - 1 };
            away.Add((row.Subject, row.OrgPath));
        }

        return away;
    }

    /// <summary>Units with cases that still stand upstream, and units below whose own list upstream is neither decided nor a zero report.</summary>
    public async Task<IReadOnlyList<Text>> MissingAsync(RoundPositions standing, string activity, string unit, CancellationToken cancellation)
    {
        var upstream = standing.Upstream(activity);
        var missing = new List<(string Unit, Text What)>();
        foreach (var reviewed in ReviewedBy(standing, activity, unit))
        {
            var group = await GroupAtAsync(standing, reviewed);
            missing.AddRange((await BehindAsync(standing, upstream, reviewed, group)).Select(b => (b.Place, new Text(FormattableString.Invariant($"{b.Count} 人尚未到本环节"), FormattableString.Invariant($"{b.Count} not here yet")))));
            missing.AddRange((await SilentAsync(standing, upstream, reviewed, group, cancellation)).Select(u => (u, new Text("没有名单，也没有零报告", "no list and no zero report"))));
        }

        var names = await NamesAsync(missing.Select(m => m.Unit));
        return [.. missing.Select(m => (Unit: names.GetValueOrDefault(m.Unit, m.Unit), m.What)).Select(m => new Text($"{m.Unit.ZhCn}（{m.What.ZhCn}）", $"{m.Unit.In("en")} ({m.What.In("en")})")).Distinct()];
    }

    private async Task<GroupRule?> GroupAtAsync(RoundPositions standing, string unit) => standing.HasCases(unit) ? null : await groups.OfAsync(unit);

    private async Task<IEnumerable<(string Place, long Count)>> BehindAsync(RoundPositions standing, ImmutableHashSet<string> upstream, string unit, GroupRule? group) =>
        group is null ? standing.Behind(upstream, unit)
            : await ofGroups.CasesAsync(standing.Id, group, standing.Open.Where(c => c.At.Split(',').Any(upstream.Contains)), standing.Beside);

    /// <summary>Whether nobody and no unit is missing before the list; reads the units only where no case is behind.</summary>
    public async Task<bool> IsCompleteAsync(RoundPositions standing, string activity, string unit, CancellationToken cancellation)
    {
        var upstream = standing.Upstream(activity);
        foreach (var reviewed in ReviewedBy(standing, activity, unit))
        {
            var group = await GroupAtAsync(standing, reviewed);
            if ((await BehindAsync(standing, upstream, reviewed, group)).Any() || (await SilentAsync(standing, upstream, reviewed, group, cancellation)).Count > 0)
                return false;
        }

        return true;
    }

    /// <summary>Changes when a case moves on that the unit's list waits for, or the round changes.</summary>
    public int StampOf(RoundPositions standing, string activity, string unit)
    {
        var stamp = default(HashCode);
        foreach (var reviewed in ReviewedBy(standing, activity, unit))
            stamp.Add(standing.StampOf(reviewed));
        return stamp.ToHashCode();
    }

    /// <summary>Whose students come on the unit's list: its own, or those of the units for which its body is the peer.</summary>
    private IEnumerable<string> ReviewedBy(RoundPositions standing, string activity, string unit) =>
        BodyOf(standing, standing.Definition.Find(activity)) is { Peers.IsEmpty: false } body ? body.ReviewedBy(unit) : [unit];

    private Body? BodyOf(RoundPositions standing, ActivityNode? node) =>
        node?.Input("body")?.Text is { Length: > 0 } id ? Body.Kind.Find(pins, standing.Round.Pin, id) : null;

    private async Task<List<string>> SilentAsync(
        RoundPositions standing, ImmutableHashSet<string> upstream, string unit, GroupRule? group, CancellationToken cancellation)
    {
        var silent = new List<string>();
        var units = await reader.DocumentsAsync(Scope.All, new DocumentFilter("org-unit") { Below = group?.Reach ?? unit });
        if (group is not null)
        {
            // A group waits for the units that its people are in, and for no other.
            var places = (await groups.PlacesAsync(group)).Keys.ToList();
            units = [.. units.Where(u => !GroupRule.IsGroup(u.Content) && places.Exists(p => UnitPath.IsBelow(p, u.Key)))];
        }

        foreach (var earlier in upstream.Order(StringComparer.Ordinal).Select(a => standing.Definition.Find(a)!).Where(ListDuties.IsOfList))
        {
            foreach (var below in units.Where(u => OrgUnit.Is(u.Content, earlier.Input("scope")?.Text) && u.Key != unit))
            {
                // 未分班 and the like are empty once everybody has his class: nobody is left there to report.
                if (below.Content["kind"].AsText() != earlier.Input("scope")?.Text && (await reader.DocumentCountsAsync(Scope.All, new DocumentFilter(UnitFacts.Person) { Below = below.Key })).Count == 0)
                    continue;
                // Whose only applicants are away has neither a list nor nobody to report.
                var reported = standing.Away.Any(a => UnitPath.IsBelow(a.Place, below.Key)) || standing.Round.ZeroReports.Any(z => z.Activity == earlier.Id && z.Unit == below.Key);
                if (!reported && await store.LoadAsync(RosterState.IdOf(standing.Id, earlier.Id, BodyOf(standing, earlier)?.ReviewerOf(below.Key) ?? below.Key, 1), cancellation) is null
                    && !await IsPassedByAsync(standing, earlier.Id, below.Key))
                    silent.Add(below.Key);
            }
        }

        return silent;
    }

    /// <summary>Whether the unit has applicants and none of them is at the activity or before it: a branch led all of them past it, so that there will be no list.</summary>
    private async Task<bool> IsPassedByAsync(RoundPositions standing, string activity, string unit)
    {
        var group = await GroupAtAsync(standing, unit);
        var (upTo, places) = (standing.Upstream(activity).Add(activity), standing.CasesOf(unit).ToList());
        bool IsBefore(StreamCount c) => c.At.Length == 0 || c.At.Split(',').Any(upTo.Contains);
        return group is null
            ? places.Count > 0 && !places.Exists(IsBefore)
            : (await ofGroups.CasesAsync(standing.Id, group, standing.Open, standing.Beside)).Count > 0
                && (await ofGroups.CasesAsync(standing.Id, group, standing.Open.Where(IsBefore), standing.Beside)).Count == 0;
    }

    private async Task<Dictionary<string, Text>> NamesAsync(IEnumerable<string> units)
    {
        var names = new Dictionary<string, Text>(StringComparer.Ordinal);
        foreach (var unit in units.Distinct(StringComparer.Ordinal))
        {
            var found = (await reader.DocumentsAsync(Scope.All, new DocumentFilter("org-unit") { Key = unit })).FirstOrDefault();
            names[unit] = (found is null ? null : Text.From(found.Content["name"])) ?? unit;
        }

        return names;
    }

    private static bool IsOpen(string status) => status is "open" or "suspended" or "faulted";
}
