using System.Collections.Immutable;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Copies;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Home;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A case that was copied to the caller, or whoever holds a role of his. Read says when he marked it.</summary>
public sealed record CopyView(Id Id, Id Case, string Activity, string Title, Id By, string ByName, DateTimeOffset? Read)
{
    /// <summary>Whose case it is.</summary>
    public string? Name { get; init; }

    /// <summary>Where the case stands.</summary>
    public string UnitName { get; init; } = "";
}

/// <summary>How many of the latest copies the caller has not read; more where there are older ones, which were not looked at.</summary>
public sealed record CopyCountView(int Unread, bool More);

/// <summary>Whom a case was copied to, and who of them has read it.</summary>
public sealed record SentCopyView(Id Id, string To, string Unit, string Activity, IReadOnlyList<CopyReaderView> Readers);

public sealed record CopyReaderView(string Name, DateTimeOffset At);

public static class CopiesApi
{
    /// <summary>So many of the latest are looked at to count what is unread.</summary>
    public const int Counted = 100;

    public static void MapCopies(this RouteGroupBuilder api)
    {
        api.MapGet("/copies", List).WithSummary("Cases that were copied to the caller or to a post of his");
        api.MapGet("/copies/counts", Counts).WithSummary("How many of the latest copies are unread; more=true where there are older ones that were not looked at");
        api.MapPost("/copies/{id}/read", (Id id, Caller caller, IMediator mediator, CancellationToken cancellation) => mediator.SendAsync(
            new ReadCopy(id) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation)).WithSummary("Mark a copy as read");
        api.MapGet("/cases/{id}/copies", OfCase).WithSummary("Whom a case was copied to, and who has read it");
    }

    /// <summary>What came last is first; only the page's copies are read. How many there are further on is not said, for not all of them may be his to know.</summary>
    private static async Task<Listing<CopyView>> List(
        Caller caller, IStoreReader reader, IStepStore store, StepRunner runner, TaskReading tasks, Directory directory, PeopleNames people, string? cursor, int? size)
    {
        var page = await LatestAsync(caller, reader, Sending.PageOf(cursor, size));
        var read = new List<(Id Id, CopyState Copy, StreamRow About)>();
        foreach (var id in page.Items.Select(d => d.Stream))
        {
            if (await runner.StateAsync<CopyState>(await store.LoadAsync(id), default) is { } copy && await reader.StreamAsync(Scope.All, copy.Case) is { } about && caller.MayKnow(about.OrgPath))
                read.Add((id, copy, about));
        }

        var names = await directory.NamesOfAsync(read.Select(r => r.Copy.By));
        var whose = await people.EachAsync(read.Select(r => r.About.Subject));
        var views = new List<CopyView>();
        foreach (var (id, copy, about) in read)
        {
            var title = await tasks.TitleOfAsync(about.Group, copy.Activity, caller.Language);
            views.Add(new CopyView(id, copy.Case, copy.Activity, title, copy.By, names[copy.By], copy.Readers.FirstOrDefault(r => r.Person == caller.Principal.Id)?.At)
            {
                Name = whose.GetValueOrDefault(about.Subject), UnitName = await tasks.UnitAsync(about.OrgPath, caller.Language),
            });
        }

        return new Listing<CopyView>(views, null, page.Next, views.Count);
    }

    private static async Task<CopyCountView> Counts(Caller caller, IStoreReader reader, IStepStore store, StepRunner runner)
    {
        var (page, unread) = (await LatestAsync(caller, reader, new PageRequest(null, Counted)), 0);
        foreach (var id in page.Items.Select(d => d.Stream))
        {
            if (await runner.StateAsync<CopyState>(await store.LoadAsync(id), default) is { } copy && copy.Readers.All(r => r.Person != caller.Principal.Id)
                && await reader.StreamAsync(Scope.All, copy.Case) is { } about && caller.MayKnow(about.OrgPath))
                unread++;
        }

        return new CopyCountView(unread, page.Next is not null);
    }

    private static Task<Page<DocumentRow>> LatestAsync(Caller caller, IStoreReader reader, PageRequest page)
    {
        ImmutableArray<string> keys = [.. caller.Principal.Grants.Select(g => $"{g.Role}|{g.Unit}").Prepend(caller.Principal.Id.ToString()).Distinct(StringComparer.Ordinal)];
        return reader.LatestDocumentsAsync(Scope.All, new DocumentFilter(CopyState.Kind) { Keys = keys }, page);
    }

    private static async Task<Results<Ok<Listing<SentCopyView>>, ProblemHttpResult>> OfCase(
        Id id, Caller caller, CaseReading cases, CopyReading copies) =>
        await cases.FindAsync(id, caller) is { } found && caller.MayKnow(found.Stored.OrgPath)
            ? TypedResults.Ok(Listing.All(await copies.OfAsync(id, caller.Language)))
            : Problems.Of(StepCodes.NotFound, caller.Language);
}
