using System.Collections.Immutable;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What a new installation begins with: the national rules and calendars that stand beside the program.</summary>
public static class SetupApi
{
    private static readonly string[] Folders = ["national", "calendars"];

    public static void MapSetup(this RouteGroupBuilder api) =>
        api.MapPost("/setup/rules", Rules).WithSummary("Publish the national rules and calendars that come with the product, where they are not published yet");

    /// <summary>By the same way as any other publication: where another person could approve, it waits for that.</summary>
    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Rules(Caller caller, IMediator mediator, CancellationToken cancellation)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "workflows");
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var file in Folders.Select(f => Path.Combine(beside, f)).Where(System.IO.Directory.Exists).SelectMany(f => DocumentFolder.Files(f)))
            texts.Add(await File.ReadAllTextAsync(file, cancellation));
        if (texts.Count == 0)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return await mediator.SendAsync(
            new PublishDocuments(UnitPath.Root, texts.ToImmutable()) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
    }
}
