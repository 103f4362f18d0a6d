using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>
/// A level held from a day to a day, both inclusive; until <see cref="DateOnly.MaxValue"/> where it is held as long as the student is on the register. Source is "determination" or "adjustment"; <see cref="EndedBy"/> says what ended it: "year-over", "superseded",
/// "revoked", "exited", "left" or "handed-over".
/// </summary>
public sealed record HeldLevel(string Level, Text Name, DateOnly From, DateOnly Until, string Source, string EndedBy, Id Case, string Number, string SchoolYear)
{
    /// <summary>It was revoked, whatever else had ended it before.</summary>
    internal bool IsRevoked { get; init; }

    /// <summary>It is held for the school year of its round, and no other is told of it.</summary>
    internal bool IsOfItsYear { get; init; }

    /// <summary>What ended it came before its first day.</summary>
    public bool NeverBegan => Until < From;
}

/// <summary>What a student's register says: every level he held, in order, and the days on which it was suspended (休学). Version grows with whatever changes it.</summary>
public sealed record LevelHistory(ImmutableArray<HeldLevel> Levels, ImmutableArray<SuspendedDays> Suspensions, long Version = 0)
{
    /// <summary>The level that is valid on a day; null where there is none, or it is suspended.</summary>
    public HeldLevel? On(DateOnly day) => Suspensions.Any(s => s.Covers(day)) ? null : Levels.LastOrDefault(l => l.From <= day && day <= l.Until);

    /// <summary>Whether there is a level on a day, resting or not, or one decided that begins later: what becomes of the student then becomes of it.</summary>
    public bool LastsOn(DateOnly day) => Levels.Any(l => day <= l.Until && !l.NeverBegan);
}

/// <summary>From a day on, and until before another; open while <paramref name="Until"/> is null.</summary>
public sealed record SuspendedDays(DateOnly From, DateOnly? Until)
{
    public bool Covers(DateOnly day) => From <= day && (Until is null || day < Until);
}

/// <summary>
/// The longitudinal register (第五条、第十五条): derived at reading from determinations, adjustments, revocations and the student's standing; nothing of it is kept,
/// and nothing is overwritten. A decision holds from the day on which its case ended until the school year is over, or what its scale says, or a later one supersedes it.
/// </summary>
public sealed class LevelRegister(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, SchoolDays days)
{
    public async Task<LevelHistory> LoadAsync(Id person, CancellationToken cancellation)
    {
        var streams = (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person }, PageRequest.Everything)).Items;
        var decisions = new List<Decision>();
        foreach (var stream in streams.Where(s => s is { Kind: InstanceSteps.Kind, Status: "finished" }))
        {
            if (await DecisionAsync(stream, cancellation) is { } decision)
                decisions.Add(decision);
        }

        var standing = await runner.StateAsync<StandingState>(await store.LoadAsync(StandingState.IdOf(person), cancellation), cancellation);
        decisions.Sort((a, b) => a.At.CompareTo(b.At));
        var levels = ImmutableArray.CreateBuilder<HeldLevel>();
        var version = decisions.Count + (standing?.Version ?? 0);
        for (var i = 0; i < decisions.Count; i++)
        {
            if (decisions[i].Held is not { } held)
                continue;
            var revocation = await runner.StateAsync<RevocationState>(await store.LoadAsync(RevocationState.IdOf(held.Case), cancellation), cancellation);
            version += revocation?.Version ?? 0;
            levels.Add(End(held, decisions[i].On, decisions.Skip(i + 1), revocation, standing));
        }

        return new LevelHistory(levels.ToImmutable(), standing?.Suspensions ?? [], version);
    }

    /// <summary>Whether a level decided in a round could be valid on a day, whoever holds it: where a scale says how long, only the decision's own day tells.</summary>
    internal async Task<bool> MayLastAsync(RoundState round, DateOnly day, CancellationToken cancellation)
    {
        await pins.EnsureAsync(round.Pin, cancellation);
        return YearEnds(round) >= day || Scale.Kind.FindOnly(pins, round.Pin, null) is { } scale && scale.Levels.Any(l => scale.ValidityOf(l.Id) is not null);
    }

    private static DateOnly YearEnds(RoundState round) => round.TermStart.AddYears(1).AddDays(-1);

    /// <param name="held">What was decided.</param>
    /// <param name="on">The day of the decision itself: what ended before it ended something else, and what ends after it ends this, begun or not.</param>
    /// <param name="later">The decisions after it.</param>
    /// <param name="revocation">The case's revocation.</param>
    /// <param name="standing">How the student stands.</param>
    private static HeldLevel End(HeldLevel held, DateOnly on, IEnumerable<Decision> later, RevocationState? revocation, StandingState? standing)
    {
        foreach (var next in later.Where(d => d.Day <= held.Until).Take(1))
            held = held with { Until = next.Day.AddDays(-1), EndedBy = "superseded" };
        if (revocation is { Result: RevocationState.Revoked, DecidedOn: { } revoked })
            held = held with { Until = revoked <= held.Until ? revoked.AddDays(-1) : held.Until, EndedBy = "revoked", IsRevoked = true };
        if (standing?.EndOf(on) is { } ended && ended.Day <= held.Until)
            held = held with { Until = ended.Day.AddDays(-1), EndedBy = ended.Kind };
        return held;
    }

    /// <summary>Null where the case ended without a decision of the approving body.</summary>
    private async Task<Decision?> DecisionAsync(StreamRow stream, CancellationToken cancellation)
    {
        if (await DecidedCase.FindAsync(runner, store, stream.Id, cancellation) is not { } decided)
            return null;
        await pins.EnsureAsync(decided.RoundState.Pin, cancellation);
        // A grant of aid rests on a level and is none.
        if (AidRules.Kind.FindOnly(pins, decided.RoundState.Pin, null) is not null)
            return null;
        var approving = pins.Definition(decided.RoundState.Pin)?.Definition.Root.All().Where(n => n.Input("act")?.Value.AsText() == "approve").Select(n => n.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        if (!decided.History.Stages.Any(s => approving.Contains(s.Activity)) || decided.History.Publicity == "Upheld")
            return null;
        var at = decided.Events[^1].At;
        var on = await days.DayAsync(decided.School, at, cancellation);
        var day = on;
        var scale = Scale.Kind.FindOnly(pins, decided.RoundState.Pin, null);
        var validity = scale?.ValidityOf(decided.History.Level);
        // What is adjusted in mid-year holds from its own decision on, wherever the year's levels begin.
        var linked = InstanceEventJson.Read(decided.Events[0].Data.Span).OfType<InstanceEvent.Started>().Any(s => !s.Input["supersedes"].IsNull);
        if (!linked && validity is not null)
            day = validity.FirstDay(decided.RoundState.TermStart, day);
        if (scale?.Levels.Any(l => l.Id == decided.History.Level) != true)
            return new Decision(at, on, day, null);
        return new Decision(at, on, day, new HeldLevel(
            decided.History.Level, scale.NameOf(decided.History.Level), day, validity?.LastDay(day) ?? YearEnds(decided.RoundState), linked ? "adjustment" : "determination", validity?.LastDay(day) is null ? "year-over" : "validity-over",
            stream.Id, decided.History.Number, decided.RoundState.SchoolYear) { IsOfItsYear = validity?.LastDay(day) is null });
    }

    private sealed record Decision(DateTimeOffset At, DateOnly On, DateOnly Day, HeldLevel? Held);
}
