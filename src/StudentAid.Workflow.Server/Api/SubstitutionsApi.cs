using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Substitutions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Days, both included.</summary>
public sealed record SubstituteInput(Id Of, Id Substitute, DateOnly From, DateOnly Until);

public sealed record EndSubstituteInput(Id Of, Id Substitute);

/// <summary>Who stands in for whom; ends is exclusive.</summary>
public sealed record SubstitutionView(Id Of, string OfName, Id Substitute, string SubstituteName, DateTimeOffset Begins, DateTimeOffset Ends)
{
    /// <summary>What the reader may do now: "end", or nothing.</summary>
    public required IReadOnlyList<string> Acts { get; init; }
}

public static class SubstitutionsApi
{
    public static void MapSubstitutions(this RouteGroupBuilder api)
    {
        api.MapGet("/substitutions", List).WithSummary("Who stands in for the caller, for whom he stands in, and what of it he keeps for his units");
        api.MapPost("/substitutions", Name).WithSummary("Name who stands in for somebody, beforehand");
        api.MapPost("/substitutions/end", End).WithSummary("End it now");
    }

    private static async Task<Listing<SubstitutionView>> List(Caller caller, IStoreReader reader, Directory directory, StepRunner runner)
    {
        var shown = new List<(Id Substitute, Substitution Of, bool Ends)>();
        var now = runner.Now();
        var kept = await reader.DocumentsAsync(caller.Principal.Scope, new DocumentFilter(Substitution.Kind));
        var own = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Substitution.Kind) { Key = caller.Principal.Id.ToString() });
        // One's own unit lies above what one's duties reach: a class's teacher is kept by his school.
        var place = (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Key = caller.Principal.Id.ToString() })).FirstOrDefault()?.OrgPath;
        var named = place is null ? [] : await reader.DocumentsAsync(Scope.All, new DocumentFilter(Substitution.Kind) { Stream = UnitState.IdOf(place) });
        foreach (var row in kept.Concat(own).Concat(named).DistinctBy(r => (r.Stream, r.Key)))
        {
            var substitute = Id.Parse(row.Key);
            var keeps = Duties.Setup(caller.Principal, row.OrgPath) is null;
            shown.AddRange(Substitution.Read(row.Content).Where(s => keeps || s.Of == caller.Principal.Id || substitute == caller.Principal.Id)
                .Select(s => (substitute, s, s.Ends > now && (keeps || s.Of == caller.Principal.Id))));
        }

        var names = await directory.NamesOfAsync(shown.SelectMany(s => (Id[])[s.Substitute, s.Of.Of]));
        return Listing.All(shown.Select(s => new SubstitutionView(s.Of.Of, names[s.Of.Of], s.Substitute, names[s.Substitute], s.Of.Begins, s.Of.Ends) { Acts = s.Ends ? ["end"] : [] }).OrderBy(v => v.Begins));
    }

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Name(
        SubstituteInput input, Caller caller, IMediator mediator, PrincipalDirectory principals, CancellationToken cancellation)
    {
        var answer = await mediator.SendAsync(
            new NameSubstitute(input.Of, input.Substitute, input.From, input.Until) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
        principals.Forget();
        return answer;
    }

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> End(
        EndSubstituteInput input, Caller caller, IMediator mediator, PrincipalDirectory principals, CancellationToken cancellation)
    {
        var answer = await mediator.SendAsync(
            new EndSubstitution(input.Of, input.Substitute) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
        principals.Forget();
        return answer;
    }
}
