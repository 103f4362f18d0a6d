using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>Who may do a task: its holders by equality of role and unit, the person whose own it is, or for him staff of one of the case's units.</summary>
public static class TaskHolders
{
    public static bool MayAct(Principal principal, InstanceState state, Bookmark task, bool onBehalf, PinCache pins)
    {
        if (principal.IsSystem)
            return true;
        if (task.Person.IsNone)
            return principal.Grants.Any(g => g.Role == task.Name && g.Unit == task.Unit);
        return principal.Persons.Contains(task.Person) || (onBehalf && IsStaff(principal, state, pins));
    }

    /// <summary>True for a role at exactly one of the case's units that the case's bodies do not give to students; the case's pin is loaded.</summary>
    public static bool IsStaff(Principal principal, InstanceState state, PinCache pins)
    {
        var units = (state.Frames[1].Input["units"] as RecordValue)?.Members.Select(u => u.Value.AsText()).ToHashSet(StringComparer.Ordinal) ?? [];
        return principal.IsStaff(g => units.Contains(g.Unit), PinnedDocuments.StudentRoles(pins, state.Pin));
    }
}
