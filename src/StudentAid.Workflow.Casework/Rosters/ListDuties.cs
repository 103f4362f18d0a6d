using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>What somebody may do on a list: close it, record its meeting and votes, enter its decision.</summary>
public enum ListAct { Freeze, Record, Decide }

/// <summary>
/// Who acts on a list (第十一条、第十二条、第十七条): of a body the roles that its document names, held on the list's own unit; of an office the role that the
/// activity names, held there or at a unit of the same school above it. Seeing a list, or standing above the school, gives no part in it. Who stands in (代理) for
/// one of these does for him what is not his own in person.
/// </summary>
public sealed record ListDuties(string Unit, Id Round, string Role, Body? Body)
{
    /// <summary>True where the activity marks the list's decision as exercised in person.</summary>
    public bool Personal { get; init; }

    /// <summary>What the list's roles are by its pin.</summary>
    public RoleList Pinned { get; init; } = RoleList.Shipped;

    public static ListDuties Of(RosterState state, IPins pins) =>
        new(state.Unit, state.Round, RoleOf(state, pins), Body.Kind.Find(pins, state.Pin, state.Body))
        {
            Personal = ListSigning.IsPersonal(state), Pinned = RoleList.PinnedAt(pins, state.Pin),
        };

    public static ListDuties Of(Id round, string unit, string pin, ActivityNode node, IPins pins) => new(
        unit, round, RoleOf(node, pin, pins),
        node.Input("body")?.Text is { Length: > 0 } body ? Body.Kind.Find(pins, pin, body) : null)
    {
        Personal = node.Input("personal") is { Kind: InputKind.Literal } marked && marked.Value.AsBool() == true, Pinned = RoleList.PinnedAt(pins, pin),
    };

    /// <summary>The role of a list that no body decides; where a publicity names none, the pinned roles say who posts notices.</summary>
    public static string RoleOf(RosterState state, IPins pins) => state.Act == Acts.Publish ? PostedBy(state.Role, state.Pin, pins) : state.Role;

    /// <summary>The same before there is a list.</summary>
    public static string RoleOf(ActivityNode node, string pin, IPins pins) =>
        node.Type == Acts.Publicity ? PostedBy(node.Input("role")?.Text ?? "", pin, pins) : node.Input("role")?.Text ?? "";

    /// <summary>Whether the activity is done list by list.</summary>
    public static bool IsOfList(ActivityNode node) => node.Input("roster")?.Value.AsBool() == true && node.Input("scope") is not null;

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

    /// <summary>True where he may, or stands in at this instant for one who may.</summary>
    public bool AllowsAt(Principal principal, ListAct act, string school, DateTimeOffset now) =>
        Allows(principal, act, school) || StandsInFor(principal, act, school, now) is not null;

    /// <summary>
    /// For whom he does what he may not do himself: one for whom he stands in at this instant, whose it is by a role that nobody exercises in person. Null for nobody.
    /// </summary>
    private Principal? StandsInFor(Principal principal, ListAct act, string school, DateTimeOffset now) => Personal && act == ListAct.Decide ? null
        : OthersOf(principal, act, school, now).FirstOrDefault(of => Allows(of with { Grants = [.. of.Grants.Where(g => Pinned.Find(g.Role) is not { Personal: true })] }, act, school));

    private IEnumerable<Principal> OthersOf(Principal principal, ListAct act, string school, DateTimeOffset now) =>
        principal.StandsFor.Where(s => s.Holds(now)).Select(s => s.As(principal)).Where(of => Allows(of, act, school));

    /// <summary>
    /// Null where the principal may, by his own duty or by that of another for whom he stands in, whom the step then names; else the refusal that says who may, or the
    /// facts to say it with.
    /// </summary>
    /// <param name="principal">Who wants to.</param>
    /// <param name="what">What he wants to do.</param>
    /// <param name="act">The act that is judged; it says for whom he acts.</param>
    /// <param name="facts">Those known so far.</param>
    public StreamDecision? Refuse(Principal principal, ListAct what, ref Act act, Facts facts)
    {
        if (Allows(principal, what, ""))
            return null;
        ImmutableArray<FactKey> needed = [new(RosterFacts.Round, Round.ToString()), UnitFacts.Unit(Unit)];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        var school = facts.Find(needed[0])!.Value["school"].AsText() ?? "";
        if (Allows(principal, what, school))
            return null;
        var now = act.Now;
        if (StandsInFor(principal, what, school, now) is { } other)
        {
            act = act with { For = other.Id };
            return null;
        }

        return OthersOf(principal, what, school, now).Any() ? TaskCodes.InPerson.With(("role", Named(principal, what))) : NotYours(principal, what, facts.Find(needed[1])!.Value);
    }

    private Rejection NotYours(Principal principal, ListAct what, Value place) =>
        RosterCodes.NotYourList.With(("unit", Text.From(place["name"]) ?? Unit), ("roles", Named(principal, what)));

    /// <summary>What those who may are called, as words.</summary>
    internal Text Named(Principal principal, ListAct what)
    {
        var names = principal.Roles.At(Unit);
        return Duties.Together([.. Roles(what).Select(r => NameOf(r, names))]);
    }
}
