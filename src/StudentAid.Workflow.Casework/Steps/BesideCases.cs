using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>The state of a stream that is kept beside cases (a complaint, a finding, a revocation, a fund …), folded from events of one kind.</summary>
public interface IBesideState<TState, TEvent> : IStreamState<TState>
    where TState : class, IBesideState<TState, TEvent>
    where TEvent : notnull
{
    /// <summary>What such streams are called in the store, and the number of the snapshot's format.</summary>
    static abstract (string Kind, int Format) Stored { get; }

    long Version { get; }

    /// <summary>In one word, as lists of streams show and filter it.</summary>
    string Status => "open";

    TState After(IEnumerable<TEvent> events);

    static bool IStreamState<TState>.IsOf(string kind) => kind == TState.Stored.Kind;

    static TState? IStreamState<TState>.FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<TState>(TState.Stored.Format, snapshot);

    TState IStreamState<TState>.After(ReadOnlySpan<byte> data) => After(StreamData.Read<TEvent>(data));
}

/// <summary>Where such a stream stands: its place, its round and whom it is about (None where it is about none).</summary>
internal sealed record Beside(string Place, Id Round = default, Id Person = default, bool Practice = false)
{
    public static Beside Like(StoredStream stored) => new(stored.OrgPath, stored.Group, stored.Subject, stored.Practice);
}

/// <summary>What a decision came to: the event that happened, or why nothing did.</summary>
internal readonly record struct Happening<TEvent>(TEvent? Event, Rejection? Refused)
    where TEvent : class
{
    public static implicit operator Happening<TEvent>(TEvent happened) => new(happened, null);

    public static implicit operator Happening<TEvent>(Rejection reason) => new(null, reason);

    public static implicit operator Happening<TEvent>(Code code) => new(null, code.With());
}

/// <summary>The steps of streams that are kept beside cases.</summary>
public sealed class BesideCases(StepRunner runner, IStepStore store, SchoolDays days)
{
    /// <summary>
    /// One more event of a stream that exists, decided by the day at its place; 404 where there is no such stream. Whether the principal may know it was judged
    /// by the command's target. Every file that the act goes by must have been uploaded.
    /// </summary>
    internal async Task<Answer> StepAsync<TState, TEvent>(
        Command request, Id stream, Func<TState, DateOnly, StepParts, Happening<TEvent>> decide, CancellationToken cancellation, params ImmutableArray<string> files)
        where TState : class, IBesideState<TState, TEvent>
        where TEvent : class
    {
        if (await store.LoadAsync(stream, cancellation) is not { } standing)
            return StepCodes.NotFound;
        var today = await days.DayAsync(standing.OrgPath, runner.Now(), cancellation);
        return await runner.RunAsync<TState>(request, stream, (state, stored, act, facts) =>
        {
            var parts = new StepParts(act, state!.Version);
            var (happened, refused) = decide(state, today, parts);
            return happened is null ? refused!
                : KeptFiles.Refuse(files, stored!.Subject, stored.OrgPath, facts) ?? state.Step(Beside.Like(stored), parts, happened);
        }, cancellation);
    }
}

internal static class BesideSteps
{
    /// <summary>The step that takes these events, with what <paramref name="parts"/> has gathered.</summary>
    public static Step Step<TState, TEvent>(this IBesideState<TState, TEvent> before, Beside at, StepParts parts, params ImmutableArray<TEvent> events)
        where TState : class, IBesideState<TState, TEvent>
        where TEvent : notnull
    {
        var after = before.After(events);
        return parts.Of(TState.Stored.Kind, at.Place, after.Status, StreamData.Write(events), StreamData.Snapshot(TState.Stored.Format, after)) with
        {
            Group = at.Round, Subject = at.Person, Practice = at.Practice,
        };
    }
}
