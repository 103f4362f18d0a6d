using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>A round on one page: its state, what stands where, the sentence of the days, the plan reckoned backwards (both null without a plan), and the day on which the days stopped.</summary>
public sealed record RoundSheet(Id Round, RoundState State, ImmutableArray<RoundStanding> Standing, Text? Days, RoundPlan? Plan, DateOnly? StoppedOn);

/// <summary>Reads the sheet of a round.</summary>
public sealed class RoundSheets(StepRunner runner, IStepStore store, IStoreReader reader, SchoolDays days, RoundEnds ends, PinCache pins)
{
    /// <summary>Null where there is no such round in scope.</summary>
    public async Task<RoundSheet?> LoadAsync(Scope scope, Id round, CancellationToken cancellation)
    {
        if (await reader.StreamAsync(scope, round) is null
            || await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } state)
            return null;
        var standing = (await reader.StreamCountsAsync(scope, round, state.Practice)).Select(RoundStanding.Of).ToImmutableArray();
        var calendar = await days.CalendarAsync(state.School, cancellation);
        var stopped = await ends.StoppedOnAsync(round, state, cancellation);
        await pins.EnsureAsync(state.Pin, cancellation);
        if (calendar is null || PlanRules(state) is not { } rules)
            return new RoundSheet(round, state, standing, null, null, stopped);
        var plan = rules.Plan(calendar, state.TermStart);
        var today = calendar.DayOf(runner.Now());
        return new RoundSheet(round, state, standing, DaysSentence.Of(plan.Clock, today, PostingDay(plan, state, calendar), stopped), plan, stopped);
    }

    private RoundPlanRules? PlanRules(RoundState state) => RoundPlanRules.Kind.Find(pins, state.Pin, "round-plan");

    /// <summary>The last day on which the definition's publicity can be posted in time.</summary>
    private DateOnly? PostingDay(RoundPlan plan, RoundState state, WorkingDayCalendar calendar)
    {
        var publicity = pins.Definition(state.Pin)?.Definition.Root.All().LastOrDefault(n => n.Type == "StudentAid.Publicity");
        if (publicity?.Input("days")?.Value.AsNumber() is not { } days)
            return null;
        var unit = publicity.Input("unit")?.Value.AsText() ?? DayUnit.WorkingDays;
        return plan.Clock.LastPostingDay(calendar, (int)days, unit, publicity.Input("countPostingDay")?.Value.AsBool() ?? false).Day;
    }
}

/// <summary>The sentence a school sees first: "60 天已过 21 天；最迟 10 月 23 日张贴公示，否则超期".</summary>
public static class DaysSentence
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static Text Of(RoundClock clock, DateOnly today, DateOnly? lastPosting, DateOnly? stopped)
    {
        if (stopped is { } day)
        {
            var late = clock.IsLate(day) ? ("，已超期", ", after the deadline") : ("，按期", ", in time");
            return new Text($"{Chinese(day)}已完成{late.Item1}（期限 {Chinese(clock.Deadline)}）", $"Completed on {In(day)}{late.Item2} of {In(clock.Deadline)}");
        }

        if (clock.IsLate(today))
            return new Text($"{clock.Days} 天已满，超期 {-clock.DaysLeft(today)} 天", $"The {clock.Days} days are over, {-clock.DaysLeft(today)} days late");
        var passed = new Text($"{clock.Days} 天已过 {clock.DaysPassed(today)} 天", $"{clock.DaysPassed(today)} of {clock.Days} days have passed");
        if (lastPosting is not { } posting)
            return passed;
        return posting < today
            ? new Text($"{passed.ZhCn}；最迟应于 {Chinese(posting)}张贴公示，已赶不上期限", $"{passed.En}; the notice should have been posted by {In(posting)}, the deadline cannot be met")
            : new Text($"{passed.ZhCn}；最迟 {Chinese(posting)}张贴公示，否则超期", $"{passed.En}; post the notice by {In(posting)} or be late");
    }

    private static string Chinese(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Month} 月 {day.Day} 日");

    private static string In(DateOnly day) => day.ToString("d MMMM", English);
}
