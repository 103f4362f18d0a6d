using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Api.Jobs;
using StudentAid.Workflow.Server.Hosting;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Part of a name or the initials of its pinyin; in the body, for names do not belong into addresses.</summary>
public sealed record SearchInput(string Text, string Below = "/", int Most = 20, string? Purpose = null);

public sealed record PersonView(Id Id, string Name, string Unit, string Status, IReadOnlyList<Id> Cases);

/// <summary>How many students stand in the register.</summary>
public sealed record PeopleCount(long Count);

public sealed record MoveInput(string School, string To);

public sealed record StatusInput(string School, string Status);

public static class PeopleApi
{
    public static void MapPeople(this RouteGroupBuilder api)
    {
        api.MapPost("/people/search", Search).WithMetadata(new WithoutKey()).WithSummary("Find people by name or pinyin initials");
        api.MapGet("/people/count", Count).WithSummary("How many students are on record at and below a unit");
        api.MapPost("/people/import", Upload).WithMetadata(new WithoutKey(), new RequestSizeLimitAttribute(ServerSettings.MaxUpload))
            .Accepts<IFormFile>("application/octet-stream").WithSummary("Read a register (XLSX, XLS, CSV) and say what it would change");
        api.MapPost("/people/import/{token}/apply", Apply).WithSummary("Apply a register that was read; one of more than 1,000 rows as a job");
        api.MapGet("/people/{id}/changes", Changes).WithSummary("What a person's record said before and after each change, field by field");
        api.MapPost("/people/{id}/move", (Id id, MoveInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new MovePerson(i.School, id, i.To) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("A student changes class; open cases go along");
        api.MapPost("/people/{id}/status", (Id id, StatusInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new SetPersonStatus(i.School, id, i.Status) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Where a person stands in the register");
    }

    /// <summary>What a record says of a person is the school's: who keeps its register or hands out its papers.</summary>
    private static async Task<Results<Ok<Listing<PersonChanged>>, ProblemHttpResult>> Changes(
        Id id, string school, Caller caller, PersonHistory history, ReadingRecord readings, HttpResponse response)
    {
        RoundAccess.Forbid(response);
        if (!caller.Principal.Scope.Covers(school))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Duties.Setup(caller.Principal, school) is not null && Duties.Office(caller.Principal, school) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var changes = await history.LoadAsync(caller.Principal.Scope, id, school);
        if (!changes.IsEmpty && await readings.WriteAsync(caller, school, id, id.ToString(), RecordReading.Changes) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        return TypedResults.Ok(Listing.All(changes));
    }

    private static async Task<Results<Ok<PeopleCount>, ProblemHttpResult>> Count(string unit, Caller caller, IStoreReader reader)
    {
        if (!UnitPath.IsPath(unit))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return Duties.Setup(caller.Principal, unit) is { } notYours
            ? Problems.Of(notYours, caller.Language)
            : TypedResults.Ok(new PeopleCount((await reader.DocumentCountsAsync(caller.Principal.Scope, new DocumentFilter(UnitFacts.Person) { Below = unit })).Sum(p => p.Value)));
    }

    private static async Task<Results<Ok<Listing<PersonView>>, ProblemHttpResult>> Search(SearchInput input, Caller caller, Directory directory, IStoreReader reader, SearchRecord record)
    {
        if (await record.RefusalAsync(caller, input.Text, input.Below) is { } notLooked)
            return Problems.Of(notLooked, caller.Language);
        var found = new List<PersonView>();
        foreach (var person in await directory.SearchAsync(caller.Principal.Scope, input.Below, input.Text.Trim(), Math.Clamp(input.Most, 1, 50)))
        {
            var cases = await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Subject = person.Id, Kind = InstanceSteps.Kind, Practice = true }, PageRequest.Everything);
            found.Add(new PersonView(person.Id, person.Name, person.Place, person.Status, [.. cases.Items.Select(c => c.Id)]));
        }

        return await record.WriteAsync(caller, input.Below, input.Text, input.Purpose, found.Select(f => new FoundPerson(f.Id, f.Unit))) is { } refused
            ? Problems.Of(refused, caller.Language)
            : TypedResults.Ok(Listing.All(found));
    }

    private static async Task<Results<Ok<RegisterPreview>, ProblemHttpResult>> Upload(string school, Caller caller, HttpRequest request, RegisterReading registers, CancellationToken cancellation)
    {
        if (Duties.Setup(caller.Principal, school) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation);
        var (preview, refused) = await registers.ReadAsync(bytes.ToArray(), school, caller, cancellation);
        return preview is null ? Problems.Of(refused!, caller.Language) : TypedResults.Ok(preview);
    }

    private static async Task<Results<Ok<StepAnswer>, Accepted<JobView>, ProblemHttpResult>> Apply(
        string token, Caller caller, WaitingTables<WaitingImport> previews, ImportJobs jobs, IMediator mediator, CancellationToken cancellation)
    {
        if (previews.Find(token, caller.Principal.Id) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (found.Large is { } large && !caller.DryRun)
        {
            if (ImportsApi.Refuse(large.Input, caller.Principal) is { } refused)
                return Problems.Of(refused, caller.Language);
            var begun = await jobs.BeginAsync(large, caller, cancellation);
            return begun.Result is Accepted<JobView> job ? job : (ProblemHttpResult)begun.Result;
        }

        var answer = await mediator.SendAsync(found.Import with { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
        return answer.Result is Ok<StepAnswer> ok ? ok : (ProblemHttpResult)answer.Result;
    }
}
