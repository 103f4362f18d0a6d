using System.Collections.Immutable;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Retention;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Day is today where it is left out; schoolYear narrows to people who applied in rounds of that year, whatever else is theirs.</summary>
public sealed record RetentionInput(string Unit, DateOnly? Day = null, string SchoolYear = "");

/// <summary>How many people are held back for what.</summary>
public sealed record HeldView(string Why, string Name, int People);

/// <summary>One person who is held back; until is the last day of a running term.</summary>
public sealed record HeldPersonView(Id Person, string Why, string Name, DateOnly? Until);

/// <summary>What would be erased, and what is held back why. Nobody's name is shown: it is looked up by id where it is needed.</summary>
public sealed record RetentionLookView(string Unit, DateOnly Day, int Due, int Held, IReadOnlyList<HeldView> Reasons, IReadOnlyList<Id> People, IReadOnlyList<HeldPersonView> HeldPeople, IReadOnlyList<RoundTouched> Rounds);

/// <summary>
/// A proposal to erase: proposed, approved or declined. Alone: approved by who proposed it, for nobody else could. Erased, refused (held back meanwhile) and left count its people once the job runs.
/// Acts is what the caller may do with it now: "approve", "decline".
/// </summary>
public sealed record RetentionView(
    Id Id, long Version, string Status, string Unit, DateOnly Day, string SchoolYear, string Basis, int People, int Held, IReadOnlyList<HeldView> Reasons, IReadOnlyList<RoundTouched> Rounds,
    Id ProposedBy, Id? ApprovedBy, bool Alone, Id? Job, int Erased, int Refused, int Left, string ProposedByName, string ApprovedByName, IReadOnlyList<string> Acts);

/// <summary>What is kept no longer than the rules say: looked for, proposed, approved by a second person, erased by a job.</summary>
public static class RetentionApi
{
    public static void MapRetention(this RouteGroupBuilder api)
    {
        api.MapGet("/retention/due", Due).WithSummary("Whose terms are over by a day at a unit, and who is held back why");
        api.MapGet("/retention", All).WithSummary("Proposals to erase what is due, with what became of them");
        api.MapGet("/retention/{id}", One).WithSummary("A proposal to erase, and how far its job is");
        api.MapPost("/retention", (RetentionInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ProposeRetention(i.Unit, i.Day, i.SchoolYear.Trim()) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Propose to erase what is due by a day");
        api.MapPost("/retention/{id}/approve", (Id id, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new ApproveRetention(id) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Approve what somebody else proposed, which begins the job that destroys the keys, for good");
        api.MapPost("/retention/{id}/decline", (Id id, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new DeclineRetention(id) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Turn a proposal down, or take it back");
    }

    private static async Task<Results<Ok<RetentionLookView>, ProblemHttpResult>> Due(
        string unit, DateOnly? day, string? schoolYear, Caller caller, RetentionReading reading, SchoolDays days, StepRunner runner, CancellationToken cancellation)
    {
        if (!UnitPath.IsPath(unit))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (Duties.Setup(caller.Principal, unit) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        var by = day ?? await TodayAsync(unit, days, runner, cancellation);
        if (await reading.LookAsync(unit, by, schoolYear ?? "", cancellation) is not { } look)
            return Problems.Of(RetentionCodes.NoRules.With(("unit", unit)), caller.Language);
        return TypedResults.Ok(new RetentionLookView(
            unit, by, look.Due.Length, look.Held.Length, Reasons(look.HeldCounts, caller), [.. look.Due.Select(d => d.Person)],
            [.. look.Held.Select(h => new HeldPersonView(h.Person, h.Why, NameOf(h.Why, caller), h.Until == DateOnly.MaxValue ? null : h.Until))], look.Rounds));
    }

    private static async Task<Listing<RetentionView>> All(
        Caller caller, IStoreReader reader, IStepStore store, StepRunner runner, Directory directory, FactLoader facts, CancellationToken cancellation)
    {
        var views = new List<RetentionView>();
        foreach (var row in (await reader.StreamsAsync(caller.Principal.Scope, new StreamFilter { Kind = RetentionState.Kind }, PageRequest.Everything)).Items)
        {
            if (await ViewAsync(row.Id, caller, store, runner, directory, facts, cancellation) is { } view)
                views.Add(view);
        }

        return Listing.All(views.OrderByDescending(v => v.Day).ThenBy(v => v.Id));
    }

    private static async Task<Results<Ok<RetentionView>, ProblemHttpResult>> One(
        Id id, Caller caller, IStepStore store, StepRunner runner, Directory directory, FactLoader facts, CancellationToken cancellation) =>
        await ViewAsync(id, caller, store, runner, directory, facts, cancellation) is { } view ? TypedResults.Ok(view) : Problems.Of(StepCodes.NotFound, caller.Language);

    /// <summary>Null where there is none of a unit that the caller sets up.</summary>
    private static async Task<RetentionView?> ViewAsync(
        Id id, Caller caller, IStepStore store, StepRunner runner, Directory directory, FactLoader facts, CancellationToken cancellation)
    {
        if (await store.LoadAsync(id, cancellation) is not { Kind: RetentionState.Kind } stored || await runner.StateAsync<RetentionState>(stored, cancellation) is not { } state
            || Duties.Setup(caller.Principal, state.Unit) is not null)
            return null;
        var job = state.Job.IsNone ? null : await runner.StateAsync<JobState>(await store.LoadAsync(state.Job, cancellation), cancellation);
        var (done, refused) = (job?.Results.Count(r => r.IsDone) ?? 0, job?.Results.Count(r => !r.IsDone) ?? 0);
        Id[] hands = state.ApprovedBy.IsNone ? [state.ProposedBy] : [state.ProposedBy, state.ApprovedBy];
        var names = await directory.NamesOfAsync(hands);
        return new RetentionView(
            id, state.Version, state.Status, state.Unit, state.Day, state.SchoolYear, state.Basis, state.People.Length, state.Held.Sum(h => h.People), Reasons(state.Held, caller), state.Rounds,
            state.ProposedBy, state.ApprovedBy.IsNone ? null : state.ApprovedBy, state.Alone, state.Job.IsNone ? null : state.Job, done, refused, state.People.Length - done - refused,
            names[state.ProposedBy], state.ApprovedBy.IsNone ? "" : names[state.ApprovedBy], await RetentionActs.OfAsync(state, caller.Principal, facts, cancellation));
    }

    private static IReadOnlyList<HeldView> Reasons(ImmutableArray<HeldCount> counts, Caller caller) => [.. counts.Select(c => new HeldView(c.Why, NameOf(c.Why, caller), c.People))];

    private static string NameOf(string why, Caller caller) => Why.Names.GetValueOrDefault(why, new Text(why)).In(caller.Language);

    private static Task<DateOnly> TodayAsync(string unit, SchoolDays days, StepRunner runner, CancellationToken cancellation) => days.DayAsync(unit, runner.Now(), cancellation);
}
