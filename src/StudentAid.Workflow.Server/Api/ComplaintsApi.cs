using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Complaints;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A complaint taken down in the school, by channel; without a contact it is anonymous.</summary>
public sealed record ComplaintInput(string School, string Channel, string Text, string Contact = "");

/// <summary>Until when it will be answered.</summary>
public sealed record ComplaintAcceptInput(DateOnly Due);

public sealed record ComplaintTextInput(string Text);

/// <summary>Complaints (投诉举报) from filing over taking on and handling to the answer. Whoever has no account files at <c>/complaints</c>.</summary>
public static class ComplaintsApi
{
    public static void MapComplaints(this RouteGroupBuilder api)
    {
        api.MapGet("/complaints", async (Caller c, ComplaintRegister r, string? status, bool? overdue, string? cursor, int? size, CancellationToken t) =>
            Listing.Of(await r.PageAsync(c.Principal, status, overdue ?? false, Sending.PageOf(cursor, size), t), row => row))
            .WithSummary("Complaints that the caller may handle, of a status (filed, accepted, handling, answered) or of all; overdue=true for those not answered by the promised day");
        api.MapGet("/complaints/{id}", One).WithSummary("A complaint with what was said, what was done and the answer");
        api.MapPost("/complaints", (ComplaintInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new FileComplaint(i.School, i.Channel, i.Text, i.Contact) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("File a complaint, or take one down");
        api.MapPost("/complaints/{id}/accept", (Id id, ComplaintAcceptInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new AcceptComplaint(id, i.Due) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Take it on, to be answered by a day");
        api.MapPost("/complaints/{id}/handle", (Id id, ComplaintTextInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new HandleComplaint(id, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Note what was done about it");
        api.MapPost("/complaints/{id}/answer", (Id id, ComplaintTextInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new AnswerComplaint(id, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Answer it");
    }

    private static async Task<Results<Ok<ComplaintSheet>, ProblemHttpResult>> One(Id id, Caller caller, ComplaintRegister register, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await register.FindAsync(caller.Principal, id, cancellation) is not { } sheet)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return await readings.WriteAsync(caller, sheet.Row.School, default, id.ToString(), RecordReading.Told) is { } unrecorded ? Problems.Of(unrecorded, caller.Language) : TypedResults.Ok(sheet);
    }
}
