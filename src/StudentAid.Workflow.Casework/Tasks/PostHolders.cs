using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Who gives roles at a unit: those who hold such a role at the nearest unit of its line that has any; nobody where none has.</summary>
public sealed record Responsible(string Unit, Text Roles, ImmutableArray<string> People);

/// <summary>
/// Who holds which post at the units that were asked about (<see cref="LearnAsync"/>) and on the lines above them, as it stands when it is read. A unit keeps only
/// people whose roles lie in it, so that nobody else's need be read.
/// </summary>
public sealed class PostHolders(Organisations.Directory directory, RoleBook book)
{
    /// <summary>So many units are asked about at once.</summary>
    private const int Together = 500;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Role, Principal Who)>> held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Responsible> responsible = new(StringComparer.Ordinal);

    /// <summary>Reads who can hold something at these units, each once.</summary>
    public async Task LearnAsync(IEnumerable<string> units)
    {
        string[] unread = [.. units.SelectMany(u => UnitPath.Line(u)).Where(known.Add)];
        foreach (var some in unread.Chunk(Together))
        {
            foreach (var who in await directory.HoldersAsync([.. some]))
            {
                foreach (var grant in who.Grants.Distinct())
                    At(grant.Unit).Add((grant.Role, who));
            }
        }
    }

    /// <summary>What roles are at a unit.</summary>
    public RoleList RolesAt(string unit) => book.At(unit);

    public bool Holds(string role, string unit) => At(unit).Exists(h => h.Role == role);

    public bool HoldsAtOrAbove(string role, string unit) => UnitPath.Line(unit).Any(above => Holds(role, above));

    public bool MayAct(ListDuties duties, ListAct act, string school) =>
        UnitPath.Line(duties.Unit).SelectMany(At).Select(h => h.Who).Distinct().Any(p => duties.Allows(p, act, school));

    public Responsible ResponsibleFor(string unit)
    {
        if (!responsible.TryGetValue(unit, out var found))
            responsible[unit] = found = FindResponsible(unit);
        return found;
    }

    private Responsible FindResponsible(string unit)
    {
        var giving = book.At(unit).With(Duty.SetUp).ToDictionary(r => r.Id, r => r.Name, StringComparer.Ordinal);
        var names = Duties.Together([.. giving.Values]);
        foreach (var place in UnitPath.Line(unit).Reverse())
        {
            ImmutableArray<string> people = [.. At(place).Where(h => giving.ContainsKey(h.Role)).DistinctBy(h => h.Who.Id).Select(h => h.Who.Name).Order(Pinyin.Order)];
            if (!people.IsEmpty)
                return new Responsible(place, names, people);
        }

        return new Responsible("", names, []);
    }

    private List<(string Role, Principal Who)> At(string unit)
    {
        if (!held.TryGetValue(unit, out var those))
            held[unit] = those = [];
        return those;
    }
}
