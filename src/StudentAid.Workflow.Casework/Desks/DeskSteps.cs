using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Desks;

/// <summary>Builds the step of a desk. A principal's own stands at his first unit, for it has to stand somewhere.</summary>
internal sealed class DeskSteps(DeskState? before, Principal principal, string unit, Act act)
{
    public StepParts Parts { get; } = new(act, before?.Version ?? 0);

    public Step Of(DeskEvent happened) => Parts.Of(
        DeskState.Kind, Place, "open", StreamData.Write<DeskEvent>([happened]), StreamData.Snapshot(DeskState.Format, new DeskState((before?.Version ?? 0) + 1)));

    private string Place => unit.Length > 0 ? unit : principal.Grants.IsEmpty ? UnitPath.Root : principal.Grants[0].Unit;
}
