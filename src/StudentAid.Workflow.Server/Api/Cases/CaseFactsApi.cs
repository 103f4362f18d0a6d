using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api.Cases;

public static class CaseFactsApi
{
    public static void AddCaseFacts(this IServiceCollection services) =>
        services.AddSingleton<CaseNumbers>().AddHttpContextAccessor().AddSingleton<SearchRecord>().AddSingleton<ReadingRecord>().AddSingleton<CaseSearch>().AddSingleton<FamilyFacts>().AddSingleton<EarlierForms>();

    public static void MapCaseFacts(this RouteGroupBuilder api)
    {
        api.MapPost("/cases/search", Search).WithMetadata(new WithoutKey()).WithSummary("Find cases by name, pinyin initials or case number");
        api.MapGet("/cases/{id}/facts", Facts).WithSummary("What is on record of the family, masked");
        api.MapGet("/cases/{id}/draft", Draft).WithSummary("What the family has written so far of an application that is open to it; for nobody else");
        api.MapGet("/cases/{id}/earlier-forms", (Id id, Caller caller, EarlierForms forms, HttpResponse response, CancellationToken cancellation) =>
        {
            RoundAccess.Forbid(response);
            return forms.ListAsync(id, caller, cancellation);
        }).WithSummary("What a form that waits to be filled may begin with: the register, the last application, brothers and sisters; on record where staff is given it");
        api.MapGet("/cases/{id}/accesses", Accesses).WithSummary("Who was shown what of the family, and when");
        api.MapPost("/cases/{id}/reveal", Reveal).WithSummary("Show fields of the family for a purpose; it is put on record first");
    }

    private static async Task<Results<Ok<Listing<FoundCase>>, ProblemHttpResult>> Search(CaseSearchInput input, Caller caller, CaseSearch search)
    {
        var (found, refused) = await search.FindAsync(input, caller);
        return refused is null ? TypedResults.Ok(Listing.All(found)) : Problems.Of(refused, caller.Language);
    }

    private static async Task<Results<Ok<Listing<MaskedFact>>, ProblemHttpResult>> Facts(
        Id id, Caller caller, CaseReading cases, FamilyFacts family, PinCache pins, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await cases.FindAsync(id, caller, cancellation) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (!RevealFactsHandler.MaySee(caller.Principal, found.Stored, found.State, pins))
            return Problems.Of(AccessCodes.NotForYou, caller.Language);
        var facts = await family.AllAsync(found.Stored, found.State, cancellation);
        var who = FamilyReaders.Of(caller.Principal, found.Stored, found.State, pins);
        return TypedResults.Ok(Listing.All(facts.Where(f => FieldTable.Sees(FamilyFacts.View, f.Key, who)).Select(f => new MaskedFact(f.Key, FamilyFacts.Mask(f.Value)))));
    }

    private static async Task<Results<Ok<DraftView>, ProblemHttpResult>> Draft(
        Id id, Caller caller, CaseReading cases, FamilyFacts family, PinCache pins, CancellationToken cancellation)
    {
        return await cases.FindAsync(id, caller, cancellation) is { } found && caller.Principal.Persons.Contains(found.Stored.Subject)
            ? TypedResults.Ok(await family.DraftAsync(found.State, pins, cancellation))
            : Problems.Of(StepCodes.NotFound, caller.Language);
    }

    private static async Task<Results<Ok<Listing<AccessView>>, ProblemHttpResult>> Accesses(
        Id id, Caller caller, CaseReading cases, FamilyFacts family, PinCache pins, CancellationToken cancellation)
    {
        if (await cases.FindAsync(id, caller, cancellation) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return RevealFactsHandler.MaySee(caller.Principal, found.Stored, found.State, pins)
            ? TypedResults.Ok(Listing.All(await family.AccessesAsync(id, found.Stored.Subject)))
            : Problems.Of(AccessCodes.NotForYou, caller.Language);
    }

    private static async Task<Results<Ok<RevealAnswer>, ProblemHttpResult>> Reveal(
        Id id, RevealInput input, Caller caller, CaseReading cases, FamilyFacts family, IMediator mediator, PinCache pins, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await cases.FindAsync(id, caller, cancellation) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var command = new RevealFacts(id, [.. input.Fields], input.Purpose) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun };
        var facts = RevealFactsHandler.MaySee(caller.Principal, found.Stored, found.State, pins) ? await family.AllAsync(found.Stored, found.State, cancellation) : null;
        if (facts is not null && input.Fields.FirstOrDefault(f => !facts.ContainsKey(f)) is { } unknown)
            return Problems.Of(AccessCodes.UnknownField.With(("field", unknown)), caller.Language);
        var who = FamilyReaders.Of(caller.Principal, found.Stored, found.State, pins);
        if (facts is not null && input.Fields.FirstOrDefault(f => !FieldTable.Reveals(FamilyFacts.View, f, who)) is { } kept)
            return Problems.Of(AccessCodes.FieldNotForYou.With(("field", kept)), caller.Language);
        var answer = await mediator.Send(command, cancellation);
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        IReadOnlyList<ShownFact> shown = caller.DryRun ? [] : [.. input.Fields.Select(f => new ShownFact(f, facts![f]))];
        return TypedResults.Ok(new RevealAnswer(answer.WouldWrite?.Stream ?? answer.Stream, answer.Version, shown));
    }
}
