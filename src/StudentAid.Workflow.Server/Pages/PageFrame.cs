using System.Globalization;
using System.Security.Cryptography;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>What every page has: who is signed in, and in a demonstration the clock with its two buttons.</summary>
public sealed class PageFrame(ServerSettings settings, TimeProvider time, CalendarReading calendars)
{
    /// <param name="context">The request.</param>
    /// <param name="title">What kind of page it is: a browser keeps it in its history, so that it names no student.</param>
    /// <param name="heading">Whose page it is, where the page names somebody; none is the title.</param>
    public async Task<Html> BeginAsync(HttpContext context, string title, string? heading = null)
    {
        var html = new Html(title);
        if (settings.Demo)
            await ClockAsync(html);
        html.Navigation(bar =>
        {
            bar.Link("/", "首页");
            if (context.Features.Get<Principal>() is { } principal)
                bar.Inline(principal.Name).Form("/ui/sign-out", f => f.Button("退出"), "inline");
        });
        return html.Heading(1, heading ?? title);
    }

    /// <summary>A key for a form's command: sent twice it acts once.</summary>
    public static Html Key(Html form) => form.Hidden("key", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public async Task<string> LocalAsync(DateTimeOffset at)
    {
        var calendar = await calendars.OfAsync("/");
        return calendar is null
            ? at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : at.ToOffset(OffsetOf(calendar, at)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private async Task ClockAsync(Html html)
    {
        var now = await LocalAsync(time.GetUtcNow());
        html.Bar(bar => bar.Inline($"演示时间 {now}")
            .Form("/ui/clock", f => f.Hidden("to", "hour").Button("下一小时"), "inline")
            .Form("/ui/clock", f => f.Hidden("to", "working-day").Button("下一工作日"), "inline"));
    }

    /// <summary>The calendar's own zone: what its day of now ends at, less that day in UTC.</summary>
    private static TimeSpan OffsetOf(Casework.Calendars.WorkingDayCalendar calendar, DateTimeOffset at)
    {
        var day = calendar.DayOf(at);
        var end = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return end - calendar.EndOf(day);
    }
}
