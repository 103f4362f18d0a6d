using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Acts that nobody does for another.</summary>
public static class PersonalTasks
{
    /// <summary>True where the definition marks the activity, or the pinned list of roles the role, as exercised in person.</summary>
    public static bool IsPersonal(IPins pins, InstanceState state, Bookmark task) =>
        pins.Definition(state.Pin)?.Find(task.Node)?.Input("personal") is { Kind: InputKind.Literal } marked && marked.Value.AsBool() == true
        || RoleList.PinnedAt(pins, state.Pin).Find(task.Name) is { Personal: true };
}
