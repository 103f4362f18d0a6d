using System.Text;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Audit;

/// <summary>Year is that in which the school year began.</summary>
public sealed record TrailInput(string Unit, int Year);

/// <summary>
/// A school year of a unit's audit chain: "open" (over, and in no archive yet), "archived" (waits for a second person), "approved" or "removed" (its rows have left the database).
/// Rows, events and hash are those of the head up to which the archive goes, of the day; until is the last day of its terms of retention, absent where no whole rules hold.
/// Alone: approved by who made it, for nobody else could. Acts is what the caller may do with it now: "archive", "approve", "remove".
/// </summary>
public sealed record TrailView(
    Id Trail, string Unit, int Year, string Status, DateOnly Day, long Rows, long Events, string Hash, DateOnly? Until, string ByName, string ApprovedByName, bool Alone, IReadOnlyList<string> Acts);

/// <summary>The audit chains' archives: a school year that is over is written into a file, looked at by a second person, and leaves the database when its terms are over.</summary>
public static class TrailApi
{
    private const string Open = "open";

    public static void MapTrail(this RouteGroupBuilder api)
    {
        api.MapGet("/audit/archives", All).WithSummary("The audit chains' school years that are over: archived, confirmed, taken out of the database");
        api.MapGet("/audit/archives/{id}/{year:int}", File).Produces<Stream>(StatusCodes.Status200OK, "application/json")
            .WithSummary("An archive's file, to be kept elsewhere and checked by the tool's verify; ids, numbers and hashes alone");
        api.MapPost("/audit/archives", (TrailInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ArchiveTrail(i.Unit, i.Year) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Archive a school year of a unit's audit chain that is over");
        api.MapPost("/audit/archives/{id}/{year:int}/approve", (Id id, int year, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ApproveTrail(id, year) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Confirm an archive that somebody else has made");
        api.MapPost("/audit/archives/{id}/{year:int}/remove", (Id id, int year, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RemoveTrail(id, year) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Take an archived year's rows out of the chain, once its terms of retention are over");
    }

    private static async Task<Listing<TrailView>> All(
        Caller caller, ITrailArchives archives, TrailTerms terms, IStepStore store, StepRunner runner, Directory directory, FactLoader facts, CancellationToken cancellation)
    {
        var views = new List<TrailView>();
        foreach (var unit in archives.Units().Where(u => Duties.Operations(caller.Principal, u) is null))
        {
            var id = TrailState.IdOf(unit);
            var state = await runner.StateAsync<TrailState>(await store.LoadAsync(id, cancellation), cancellation) ?? TrailState.Empty;
            if (await terms.OpenAsync(unit, state, cancellation) is var (year, term, end))
                views.Add(new TrailView(id, unit, year, Open, end.Day, end.Rows, end.Events, end.Hash, term.Until, "", "", false, [TrailActs.Archive]));
            var names = await directory.NamesOfAsync(state.Years.SelectMany(y => (Id[])[y.By, y.ApprovedBy]).Where(p => !p.IsNone).Distinct());
            foreach (var kept in state.Years.Reverse())
            {
                var of = await terms.OfAsync(unit, kept.Year, cancellation);
                views.Add(new TrailView(
                    id, unit, kept.Year, kept.Status, kept.End.Day, kept.End.Rows, kept.End.Events, kept.End.Hash, of?.Until, names[kept.By], kept.ApprovedBy.IsNone ? "" : names[kept.ApprovedBy],
                    kept.Alone, await TrailActs.OfAsync(state, kept, of, caller.Principal, facts, cancellation)));
            }
        }

        return Listing.All(views);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> File(
        Id id, int year, Caller caller, ITrailArchives archives, IStepStore store, StepRunner runner, CancellationToken cancellation)
    {
        var state = await runner.StateAsync<TrailState>(await store.LoadAsync(id, cancellation), cancellation);
        return state?.Find(year) is not null && Duties.Operations(caller.Principal, state.Unit) is null && archives.Read(id, year) is { } text
            ? TypedResults.File(Encoding.UTF8.GetBytes(text), "application/json", $"{year}-{id}.json")
            : Problems.Of(StepCodes.NotFound, caller.Language);
    }
}
