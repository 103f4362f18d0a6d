using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Asked by student or guardian, or taken down for them; channel is a code as of an objection.</summary>
public sealed record ReconsiderationInput(Id Case, string Channel, string Text);

/// <summary>Result: maintained or changed.</summary>
public sealed record ReconsiderationAnswerInput(string Result, string Text, string DocumentNumber, DateOnly Day);

/// <summary>The authority (主管部门) of a school: its unit, its name on paper, the role that answers there, and within how many working days.</summary>
public sealed record AuthorityInput(string School, string Unit, string Name, string Role, int? AnswerDays = null);

/// <summary>A reconsideration in lists. Overdue where it was not answered by its day.</summary>
public sealed record ReconsiderationRow(
    Id Id, Id Person, string Unit, string Status, long Version, Id Round, Id Case, string Name, string School, Text SchoolName, string Authority, string Channel, string? Result, DateOnly? Due,
    DateOnly? AnsweredOn, bool Overdue);

/// <summary>A reconsideration with what was asked and, once it is answered, the answer.</summary>
public sealed record ReconsiderationView(
    Id Id, long Version, string Status, Id Round, Id Case, Id Person, string Name, string School, string Authority, string Channel, string Text,
    string? Result, string? Answer, string? DocumentNumber, DateOnly? AnsweredOn, DateOnly? Due)
{
    public required Text SchoolName { get; init; }

    public bool Overdue { get; init; }

    /// <summary>"answer", where the reader is the authority and it is open.</summary>
    public required IReadOnlyList<string> Acts { get; init; }
}

public static class ReconsiderationsApi
{
    public static void MapReconsiderations(this RouteGroupBuilder api)
    {
        api.MapGet("/reconsiderations", (Id? round, Id? person, string? status, string? cursor, int? size, Caller c, ReconsiderationReading r, HttpResponse response, CancellationToken t) =>
        {
            RoundAccess.Forbid(response);
            return r.RowsAsync(new StreamFilter { Group = round ?? default, Subject = person ?? default, Status = status }, Sending.PageOf(cursor, size), c, t);
        }).WithSummary("The reconsiderations of a round, of a person, or of all schools that one may see or answers for, by status: open, answered");
        api.MapPost("/reconsiderations", (ReconsiderationInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new RequestReconsideration(i.Case, i.Channel, i.Text) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Ask the school's authority to reconsider a result");
        api.MapGet("/reconsiderations/{id}", One).WithSummary("What was asked, and the answer");
        api.MapPost("/reconsiderations/{id}/answer", (Id id, ReconsiderationAnswerInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new AnswerReconsideration(id, i.Result, i.Text, i.DocumentNumber, i.Day) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("The authority answers, with its document number");
        api.MapPost("/org-units/authority", (AuthorityInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new PutAuthority(i.School, new Authority(i.Unit, i.Name, i.Role, Math.Max(0, i.AnswerDays ?? 0))) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Name the authority that answers reconsiderations of a school's results");
    }

    private static async Task<Results<Ok<ReconsiderationView>, ProblemHttpResult>> One(
        Id id, Caller caller, ReconsiderationReading reading, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await reading.FindAsync(id, caller, cancellation) is not { } view)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return !caller.Principal.Persons.Contains(view.Person) && await readings.WriteAsync(caller, view.School, view.Case, id.ToString(), RecordReading.Told) is { } unrecorded
            ? Problems.Of(unrecorded, caller.Language) : TypedResults.Ok(view);
    }
}
