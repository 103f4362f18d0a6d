using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Publicity;

/// <summary>
/// A calendar that holds here was changed: a running period and the days for open objections are computed again and may only lengthen; what was
/// provisional becomes definite. Where nothing changes, or all is over, nothing happens.
/// </summary>
public sealed record RecomputePeriod(Id Roster) : Command
{
    /// <summary>The message's name.</summary>
    public const string Name = "calendar-changed";

    public override Id Target => Roster;

    public override Value Body => Roster.ToString();
}

public sealed class RecomputePeriodHandler(StepRunner runner) : IRequestHandler<RecomputePeriod, Answer>
{
    public Task<Answer> Handle(RecomputePeriod request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, Recompute, cancellationToken);

    private static StreamDecision Recompute(RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is not { IsPublicity: true, Period: { } period })
            return PublicityCodes.NotPosted;
        var objections = state.Objections.Where(o => (o.Result.Length == 0 || state.IsOpenToSecond(o)) && o.Day != default).ToImmutableArray();
        if (period.Over && objections.IsEmpty)
            return PublicityCodes.NotPosted;
        if (PostPublicityHandler.CalendarOf(state, facts, out var calendar, out var hash) is { } missing)
            return missing;
        var steps = new RosterSteps(state, stored, act).Claim(PostPublicityHandler.UnchangedCalendar(state, facts));
        var events = ImmutableArray.CreateBuilder<RosterEvent>();
        // A period whose last instant is past is over, also where nobody has taken the notice down yet.
        if (!period.Over && act.Now < period.Due && MovePeriod(state, period, calendar!, hash, steps) is { } moved)
            events.Add(moved);
        foreach (var objection in objections)
        {
            if ((objection.Until is null ? (RosterEvent?)MoveAnswer(state, objection, calendar!, steps) : MoveWindow(state, objection, calendar!, steps)) is { } later)
                events.Add(later);
        }

        return events.Count == 0 ? PublicityCodes.PeriodStands : steps.Of(events.ToImmutable());
    }

    private static RosterEvent.DeadlineMoved? MovePeriod(RosterState state, Period period, WorkingDayCalendar calendar, string hash, RosterSteps steps)
    {
        var last = PostPublicityHandler.LastDay(calendar, period.Day, state.Options);
        var day = last.Day > period.LastDay ? last.Day : period.LastDay;
        if (day == period.LastDay && last.Provisional == period.Provisional)
            return null;
        var due = calendar.EndOf(day);
        steps.Row(new DeadlineCleared(PostPublicityHandler.PeriodEnd), new DeadlineSet(PostPublicityHandler.PeriodEnd, due));
        if (period.Where.Contains("board", StringComparer.Ordinal) && !period.Photos.Any(p => p.StartsWith("posted:", StringComparison.Ordinal)))
            steps.Row(new TaskChanged(PostPublicityHandler.PostedPhoto, state.Version + 1, due));
        return new RosterEvent.DeadlineMoved(day, due, last.Provisional, hash);
    }

    private static RosterEvent.SecondInstanceMoved? MoveWindow(RosterState state, Objection objection, WorkingDayCalendar calendar, RosterSteps steps)
    {
        var until = SecondInstance.Of(state).LastDay(calendar, objection.AnsweredOn!.Value);
        if (until <= objection.Until)
            return null;
        steps.Row(new DeadlineCleared(SecondInstance.WindowOf(objection.Number)), new DeadlineSet(SecondInstance.WindowOf(objection.Number), calendar.EndOf(until)));
        return new RosterEvent.SecondInstanceMoved(objection.Number, until);
    }

    private static RosterEvent.AnswerMoved? MoveAnswer(RosterState state, Objection objection, WorkingDayCalendar calendar, RosterSteps steps)
    {
        if (objection.DueAt is { } moment)
        {
            var later = ObjectionHandler.AnswerTime(calendar, moment, state.Options["answerUnit"].AsText());
            if (later <= moment)
                return null;
            steps.Row(new TaskChanged(ObjectionHandler.TaskOf(objection.Number), state.Version + 1, later));
            return new RosterEvent.AnswerMoved(objection.Number, calendar.DayOf(later), later);
        }

        var due = objection.Of > 0
            ? SecondInstance.Of(state).AnswerDay(calendar, objection.Day) : ObjectionHandler.AnswerDay(calendar, objection.Day, state.Options);
        if (due <= objection.Due)
            return null;
        steps.Row(new TaskChanged(ObjectionHandler.TaskOf(objection.Number), state.Version + 1, calendar.EndOf(due)));
        return new RosterEvent.AnswerMoved(objection.Number, due);
    }
}
