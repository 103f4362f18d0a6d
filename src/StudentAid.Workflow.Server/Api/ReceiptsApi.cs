using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Announcements;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

public sealed record ReceiptsInput(string Track, IReadOnlyList<Receipt> Receipts);

/// <summary>回执 of a track below a unit: those that came back, and who is without one.</summary>
public sealed record ReceiptsView(string Track, string Unit, IReadOnlyList<Receipt> Given, IReadOnlyList<WithoutReceipt> Without);

public sealed record WithoutReceipt(Id Person, string Name, string Unit);

public static class ReceiptsApi
{
    public static void MapReceipts(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{id}/receipts", Of).WithSummary("Who of a unit gave the announcement's receipt back, and who did not");
        api.MapPost("/rounds/{id}/receipts", (Id id, ReceiptsInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RecordReceipts(id, i.Track, [.. i.Receipts]) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Put on record that receipts came back");
    }

    private static async Task<Results<Ok<ReceiptsView>, ProblemHttpResult>> Of(
        Id id, string track, string? unit, Caller caller, IStepStore store, StepRunner runner, Receipts receipts, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var stored = await store.LoadAsync(id, cancellation);
        if (stored is not { Kind: RoundState.Kind } || await runner.StateAsync<RoundState>(stored, cancellation) is not { } round)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var below = unit ?? round.School;
        if (!caller.Principal.Scope.Covers(below) || !UnitPath.IsBelow(below, round.School))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var scope = caller.Principal.Scope;
        return TypedResults.Ok(new ReceiptsView(
            track, below, [.. (await receipts.OfAsync(scope, id, track, below)).Values.OrderBy(r => r.Day).ThenBy(r => r.Person)],
            [.. (await receipts.WithoutAsync(scope, id, track, below)).Select(p => new WithoutReceipt(p.Id, p.Name, p.Place))]));
    }
}
