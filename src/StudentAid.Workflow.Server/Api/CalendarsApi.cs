using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A period counted from a day: its last day and the instant at which it is over. MayPost: whether a notice with it may be posted on that day. Provisional where the calendar of the year is not yet loaded.</summary>
public sealed record PeriodPreview(DateOnly Day, bool IsWorkingDay, DateOnly LastDay, DateTimeOffset Due, bool Provisional)
{
    /// <summary>"今天张贴 → 9 月 30 日期满（中秋节休 1 天）"</summary>
    public string? Sentence { get; init; }

    public bool MayPost { get; init; }

    /// <summary>The same with the sentence that is said before the click.</summary>
    public PeriodPreview Said(WorkingDayCalendar calendar, DateOnly today, bool english)
    {
        var off = calendar.ExceptionsBetween(Day.AddDays(1), LastDay).Where(e => !e.IsWorkingDay && e.Day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .GroupBy(e => e.Name ?? "").Select(g => english ? $"{g.Count()} days off" : $"{g.Key}休 {g.Count()} 天");
        var rest = string.Join(english ? ", " : "，", off) is { Length: > 0 } named ? english ? $" ({named})" : $"（{named}）" : "";
        var posted = Day == today ? english ? "Posted today" : "今天张贴" : english ? $"Posted on {Day:yyyy-MM-dd}" : $"{Day.Month} 月 {Day.Day} 日张贴";
        var doubt = !Provisional ? "" : english ? ", provisional until the year's calendar is published" : "，该年放假安排公布前为暂定";
        FormattableString sentence = english ? (FormattableString)$"{posted} → ends on {LastDay:yyyy-MM-dd}{rest}{doubt}" : $"{posted} → {LastDay.Month} 月 {LastDay.Day} 日期满{rest}{doubt}";
        return this with { Sentence = FormattableString.Invariant(sentence) };
    }

    public static PeriodPreview Of(WorkingDayCalendar calendar, DateOnly day, Value options)
    {
        var last = PostPublicityHandler.LastDay(calendar, day, options);
        return new PeriodPreview(day, calendar.IsWorkingDay(day), last.Day, calendar.EndOf(last.Day), last.Provisional) { MayPost = PostPublicityHandler.IsPostingDay(calendar, day, options) };
    }
}

/// <summary>The working-day calendar that holds at a unit.</summary>
public sealed class CalendarReading(FactLoader facts, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Null where none is loaded.</summary>
    public async Task<WorkingDayCalendar?> OfAsync(string unit)
    {
        var loaded = await facts.LoadAsync([new FactKey(RosterFacts.Calendar, unit)], CancellationToken.None);
        var documents = loaded[0].Value["documents"].Items;
        return documents.IsEmpty ? null : WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document;
    }
}

public static class CalendarsApi
{
    private const int MostDays = 400;

    public static void MapCalendars(this RouteGroupBuilder api) =>
        api.MapGet("/calendar/preview", Preview).WithSummary("Counts days on the working-day calendar of a unit");

    private static async Task<Results<Ok<PeriodPreview>, ProblemHttpResult>> Preview(
        Caller caller, CalendarReading calendars, string? org, DateOnly? day, int? days, string? unit, bool? countPostingDay)
    {
        if (await calendars.OfAsync(org ?? "/") is not { } calendar)
            return Problems.Of(PublicityCodes.NoCalendar, caller.Language);
        var options = Value.Record(("days", days ?? 5), ("unit", unit ?? DayUnit.WorkingDays), ("countPostingDay", countPostingDay ?? false));
        var today = calendar.DayOf(calendars.Now);
        if (days is < 0 or > MostDays || (unit is not null && !DayUnit.IsKnown(unit)))
            return Problems.Of(DoorCodes.BadRequest.With(("reason", new Text($"days 应为 0 至 {MostDays}，unit 应为 {DayUnit.WorkingDays}（工作日）或 {DayUnit.Days}（日历日）", $"days must be 0 to {MostDays}, and unit {DayUnit.WorkingDays} or {DayUnit.Days}"))), caller.Language);
        return TypedResults.Ok(PeriodPreview.Of(calendar, day ?? today, options).Said(calendar, today, caller.IsEnglish));
    }
}
