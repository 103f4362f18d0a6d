using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Sampling;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Share: percent of each school's determined cases of the school year. Parts: result, record, facts, files. Until: the last day on which they are read.</summary>
public sealed record AuthoritySampleInput(IReadOnlyList<string> Schools, string SchoolYear, string Seed, int Share, IReadOnlyList<string> Parts, DateOnly Until, string Purpose);

/// <summary>Samples that an authority draws at its schools (抽查, 第十九条); their cases are read at <c>/api/read-grants</c>.</summary>
public static class AuthoritySamplesApi
{
    public static void MapAuthoritySamples(this RouteGroupBuilder api)
    {
        api.MapGet("/oversight/samples", async (Caller c, AuthoritySamples s, string? cursor, int? size, CancellationToken t) =>
            Listing.Of(await s.PageAsync(c.Principal, Sending.PageOf(cursor, size), t), row => row)).WithSummary("Samples that the authority, or one below it, drew at its schools");
        api.MapGet("/oversight/samples/{id}", One).WithSummary("A sample with its purpose, and its cases by number with what they are read by");
        api.MapPost("/oversight/samples", (AuthoritySampleInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DrawAuthoritySample([.. i.Schools], i.SchoolYear, i.Seed, i.Share, [.. i.Parts], i.Until, i.Purpose) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Draw a sample of determined cases at schools that the authority oversees, by a seed, for a purpose, to be read until a day");
    }

    private static async Task<Results<Ok<AuthoritySampleSheet>, ProblemHttpResult>> One(Id id, Caller caller, AuthoritySamples samples, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        return await samples.FindAsync(caller.Principal, id, cancellation) is { } sheet ? TypedResults.Ok(sheet) : Problems.Of(StepCodes.NotFound, caller.Language);
    }
}
