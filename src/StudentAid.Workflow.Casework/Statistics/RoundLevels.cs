using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Statistics;

/// <summary>Levels that are told together: their ids, and what they are called.</summary>
public sealed record LevelColumn(ImmutableArray<string> Levels, Text Name);

/// <summary>A unit of the school and how many of it have which level, column by column; null where it is not told.</summary>
public sealed record LevelLine(string Unit, Text Name, int? Total, ImmutableArray<int?> Counts);

/// <summary>The levels decided in a round so far; each unit stands before those below it.</summary>
public sealed record LevelSheet(int Least, ImmutableArray<LevelColumn> Columns, ImmutableArray<LevelLine> Lines);

/// <summary>
/// How the levels of a round are spread over its school's units, and who has one. What is hidden is judged over the whole school, whichever part of it somebody sees, so that
/// two people's sheets together tell nothing that each of them hides. Who only oversees the school is told by <see cref="LevelStatistics"/> alone, which judges over all his schools.
/// </summary>
public sealed class RoundLevels(DecidedLists lists, StepRunner runner, IStepStore store, Organisations.Directory directory)
{
    /// <summary>Null where no unit of the round's school is the principal's own.</summary>
    public async Task<LevelSheet?> LoadAsync(Principal by, Id round, CancellationToken cancellation)
    {
        var scope = OwnOf(by);
        if (!await ReachesAsync(scope, round, cancellation) || await lists.LoadAsync(Scope.All, round, null, cancellation) is not { } list)
            return null;
        if (list.Scale is not { } scale || !list.Determined.Any())
            return new LevelSheet(Suppression.Least, [], []);
        var school = list.State.School;
        var leaves = list.Rows.GroupBy(r => r.Stream.OrgPath, StringComparer.Ordinal)
            .Select(g => (g.Key, scale.Levels.Select(l => g.Count(r => r.IsDetermined && r.History.Level == l.Id)).ToImmutableArray()));
        var tree = new ToldTree(CountNode.Tree(school, leaves, unit => [.. UnitPath.Line(unit).Where(u => u.Length > school.Length)])!);
        var names = (await directory.UnitsBelowAsync(school)).ToDictionary(u => u.Path, u => u.Name, StringComparer.Ordinal);
        return new LevelSheet(
            Suppression.Least,
            [.. tree.Columns.Select(c => new LevelColumn([.. c.Select(l => scale.Levels[l].Id)], Text.Listed(c.Select(l => scale.Levels[l].Name))))],
            [.. Units(tree.Root).Where(n => scope.Covers(n.Unit)).Select(tree.At).Select(t => new LevelLine(
                t.Node.Unit, names.GetValueOrDefault(t.Node.Unit) ?? t.Node.Unit, t.Total, [.. tree.Columns.Select((_, c) => t.Counts?[c])]))]);
    }

    /// <summary>The cases that were given one of these levels, by place and then by pinyin; none outside what is the principal's own.</summary>
    public async Task<IReadOnlyList<StreamRow>> CasesAsync(Principal by, Id round, string? unit, IReadOnlySet<string> levels, CancellationToken cancellation)
    {
        var scope = OwnOf(by);
        return await ReachesAsync(scope, round, cancellation) && await lists.LoadAsync(Scope.All, round, unit, cancellation) is { } list
            ? [.. list.Determined.Where(r => levels.Contains(r.History.Level) && scope.Covers(r.Stream.OrgPath)).Select(r => r.Stream)]
            : [];
    }

    private static Scope OwnOf(Principal by) => (by with { Grants = [.. by.Grants.Where(g => !by.Oversees(g))], Supervises = [] }).Scope;

    /// <summary>Asked before the cases of the whole school are read.</summary>
    private async Task<bool> ReachesAsync(Scope scope, Id round, CancellationToken cancellation) =>
        await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is { School: var school } && (scope.Covers(school) || scope.Places.Any(p => UnitPath.IsBelow(p, school)));

    /// <summary>What a unit counts itself beside those below it is no line of its own.</summary>
    private static IEnumerable<CountNode> Units(CountNode node) => node.Below.Where(b => b.Unit != node.Unit).SelectMany(Units).Prepend(node);
}
