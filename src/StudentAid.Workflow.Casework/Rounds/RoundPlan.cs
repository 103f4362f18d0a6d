using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>One stage of a round and how long it takes. A stage that counts its start fills n days; one that does not, such as a publicity, begins the day before its first.</summary>
public sealed record PlannedStage(string Id, Text Name, int Days, string Unit, bool CountStart);

/// <summary>A stage's last possible start (a working day) and the day on which it then ends.</summary>
public sealed record StageDates(PlannedStage Stage, DateOnly LatestStart, DateOnly LatestEnd, bool Provisional)
{
    /// <summary>Whether the stage, not yet begun on this day, can no longer be in time.</summary>
    public bool IsMissed(DateOnly today) => today > LatestStart;
}

/// <summary>
/// The plan reckoned backwards from the deadline (倒排计划): the last stage ends within the round's days, each earlier one before the next begins.
/// </summary>
public sealed record RoundPlan(RoundClock Clock, ImmutableArray<StageDates> Stages)
{
    /// <summary>False where the first stage would have to begin before the term: the stages do not fit into the days.</summary>
    public bool Fits => Stages.IsEmpty || Stages[0].LatestStart >= Clock.TermStart;

    public static RoundPlan Of(WorkingDayCalendar calendar, RoundClock clock, IReadOnlyList<PlannedStage> stages)
    {
        var dates = ImmutableArray.CreateBuilder<StageDates>(stages.Count);
        var limit = clock.Deadline;
        foreach (var stage in stages.Reverse())
        {
            var start = calendar.LastPostingDay(limit, stage.Days, stage.Unit, stage.CountStart);
            var end = calendar.AddDays(start.Day, stage.Days, stage.Unit, stage.CountStart);
            dates.Add(new StageDates(stage, start.Day, end.Day, start.Provisional || end.Provisional));
            limit = start.Day.AddDays(-1);
        }

        dates.Reverse();
        return new RoundPlan(clock, dates.DrainToImmutable());
    }
}
