using System.Collections.Frozen;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>
/// One command's way to disk: load the stream, decide (again while it answers facts it needs), apply. A stale step is loaded and decided
/// again, of most kinds at most three times; before a refusal leaves, the operation is looked up once more, for its first sending may have been applied meanwhile.
/// </summary>
public sealed class StepRunner(IStepStore store, FactLoader facts, PinCache pins, TimeProvider time)
{
    private const int Rounds = 16;

    /// <summary>Kinds of facts whose id is the address of what never changes: where one was used it stands in the event.</summary>
    private static readonly FrozenSet<string> Addressed = new[] { "sealed", KeepFileHandler.Document }.ToFrozenSet(StringComparer.Ordinal);

    private readonly LongStates longStates = new();

    public async Task<Answer> RunAsync<TState>(
        Command command, Id stream, Func<TState?, StoredStream?, Act, Facts, StreamDecision> decide, CancellationToken cancellation)
        where TState : class, IStreamState<TState>
    {
        for (var tried = 0; tried < TState.Tries; tried++)
        {
            var stored = await store.LoadAsync(stream, cancellation);
            if (command.JudgedOnLoad && (stored is null || !(command.MayKnow(stored.OrgPath, stored.Subject) || await CaseSight.StandsBeforeAsync(this, command.Principal, stored, cancellation))))
                return await RefuseAsync(command, StepCodes.NotFound.With(), cancellation);
            var act = new Act(stream, Now(), command.Principal.Id);
            var decision = await DecideAsync(stored, act, decide, cancellation);
            if (decision is not StreamDecision.Decided decided)
                return await RefuseAsync(command, ((StreamDecision.Refused)decision).Reason, cancellation);
            var step = decided.Step with { Operation = command.Operation, BodyHash = InstanceSteps.BodyHashOf(command.Body) };
            if (command.Message is { } message)
                step = step with { Rows = step.Rows.Add(new MessageTaken(message)) };
            if (command.DryRun)
                return new Answer(stream, stored?.Version ?? 0) { WouldWrite = step };
            switch ((await store.ApplyAsync([step], cancellation))[0])
            {
                case StepResult.Applied applied: return Told(step, applied.Version);
                case StepResult.Duplicate duplicate: return Repeated(store, command, duplicate.Stream, duplicate.Seq, duplicate.BodyHash);
                case StepResult.Exceeded exceeded when tried == TState.Tries - 1:
                    return StepCodes.ClaimExceeded.With(("what", CounterWords.Of(exceeded.Counter)), ("counter", exceeded.Counter));
            }
        }

        return await RefuseAsync(command, StepCodes.Contended.With(), cancellation);
    }

    /// <summary>The state as it stands, from the snapshot or folded from the events; null where the stream does not exist.</summary>
    public async Task<TState?> StateAsync<TState>(StoredStream? stored, CancellationToken cancellation)
        where TState : class, IStreamState<TState>
    {
        if (stored is null || !TState.IsOf(stored.Kind))
            return null;
        if (longStates.Find<TState>(stored) is { } known)
            return known;
        if (TState.FromSnapshot(stored.Snapshot.Span) is { } cached)
        {
            longStates.Keep(stored, cached);
            return cached;
        }

        var state = TState.Empty;
        foreach (var happened in await store.EventsAsync(stored.Id, 0, cancellation))
            state = state.After(happened.Data.Span);
        return state;
    }

    /// <summary>The decision with every fact it asks for, on the stream as it was loaded. Nothing is written.</summary>
    public async Task<StreamDecision> DecideAsync<TState>(
        StoredStream? stored, Act act, Func<TState?, StoredStream?, Act, Facts, StreamDecision> decide, CancellationToken cancellation)
        where TState : class, IStreamState<TState>
    {
        // An id may be of anything.
        if (stored is not null && !TState.IsOf(stored.Kind))
            return StepCodes.NotFound;
        var state = await StateAsync<TState>(stored, cancellation);
        if (state is InstanceState instance)
            await pins.EnsureAsync(instance.Pin, cancellation);
        var known = Facts.None;
        for (var round = 0; round < Rounds; round++)
        {
            var decision = decide(state, stored, act, known);
            if (decision is StreamDecision.Decided decided && typeof(TState) != typeof(InstanceState))
                return Resting(decided.Step, known);
            if (decision is not StreamDecision.Needs needs)
                return decision;
            known = known.With(await facts.LoadAsync(needs.Facts, cancellation));
        }

        throw new InvalidOperationException($"A decision on stream {act.Stream} asked for facts {Rounds} times.");
    }

    /// <summary>The step with what it rests on; an instance says it itself, of each fact where it was used.</summary>
    private static Step Resting(Step step, Facts known) => step with
    {
        Data = StreamData.Resting(step.Data, known.All.Where(f => f.Source.Length > 0 && !Addressed.Contains(f.Key.Kind)).Select(RestedFact.Of)),
    };

    /// <summary>Cases of a round ask what it goes by: whoever acts after this answer sees it.</summary>
    private Answer Told(Step step, long version)
    {
        if (step.Kind == RoundState.Kind)
            pins.Changed(step.Stream, version);
        return new Answer(step.Stream, version);
    }

    public DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    private async Task<Answer> RefuseAsync(Command command, Engine.Analysis.Rejection reason, CancellationToken cancellation) =>
        await store.OperationAsync(command.Operation, cancellation) is { } first
            ? Repeated(store, command, first)
            : new Answer(default, 0, reason);

    internal static Answer Repeated(IStepStore store, Command command, StoredEvent first) => Repeated(store, command, first.Stream, first.Seq, first.BodyHash);

    private static Answer Repeated(IStepStore store, Command command, Id stream, long seq, long firstHash)
    {
        var hash = InstanceSteps.BodyHashOf(command.Body);
        // What was written before the store kept them under a key stands as it was: the chain covers it.
        return firstHash == store.KeptBodyHash(command.Operation, hash) || firstHash == hash ? new Answer(stream, seq) : StepCodes.KeyReused;
    }
}
