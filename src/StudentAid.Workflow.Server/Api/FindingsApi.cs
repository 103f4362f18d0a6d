using System.Collections.Immutable;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What an authority found at a school, against which article, until when it is to be corrected; case where it is about one.</summary>
public sealed record FindingInput(string School, string Article, string Issue, DateOnly Due, Id? Case = null);

/// <summary>What the school did; evidence are hashes of uploaded files.</summary>
public sealed record FindingAnswerInput(string Text, IReadOnlyList<string> Evidence);

public sealed record FindingReturnInput(string Reason, DateOnly Due);

public sealed record FindingCloseInput(string Note = "");

/// <summary>A school's round as an authority reads it: how many cases stand where, how many have ended, and the school's findings.</summary>
public sealed record ProgressView(
    Id Round, string School, string Procedure, string SchoolYear, string Name, string Status, long Cases, long Ended, long Findings, long OverdueFindings);

/// <summary>Oversight (第十九条): reading the progress of schools, and findings from the issue to striking off. No decision is changed here.</summary>
public static class FindingsApi
{
    public static void MapFindings(this RouteGroupBuilder api)
    {
        api.MapGet("/oversight/progress", Progress).WithSummary("Rounds of the schools that may be seen, of a school year or of all, with how many cases began and ended, and their findings; a page looks through so many rounds and may be empty");
        api.MapGet("/findings", async (Caller c, FindingRegister r, string? status, bool? overdue, string? cursor, int? size, CancellationToken t) =>
            Listing.Of(await r.PageAsync(c.Principal.Scope, status, overdue ?? false, Sending.PageOf(cursor, size), t), row => row))
            .WithSummary("Findings of authorities at the schools that may be seen, of a status (open, answered, closed) or of all; overdue=true for those not answered in time");
        api.MapGet("/findings/{id}", One).WithSummary("A finding with what the school answered and what the authority said to it");
        api.MapPost("/findings", (FindingInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new IssueFinding(i.School, i.Article, i.Issue, i.Due, i.Case ?? default) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("An authority writes a finding: article, issue, until when it is to be corrected");
        api.MapPost("/findings/{id}/answer", (Id id, FindingAnswerInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new AnswerFinding(id, i.Text, [.. i.Evidence]) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("The school answers with evidence");
        api.MapPost("/findings/{id}/return", (Id id, FindingReturnInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ReturnFinding(id, i.Reason, i.Due) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("The authority sends the answer back with a new day");
        api.MapPost("/findings/{id}/close", (Id id, FindingCloseInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new CloseFinding(id, i.Note) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("The authority strikes the finding off");
    }

    private static async Task<Results<Ok<FindingSheet>, ProblemHttpResult>> One(Id id, Caller caller, FindingRegister register, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        return await register.FindAsync(caller.Principal, id, cancellation) is { } sheet ? TypedResults.Ok(sheet) : Problems.Of(StepCodes.NotFound, caller.Language);
    }

    private static async Task<Listing<ProgressView>> Progress(
        string? schoolYear, string? cursor, int? size, Caller caller, IStoreReader reader, RoundReading rounds, RoundSheets sheets, FindingRegister register,
        CancellationToken cancellation)
    {
        var page = await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Kind = RoundState.Kind }, Sending.PageOf(cursor, size));
        var rows = (await rounds.RowsAsync(page.Items)).Where(r => schoolYear is null || r.SchoolYear == schoolYear).ToList();
        ImmutableArray<string> schools = [.. rows.Select(r => r.School).Distinct(StringComparer.Ordinal)];
        var findings = (schools.IsEmpty ? [] : await register.LoadAsync(caller.Principal.Scope, cancellation, schools)).ToLookup(f => f.School, StringComparer.Ordinal);
        var views = new List<ProgressView>();
        foreach (var row in rows)
        {
            var standing = (await sheets.LoadAsync(caller.Principal.Scope, row.Id, cancellation))?.Standing.Where(s => s.Kind == InstanceSteps.Kind).ToList() ?? [];
            views.Add(new ProgressView(
                row.Id, row.School, row.Procedure, row.SchoolYear, row.Name, row.Status, standing.Sum(s => s.Count), standing.Where(s => s.Status == "finished").Sum(s => s.Count),
                findings[row.School].Count(f => f.Status != FindingState.Closed), findings[row.School].Count(f => f.Overdue)));
        }

        return new Listing<ProgressView>(views, page.Previous, page.Next, page.AtLeast);
    }
}
