using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>Builds the step of a round from its events.</summary>
internal sealed class RoundSteps(RoundState? before, Act act)
{
    public StepParts Parts { get; } = new(act, before?.Version ?? 0);

    public Step Of(params ImmutableArray<RoundEvent> events)
    {
        var after = (before ?? RoundState.Empty).After(events);
        return Parts.Of(RoundState.Kind, after.School, after.Status, StreamData.Write(events), StreamData.Snapshot(RoundState.Format, after)) with
        {
            Practice = after.Practice,
        };
    }

    /// <summary>Why the principal may not change this round now, or null.</summary>
    public static Rejection? Refuse(Command command, RoundState? state) =>
        state is null ? StepCodes.NotFound
        : Duties.Rounds(command.Principal, state.School) ?? (state.Status == "open" ? null : RoundCodes.NotOpen.With(("status", state.Status)));
}
