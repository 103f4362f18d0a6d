using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api.Live;

/// <summary>Where to: "hour" or "working-day".</summary>
public sealed record ClockInput(string To);

public sealed record ClockView(DateTimeOffset Now);

/// <summary>Server-sent events: <c>event: topic</c>, <c>id</c>, <c>data: { "id", "version" }</c>.</summary>
public static class EventsApi
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void MapEvents(this RouteGroupBuilder api)
    {
        api.MapPost("/demo/clock", MoveClock).WithMetadata(new WithoutKey()).WithSummary("Set a demonstration's clock forward: hour, or working-day");
        api.MapGet("/events", StreamAsync).Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .WithSummary("What changes, as server-sent events: topic, id and version and never a name; Last-Event-ID goes on, 'reset' says to read anew");
    }

    private static async Task<Results<Ok<ClockView>, ProblemHttpResult>> MoveClock(ClockInput input, Caller caller, CalendarReading calendars, IServiceProvider services)
    {
        if (services.GetService<DemoClock>() is not { } clock)
            return Problems.Of(DoorCodes.NotADemo, caller.Language);
        if (input.To is not ("hour" or "working-day"))
            return Problems.Of(DoorCodes.BadRequest.With(("reason", new Text("to 应为 hour（一小时）或 working-day（下一个工作日）", "to must be hour or working-day"))), caller.Language);
        var calendar = await calendars.OfAsync("/");
        clock.MoveTo(input.To == "hour" || calendar is null ? clock.GetUtcNow().AddHours(1) : DemoClock.NextWorkingDay(calendar, clock.GetUtcNow()));
        return TypedResults.Ok(new ClockView(clock.GetUtcNow()));
    }

    private static async Task StreamAsync(Caller caller, HttpContext context, LiveFeed feed, PrincipalDirectory principals, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var (response, cancellation) = (context.Response, ends.Token);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        using var listening = feed.Listen();
        var known = feed.After(context.Request.Headers["Last-Event-ID"].ToString());
        var after = known ?? feed.After(null)!.Value;
        await WriteAsync(response, known is null ? "reset" : "hello", feed.IdOf(after), Clock(time), cancellation);
        try
        {
            var (principal, checkedAt) = (caller.Principal, time.GetTimestamp());
            while (!cancellation.IsCancellationRequested)
            {
                // A session that was ended ends here at once, rights that were taken away with the next heartbeat.
                if (!await Door.IsOpenAsync(context))
                    return;
                if (time.GetElapsedTime(checkedAt) >= Heartbeat)
                {
                    if (await Door.AgainAsync(context, principals) is not { } now)
                        return;
                    (principal, checkedAt) = (now, time.GetTimestamp());
                }

                var (last, events) = feed.Since(after, principal);
                if (events is null)
                    await WriteAsync(response, "reset", feed.IdOf(last), Clock(time), cancellation);
                foreach (var happened in events ?? [])
                    await WriteAsync(response, happened.Topic, feed.IdOf(happened.Number), DataOf(happened, time), cancellation);
                after = last;
                if (!await listening.Bell.WaitAsync(Heartbeat, cancellation))
                    await response.WriteAsync(": alive\n\n", cancellation);
                await response.Body.FlushAsync(cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed: that is how every such answer ends.
        }
    }

    private static string DataOf(LiveEvent happened, TimeProvider time) =>
        happened.Topic == Topics.Clock ? Clock(time) : FormattableString.Invariant($$"""{"id":"{{happened.Id}}","version":{{happened.Version}}}""");

    private static string Clock(TimeProvider time) => FormattableString.Invariant($$"""{"now":"{{time.GetUtcNow().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}"}""");

    private static async Task WriteAsync(HttpResponse response, string topic, string id, string data, CancellationToken cancellation)
    {
        await response.WriteAsync($"id: {id}\nevent: {topic}\ndata: {data}\n\n", cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
