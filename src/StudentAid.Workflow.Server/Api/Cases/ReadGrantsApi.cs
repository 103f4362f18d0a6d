using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Files;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>
/// Lets somebody read a case. Ground: objection (of a list, with number), reconsideration or finding. To: applicant, objector (who: a principal or person), second-instance, or
/// authority. Parts: result, record, facts, files.
/// </summary>
public sealed record ReadGrantInput(Id Case, string Ground, Id About, string To, IReadOnlyList<string> Parts, DateOnly Until, string Reason, int Number = 0, Id? Who = null);

public sealed record EndReadGrantInput(string Reason);

/// <summary>What it is read for, and which parts; all that were granted where none is named.</summary>
public sealed record GrantedInput(string Purpose, IReadOnlyList<string>? Parts = null);

/// <summary>The hash of a file that the case names, and what it is read for.</summary>
public sealed record GrantedFileInput(string Hash, string Purpose);

/// <summary>The right to read a case for a time (查阅权): given by who answers, each reading on record, gone after its day.</summary>
public static class ReadGrantsApi
{
    public static void AddReadGrants(this IServiceCollection services) => services.AddSingleton<GrantedReading>();

    public static void MapReadGrants(this RouteGroupBuilder api)
    {
        api.MapGet("/read-grants", async (Caller c, ReadGrants g, CancellationToken t) => Listing.All(await g.MineAsync(c.Principal, t))).WithSummary("The cases that the caller was let read, while he may");
        api.MapGet("/cases/{id}/read-grants", OfCase).WithSummary("Who was let read the case, which parts, until when and on what ground");
        api.MapPost("/read-grants", (ReadGrantInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new GiveReadGrant(i.Case, new ReadGround(i.Ground, i.About, i.Number), i.To, i.Who ?? default, [.. i.Parts], i.Until, i.Reason) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Who answers an objection, a reconsideration or a finding lets somebody read parts of a case until a day");
        api.MapPost("/read-grants/{id}/end", (Id id, EndReadGrantInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new EndReadGrant(id, i.Reason) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Take a reading back before its day");
        api.MapPost("/read-grants/{id}/read", Read).WithSummary("Read the case; it is put on record first");
        api.MapPost("/read-grants/{id}/file", ReadFile).Produces<Stream>(StatusCodes.Status200OK, FileType.Jpeg, FileType.Png, FileType.Heic, FileType.Pdf)
            .WithSummary("Read a file that the case names; it is put on record first");
    }

    private static async Task<Results<Ok<Listing<ReadGrantRow>>, ProblemHttpResult>> OfCase(
        Id id, Caller caller, CaseReading cases, ReadGrants grants, PinCache pins, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await cases.FindAsync(id, caller, cancellation) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return RevealFactsHandler.MaySee(caller.Principal, found.Stored, found.State, pins)
            ? TypedResults.Ok(Listing.All(await grants.OfCaseAsync(caller.Principal, found.Stored, cancellation)))
            : Problems.Of(AccessCodes.NotForYou, caller.Language);
    }

    private static async Task<Results<Ok<GrantedCase>, ProblemHttpResult>> Read(
        Id id, GrantedInput input, Caller caller, ReadGrants grants, GrantedReading reading, IMediator mediator, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await grants.FindAsync(caller.Principal, id, cancellation) is not { } grant)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var command = new ReadByGrant(id, input.Parts is { Count: > 0 } parts ? [.. parts] : grant.Parts, "", input.Purpose) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun };
        var answer = await mediator.Send(command, cancellation);
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        return await reading.OfAsync(id, grant, caller.DryRun ? [] : command.Parts, answer.Version, cancellation) is { } shown ? TypedResults.Ok(shown) : Problems.Of(StepCodes.NotFound, caller.Language);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadFile(
        Id id, GrantedFileInput input, Caller caller, ReadGrants grants, GrantedReading reading, IMediator mediator, IStepStore store, Cipher cipher, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await grants.FindAsync(caller.Principal, id, cancellation) is not { } grant || !grant.Parts.Contains(ReadParts.Files)
            || !(await reading.FilesAsync(grant.Case, cancellation)).Any(f => f.Hash == input.Hash) || await store.BlobAsync(input.Hash, cancellation) is not { } blob)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var answer = await mediator.Send(new ReadByGrant(id, [ReadParts.Files], input.Hash, input.Purpose) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, cancellation);
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        if (caller.DryRun)
            return TypedResults.Bytes(ReadOnlyMemory<byte>.Empty, blob.ContentType);
        return cipher.OpenContent(blob.Content) is { IsEmpty: false } content ? TypedResults.Bytes(content, blob.ContentType) : Problems.Of(FileCodes.Erased, caller.Language);
    }
}
