using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Api.Home;

namespace StudentAid.Workflow.Server.Api;

public sealed record FreezeInput(Id Round, string Activity, string Unit, string Reason = "");

/// <summary>
/// Substitutes are ids of the committee's own; PostponedTo only below the quorum. Of a secret ballot a seat's vote is "cast" or empty, and Papers says how many agreed,
/// disagreed and abstained; where no seat says "cast" and Papers is as many as sit there, all have.
/// </summary>
public sealed record MeetInput(DateOnly Day, string Mode, IReadOnlyList<Seating> Seats, DateOnly? PostponedTo = null, Tally? Papers = null);

/// <summary>A member who was not there was told; the channel is a code (telephone, in-person …).</summary>
public sealed record TellInput(string Member, string Channel);

/// <summary>Secret where the body votes in secret: the vote is then kept nowhere with the member.</summary>
public sealed record VoteInput(string Member, string Vote, bool Secret = false);

/// <summary>A member's score sheet: of every open student of the list the points of each item.</summary>
public sealed record SheetInput(string Member, IReadOnlyList<SheetRowInput> Rows);

public sealed record SheetRowInput(Id Case, Dictionary<string, decimal> Points);

/// <summary>Hints are answered by their keys; each one of the list as it would be decided, unless its body asks for none. A list that is signed in person needs the signer's name and the statement's hash.</summary>
public sealed record DecideInput(IReadOnlyList<VerdictInput> Entries, string Minutes = "", IReadOnlyList<HintAnswer>? Hints = null, ListSignature? Signature = null);

/// <summary>Rows of the working copy: of a case (its id as key) what is meant to be decided, of a hint (its key) the answer; ShownAt is the row's version, 0 for a new one.</summary>
public sealed record WorksheetInput(IReadOnlyList<WorksheetRowInput> Rows);

public sealed record WorksheetRowInput(string Key, string Verdict = "", string Level = "", string Reason = "", string Opinion = "", string Answer = "", long ShownAt = 0, int Rank = 0);

/// <summary>What was kept, and the rows that somebody else had changed, as he left them.</summary>
public sealed record WorksheetAnswer(long Version, IReadOnlyList<string> Kept, IReadOnlyList<WorksheetRowView> Refused);

/// <summary>
/// Verdict: agree (with a level), return (with a reason), hold, not-determined (with a coded reason). A return goes where the definition draws it, or to the target; redo: between
/// (what lies between is done again), none (only the target, and back here).
/// </summary>
public sealed record VerdictInput(Id Case, string Verdict, string Level = "", string Reason = "", string Opinion = "", string Target = "", int Rank = 0, string Redo = "");

public sealed record ReasonInput(string Reason);

/// <summary>下达中 (31/40): how many entries decisions have named, how many of them have gone on, and how many had left before.</summary>
public sealed record ReleaseView(Id Id, string Status, int Decided, int Applied, int NotApplied);

/// <summary>Whether a list could be closed; Missing names units and what they lack, in the reader's language.</summary>
public sealed record ReadinessView(int Waiting, bool WindowClosed, bool IsReady, IReadOnlyList<string> Missing);

public static class RostersApi
{
    public static void MapRosters(this RouteGroupBuilder api)
    {
        api.MapGet("/rosters", List).WithSummary("The lists of a round; with without=publish those alone that are decided; a page may hold fewer rows than was asked for");
        api.MapPost("/rosters", Freeze).WithSummary("Take the students who wait at an activity under a unit into a new list");
        api.MapGet("/rosters/{id}", One).WithSummary("A list with all its entries");
        api.MapGet("/rosters/{id}/actions", Actions).WithSummary("What the caller may do at the list now, with levels and reasons");
        api.MapGet("/rosters/{id}/release", Release).WithSummary("How far the decided cases are on their way");
        api.MapPatch("/rosters/{id}/worksheet", Keep).WithSummary("Keep rows of the list's working copy, which is no act; rows that somebody else has changed come back as he left them");
        api.MapGet("/rosters/mine", Mine).WithSummary("The lists at which the caller has something to do now");
        api.MapGet("/rosters/readiness", Readiness).WithSummary("Whether a list could be closed, and who is missing; closes nothing");
        api.MapPost("/rosters/{id}/meet", Meet).WithSummary("Record the body's meeting");
        api.MapPost("/rosters/{id}/vote", Vote).WithSummary("Cast one's own vote, or put down a member's; once for each member and meeting");
        api.MapPost("/rosters/{id}/sheet", Sheet).WithSummary("Fill in one's own score sheet, or put down a member's; anew until the decision");
        api.MapPost("/rosters/{id}/tell-absent", Tell).WithSummary("Record that a member who was not at the meeting was told of its outcome");
        api.MapPost("/rosters/{id}/decide", Decide).WithMetadata(new WithIfMatch()).WithSummary("Decide the named entries: the legal act");
        api.MapPost("/rosters/{id}/take-back", TakeBack).WithSummary("Take the last decision back for cases on which nobody has acted since");
    }

    private static async Task<Listing<RosterRow>> List(
        Caller caller, ListPages lists, Id round, string? status, string? without, string? cursor, int? size, CancellationToken cancellation)
    {
        // Whoever has a seat finds the lists he votes on; what stands on them is another question.
        var scope = Scope.Of(caller.Principal.Scope.Places.Concat(caller.Principal.Seats.Select(g => g.Unit)).Distinct(StringComparer.Ordinal));
        var filter = new StreamFilter { Group = round, Kind = RosterState.Kind, Status = status, Practice = true };
        var (rows, read) = await lists.ReadAsync<RosterRow>(
            scope, filter, Sending.PageOf(cursor, size), (row, state) => state.Act == without ? [] : [RosterRow.Of(row, state)], cancellation);
        return new Listing<RosterRow>(rows, read.Previous, read.Next, without is null ? read.AtLeast : rows.Count);
    }

    private static async Task<Listing<OwnListView>> Mine(Caller caller, OwnLists lists, CancellationToken cancellation) => Listing.All(await lists.OfAsync(caller, cancellation));

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Freeze(FreezeInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new FreezeRoster(input.Round, input.Activity, input.Unit, input.Reason) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static async Task<Results<Ok<RosterView>, ProblemHttpResult>> One(
        Id id, Caller caller, RosterReading rosters, MemberReading members, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        var view = await rosters.FindAsync(id, caller, cancellation);
        if (view is null && await members.FindAsync(id, caller, cancellation) is var (seen, refused))
        {
            if (refused is not null)
                return Problems.Of(refused, caller.Language);
            if (await readings.WriteAsync(caller, seen!.Unit, default, id.ToString(), RecordReading.Vote) is { } unrecorded)
                return Problems.Of(unrecorded, caller.Language);
            view = seen;
        }

        if (view is null)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        response.Headers.ETag = view.Etag;
        return TypedResults.Ok(view);
    }

    private static async Task<Results<Ok<RosterActions>, ProblemHttpResult>> Actions(
        Id id, Caller caller, RosterReading rosters, OwnSeat seats, PinCache pins, StepRunner runner, CancellationToken cancellation) =>
        await rosters.StateAsync(id, caller, cancellation) is { } state
            ? TypedResults.Ok(RosterActs.Of(caller.Principal, state, await rosters.SchoolOfAsync(state, cancellation), pins, runner.Now(), await seats.OfAsync(caller.Principal, state, cancellation)))
            : Problems.Of(StepCodes.NotFound, caller.Language);

    private static async Task<Results<Ok<ReleaseView>, ProblemHttpResult>> Release(Id id, Caller caller, RosterReading rosters, IStoreReader reader)
    {
        if (await rosters.StateAsync(id, caller) is not { } state)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var entries = (await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = id }, PageRequest.Everything)).Items;
        int Count(EntryState wanted) => entries.Count(e => e.State == wanted);
        return TypedResults.Ok(new ReleaseView(
            id, state.Status, Count(EntryState.Decided) + Count(EntryState.Applied) + Count(EntryState.NotApplied), Count(EntryState.Applied), Count(EntryState.NotApplied)));
    }

    private static async Task<Results<Ok<WorksheetAnswer>, ProblemHttpResult>> Keep(
        Id id, WorksheetInput input, Caller caller, IMediator mediator, RosterReading rosters, CancellationToken cancellation)
    {
        var rows = input.Rows.Select(r => new WorksheetRow(r.Key, r.Verdict, r.Level, r.Reason, r.Opinion, r.Answer, r.ShownAt, r.Rank));
        var answer = await mediator.Send(new KeepWorksheet(id, [.. rows]) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, cancellation);
        if (answer.Rejected is { } reason && reason.Code != WorksheetCodes.ChangedByOther)
            return Problems.Of(reason, caller.Language);
        var sheet = await rosters.SheetAsync(id, cancellation);
        var refused = (sheet?.Rows ?? []).Where(r => input.Rows.Any(i => i.Key == r.Key) && r.By != caller.Principal.Id).ToList();
        return TypedResults.Ok(new WorksheetAnswer(sheet?.Version ?? 0, [.. input.Rows.Select(r => r.Key).Where(k => refused.TrueForAll(r => r.Key != k))], refused));
    }

    private static async Task<Results<Ok<ReadinessView>, ProblemHttpResult>> Readiness(
        Caller caller, IStepStore store, StepRunner runner, AutomaticFreeze freeze, Id round, string activity, string unit, CancellationToken cancellation)
    {
        if (!caller.Principal.Scope.Covers(unit) || await store.LoadAsync(round, cancellation) is not { Kind: RoundState.Kind } stored
            || await runner.StateAsync<RoundState>(stored, cancellation) is not { } state || !UnitPath.IsBelow(unit, state.School))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return await freeze.ReadinessAsync(round, activity, unit, cancellation) is { } readiness ? TypedResults.Ok(new ReadinessView(readiness.Waiting, readiness.WindowClosed, readiness.IsReady, [.. readiness.Missing.Select(m => m.In(caller.Language))])) : Problems.Of(StepCodes.NotFound, caller.Language);
    }

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Meet(Id id, MeetInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new MeetRoster(id, input.Day, input.Mode, [.. input.Seats], input.PostponedTo, input.Papers) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Vote(Id id, VoteInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new VoteOnRoster(id, input.Member, input.Vote, input.Secret) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Sheet(Id id, SheetInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new FillSheet(id, input.Member, [.. input.Rows.Select(r => new SheetRow(r.Case, Value.Record(r.Points.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, Value.Of(p.Value))))))])
            {
                Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun,
            },
            caller,
            cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Tell(Id id, TellInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new TellAbsent(id, input.Member, input.Channel) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Decide(Id id, DecideInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new DecideRoster(id, [.. input.Entries.Select(e => new EntryVerdict(e.Case, e.Verdict, e.Level, e.Reason, e.Opinion, e.Target, e.Rank, e.Redo))], input.Minutes, caller.Shown, [.. input.Hints ?? []])
            {
                Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun, Signature = input.Signature,
            },
            caller,
            cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> TakeBack(Id id, ReasonInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new TakeBackRoster(id, input.Reason) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
}
