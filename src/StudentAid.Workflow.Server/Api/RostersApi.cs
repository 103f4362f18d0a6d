using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Api;

public sealed record FreezeInput(Id Round, string Activity, string Unit, string Reason = "");

public sealed record MeetInput(DateOnly Day, string Mode, IReadOnlyList<Seating> Seats);

public sealed record VoteInput(string Member, string Vote);

public sealed record DecideInput(IReadOnlyList<VerdictInput> Entries, string Minutes = "");

/// <summary>Verdict: agree (with a level), return (with a reason), hold, not-determined (with a coded reason).</summary>
public sealed record VerdictInput(Id Case, string Verdict, string Level = "", string Reason = "", string Opinion = "", string Target = "");

public sealed record ReasonInput(string Reason);

/// <summary>下达中 (31/40): how many entries decisions have named, how many of them have gone on, and how many had left before.</summary>
public sealed record ReleaseView(Id Id, string Status, int Decided, int Applied, int NotApplied);

public static class RostersApi
{
    public static void MapRosters(this RouteGroupBuilder api)
    {
        api.MapGet("/rosters", List).WithSummary("The lists of a round");
        api.MapPost("/rosters", Freeze).WithSummary("Take the students who wait at an activity under a unit into a new list");
        api.MapGet("/rosters/{id}", One).WithSummary("A list with all its entries");
        api.MapGet("/rosters/{id}/actions", Actions).WithSummary("What the caller may do at the list now, with levels and reasons");
        api.MapGet("/rosters/{id}/release", Release).WithSummary("How far the decided cases are on their way");
        api.MapPost("/rosters/{id}/meet", Meet).WithSummary("Record the body's meeting");
        api.MapPost("/rosters/{id}/vote", Vote).WithSummary("Record a member's vote");
        api.MapPost("/rosters/{id}/decide", Decide).WithMetadata(new WithIfMatch()).WithSummary("Decide the named entries: the legal act");
        api.MapPost("/rosters/{id}/take-back", TakeBack).WithSummary("Take the last decision back for cases on which nobody has acted since");
    }

    private static async Task<Listing<RosterRow>> List(Caller caller, IStoreReader reader, Id round, string? status, string? cursor, int? size) =>
        Listing.Of(
            await reader.StreamsAsync(
                caller.Principal.Scope, new StreamFilter { Group = round, Kind = RosterState.Kind, Status = status, Practice = true }, Sending.PageOf(cursor, size)),
            RosterRow.Of);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Freeze(FreezeInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new FreezeRoster(input.Round, input.Activity, input.Unit, input.Reason) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static async Task<Results<Ok<RosterView>, ProblemHttpResult>> One(Id id, Caller caller, RosterReading rosters, HttpResponse response)
    {
        if (await rosters.FindAsync(id, caller) is not { } view)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        response.Headers.ETag = view.Etag;
        return TypedResults.Ok(view);
    }

    private static async Task<Results<Ok<RosterActions>, ProblemHttpResult>> Actions(Id id, Caller caller, RosterReading rosters, PinCache pins) =>
        await rosters.StateAsync(id, caller) is { } state ? TypedResults.Ok(RosterActs.Of(caller.Principal, state, pins)) : Problems.Of(StepCodes.NotFound, caller.Language);

    private static async Task<Results<Ok<ReleaseView>, ProblemHttpResult>> Release(Id id, Caller caller, RosterReading rosters, IStoreReader reader)
    {
        if (await rosters.StateAsync(id, caller) is not { } state)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var entries = (await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = id }, PageRequest.Everything)).Items;
        int Count(EntryState wanted) => entries.Count(e => e.State == wanted);
        return TypedResults.Ok(new ReleaseView(
            id, state.Status, Count(EntryState.Decided) + Count(EntryState.Applied) + Count(EntryState.NotApplied), Count(EntryState.Applied), Count(EntryState.NotApplied)));
    }

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Meet(Id id, MeetInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new MeetRoster(id, input.Day, input.Mode, [.. input.Seats]) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Vote(Id id, VoteInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new VoteOnRoster(id, input.Member, input.Vote) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Decide(Id id, DecideInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new DecideRoster(id, [.. input.Entries.Select(e => new EntryVerdict(e.Case, e.Verdict, e.Level, e.Reason, e.Opinion, e.Target))], input.Minutes, caller.Shown)
            {
                Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun,
            },
            caller,
            cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> TakeBack(Id id, ReasonInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new TakeBackRoster(id, input.Reason) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
}
