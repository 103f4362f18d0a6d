using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>What somebody may do on a list: close it, record its meeting and votes, enter its decision.</summary>
public enum ListAct { Freeze, Record, Decide }

/// <summary>
/// Who acts on a list (第十一条、第十二条、第十七条): of a body the roles that its document names, held on the list's own unit; of an office the role that the
/// activity names, held there or at a unit of the same school above it. Seeing a list, or standing above the school, gives no part in it.
/// </summary>
public sealed record ListDuties(string Unit, Id Round, string Role, Body? Body)
{
    public static ListDuties Of(RosterState state, IPins pins) =>
        new(state.Unit, state.Round, RoleOf(state.Act, state.Role), state.Body.Length > 0 ? Body.Kind.Find(pins, state.Pin, state.Body) : null);

    public static ListDuties Of(Id round, string unit, string pin, ActivityNode node, IPins pins) => new(
        unit, round, RoleOf(node.Type == Acts.Publicity ? Acts.Publish : "", node.Input("role")?.Text ?? ""),
        node.Input("body")?.Text is { Length: > 0 } body ? Body.Kind.Find(pins, pin, body) : null);

    /// <summary>The role of a list that no body decides; a publicity's where its activity names none is the option's own.</summary>
    public static string RoleOf(string act, string role) => role.Length == 0 && act == Acts.Publish ? new PublicityOptions().Role : role;

    /// <summary>The roles that may do this.</summary>
    public ImmutableArray<string> Roles(ListAct act) => Role.Length > 0 ? [Role] : act switch
    {
        ListAct.Freeze => Body?.Duties.Freeze ?? [],
        ListAct.Record => Body?.Duties.Record ?? [],
        _ => Body?.Duties.Decide ?? [],
    };

    /// <summary>What people call a role: the category's name of a body's members, else the role itself.</summary>
    public Text NameOf(string role, RoleNames names) => Body?.Categories.FirstOrDefault(c => c.Id == role)?.Name ?? names.Of(role);

    /// <summary>True where the principal may; <paramref name="school"/> bounds how far above the list an office's role may be held.</summary>
    public bool Allows(Principal principal, ListAct act, string school)
    {
        var roles = Roles(act);
        return principal.IsSystem || principal.Grants.Any(g => roles.Contains(g.Role, StringComparer.Ordinal)
            && (g.Unit == Unit || (Role.Length > 0 && school.Length > 0 && UnitPath.IsBelow(g.Unit, school) && UnitPath.IsBelow(Unit, g.Unit))));
    }

    private static Text Together(IReadOnlyList<Text> names) => new(string.Join("、", names.Select(n => n.ZhCn)), string.Join(", ", names.Select(n => n.In("en"))));

    /// <summary>Null where the principal may; else the refusal that says who may, or the facts to say it with.</summary>
    public StreamDecision? Refuse(Principal principal, ListAct act, Facts facts)
    {
        if (Allows(principal, act, ""))
            return null;
        ImmutableArray<FactKey> needed = [new(RosterFacts.Round, Round.ToString()), UnitFacts.Unit(Unit), RoleNames.FactOf(Unit, DateOnly.MaxValue)];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        if (Allows(principal, act, facts.Find(needed[0])!.Value["school"].AsText() ?? ""))
            return null;
        var unit = Text.From(facts.Find(needed[1])!.Value["name"]) ?? Unit;
        var names = RoleNames.From(facts.Find(needed[2])!.Value);
        return RosterCodes.NotYourList.With(("unit", unit), ("roles", Together([.. Roles(act).Select(r => NameOf(r, names))])));
    }
}
