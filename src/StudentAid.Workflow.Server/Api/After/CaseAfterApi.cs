using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Rules;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>
/// What the reader may begin about a decided case now: an adjustment for one of these triggers, a revocation, a reconsideration by this authority; all empty before the
/// decision. Revocation is the one that was opened, where there is one.
/// </summary>
public sealed record CaseAfterView(Id Case, IReadOnlyList<NamedId> Triggers, bool MayRevoke, string? Authority, Id? Revocation);

public static class CaseAfterApi
{
    public static void MapCaseAfter(this RouteGroupBuilder api) =>
        api.MapGet("/cases/{id}/after", After).WithSummary("What the reader may begin about a decided case: adjustment, revocation, reconsideration");

    private static async Task<Results<Ok<CaseAfterView>, ProblemHttpResult>> After(Id id, Caller caller, CaseReading cases, AfterDecision after, CancellationToken cancellation)
    {
        if (await cases.FindAsync(id, caller, cancellation) is null)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var next = await after.OfAsync(caller.Principal, id, cancellation);
        return TypedResults.Ok(new CaseAfterView(
            id, [.. next.Triggers.Select(t => new NamedId(t.Id, t.Name))], next.MayRevoke, next.Authority.Length > 0 ? next.Authority : null, next.Revocation.IsNone ? null : next.Revocation));
    }
}
