using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
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
        new(state.Unit, state.Round, RoleOf(state, pins), state.Body.Length > 0 ? Body.Kind.Find(pins, state.Pin, state.Body) : null);

    public static ListDuties Of(Id round, string unit, string pin, ActivityNode node, IPins pins) => new(
        unit, round, RoleOf(node, pin, pins),
        node.Input("body")?.Text is { Length: > 0 } body ? Body.Kind.Find(pins, pin, body) : null);

    /// <summary>The role of a list that no body decides; where a publicity names none, the pinned roles say who posts notices.</summary>
    public static string RoleOf(RosterState state, IPins pins) => state.Act == Acts.Publish ? PostedBy(state.Role, state.Pin, pins) : state.Role;

    /// <summary>The same before there is a list.</summary>
    public static string RoleOf(ActivityNode node, string pin, IPins pins) =>
        node.Type == Acts.Publicity ? PostedBy(node.Input("role")?.Text ?? "", pin, pins) : node.Input("role")?.Text ?? "";

    private static string PostedBy(string role, string pin, IPins pins) => RoleList.PinnedAt(pins, pin).For(role, Duty.PostNotices);

    /// <summary>The roles that may do this.</summary>
    public ImmutableArray<string> Roles(ListAct act) => Role.Length > 0 ? [Role] : act switch
    {
        ListAct.Freeze => Body?.Duties.Freeze ?? [],
        ListAct.Record => Body?.Duties.Record ?? [],
        _ => Body?.Duties.Decide ?? [],
    };

    /// <summary>What people call a role: the category's name of a body's members, else the role itself.</summary>
    public Text NameOf(string role, RoleList roles) => Body?.Categories.FirstOrDefault(c => c.Id == role)?.Name ?? roles.NameOf(role);

    /// <summary>True where the principal may; <paramref name="school"/> bounds how far above the list an office's role may be held.</summary>
    public bool Allows(Principal principal, ListAct act, string school)
    {
        var roles = Roles(act);
        return principal.IsSystem || principal.Grants.Any(g => roles.Contains(g.Role, StringComparer.Ordinal)
            && (g.Unit == Unit || (Role.Length > 0 && school.Length > 0 && UnitPath.IsBelow(g.Unit, school) && UnitPath.IsBelow(Unit, g.Unit))));
    }

    /// <summary>Null where the principal may; else the refusal that says who may, or the facts to say it with.</summary>
    public StreamDecision? Refuse(Principal principal, ListAct act, Facts facts)
    {
        if (Allows(principal, act, ""))
            return null;
        ImmutableArray<FactKey> needed = [new(RosterFacts.Round, Round.ToString()), UnitFacts.Unit(Unit)];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        if (Allows(principal, act, facts.Find(needed[0])!.Value["school"].AsText() ?? ""))
            return null;
        var unit = Text.From(facts.Find(needed[1])!.Value["name"]) ?? Unit;
        var names = principal.Roles.At(Unit);
        return RosterCodes.NotYourList.With(("unit", unit), ("roles", Duties.Together([.. Roles(act).Select(r => NameOf(r, names))])));
    }
}
