using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Notices;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Where the notice is seen: board, signed-in, open.</summary>
public sealed record PostInput(IReadOnlyList<string> Where);

/// <summary>Moment: posted or taken-down; evidence is the hash of the uploaded photo.</summary>
public sealed record PhotoInput(string Moment, string Evidence);

/// <summary>An erratum: a shown column of one entry (not the level), what stood there, what is right, and why.</summary>
public sealed record CorrectionInput(Id Case, string Column, string Was, string Now, string Reason);

/// <summary>An objection, taken down on behalf where it came by telephone or on paper; objector empty for one without a name; evidence are hashes of uploaded files.</summary>
public sealed record ObjectionInput(Id Publicity, Id Case, string Channel, string Text, string Objector = "", IReadOnlyList<string>? Evidence = null);

public sealed record AnswerInput(Id Publicity, bool Upheld, string Text, IReadOnlyList<string>? Evidence = null);

/// <summary>An objection that was not upheld, taken to the second instance.</summary>
public sealed record FurtherInput(Id Publicity, string Channel, string Text, string Objector = "", IReadOnlyList<string>? Evidence = null);

public static class PublicitiesApi
{
    public static void MapPublicities(this RouteGroupBuilder api)
    {
        api.MapGet("/publicities", List).WithSummary("Publicities in scope, of a round or of all, by status");
        api.MapGet("/objections", Objections).WithSummary("Objections in scope, of a round or of all, by status: open, upheld, not-upheld");
        api.MapGet("/objections/{id}", Objection).WithSummary("An objection, known as {publicity}-{number}");
        api.MapGet("/publicities/{id}", One).WithSummary("A publicity: its list, period and objections");
        api.MapGet("/publicities/{id}/preview", Preview).WithSummary("When the period would end if it were posted today");
        api.MapGet("/publicities/{id}/notice", AsItHangs).WithSummary("The notice word for word as it would hang if it were posted today");
        api.MapPost("/publicities/{id}/post", Post).WithSummary("Post the notice today");
        api.MapPost("/publicities/{id}/photo", Photo).WithSummary("Record a photo of the paper board");
        api.MapPost("/publicities/{id}/correct", Correct).WithSummary("Correct a slip of the pen on a posted notice by an erratum; the period stays");
        api.MapPost("/objections", Raise).WithSummary("Take down an objection against one case on a notice");
        api.MapPost("/objections/{number:int}/answer", Answer).WithSummary("Answer an objection after a recheck");
        api.MapPost("/objections/{number:int}/further", Further).WithSummary("Take an objection that was not upheld to the second instance");
    }

    private static Task<Listing<PublicityRow>> List(Caller caller, PublicityReading publicities, Id? round, string? status, string? cursor, int? size, CancellationToken cancellation) =>
        publicities.PublicitiesAsync(caller.Principal, caller.Language, round, status, Sending.PageOf(cursor, size), cancellation);

    private static Task<Listing<ObjectionRow>> Objections(Caller caller, PublicityReading publicities, Id? round, string? status, string? cursor, int? size, CancellationToken cancellation) =>
        publicities.ObjectionsAsync(caller.Principal, round, status, Sending.PageOf(cursor, size), cancellation);

    private static async Task<Results<Ok<ObjectionRow>, ProblemHttpResult>> Objection(string id, Caller caller, PublicityReading publicities, CancellationToken cancellation) =>
        await publicities.ObjectionAsync(caller.Principal, id, cancellation) is { } row ? TypedResults.Ok(row) : Problems.Of(StepCodes.NotFound, caller.Language);

    private static async Task<Results<Ok<RosterView>, ProblemHttpResult>> One(Id id, Caller caller, RosterReading rosters, HttpResponse response)
    {
        if (await rosters.FindAsync(id, caller) is not { Act: "publish" } view)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        response.Headers.ETag = view.Etag;
        return TypedResults.Ok(view);
    }

    private static async Task<Results<Ok<PeriodPreview>, ProblemHttpResult>> Preview(Id id, Caller caller, RosterReading rosters, CalendarReading calendars)
    {
        if (await rosters.FindAsync(id, caller) is not { Act: "publish" } view)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return await calendars.OfAsync(view.Unit) is { } calendar
            ? TypedResults.Ok(PeriodPreview.Of(calendar, calendar.DayOf(calendars.Now), view.Options).Said(calendar, calendar.DayOf(calendars.Now), caller.IsEnglish))
            : Problems.Of(PublicityCodes.NoCalendar, caller.Language);
    }

    private static async Task<Results<Ok<NoticeText>, ProblemHttpResult>> AsItHangs(
        Id id, Caller caller, RosterReading rosters, CalendarReading calendars, Casework.Publicity.Notices notices, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await rosters.FindAsync(id, caller, cancellation) is not { Act: "publish" } view)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (await calendars.OfAsync(view.Unit) is not { } calendar)
            return Problems.Of(PublicityCodes.NoCalendar, caller.Language);
        var period = PeriodPreview.Of(calendar, calendar.DayOf(calendars.Now), view.Options);
        return await notices.PreviewAsync(id, period.Day, period.LastDay, cancellation) is { } notice ? TypedResults.Ok(NoticePage.TextOf(notice)) : Problems.Of(StepCodes.NotFound, caller.Language);
    }

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Post(Id id, PostInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new PostPublicity(id, [.. input.Where]) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Photo(Id id, PhotoInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new PhotographBoard(id, input.Moment, input.Evidence) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Correct(Id id, CorrectionInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new CorrectNotice(id, input.Case, input.Column, input.Was, input.Now, input.Reason) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Raise(ObjectionInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new RaiseObjection(input.Publicity, input.Case, input.Channel, input.Objector, input.Text) { Evidence = [.. input.Evidence ?? []], Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun },
            caller,
            cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Answer(int number, AnswerInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new AnswerObjection(input.Publicity, number, input.Upheld, input.Text) { Evidence = [.. input.Evidence ?? []], Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Further(int number, FurtherInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new TakeObjectionFurther(input.Publicity, number, input.Channel, input.Objector, input.Text) { Evidence = [.. input.Evidence ?? []], Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun },
            caller,
            cancellation);
}
