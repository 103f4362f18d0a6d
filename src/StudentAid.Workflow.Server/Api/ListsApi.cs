using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api;

/// <summary>How many rows were loaded, and what was wrong with others.</summary>
public sealed record ListAnswer(Id Id, long Version, int Rows, IReadOnlyList<CellView> Errors);

public sealed record MatchInput(string Batch);

public static class ListsApi
{
    public static void MapLists(this RouteGroupBuilder api)
    {
        api.MapPost("/lists", Load).WithMetadata(new RequestSizeLimitAttribute(ServerSettings.MaxUpload)).Accepts<IFormFile>("application/octet-stream")
            .WithSummary("Load a provider's list (XLSX, XLS, CSV) for every school below a unit");
        api.MapPost("/rounds/{id}/match", (Id id, MatchInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RunMatching(id, i.Batch) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Compare a round's school with the lists");
    }

    private static async Task<Results<Ok<ListAnswer>, ProblemHttpResult>> Load(
        string unit, string provider, string batch, DateOnly dataDate, string? category, Caller caller, HttpRequest request, ListReading lists, IMediator mediator,
        CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation);
        var (import, refused) = await lists.ReadAsync(bytes.ToArray(), unit, new ProviderListHead(new ListSource(provider, batch, dataDate), category), cancellation);
        if (import is null)
            return Problems.Of(refused!, caller.Language);
        var command = new LoadProviderList(unit, new ListSource(provider, batch, dataDate), import.Rows) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun };
        var answer = await mediator.Send(command, cancellation);
        return answer.Rejected is { } reason
            ? Problems.Of(reason, caller.Language)
            : TypedResults.Ok(new ListAnswer(answer.Stream, answer.Version, import.Rows.Length, [.. import.Table.Errors.Select(e => RegisterReading.Cell(e, caller))]));
    }
}

/// <summary>Reads a provider's list by the column profile and the special groups that hold at the unit.</summary>
public sealed class ListReading(FactLoader facts, TimeProvider time)
{
    private const string Profile = "column-profile/provider-list";

    public async Task<(ProviderListImport? Import, Rejection? Refused)> ReadAsync(byte[] bytes, string unit, ProviderListHead head, CancellationToken cancellation)
    {
        var reading = TableFile.Read(bytes);
        if (reading.Table is not { Sheets: [var sheet, ..] })
            return (null, reading.Refusal ?? TableCodes.Empty);
        if (await NearestAsync(unit, Profile, cancellation) is not { IsNull: false } profile || ColumnProfile.Kind.Read(profile).Document is not { } columns)
            return (null, ShelfCodes.NoSuchDocument.With(("key", Profile)));
        if (await NearestAsync(unit, "special-groups/special-groups", cancellation) is not { IsNull: false } groups || SpecialGroups.Kind.Read(groups).Document is not { } known)
            return (null, ShelfCodes.NoSuchDocument.With(("key", "special-groups/special-groups")));
        return (ProviderListImport.Read(sheet, columns, known, head), null);
    }

    private async Task<Value> NearestAsync(string unit, string name, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return (await facts.LoadAsync([DocumentShelf.NearestOf(unit, "", today, name)], cancellation))[0].Value;
    }
}
