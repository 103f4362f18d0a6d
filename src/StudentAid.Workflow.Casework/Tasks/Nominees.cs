using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Somebody whom an act at a task may name, with his posts at the task's unit and above.</summary>
public sealed record Nominee(Principal Who, ImmutableArray<Grant> Posts);

/// <summary>
/// Whom the acts that hand a task round may name, by the rules by which they are judged: to hand over, who has the right to it; to ask, to sign, to be told, staff who
/// may look the case up anyway; to sign no more, who has not signed yet.
/// </summary>
public static class Nominees
{
    private static readonly FrozenSet<string> Naming =
        new[] { TaskVerbs.Transfer, TaskVerbs.Delegate, TaskVerbs.AddSigner, TaskVerbs.RemoveSigner, TaskVerbs.Copy }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True of a verb whose input names somebody in <c>to</c>.</summary>
    public static bool Names(string verb) => Naming.Contains(verb);

    /// <summary>
    /// Those among <paramref name="staff"/> who hold a post on the task's line at a unit that the chooser sees, the nearest unit first, then by pinyin. Whom he has asked
    /// already he sees wherever that one sits.
    /// </summary>
    public static IEnumerable<Nominee> Of(string verb, Principal chooser, Bookmark task, Id subject, string place, IEnumerable<Principal> staff) => staff
        .Where(p => !p.IsMachine && (verb == TaskVerbs.RemoveSigner || !p.MustWithdrawFrom(subject)) && p.Id != chooser.Id && p.Id != task.Holding?.Holder && May(verb, p, task, place))
        .Select(p => new Nominee(p, PostsOf(p, chooser.Scope, task.Unit))).Where(n => !n.Posts.IsEmpty || verb == TaskVerbs.RemoveSigner)
        .OrderByDescending(n => n.Posts.Select(g => g.Unit.Length).DefaultIfEmpty().Max()).ThenBy(n => n.Who.Name, Pinyin.Order).ThenBy(n => n.Who.Id);

    /// <summary>Posts to which a copy may go: of staff, and not of oversight.</summary>
    public static IEnumerable<Grant> PostsToTell(Principal chooser, string place, IEnumerable<Principal> staff) => staff.Where(p => !p.IsMachine).SelectMany(p => p.Grants)
        .Where(g => UnitPath.IsBelow(place, g.Unit) && IsStaffs(chooser.Roles, g)).Distinct()
        .OrderByDescending(g => g.Unit.Length).ThenBy(g => g.Role, StringComparer.Ordinal);

    /// <summary>Posts that hand a task on whoever has it in hand, the nearest unit first: whom to ask where there is nobody to name. Posts alone, for who sits above is a name that need not be given.</summary>
    public static IEnumerable<Grant> PostsToAsk(Principal chooser, string place, IEnumerable<Principal> staff) => staff.Where(p => !p.IsMachine && p.Id != chooser.Id).SelectMany(p => p.Grants)
        .Where(g => UnitPath.IsBelow(place, g.Unit) && chooser.Roles.At(g.Unit).Find(g.Role)?.Carries(Duty.Operate) == true).Distinct()
        .OrderByDescending(g => g.Unit.Length).ThenBy(g => g.Role, StringComparer.Ordinal);

    private static bool May(string verb, Principal person, Bookmark task, string place) => verb switch
    {
        TaskVerbs.Transfer => TaskHolders.HasRight(person, task),
        TaskVerbs.AddSigner => task.Holding?.Decider != person.Id && task.Holding?.Signers.Any(s => s.Person == person.Id) != true && Colleague.MayKnow(person, place),
        TaskVerbs.RemoveSigner => task.Holding?.Signers.Any(s => s.Person == person.Id && !s.Signed) == true,
        TaskVerbs.Delegate or TaskVerbs.Copy => Colleague.MayKnow(person, place),
        _ => false,
    };

    private static ImmutableArray<Grant> PostsOf(Principal person, Scope scope, string unit) =>
        [.. person.Grants.Where(g => UnitPath.IsBelow(unit, g.Unit) && scope.Covers(g.Unit) && IsStaffs(person.Roles, g)).Distinct().OrderByDescending(g => g.Unit.Length)];

    private static bool IsStaffs(RoleBook roles, Grant grant) => roles.At(grant.Unit).Find(grant.Role) is { Student: false } role && !role.Carries(Duty.Oversee);
}
