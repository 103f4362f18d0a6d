using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Asked by student or guardian, or taken down for them; channel is a code as of an objection.</summary>
public sealed record ReconsiderationInput(Id Case, string Channel, string Text);

/// <summary>Result: maintained or changed.</summary>
public sealed record ReconsiderationAnswerInput(string Result, string Text, string DocumentNumber, DateOnly Day);

/// <summary>The authority (主管部门) of a school: its unit, its name on paper, the role that answers there, and within how many working days.</summary>
public sealed record AuthorityInput(string School, string Unit, string Name, string Role, int? AnswerDays = null);

public sealed record ReconsiderationRow(Id Id, Id Person, string Unit, string Status, long Version)
{
    public static ReconsiderationRow Of(StreamRow row) => new(row.Id, row.Subject, row.OrgPath, row.Status, row.Version);
}

/// <summary>A reconsideration with what was asked and, once it is answered, the answer.</summary>
public sealed record ReconsiderationView(
    Id Id, long Version, string Status, Id Round, Id Case, Id Person, string Name, string School, string Authority, string Channel, string Text,
    string? Result, string? Answer, string? DocumentNumber, DateOnly? AnsweredOn, DateOnly? Due);

public static class ReconsiderationsApi
{
    public static void MapReconsiderations(this RouteGroupBuilder api)
    {
        api.MapGet("/reconsiderations", List).WithSummary("The reconsiderations of a round");
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

    private static async Task<Listing<ReconsiderationRow>> List(Caller caller, IStoreReader reader, Id round, string? cursor, int? size) => Listing.Of(
        await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Group = round, Kind = ReconsiderationState.Kind, Practice = true }, Sending.PageOf(cursor, size)),
        ReconsiderationRow.Of);

    private static async Task<Results<Ok<ReconsiderationView>, ProblemHttpResult>> One(
        Id id, Caller caller, IStepStore store, StepRunner runner, SealedTexts texts, PeopleNames names, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var stored = await store.LoadAsync(id, cancellation);
        if (stored is not { Kind: ReconsiderationState.Kind } || await runner.StateAsync<ReconsiderationState>(stored, cancellation) is not { } state || !MayRead(caller, state))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return TypedResults.Ok(new ReconsiderationView(
            id, state.Version, state.Status, state.Round, state.Case, state.Person,
            (await names.OfAsync(state.School, [state.Person])).GetValueOrDefault(state.Person, ""), state.School, state.Authority.Name, state.Channel,
            await texts.TextAsync(state.Content, cancellation),
            state.Result.Length > 0 ? state.Result : null, state.Result.Length > 0 ? await texts.TextAsync(state.Answer, cancellation) : null,
            state.Result.Length > 0 ? state.DocumentNumber : null, state.AnsweredOn, state.Due));
    }

    /// <summary>The student or guardian, the school, and the authority; a class or a department is not asked.</summary>
    private static bool MayRead(Caller caller, ReconsiderationState state) =>
        caller.Principal.Persons.Contains(state.Person) || caller.Principal.Scope.Covers(state.School) || caller.Principal.Holds(state.Authority.Role, state.Authority.Unit);
}
