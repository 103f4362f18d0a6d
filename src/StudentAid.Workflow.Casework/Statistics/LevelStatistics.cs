using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Statistics;

/// <summary>A line of a table: a unit, and what is told of it; null where it is not told (few, or it would give a few away).</summary>
public sealed record StatisticsRow(string Unit, Text Name, int? Total, ImmutableArray<int?> Counts);

/// <summary>What a procedure came to: columns are levels (several together where one alone is too few), or special groups, which a student may have several of. The first row is the unit's own.</summary>
public sealed record StatisticsTable(string Procedure, Text Name, string Of, ImmutableArray<Text> Columns, ImmutableArray<StatisticsRow> Rows);

/// <summary>A school that has not filed: it has no round in the school year ("none"), or some that are not completed ("open").</summary>
public sealed record UnfiledSchool(string School, Text Name, string Status, int Rounds, int Open);

/// <summary>The final lists of a school year below a unit, level of government by level of government.</summary>
public sealed record StatisticsSheet(string Unit, Text Name, string SchoolYear, int Least, int Schools, ImmutableArray<UnfiledSchool> Unfiled, ImmutableArray<StatisticsTable> Tables);

/// <summary>
/// Counts the final lists of the schools that somebody oversees: how many of which level and of which special group, by the units right below one of his. What is hidden is
/// judged over everything that he oversees, whichever unit he asks for, so that no two of his tables together tell what each of them hides.
/// </summary>
public sealed class LevelStatistics(
    IStoreReader reader, IStepStore store, StepRunner runner, PinCache pins, DecidedLists lists, SealedTexts texts, Organisations.Directory directory)
{
    private const string SchoolKind = "school";

    /// <summary>Null where the principal oversees nothing at or above the unit, nor the unit by supervision; "" for the topmost unit at which he does.</summary>
    public async Task<StatisticsSheet?> LoadAsync(Principal by, string unit, string schoolYear, CancellationToken cancellation)
    {
        var overseen = new OverseenTree(by);
        if (overseen.Find(unit) is not var (top, asked))
            return null;
        var counts = new Dictionary<string, ProcedureCounts>(StringComparer.Ordinal);
        var filed = new Dictionary<string, List<RoundState>>(StringComparer.Ordinal);
        foreach (var (id, round) in await RoundsAsync(overseen, top, schoolYear, cancellation))
        {
            (filed.TryGetValue(round.School, out var of) ? of : filed[round.School] = []).Add(round);
            // An open round's table from day to day names whom the day added.
            if (round.CompletedOn is not null && overseen.RootsOf(round.School)[0] == top && await lists.LoadAsync(Scope.All, id, null, cancellation) is { Scale: not null } list)
                await CountAsync(list, counts, cancellation);
        }

        ImmutableArray<string> LineOf(string school) => overseen.Line(top, school);
        var tables = ImmutableArray.CreateBuilder<StatisticsTable>();
        foreach (var (procedure, counted) in counts.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            tables.AddRange(await TablesAsync(procedure, counted, top, asked, LineOf));
        }

        var schools = await SchoolsAsync(overseen, top, filed.Keys);
        var below = schools.Where(s => asked == top || LineOf(s.Path).Contains(asked)).ToList();
        return new StatisticsSheet(asked, await NameAsync(asked), schoolYear, Suppression.Least, below.Count, [.. below.Select(s => Unfiled(s, filed)).OfType<UnfiledSchool>()], tables.ToImmutable());
    }

    private static UnfiledSchool? Unfiled(OrgUnit school, Dictionary<string, List<RoundState>> filed)
    {
        var rounds = filed.GetValueOrDefault(school.Path) ?? [];
        var open = rounds.Count(r => r.CompletedOn is null);
        return rounds.Count > 0 && open == 0 ? null : new UnfiledSchool(school.Path, school.Name, rounds.Count == 0 ? "none" : "open", rounds.Count, open);
    }

    private static bool IsOverseen(OverseenTree overseen, string top, string school) => overseen.Whole.AuthorityOver(school) is not null && overseen.RootsOf(school).Contains(top);

    /// <summary>The real rounds of the school year at the schools that are overseen as the top unit.</summary>
    private async Task<List<(Id Id, RoundState Round)>> RoundsAsync(OverseenTree overseen, string top, string schoolYear, CancellationToken cancellation)
    {
        var rounds = new List<(Id, RoundState)>();
        foreach (var row in (await reader.StreamsAsync(overseen.Whole.Scope, new StreamFilter { Kind = RoundState.Kind }, PageRequest.Everything)).Items.Where(r => IsOverseen(overseen, top, r.OrgPath)))
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { Practice: false } round && round.SchoolYear == schoolYear)
                rounds.Add((row.Id, round));
        }

        return rounds;
    }

    private async Task<List<OrgUnit>> SchoolsAsync(OverseenTree overseen, string top, IEnumerable<string> having)
    {
        var units = (await directory.UnitsBelowAsync(top)).ToList();
        foreach (var supervised in overseen.SupervisedOf(top))
            units.AddRange(await directory.UnitsBelowAsync(supervised));
        var known = having.ToHashSet(StringComparer.Ordinal);
        return [.. units.Where(u => u.Is(SchoolKind) || known.Contains(u.Path)).DistinctBy(u => u.Path).OrderBy(u => u.Path, StringComparer.Ordinal)];
    }

    private async Task CountAsync(DecidedList list, Dictionary<string, ProcedureCounts> counts, CancellationToken cancellation)
    {
        var procedure = list.State.Procedure;
        if (!counts.TryGetValue(procedure, out var counted))
            counts[procedure] = counted = new ProcedureCounts(list.Definition?.Definition.Name ?? procedure);
        counted.Levels(list.Scale!.Levels.Select(l => (l.Id, l.Name)));
        counted.At(list.State.School);
        var groups = SpecialGroups.Kind.FindOnly(pins, list.State.Pin, null);
        foreach (var row in list.Determined.Where(r => r.Stream.Status == "finished"))
        {
            var told = (await texts.OpenAsync(row.History.Answers, cancellation))["specialGroups"].Items.Select(g => g.AsText()).OfType<string>().Distinct(StringComparer.Ordinal);
            counted.Add(list.State.School, row.History.Level, told.Select(g => (g, groups?.Category(g)?.Name ?? g)));
        }
    }

    private async Task<IEnumerable<StatisticsTable>> TablesAsync(string procedure, ProcedureCounts counted, string top, string asked, Func<string, ImmutableArray<string>> line)
    {
        var tables = new List<StatisticsTable>();
        var levels = new ToldTree(CountNode.Tree(top, counted.ByLevel(), line)!);
        if (levels.Root.Find(asked) is not { } at)
            return tables;
        var names = new Dictionary<string, Text>(StringComparer.Ordinal);
        foreach (var node in at.Below.Prepend(at))
            names[node.Unit] = await NameAsync(node.Unit);
        StatisticsRow Row(CountNode node, int? total, IEnumerable<int?> cells) => new(node.Unit, names[node.Unit], total, [.. cells]);
        tables.Add(new StatisticsTable(procedure, counted.Name, "level", [.. levels.Columns.Select(g => Text.Listed(g.Select(c => counted.LevelNames[c].Name)))], [
            .. at.Below.Prepend(at).Select(n => levels.At(n)).Select(t => Row(t.Node, t.Total, levels.Columns.Select((_, c) => t.Counts?[c])))]));
        // A student may be of several groups: each is a tree of its own, and no total binds them.
        var trees = counted.Groups.Select(g => (g.Name, Tree: new ToldTree(CountNode.Tree(top, counted.ByGroup(g.Id), line)!))).ToList();
        if (trees.Count > 0)
        {
            var rows = at.Below.Prepend(at).Select((n, i) => Row(n, null, trees.Select(t => At(t.Tree, asked, i))));
            tables.Add(new StatisticsTable(procedure, counted.Name, "special-group", [.. trees.Select(t => t.Name)], [.. rows]));
        }

        return tables;
    }

    /// <summary>The same line of another tree over the same schools.</summary>
    private static int? At(ToldTree tree, string asked, int row)
    {
        var at = tree.Root.Find(asked)!;
        return tree.At(row == 0 ? at : at.Below[row - 1]).Total;
    }

    private async Task<Text> NameAsync(string unit) => (await directory.UnitAsync(unit))?.Name ?? unit;
}
