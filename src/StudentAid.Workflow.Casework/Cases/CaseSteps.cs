using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>Decides a command on an instance and seals what the decision wants sealed: the one way from a case to its step.</summary>
public sealed class CaseSteps(Interpreter interpreter, PinCache pins, Cipher cipher)
{
    /// <summary>What an event says in place of a reason in words, which is the step's last sealed part.</summary>
    public const string SealedReason = "sealed";

    /// <summary>
    /// The place is the stored stream's where the instance exists already. A case whose round has taken another pin takes it first: whatever it does
    /// next, the pin is the first event of that step.
    /// </summary>
    public StreamDecision Decide(InstanceCommand command, StreamPlace place, InstanceState? state, Act act, Facts facts)
    {
        if (state is not { IsOpen: true } || place.Group.IsNone || place.Child || command is InstanceCommand.Adopt)
            return Decide(command, null, place, state, act, facts);
        if ((pins.RoundAt(place.Group, act.Now) ?? Given(place.Group, facts)) is not { } round)
            return new StreamDecision.Needs([RoundFacts.Pin(place.Group)]);
        return Decide(command, round.AdoptionOf(state.Pin), place, state, act, facts);
    }

    /// <summary>The empty step by which a case takes its round's pin; the fact is always asked for, for what is held may be older than the message.</summary>
    public StreamDecision Adopt(InstanceState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null || stored is not { Kind: InstanceSteps.Kind, Group.IsNone: false })
            return StepCodes.NotFound;
        if (!state.IsOpen)
            return ExecutionCodes.NotOpen.With(("status", state.Status));
        if (Given(stored.Group, facts) is not { } round)
            return new StreamDecision.Needs([RoundFacts.Pin(stored.Group)]);
        return round.AdoptionOf(state.Pin) is { } adoption
            ? Decide(adoption, null, PlaceOf(stored), state, act, facts)
            : RoundCodes.PinTaken;
    }

    private static RoundPin? Given(Id round, Facts facts) => facts.Find(RoundFacts.Pin(round)) is { } given ? RoundPin.Of(given.Value) : null;

    private StreamDecision Decide(InstanceCommand command, InstanceCommand.Adopt? first, StreamPlace place, InstanceState? state, Act act, Facts facts) =>
        interpreter.Decide(pins, state, command, act, facts, first) switch
        {
            InstanceDecision.Decided decided => Sealing.Seal(InstanceSteps.Of(decided, state, act, place, default, 0), decided, cipher),
            InstanceDecision.Needs needs => new StreamDecision.Needs(needs.Facts),
            InstanceDecision.Refused refused => refused.Reason,
            _ => throw new InvalidOperationException("A decision is decided, refused or needs facts."),
        };

    /// <summary>As above, on an instance that must exist.</summary>
    public StreamDecision Decide(InstanceCommand command, InstanceState? state, StoredStream? stored, Act act, Facts facts) =>
        state is null || stored is null || !InstanceSteps.IsInstance(stored.Kind)
            ? StepCodes.NotFound
            : Decide(command, PlaceOf(stored), state, act, facts);

    /// <summary>
    /// A reason as the event may hold it: a code stands there, a sentence is about a family and is the step's last sealed part.
    /// </summary>
    public StreamDecision DecideWithReason(Func<string, InstanceCommand> command, string reason, InstanceState? state, StoredStream? stored, Act act, Facts facts)
    {
        var coded = reason.Length == 0 || PlainText.IsCode(reason);
        var decision = Decide(command(coded ? reason : SealedReason), state, stored, act, facts);
        return coded || decision is not StreamDecision.Decided decided
            ? decision
            : decided.Step with { Sealed = decided.Step.Sealed.Add(cipher.Seal(stored!.Subject, reason)) };
    }

    public static StreamPlace PlaceOf(StoredStream stored) => new(stored.OrgPath, stored.Group, stored.Subject, stored.Practice, stored.Kind == InstanceSteps.ChildKind);
}
