using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

public sealed record OpenRoundInput(
    string School, string Procedure, string SchoolYear, string Name, DateOnly TermStart, DateOnly ReferenceDay, IReadOnlyList<string> Tracks, Adoption? Adoption = null,
    bool Practice = false);

public sealed record AnnounceInput(string Track, DateOnly Day, IReadOnlyList<string> Channels, string TextHash = "", IReadOnlyList<string>? Evidence = null);

public sealed record WindowInput(string Track, DateTimeOffset Opens, DateTimeOffset Closes);

public sealed record PersonalWindowInput(Id Person, DateTimeOffset Closes, string Reason);

public sealed record ZeroInput(string Activity, string Unit, DateOnly Day);

public sealed record RepinInput(string Reason, IReadOnlyList<Renaming>? Mapping = null);

public sealed record DayInput(DateOnly Day);

public sealed record CompleteInput(DateOnly? Day = null);

public static class RoundsApi
{
    public static void MapRounds(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds", List).WithSummary("Rounds in scope; who holds a class, or is a student of the school, sees its school's");
        api.MapPost("/rounds", Open).WithSummary("Open a school's round and pin what it goes by");
        api.MapGet("/rounds/{id}", One).WithSummary("A round: its days, what stands where, the plan");
        api.MapPost("/rounds/{id}/announce", (Id id, AnnounceInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new AnnounceRound(id, i.Track, i.Day, [.. i.Channels], i.TextHash, [.. i.Evidence ?? []]) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Put on record that a track was told");
        api.MapPost("/rounds/{id}/window", (Id id, WindowInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new SetWindow(id, i.Track, i.Opens, i.Closes) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("From when until when a track may apply");
        api.MapPost("/rounds/{id}/personal-window", (Id id, PersonalWindowInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new SetPersonalWindow(id, i.Person, i.Closes, i.Reason) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Let one student apply later, with reason");
        api.MapPost("/rounds/{id}/zero-report", (Id id, ZeroInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ReportZero(id, i.Activity, i.Unit, i.Day) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("A unit without applicants says so");
        api.MapPost("/rounds/{id}/repin", (Id id, RepinInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RepinRound(id, i.Reason, [.. i.Mapping ?? []]) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Take what is published now for all cases");
        api.MapPost("/rounds/{id}/complete", (Id id, CompleteInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new CompleteRound(id, i.Day) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Every list is final: nothing more comes into the round. The day follows from the lists; one given with it must be that one");
        api.MapPost("/rounds/{id}/delete-practice", (Id id, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DeletePractice(id) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Throw a practice round away");
    }

    private static async Task<Listing<RoundRow>> List(Caller caller, IStoreReader reader, RoundReading rounds, string? cursor, int? size)
    {
        var filter = new StreamFilter { Kind = RoundState.Kind, Practice = true };
        var page = await reader.StreamsAsync(caller.Principal.Scope, filter, Sending.PageOf(cursor, size));
        if (page.Items.IsEmpty && cursor is null)
            page = await rounds.AboveAsync(caller, filter);
        return new Listing<RoundRow>(await rounds.RowsAsync(page.Items), page.Previous, page.Next, page.AtLeast);
    }

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Open(OpenRoundInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new OpenRound(
                input.School, input.Procedure, input.SchoolYear, input.Name, input.TermStart, input.ReferenceDay, [.. input.Tracks], input.Adoption, input.Practice)
            {
                Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun,
            },
            caller,
            cancellation);

    private static async Task<Results<Ok<RoundView>, ProblemHttpResult>> One(Id id, Caller caller, RoundReading rounds) =>
        await rounds.FindAsync(id, caller) is { } view ? TypedResults.Ok(view) : Problems.Of(StepCodes.NotFound, caller.Language);
}
