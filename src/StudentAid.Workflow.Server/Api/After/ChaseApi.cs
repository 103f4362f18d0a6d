using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Waivers;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>Channel is a code such as telephone.</summary>
public sealed record InviteInput(string Channel);

/// <summary>Result: not-reached (with channel) or waived (with a coded reason and the hash of the signed paper, which only the student's own click leaves out).</summary>
public sealed record InvitationAnswerInput(string Result, string? Channel = null, string? Reason = null, string? Signed = null);

/// <summary>A student on a provider's list. Result: to-invite, invited, not-reached, waived, taken-back or applied.</summary>
public sealed record ChaseView(
    Id Person, string Name, string Unit, string Match, string Result, bool Open, DateOnly? InvitedOn, string? InvitedBy, string? Channel, DateOnly? AnsweredOn, string? Signed)
{
    /// <summary>One of those whom the aid's rules name to come first.</summary>
    public bool Priority { get; init; }

    /// <summary>The student's case in this round, where there is one.</summary>
    public Id? Case { get; init; }

    /// <summary>What the reader may do now: of "invite", "answer" and "take-back".</summary>
    public IReadOnlyList<string> Acts { get; init; } = [];

    public static ChaseView Of(ChaseRow row, string? by) => new(
        row.Person, row.Name, row.Place, row.Match, row.Result, row.IsOpen, row.InvitedOn, by, row.Channel.Length > 0 ? row.Channel : null, row.AnsweredOn,
        row.Signed.Length > 0 ? row.Signed : null) { Priority = row.Priority, Case = row.Case.IsNone ? null : row.Case };
}

/// <summary>应助尽助: those on a provider's list who have not applied.</summary>
public static class ChaseApi
{
    public static void MapChase(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{id}/chase-list", List).WithSummary("Students on a provider's list who have not applied");
        api.MapGet("/rounds/{id}/not-applied", NotApplied).WithSummary("Students of the register who have not applied, class by class, whether on a list or not; the cursor is the class with which the page before ended");
        api.MapPost("/rounds/{id}/chase-list/{person}/invite", (Id id, Id person, InviteInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new InviteStudent(id, person, i.Channel) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Invite a student on a list to apply");
        api.MapPost("/rounds/{id}/chase-list/{person}/answer", (Id id, Id person, InvitationAnswerInput i, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new AnswerInvitation(id, person, i.Result, i.Channel ?? "", i.Reason ?? "", i.Signed ?? "") { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t))
            .WithSummary("Record that a student was not reached, or waives");
        api.MapPost("/rounds/{id}/chase-list/{person}/take-back", (Id id, Id person, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new TakeBackWaiver(id, person) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Take a waiver back while the year lasts");
    }

    private static async Task<Results<Ok<Listing<ChaseView>>, ProblemHttpResult>> List(
        Id id, Caller caller, ChaseReading chase, HttpResponse response, bool? all, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        return await chase.RowsAsync(id, caller, all ?? false, cancellation) is { } rows ? TypedResults.Ok(Listing.All(rows)) : Problems.Of(StepCodes.NotFound, caller.Language);
    }

    private static async Task<Results<Ok<Listing<NotAppliedView>>, ProblemHttpResult>> NotApplied(
        Id id, Caller caller, NotAppliedReading register, HttpResponse response, string? unit, string? cursor, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        return await register.PageAsync(id, caller, unit, cursor, cancellation) is { } rows ? TypedResults.Ok(rows) : Problems.Of(StepCodes.NotFound, caller.Language);
    }
}

/// <summary>The chase list as its reader may see it: a teacher his class, the office the school.</summary>
public sealed class ChaseReading(ChaseLists lists, IStepStore store, StepRunner runner, Directory directory, SchoolDays days)
{
    /// <summary>Null where there is no such round at a school that the caller knows something of.</summary>
    public async Task<IReadOnlyList<ChaseView>?> RowsAsync(Id round, Caller caller, bool all, CancellationToken cancellation)
    {
        var state = await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation);
        if (state is null || !MayKnow(caller, state.School))
            return null;
        var rows = await lists.LoadAsync(caller.Principal.Scope, round, state.School, all, cancellation);
        var names = await directory.NamesOfAsync(rows.Select(r => r.InvitedBy));
        var today = await days.DayAsync(state.School, runner.Now(), cancellation);
        var views = new List<ChaseView>();
        foreach (var row in rows)
            views.Add(ChaseView.Of(row, names.Find(row.InvitedBy)) with { Acts = await ActsAsync(row, state, caller, today, cancellation) });
        return views;
    }

    /// <summary>Who works at the school, at one of its units, or above it.</summary>
    internal static bool MayKnow(Caller caller, string school) => caller.Principal.Scope.Covers(school) || caller.Principal.Grants.Any(g => g.Unit.StartsWith(school, StringComparison.Ordinal));

    /// <summary>Staff of one of the student's units up to the school; who has a case is asked there, and a waiver may be taken back while the year lasts.</summary>
    private async Task<IReadOnlyList<string>> ActsAsync(ChaseRow row, RoundState round, Caller caller, DateOnly today, CancellationToken cancellation)
    {
        if (!caller.Principal.Persons.Contains(row.Person) && !caller.Principal.Grants.Any(g => UnitPath.IsBelow(g.Unit, round.School) && row.Place.StartsWith(g.Unit, StringComparison.Ordinal)))
            return [];
        if (row.Result == "waived")
            return today < round.TermStart.AddYears(1) ? ["take-back"] : [];
        if (!row.IsOpen || round.Status != "open")
            return [];
        return row.Case.IsNone || await store.LoadAsync(row.Case, cancellation) is { Status: "finished" or "cancelled" } ? ["invite", "answer"] : [];
    }
}
