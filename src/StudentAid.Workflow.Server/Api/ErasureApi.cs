using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Erasure;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>The reason is a code (request, retention-ended), the basis the law's article; neither tells of the family.</summary>
public sealed record EraseInput(string Reason, string Basis);

/// <summary>
/// What goes with a person's key (his cases' facts, files, accounts), and what stays and has to be removed by itself: minutes of lists on which he stood, rows of providers' lists by
/// their batch. While cases are open nothing is erased.
/// </summary>
public sealed record ErasureView(bool Erased, int Cases, int OpenCases, int Files, int Accounts, int Lists, IReadOnlyList<string> ProviderLists);

public static class ErasureApi
{
    public static void MapErasure(this RouteGroupBuilder api)
    {
        api.MapGet("/people/{id}/erasure", Look).WithSummary("What an erasure would take and what it would leave");
        api.MapPost("/people/{id}/erase", (Id id, EraseInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ErasePerson(id, i.Reason, i.Basis) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Destroy the key of a person's facts, for good");
    }

    private static async Task<Results<Ok<ErasureView>, ProblemHttpResult>> Look(Id id, Caller caller, Directory directory, ErasureReading reading)
    {
        if (await directory.PersonAsync(id) is not { } person || !caller.Principal.Scope.Covers(person.Place))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Duties.Setup(caller.Principal, person.Place) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var look = await reading.LookAsync(person);
        return TypedResults.Ok(new ErasureView(look.Erased, look.Cases, look.OpenCases, look.Files, look.Accounts.Length, look.Lists, look.ProviderLists));
    }
}
