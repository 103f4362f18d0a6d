using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Casework.Statistics;

/// <summary>
/// What somebody oversees, as trees. What is hidden is judged over a whole tree: neither a key's limit nor the choice of one role makes another of it, for two judgements over the
/// same schools tell together what each hides. The limit says only what may be asked for.
/// </summary>
public sealed class OverseenTree(Principal by)
{
    private readonly Principal whole = by.Whole ?? by;
    private readonly ImmutableArray<string> roots = Topmost(by.Whole ?? by);

    /// <summary>The unit that is asked for ("": the topmost that may be) and the tree in which it is told; null where it may not be asked for.</summary>
    public (string Root, string Unit)? Find(string unit)
    {
        var mine = by.Grants.Where(by.Oversees).Select(g => g.Unit).Order(StringComparer.Ordinal).Concat(Supervised(by).Select(s => s.Unit).Order(StringComparer.Ordinal)).ToList();
        var asked = unit.Length > 0 ? unit : mine.FirstOrDefault() ?? "";
        return asked.Length > 0 && mine.Exists(u => UnitPath.IsBelow(asked, u)) && RootsOf(asked) is [var root, ..] ? (root, asked) : null;
    }

    /// <summary>The trees to which a school belongs, the one in which its counts are told first: it is counted in no other.</summary>
    public ImmutableArray<string> RootsOf(string school) =>
    [
        .. roots.Where(r => UnitPath.IsBelow(school, r))
            .Concat(Supervised(whole).Where(s => UnitPath.IsBelow(school, s.Unit)).Select(RootOf).Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The units from below the root to the school: by ownership, or by way of the authority that supervises it.</summary>
    public ImmutableArray<string> Line(string root, string school)
    {
        if (UnitPath.IsBelow(school, root))
            return Between(root, school);
        var way = Supervised(whole).Where(s => RootOf(s) == root && UnitPath.IsBelow(school, s.Unit)).OrderBy(s => s.By.Unit, StringComparer.Ordinal).ThenBy(s => s.Unit, StringComparer.Ordinal)
            .Select(s => (Supervision?)s).FirstOrDefault();
        return way is { } by ? [.. Between(root, by.By.Unit), .. UnitPath.Line(school).Where(u => UnitPath.IsBelow(u, by.Unit))] : [school];
    }

    /// <summary>The units that stand in the tree by supervision.</summary>
    public IEnumerable<string> SupervisedOf(string root) => Supervised(whole).Where(s => RootOf(s) == root).Select(s => s.Unit).Distinct(StringComparer.Ordinal);

    /// <summary>Everything that is counted, whatever of it may be asked for.</summary>
    public Principal Whole => whole;

    private string RootOf(Supervision supervision) => roots.First(r => UnitPath.IsBelow(supervision.By.Unit, r));

    private static ImmutableArray<string> Between(string root, string unit) => [.. UnitPath.Line(unit).Where(u => u.Length > root.Length)];

    private static IEnumerable<Supervision> Supervised(Principal of) => of.Supervises.Where(s => of.Oversees(s.By) && (of.Whole ?? of).Grants.Contains(s.By));

    private static ImmutableArray<string> Topmost(Principal of)
    {
        var units = of.Grants.Where(of.Oversees).Select(g => g.Unit).Distinct(StringComparer.Ordinal).ToList();
        return [.. units.Where(u => !units.Exists(o => o != u && UnitPath.IsBelow(u, o))).Order(StringComparer.Ordinal)];
    }
}
