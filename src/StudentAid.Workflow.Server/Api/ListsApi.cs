using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Jobs;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api;

/// <summary>How many rows were loaded, and what was wrong with others.</summary>
public sealed record ListAnswer(Id Id, long Version, int Rows, IReadOnlyList<CellView> Errors);

/// <summary>A batch as its list was called, and the unit it was loaded at.</summary>
public sealed record ListBatch(string Unit, string Batch);

public sealed record MatchInput(string Batch);

public static class ListsApi
{
    public static void MapLists(this RouteGroupBuilder api)
    {
        api.MapPost("/lists", Load).WithMetadata(new RequestSizeLimitAttribute(ServerSettings.MaxUpload)).Accepts<IFormFile>("application/octet-stream")
            .WithSummary("Load a provider's list (XLSX, XLS, CSV) for every school below a unit; one of more than 1,000 rows as a job");
        api.MapGet("/lists", Batches).WithSummary("Providers' lists that hold for a unit: loaded at it or above it");
        api.MapPost("/rounds/{id}/match", (Id id, MatchInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RunMatching(id, i.Batch) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Compare a round's school with the lists");
    }

    private static async Task<Results<Ok<Listing<ListBatch>>, ProblemHttpResult>> Batches(string unit, Caller caller, IStepStore store, StepRunner runner, CancellationToken cancellation)
    {
        if (Duties.Rounds(caller.Principal, unit) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var found = new List<ListBatch>();
        foreach (var at in UnitPath.Line(unit))
        {
            if (await runner.StateAsync<UnitState>(await store.LoadAsync(UnitState.IdOf(at), cancellation), cancellation) is { } state)
                found.AddRange(state.Batches.Select(b => new ListBatch(at, b)));
        }

        return TypedResults.Ok(Listing.All(found));
    }

    private static async Task<Results<Ok<ListAnswer>, Accepted<JobView>, ProblemHttpResult>> Load(
        string unit, string provider, string batch, DateOnly dataDate, string? category, Caller caller, HttpRequest request, ImportReading lists, ImportJobs jobs, IMediator mediator,
        CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation);
        var (file, refused) = await lists.ListAsync(bytes.ToArray(), unit, new ProviderListHead(new ListSource(provider, batch, dataDate), category), cancellation);
        if (file?.Import is not { } import)
            return Problems.Of(refused!, caller.Language);
        if (Duties.Rounds(caller.Principal, unit) is null && import.NoneRead() is { } none)
            return Problems.Of(none, caller.Language);
        if (ImportTable.IsLarge(import.Rows.Length) && !caller.DryRun)
        {
            var input = new ImportInput(ImportInput.List, unit, provider, batch, dataDate, category ?? "", "", "");
            return await BeginAsync(new ImportTable(input, bytes.ToArray(), file.File.Encoding ?? "", ImportWork.ItemsOf(file)), caller, jobs, cancellation);
        }

        var command = new LoadProviderList(unit, new ListSource(provider, batch, dataDate), import.Rows) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun };
        var answer = await mediator.Send(command, cancellation);
        return answer.Rejected is { } reason
            ? Problems.Of(reason, caller.Language)
            : TypedResults.Ok(new ListAnswer(answer.Stream, answer.Version, import.Rows.Length, [.. import.Table.Errors.Select(e => RegisterReading.Cell(e, caller))]));
    }

    /// <summary>Who may not load it is told so at once and not by a job that fails.</summary>
    private static async Task<Results<Ok<ListAnswer>, Accepted<JobView>, ProblemHttpResult>> BeginAsync(ImportTable table, Caller caller, ImportJobs jobs, CancellationToken cancellation)
    {
        if (ImportsApi.Refuse(table.Input, caller.Principal) is { } refused)
            return Problems.Of(refused, caller.Language);
        var begun = await jobs.BeginAsync(table, caller, cancellation);
        return begun.Result is Accepted<JobView> job ? job : (ProblemHttpResult)begun.Result;
    }
}
