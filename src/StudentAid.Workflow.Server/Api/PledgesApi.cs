using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>The words to sign, their hash, which goes into the signature, and whether the caller has signed them for this list.</summary>
public sealed record PledgeView(Text Text, string Hash, bool Signed);

/// <summary>One's own name, and the hash of the words that were shown.</summary>
public sealed record PledgeInput(string Name, string Hash);

public static class PledgesApi
{
    public static void MapPledges(this RouteGroupBuilder api)
    {
        api.MapGet("/rosters/{id}/pledge", Words).WithSummary("What a student of the review group signs before the list is shown");
        api.MapPost("/rosters/{id}/pledge", Sign).WithSummary("Sign it");
    }

    private static async Task<Results<Ok<PledgeView>, ProblemHttpResult>> Words(Id id, Caller caller, MemberReading members, CancellationToken cancellation) =>
        await members.SeatAsync(id, caller, cancellation) is var (_, body)
            ? TypedResults.Ok(new PledgeView(Pledge.TextOf(body), Pledge.HashOf(body), await members.HasSignedAsync(id, caller, cancellation)))
            : Problems.Of(StepCodes.NotFound, caller.Language);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Sign(Id id, PledgeInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new SignPledge(id, input.Name, input.Hash) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
}
