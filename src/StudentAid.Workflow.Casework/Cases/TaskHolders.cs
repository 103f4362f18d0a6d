using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// Who may do a task: whoever has it in hand and the right to it; where nobody has, its holders by equality of role and unit, the person whose own it is, or for him
/// staff of one of the case's units.
/// </summary>
public static class TaskHolders
{
    /// <param name="principal">Who wants to.</param>
    /// <param name="subject">The student whom the case is about: a post's task is nobody's in his own or his child's case.</param>
    /// <param name="state">The case.</param>
    /// <param name="task">The task.</param>
    /// <param name="onBehalf">Whether staff enters a family's paper.</param>
    /// <param name="pins">With the case's pin loaded.</param>
    public static bool MayAct(Principal principal, Id subject, InstanceState state, Bookmark task, bool onBehalf, PinCache pins)
    {
        if (principal.IsSystem)
            return true;
        if (!task.Person.IsNone)
            return principal.Persons.Contains(task.Person) || (onBehalf && IsStaff(principal, state, pins));
        if (principal.MustWithdrawFrom(subject))
            return false;
        return task.Holding is { } held ? held.Holder == principal.Id && HasRight(principal, task) : HoldsPost(principal, task);
    }

    /// <summary>
    /// For whom he may do what he may not do himself: him whose post or hand the task is in, and for whom he stands in at this instant. Null for nobody, and where the case
    /// is his own or his child's.
    /// </summary>
    public static Principal? StandsInFor(Principal principal, Id subject, Bookmark task, DateTimeOffset now)
    {
        if (!task.Person.IsNone || principal.MustWithdrawFrom(subject))
            return null;
        return principal.StandsFor.Where(s => s.Holds(now)).Select(s => s.As(principal))
            .FirstOrDefault(of => task.Holding is { } held ? held.Holder == of.Id && (held.For.Length > 0 || HasRight(of, task)) : HoldsPost(of, task));
    }

    /// <summary>True for the task's role at exactly the task's unit.</summary>
    public static bool HoldsPost(Principal principal, Bookmark task) => principal.Grants.Contains(new Grant(task.Name, task.Unit));

    /// <summary>
    /// Whether a task that is given to him is his to do: he holds its post, or a post at its unit or above that carries every duty of the task's role. A role that is
    /// exercised in person, a student's and one of oversight stand in for no other.
    /// </summary>
    public static bool HasRight(Principal principal, Bookmark task)
    {
        if (HoldsPost(principal, task))
            return true;
        var duties = principal.Roles.At(task.Unit).Find(task.Name) is { Personal: false, Duties: { IsEmpty: false } carried } ? carried : [];
        return !duties.IsEmpty && principal.Grants.Any(g => UnitPath.IsBelow(task.Unit, g.Unit) && principal.Roles.At(task.Unit).Find(g.Role) is { Personal: false, Student: false } role
            && !role.Carries(Duty.Oversee) && duties.All(role.Carries));
    }

    /// <summary>
    /// True for a role at exactly one of the case's units, or of those before which it stands now (a group's), that the case's bodies do not give to students and that
    /// is none of oversight; the case's pin is loaded.
    /// </summary>
    public static bool IsStaff(Principal principal, InstanceState state, PinCache pins)
    {
        var units = (state.Frames[1].Input["units"] as RecordValue)?.Members.Select(u => u.Value.AsText()).ToHashSet(StringComparer.Ordinal) ?? [];
        units.UnionWith(CaseSight.UnitsOf(state));
        return principal.IsStaff(g => units.Contains(g.Unit) && !principal.Oversees(g), PinnedDocuments.StudentRoles(pins, state.Pin));
    }
}
