using System.Collections.Immutable;
using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;
using StudentAid.Workflow.Server.Api.Sessions;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Pages;

/// <summary>What the plain pages' forms post; each becomes the command that the API would send.</summary>
public static class Forms
{
    public static void MapForms(this RouteGroupBuilder ui)
    {
        ui.MapPost("/sign-in", SignInAsync).RequireRateLimiting(RateLimits.SignIn);
        ui.MapPost("/sign-out", async (HttpContext c) =>
        {
            await SessionApi.EndAsync(c, c.RequestAborted);
            await SignIn.LeaveAsync(c);
            return TypedResults.Redirect("/");
        });
        ui.MapPost("/clock", MoveClockAsync);
        ui.MapPost("/rounds/{id}/freeze", (Id id, HttpContext c, IMediator m) => SendAsync(c, m, "/ui/rosters/{0}", (p, f) =>
            new FreezeRoster(id, f["activity"].ToString(), f["unit"].ToString(), f["reason"].ToString()) { Principal = p, Key = f["key"].ToString() }));
        ui.MapPost("/rosters/{id}/meet", MeetAsync);
        ui.MapPost("/rosters/{id}/decide", (Id id, HttpContext c, IMediator m) => SendAsync(c, m, $"/ui/rosters/{id}", (p, f) =>
            new DecideRoster(id, [.. f.Keys.Where(n => n.StartsWith("verdict-", StringComparison.Ordinal)).Select(n => VerdictOf(f, n))], "", Number(f["shown"].ToString()), HintsOf(f))
            {
                Principal = p, Key = f["key"].ToString(), Signature = f["statement"].ToString() is { Length: > 0 } statement ? new Casework.Aid.ListSignature(f["signature"].ToString(), statement) : null,
            }));
        ui.MapPost("/rosters/{id}/post", (Id id, HttpContext c, IMediator m) => SendAsync(c, m, $"/ui/rosters/{id}", (p, f) =>
            new PostPublicity(id, ["board", "open"]) { Principal = p, Key = f["key"].ToString() }));
        ui.MapPost("/tasks/{task}/{verb}", (string task, string verb, HttpContext c, IMediator m) => TaskId.TryParse(task) is not { } id
            ? Task.FromResult<IResult>(TypedResults.NotFound())
            : SendAsync(c, m, $"/ui/cases/{id.Stream}", (p, f) =>
                new CompleteTask(id.Stream, id.Bookmark, verb, Value.Parse(f["input"].ToString()), Number(f["shown"].ToString())) { Principal = p, Key = f["key"].ToString() }));
    }

    /// <summary>A meeting without a day is one of today, as the school counts its days.</summary>
    private static async Task<IResult> MeetAsync(Id id, HttpContext context, IMediator mediator, IStepStore store, SchoolDays days, StepRunner runner)
    {
        var today = await days.DayAsync((await store.LoadAsync(id))?.OrgPath ?? UnitPath.Root, runner.Now(), context.RequestAborted);
        return await SendAsync(context, mediator, $"/ui/rosters/{id}", (p, f) =>
            new MeetRoster(id, DayOf(f["day"].ToString()) ?? today, f["mode"].ToString() is { Length: > 0 } mode ? mode : "in-person",
                [.. f.Keys.Where(n => n.StartsWith("attendance-", StringComparison.Ordinal)).Select(n => SeatOf(f, n))], Papers: PapersOf(f))
            {
                Principal = p, Key = f["key"].ToString(),
            });
    }

    /// <summary>A form of another site is refused: browsers say where it came from.</summary>
    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || origin == $"{request.Scheme}://{request.Host}")
        && request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private static async Task<IResult> SendAsync(HttpContext context, IMediator mediator, string next, Func<Principal, IFormCollection, Command> command)
    {
        if (!IsOwn(context.Request) || context.Features.Get<Principal>() is not { } principal)
            return TypedResults.Redirect("/");
        try
        {
            var answer = await mediator.Send(command(principal, await context.Request.ReadFormAsync()));
            return answer.Rejected is { } reason
                ? Refused(reason, context)
                : TypedResults.Redirect(string.Format(System.Globalization.CultureInfo.InvariantCulture, next, answer.Stream));
        }
        catch (System.Text.Json.JsonException e)
        {
            return Refused(DoorCodes.MalformedJson.With(("line", (e.LineNumber ?? 0) + 1), ("column", (e.BytePositionInLine ?? 0) + 1), ("path", "input")), context);
        }
    }

    private static ContentHttpResult Refused(Rejection reason, HttpContext context) => TypedResults.Content(
        new Html("没有办成").Heading(1, "没有办成").Block("refused", reason.In(Languages.Of(context))).Paragraph(reason.Code.Article ?? "")
            .Link(context.Request.Headers.Referer.ToString() is { Length: > 0 } back ? back : "/", "返回").ToString(),
        "text/html; charset=utf-8",
        statusCode: (int)reason.Code.Kind);

    private static async Task<IResult> SignInAsync(HttpContext context, SignInDesk desk, PrincipalDirectory directory, ServerSettings settings, SessionCookie cookie)
    {
        if (!IsOwn(context.Request))
            return TypedResults.Redirect("/");
        var form = await context.Request.ReadFormAsync();
        var typed = form["login"].ToString();
        var result = await SessionApi.BeginAsync(
            new SignInInput(form["secret"], Id.TryParse(form["principal"].ToString()), typed.Length > 0 ? typed : null, form["password"], form["code"]), desk, directory, settings, context.RequestAborted);
        if (result.Rejected is { } refused)
            return Refused(refused, context);
        await SessionApi.EndAsync(context, context.RequestAborted);
        await cookie.WriteAsync(context, result.Session!.Holder, result.Token, result.Session);
        return TypedResults.Redirect("/");
    }

    private static async Task<IResult> MoveClockAsync(HttpContext context, CalendarReading calendars)
    {
        if (!IsOwn(context.Request) || context.RequestServices.GetService<DemoClock>() is not { } clock)
            return Refused(DoorCodes.NotADemo, context);
        var to = (await context.Request.ReadFormAsync())["to"].ToString();
        var calendar = await calendars.OfAsync("/");
        clock.MoveTo(to == "hour" || calendar is null ? clock.GetUtcNow().AddHours(1) : DemoClock.NextWorkingDay(calendar, clock.GetUtcNow()));
        return TypedResults.Redirect(context.Request.Headers.Referer.ToString() is { Length: > 0 } back && Uri.TryCreate(back, UriKind.Absolute, out var page) ? page.PathAndQuery : "/");
    }

    private static ImmutableArray<HintAnswer> HintsOf(IFormCollection form) =>
        [.. form.Keys.Where(n => n.StartsWith("hint-", StringComparison.Ordinal)).Select(n => new HintAnswer(n["hint-".Length..], form[n].ToString()))];

    /// <summary>Null where the page asked for none.</summary>
    private static Tally? PapersOf(IFormCollection form)
    {
        int Of(string word) => (int)(Number(form[$"papers-{word}"].ToString()) ?? 0);
        return form.ContainsKey("papers-agree") ? new Tally(Of("agree"), Of("disagree"), Of("abstain")) : null;
    }

    private static Seating SeatOf(IFormCollection form, string name)
    {
        var member = name["attendance-".Length..];
        var substitute = form[name] == "present" ? "" : form[$"substitute-{member}"].ToString();
        return new Seating(member, form[name].ToString(), substitute, form[name] == "present" || substitute.Length > 0 ? form[$"vote-{member}"].ToString() : "");
    }

    private static EntryVerdict VerdictOf(IFormCollection form, string name)
    {
        var id = name["verdict-".Length..];
        var (reason, verdict) = (form[$"reason-{id}"].ToString(), form[name].ToString().Split(':', 2));
        return verdict switch
        {
            ["agree", var level] => new EntryVerdict(Id.Parse(id), "agree", level, Opinion: reason),
            ["not-determined", var code] => new EntryVerdict(Id.Parse(id), "not-determined", Reason: code, Opinion: reason),
            _ => new EntryVerdict(Id.Parse(id), verdict[0], Opinion: reason),
        };
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day : null;

    private static long? Number(string text) => long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
