using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A period counted from a day: its last day and the instant at which it is over. Provisional where the calendar of the year is not yet loaded.</summary>
public sealed record PeriodPreview(DateOnly Day, bool IsWorkingDay, DateOnly LastDay, DateTimeOffset Due, bool Provisional)
{
    public static PeriodPreview Of(WorkingDayCalendar calendar, DateOnly day, Value options)
    {
        var last = PostPublicityHandler.LastDay(calendar, day, options);
        return new PeriodPreview(day, calendar.IsWorkingDay(day), last.Day, calendar.EndOf(last.Day), last.Provisional);
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
    public static void MapCalendars(this RouteGroupBuilder api) =>
        api.MapGet("/calendar/preview", Preview).WithSummary("Counts days on the working-day calendar of a unit");

    private static async Task<Results<Ok<PeriodPreview>, ProblemHttpResult>> Preview(
        Caller caller, CalendarReading calendars, string? org, DateOnly? day, int? days, string? unit, bool? countPostingDay)
    {
        if (await calendars.OfAsync(org ?? "/") is not { } calendar)
            return Problems.Of(PublicityCodes.NoCalendar, caller.Language);
        var options = Value.Record(("days", days ?? 5), ("unit", unit ?? DayUnit.WorkingDays), ("countPostingDay", countPostingDay ?? false));
        return TypedResults.Ok(PeriodPreview.Of(calendar, day ?? calendar.DayOf(calendars.Now), options));
    }
}
