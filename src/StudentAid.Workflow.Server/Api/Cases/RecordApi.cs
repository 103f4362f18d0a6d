using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Records;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>The decision record of a student, made of the stored history alone; its print form is <c>/api/prints/decision-record</c>.</summary>
public static class RecordApi
{
    public static void MapRecord(this RouteGroupBuilder api) =>
        api.MapGet("/cases/{id}/record", Record).WithSummary("The decision record: facts with source and date, points, table version, corrections, votes, publicity, objections, basis");

    /// <summary>It holds points and findings: for the family itself, and for who hands papers out.</summary>
    private static async Task<Results<Ok<DecisionRecord>, ProblemHttpResult>> Record(
        Id id, Caller caller, CaseReading cases, DecisionRecords records, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await cases.FindAsync(id, caller, cancellation) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var isOwn = caller.Principal.Persons.Contains(found.Stored.Subject);
        if (!isOwn && Duties.Office(caller.Principal, found.Stored.OrgPath) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        if (await records.LoadAsync(id, cancellation) is not { } record)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return !isOwn && await readings.WriteAsync(caller, found.Stored.OrgPath, id, id.ToString(), RecordReading.Record) is { } unrecorded
            ? Problems.Of(unrecorded, caller.Language) : TypedResults.Ok(record);
    }
}
