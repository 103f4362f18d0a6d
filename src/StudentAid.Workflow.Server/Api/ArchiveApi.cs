using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Api;

/// <summary>五数一致: whether the five agree, each number, and by name who differs.</summary>
public sealed record FiveCountsView(bool Agree, IReadOnlyList<CountedView> Counts, IReadOnlyList<DifferenceView> Differences)
{
    public static FiveCountsView Of(FiveCounts counts) => new(
        counts.Agree, [.. counts.Sets.Select(s => new CountedView(s.Id, s.Title, s.Cases.Count))],
        [.. counts.Differences.Select(d => new DifferenceView(d.Case, d.Name, d.In, d.MissingIn))]);
}

/// <summary>One of the five: decided, published, entered, archived, reported.</summary>
public sealed record CountedView(string Id, string Title, int Count);

public sealed record DifferenceView(Id Case, string Name, IReadOnlyList<string> In, IReadOnlyList<string> MissingIn);

/// <summary>The hash is of the package that GET answers for the same day.</summary>
public sealed record ArchiveAnswer(Id Id, long Version, string Hash, IReadOnlyList<string> Missing);

public static class ArchiveApi
{
    public static void MapArchive(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{id}/five-counts", Counts).WithSummary("Decided, published, entered, archived, reported: do the five agree, and who differs");
        api.MapGet("/rounds/{id}/archive", Package).Produces<Stream>(StatusCodes.Status200OK, "application/zip").WithSummary("The round's archive as one ZIP; the same day and content give the same bytes");
        api.MapPost("/rounds/{id}/archive", File).WithSummary("File the completed round with the hash of its package");
    }

    private static async Task<Results<Ok<FiveCountsView>, ProblemHttpResult>> Counts(
        Id id, Caller caller, RoundAccess rounds, FiveCountsQuery query, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var round = await rounds.FindAsync(id, caller, cancellation);
        if (round is not null && ExportCodes.OfPractice(round) is { } practice)
            return Problems.Of(practice, caller.Language);
        return round is not null && await query.LoadAsync(caller.Principal.Scope, id, cancellation) is { } counts
            ? TypedResults.Ok(FiveCountsView.Of(counts))
            : Problems.Of(StepCodes.NotFound, caller.Language);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Package(
        Id id, DateOnly? day, Caller caller, RoundAccess rounds, ArchiveDesk desk, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (round, refused) = await rounds.OfficialAsync(id, caller, cancellation);
        if (round is null)
            return Problems.Of(refused!, caller.Language);
        if (await desk.BuildAsync(caller.Principal.Scope, id, day ?? await rounds.TodayAsync(round.School), cancellation) is not { } package)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (await readings.WriteAsync(caller, round.School, default, package.Hash, RecordReading.Archive) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        return TypedResults.Bytes(package.Zip, "application/zip", $"{round.SchoolYear}-{id}.zip", entityTag: new EntityTagHeaderValue($"\"{package.Hash}\""));
    }

    private static async Task<Results<Ok<ArchiveAnswer>, ProblemHttpResult>> File(
        Id id, DayInput input, Caller caller, RoundAccess rounds, ArchiveDesk desk, IMediator mediator, CancellationToken cancellation)
    {
        var (round, refused) = await rounds.OfficialAsync(id, caller, cancellation);
        if (round is null)
            return Problems.Of(refused!, caller.Language);
        if (await desk.BuildAsync(caller.Principal.Scope, id, input.Day, cancellation) is not { } package)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var answer = await mediator.Send(
            new ArchiveRound(id, input.Day, package.Hash) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, cancellation);
        return answer.Rejected is { } reason
            ? Problems.Of(reason, caller.Language)
            : TypedResults.Ok(new ArchiveAnswer(id, answer.Version, package.Hash, package.Missing));
    }
}
