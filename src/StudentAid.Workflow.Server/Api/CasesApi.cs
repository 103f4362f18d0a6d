using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Statistics;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Api;

public sealed record BeginInput(Id Round, Id Person, string Track, int Attempt = 1);

/// <summary>Redo: between (go on from there), none (only that activity is done again).</summary>
public sealed record RewindInput(int Bookmark, string Activity, string Reason, string Redo = "between");

public static class CasesApi
{
    public static void MapCases(this RouteGroupBuilder api)
    {
        api.MapGet("/cases", List).WithSummary("Cases of a round or of a person; of a round also those that were given one of the levels (ids, with commas between them)");
        api.MapPost("/cases", Begin).WithSummary("Begin a person's case with its first draft");
        api.MapGet("/cases/{id}", One).WithSummary("Where a case stands");
        api.MapGet("/cases/{id}/actions", Actions).WithSummary("What the caller may do now, with the JSON Schema of each input");
        api.MapGet("/cases/{id}/events", Events).WithSummary("The case's history in ids, with what was written for who works on it; the family reads why it was sent back to it");
        api.MapGet("/cases/{id}/summary", Summary).WithSummary("Three sentences for the telephone");
        api.MapPost("/cases/{id}/rewind", Rewind).WithSummary("Send the case back to an earlier activity");
        api.MapPost("/cases/{id}/withdraw", Withdraw).WithSummary("Take the application back");
        api.MapPost("/cases/{id}/take-back", (Id id, ReasonInput input, Caller caller, IMediator mediator, CancellationToken cancellation) => mediator.SendAsync(
            new TakeBackCase(id, input.Reason) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation))
            .WithSummary("Take one's own last act on the case back while nobody has touched it since");
        api.MapPost("/cases/{id}/restart", (Id id, Caller caller, IMediator mediator, CancellationToken cancellation) => mediator.SendAsync(
            new RestartCase(id) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation))
            .WithSummary("Begin a case anew that was cancelled or ended without a result");
        foreach (var change in (string[])["suspend", "continue", "cancel"])
        {
            api.MapPost("/cases/{id}/" + change, (Id id, ReasonInput input, Caller caller, IMediator mediator, CancellationToken cancellation) => mediator.SendAsync(
                new ChangeCase(id, change, input.Reason) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation))
                .WithSummary($"Case: {change}");
        }
    }

    private static async Task<Listing<CaseRow>> List(
        Caller caller, IStoreReader reader, CaseReading cases, RoundLevels levels, Id? round, Id? person, string? status, string? unit, string? activity, string? level, string? cursor, int? size, CancellationToken cancellation)
    {
        if (round is { } of && level is { Length: > 0 })
        {
            var given = await levels.CasesAsync(caller.Principal, of, unit, level.Split(',').ToHashSet(StringComparer.Ordinal), cancellation);
            return await PageAsync([.. given.Where(r => (status is null || r.Status == status) && (activity is null || r.At.Split(',').Contains(activity)))], cases, Sending.PageOf(cursor, size));
        }

        var own = person is { } p && caller.Principal.Persons.Contains(p);
        var filter = person is { } subject
            ? new StreamFilter { Subject = subject, Kind = InstanceSteps.Kind, Status = status, Practice = true, Activity = activity }
            : new StreamFilter { Group = round ?? default, Kind = InstanceSteps.Kind, Status = status, Practice = round is not null, Activity = activity };
        var page = await reader.StreamsAsync(own ? Scope.All : Below(caller.Principal.Scope, unit), filter, Sending.PageOf(cursor, size));
        return new Listing<CaseRow>(await cases.RowsAsync(page.Items, CommonPlace(page.Items)), page.Previous, page.Next, page.AtLeast);
    }

    /// <summary>A page of cases that were found otherwise than by their rows; the cursor is the last one's id.</summary>
    private static async Task<Listing<CaseRow>> PageAsync(List<StreamRow> found, CaseReading cases, PageRequest page)
    {
        var from = page.Cursor is { Length: > 0 } cursor && Id.TryParse(cursor) is { } last ? found.FindIndex(r => r.Id == last) + 1 : 0;
        var shown = found.Skip(from).Take(page.Size).ToList();
        var before = from > page.Size ? found[from - page.Size - 1].Id.ToString() : from > 0 ? Id.None.ToString() : null;
        return new Listing<CaseRow>(await cases.RowsAsync(shown, CommonPlace(shown)), before, from + shown.Count < found.Count ? shown[^1].Id.ToString() : null, found.Count);
    }

    /// <summary>What of a scope lies at or below a unit.</summary>
    private static Scope Below(Scope scope, string? unit) => unit is null ? scope : UnitPath.IsPath(unit) && scope.Covers(unit) ? Scope.Of([unit]) : Scope.Nothing;

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Begin(BeginInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new BeginCase(input.Round, input.Person, input.Track, input.Attempt) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> One(Id id, Caller caller, CaseReading cases) =>
        await cases.ViewAsync(id, caller) is { } view ? TypedResults.Ok(view) : Problems.Of(StepCodes.NotFound, caller.Language);

    private static async Task<Results<Ok<CaseActions>, ProblemHttpResult>> Actions(
        Id id, Caller caller, CaseReading cases, PublicityReading notices, PinCache pins, IStepStore store, IStoreReader reader, CancellationToken cancellation)
    {
        if (await cases.FindAsync(id, caller, cancellation) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var (tasks, others) = (await cases.ActionsAsync(found.Stored, found.State, caller), cases.OthersOf(found.State, id, caller));
        if (caller.MayKnow(found.Stored.OrgPath))
            (tasks, others) = (await cases.HeldAsync(tasks, found.State), await cases.HeldAsync(others, found.State));
        var last = await TakeBackCaseHandler.LastActAsync(store, reader, id, caller.Principal, cancellation) is not null;
        return TypedResults.Ok(new CaseActions(tasks, tasks.Count, CaseActs.Of(caller.Principal, found.State, found.Stored.OrgPath, found.Stored.Subject, pins, last))
        {
            Others = others, Signer = FamilyAccount.RoleOf(caller.Principal.Id, found.Stored.Subject), Notice = caller.Principal.Persons.Contains(found.Stored.Subject) ? await notices.NoticeOfAsync(id, found.State, cancellation) : null,
        });
    }

    private static async Task<Results<Ok<Listing<StepView>>, ProblemHttpResult>> Events(Id id, Caller caller, CaseReading cases, CaseTimeline timeline) =>
        await cases.FindAsync(id, caller) is { } found ? TypedResults.Ok(Listing.All(await timeline.OfAsync(found.Stored, found.State, caller))) : Problems.Of(StepCodes.NotFound, caller.Language);

    private static async Task<Results<Ok<SummaryView>, ProblemHttpResult>> Summary(Id id, Caller caller, CaseSummary summary) =>
        await summary.OfAsync(id, caller) is { } view ? TypedResults.Ok(view) : Problems.Of(StepCodes.NotFound, caller.Language);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Rewind(Id id, RewindInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(
            new RewindCase(id, input.Bookmark, input.Activity, input.Redo == "none" ? Redo.None : Redo.Between, input.Reason, caller.Shown)
            {
                Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun,
            },
            caller,
            cancellation);

    private static Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Withdraw(Id id, ReasonInput input, Caller caller, IMediator mediator, CancellationToken cancellation) =>
        mediator.SendAsync(new WithdrawCase(id, input.Reason) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);

    /// <summary>The place above all rows, so that names are read once.</summary>
    private static string CommonPlace(IReadOnlyList<StreamRow> rows)
    {
        if (rows.Count == 0)
            return "/";
        var common = rows[0].OrgPath;
        while (common.Length > 1 && !rows.All(r => r.OrgPath.StartsWith(common, StringComparison.Ordinal)))
            common = common[..(common.LastIndexOf('/', common.Length - 2) + 1)];
        return common;
    }
}
