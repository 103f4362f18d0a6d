using System.Globalization;
using MediatR;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>
/// Every list is final and every period over: nothing more comes into the round. Refused while a list is unreleased, a notice hangs, an objection
/// is unanswered or a case stands before one of them. The day on which the days of 第十五条 stopped follows from the lists (<see cref="RoundEnds"/>); a day given with
/// it must be that one.
/// </summary>
public sealed record CompleteRound(Id Round, DateOnly? Day = null) : Command
{
    public override Id Target => Round;

    public override Value Body => Value.List(Round.ToString(), Day is { } day ? Iso(day) : "");

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

public sealed class CompleteRoundHandler(StepRunner runner, IStepStore store, PinCache pins) : IRequestHandler<CompleteRound, Answer>
{
    public async Task<Answer> Handle(CompleteRound request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(request.Round, cancellationToken), cancellationToken) is { } state)
            await pins.EnsureAsync(state.Pin, cancellationToken);
        return await runner.RunAsync<RoundState>(request, request.Round, (s, _, act, facts) => Decide(request, s, act, facts), cancellationToken);
    }

    private StreamDecision Decide(CompleteRound request, RoundState? state, Act act, Facts facts)
    {
        if (RoundSteps.Refuse(request, state) is { } refused)
            return refused;
        if (pins.Definition(state!.Pin) is not { } definition)
            return ExecutionCodes.UnknownPin.With(("pin", state.Pin));
        var (standingOf, awayOf, endOf) = (RoundFacts.Standing(request.Round), RoundFacts.Away(request.Round), RoundFacts.End(request.Round));
        if (facts.Find(standingOf) is not { } fact || facts.Find(awayOf) is not { } away || facts.Find(endOf) is not { } end)
            return new StreamDecision.Needs([standingOf, awayOf, endOf]);
        var standing = RoundStanding.Of(fact.Value);
        var lists = standing.Where(s => s.IsUnreleasedRoster).Sum(s => s.Count);
        if (lists > 0)
            return RoundCodes.ListsUnreleased.With(("count", lists));
        if (end.Value["hanging"].AsNumber() is > 0 and var hanging)
            return RoundCodes.NoticesHang.With(("count", hanging));
        if (end.Value["unanswered"].AsNumber() is > 0 and var unanswered)
            return RoundCodes.ObjectionsUnanswered.With(("count", unanswered));
        var before = new RosterFlow(definition).BeforeTheEnd;
        var upstream = standing.Where(s => s.IsLiveCase && s.At.Any(before.Contains)).ToList();
        // Nobody waits for who is away; his case rests, and goes on or ends whatever becomes of the round.
        var waiting = upstream.Sum(s => s.Count) - away.Value.Items.Count(a => a.AsText()!.Split(',').Any(before.Contains));
        return waiting > 0
            ? RoundCodes.CasesUpstream.With(("count", waiting), ("at", Text.Listed(upstream.SelectMany(s => s.At).Where(before.Contains).Distinct(StringComparer.Ordinal))))
            : Complete(request, state, end.Value["day"].AsDay(), act, facts);
    }

    /// <summary>Where no list was ever decided, nothing but today can be the day.</summary>
    private static StreamDecision Complete(CompleteRound request, RoundState state, DateOnly? final, Act act, Facts facts)
    {
        if (MeetRosterHandler.Today(state.School, act, facts, out var today) is { } missing)
            return missing;
        var day = final ?? today;
        return request.Day is { } said && said != day
            ? RoundCodes.OtherDay.With(("day", CompleteRound.Iso(said)), ("final", CompleteRound.Iso(day)))
            : new RoundSteps(state, act).Of(new RoundEvent.Completed(day));
    }
}
