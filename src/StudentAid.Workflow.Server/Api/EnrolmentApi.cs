using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Rules;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A change of enrolment (休学、退学、转学、复学) by its id in the school's rules, and the day on which it occurred.</summary>
public sealed record EnrolmentChangeInput(string School, Id Person, string Change, DateOnly OccurredOn, string Reason = "");

/// <summary>On which day it was entered into the register system, and the receipt's hash.</summary>
public sealed record EnrolmentEntryInput(DateOnly Day, string Receipt);

/// <summary>A change of enrolment with what it and its student are called; acts is "enter" where the reader may say that it was entered.</summary>
public sealed record EnrolmentChangeView(
    Id Id, Id Person, string Name, string School, string Register, string Change, Text ChangeName, string Effect, DateOnly OccurredOn, DateOnly Due, DateOnly? EnteredOn, bool Late,
    IReadOnlyList<string> Acts)
{
    /// <summary>Why, in words, for who keeps the school's rounds; "" for others, and where none was given.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>The rules of enrolment of a school: within how many days, of which unit, a change is entered, and what changes there are (none where nothing is ruled). Registers where new students are registered, too; acts are what the reader may do: "report" and "register".</summary>
public sealed record EnrolmentRulesView(string School, int Days, string Unit, IReadOnlyList<NamedId> Changes, bool Registers, IReadOnlyList<string> Acts);

/// <summary>Who tried to declare aid after the window had closed: whose, by whom, when.</summary>
public sealed record LateAttemptView(Id Person, string Name, Id By, string? ByName, DateTimeOffset At, string Track);

/// <summary>A student whom the register leaves out of a round's aid, with the ground and its article.</summary>
public sealed record AidExclusionView(Id Person, string Name, string Place, string Ground, Text Text, string Article);

public static class EnrolmentApi
{
    public static void MapEnrolment(this RouteGroupBuilder api)
    {
        api.MapGet("/enrolment-changes", List).WithSummary("Changes of enrolment of a unit's schools by the day they are due; the registers full-time and other are kept apart");
        api.MapGet("/enrolment-rules", async (string school, Caller c, EnrolmentReading r, CancellationToken t) =>
            c.MayKnow(school) ? await r.RulesAsync(school, c, t) : EnrolmentReading.Nothing(school)).WithSummary("Which changes of enrolment there are at a school, and within how many days they are entered");
        api.MapPost("/enrolment-changes", (EnrolmentChangeInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ReportEnrolmentChange(i.School, i.Person, i.Change, i.OccurredOn, i.Reason) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Put a change of enrolment on record: it is due in the register system, and running aid follows");
        api.MapPost("/enrolment-changes/{id}/enter", (Id id, EnrolmentEntryInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new EnterEnrolmentChange(id, i.Day, i.Receipt) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("The change was entered into the register system");
        api.MapGet("/rounds/{id}/late-attempts", Late).WithSummary("Who tried to declare aid after the window had closed: whose, by whom and when");
        api.MapGet("/rounds/{id}/aid-exclusions", Exclusions).WithSummary("Who is left out of the round's aid by the register, each with the article");
    }

    private static Task<IReadOnlyList<EnrolmentChangeView>> List(string unit, string? register, Caller caller, EnrolmentReading reading, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        return reading.ChangesAsync(unit, register ?? "", caller, cancellation);
    }

    private static async Task<Results<Ok<IReadOnlyList<LateAttemptView>>, ProblemHttpResult>> Late(
        Id id, Caller caller, IStepStore store, StepRunner runner, EnrolmentReading reading, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(id, cancellation), cancellation) is not { } round || !caller.Principal.Scope.Covers(round.School))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        return TypedResults.Ok(await reading.AttemptsAsync(id, caller));
    }

    private static async Task<Results<Ok<IReadOnlyList<AidExclusionView>>, ProblemHttpResult>> Exclusions(
        Id id, Caller caller, IStepStore store, StepRunner runner, AidExclusions exclusions, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(id, cancellation), cancellation) is not { } round || !caller.Principal.Scope.Covers(round.School))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Duties.Rounds(caller.Principal, round.School) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        IReadOnlyList<AidExclusionView> views = [.. (await exclusions.LoadAsync(id, cancellation)).Select(e => new AidExclusionView(e.Person, e.Name, e.Place, e.Ground.Id, e.Ground.Name, e.Ground.Article))];
        return TypedResults.Ok(views);
    }
}
