using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Instances;

/// <summary>Gives an instance one command and writes the step: the interpreter decides, personal content is sealed.</summary>
public sealed class InstanceRunner(StepRunner runner, PinCache pins, Interpreter interpreter, Cipher cipher)
{
    /// <param name="place">Where an instance that begins stands; one that exists keeps its place.</param>
    /// <param name="rows">Rows of the acting stream beside those of its bookmarks.</param>
    public async Task<Answer> RunAsync(
        Command command, Id stream, InstanceCommand what, StreamPlace? place = null, ImmutableArray<RowChange> rows = default, CancellationToken cancellation = default)
    {
        var pin = what switch { InstanceCommand.Start s => s.Pin, InstanceCommand.Adopt a => a.Pin, _ => "" };
        await pins.EnsureAsync(pin, cancellation);
        return await runner.RunAsync<InstanceState>(
            command, stream, (state, stored, act, facts) => Decide(what, place, rows, state, stored, act, facts), cancellation);
    }

    private StreamDecision Decide(
        InstanceCommand what, StreamPlace? place, ImmutableArray<RowChange> rows, InstanceState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (stored is null && what is not InstanceCommand.Start)
            return StepCodes.NotFound;
        switch (interpreter.Decide(pins, state, what, act, facts))
        {
            case InstanceDecision.Decided decided:
                var step = InstanceSteps.Of(decided, state, act, PlaceOf(stored, place), default, 0);
                return Sealing.Seal(rows.IsDefaultOrEmpty ? step : step with { Rows = step.Rows.AddRange(rows) }, decided, cipher);
            case InstanceDecision.Needs needs:
                return new StreamDecision.Needs(needs.Facts);
            case InstanceDecision.Refused refused:
                return refused.Reason;
            default:
                throw new InvalidOperationException("A decision is decided, refused or needs facts.");
        }
    }

    private static StreamPlace PlaceOf(StoredStream? stored, StreamPlace? place) =>
        stored is null ? place ?? new StreamPlace("/") : new StreamPlace(stored.OrgPath, stored.Group, stored.Subject, stored.Practice);
}
