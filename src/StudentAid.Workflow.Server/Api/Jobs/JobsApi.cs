using System.Collections.Immutable;
using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Api.Sheets;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api.Jobs;

/// <summary>A task as it was shown: its id and ETag.</summary>
public sealed record ShownTask(string Id, string Etag);

/// <summary>A row of a list's working copy as it was shown: the case and the row's version, 0 where nobody had put anything down.</summary>
public sealed record ShownRow(Id Case, long ShownAt);

/// <summary>All of the caller's open tasks that match, with overdue only those whose term is over; with a holder all that this person has in hand and the caller may know, so that nothing stays with one who leaves.</summary>
public sealed record TaskSelection(Id? Round = null, string? Activity = null, string? Unit = null, Id? Holder = null, bool Overdue = false);

/// <summary>
/// Long work. "tasks": the verb with one input at the tasks named, or at all of one's own that match. "archive": the archive of a round as of a day. "rows": the verdict that
/// the verb names, with <c>{ level, reason, opinion }</c>, put into the working copy of a list for the rows named, each with the version at which it was shown; it is no act.
/// </summary>
public sealed record JobInput(
    string Work, string Verb = "", Value? Input = null, IReadOnlyList<ShownTask>? Tasks = null, TaskSelection? All = null, Id? Round = null, DateOnly? Day = null, Id? Roster = null,
    IReadOnlyList<ShownRow>? Rows = null);

public static class JobsApi
{
    public static void AddJobs(this IServiceCollection services) => services.AddSingleton<JobRunner>().AddSingleton<JobReading>().AddSingleton<ImportJobs>().AddSingleton<JobWorker>();

    public static void MapJobs(this RouteGroupBuilder api)
    {
        api.MapGet("/jobs", async (Caller caller, JobReading jobs) => Listing.All(await jobs.AllAsync(caller))).WithSummary("One's own jobs, the latest first");
        api.MapPost("/jobs", Start).WithSummary("Begin long work: act on many tasks, or build an archive");
        api.MapGet("/jobs/{id}", One).WithSummary("How far a job is, and which items failed why");
        api.MapPost("/jobs/{id}/cancel", (Id id, Caller c, IMediator m, CancellationToken t) => m.SendAsync(
            new CancelJob(id) { Principal = c.Principal, Key = c.Key, DryRun = c.DryRun }, c, t)).WithSummary("Stop a job; what is done stays done");
        api.MapPost("/jobs/{id}/retry", Retry).WithSummary("Do the failed and left items again, on what stands now");
        api.MapGet("/jobs/{id}/result", Result).Produces<Stream>(StatusCodes.Status200OK, "text/csv", "application/zip", TableFile.XlsxMediaType)
            .WithSummary("The job's file; of an import the rows that were not taken, with the reason, as csv (in the encoding that came in) or xlsx");
        api.MapImports();
    }

    private static async Task<Results<Accepted<JobView>, Ok<StepAnswer>, ProblemHttpResult>> Start(
        JobInput input, Caller caller, IStoreReader reader, RoundAccess rounds, RosterReading rosters, JobReading jobs, IMediator mediator, TimeProvider time, CancellationToken cancellation)
    {
        // The other works are begun by what checks them first: a table that was seen, a proposal that was approved.
        var (items, verb, refused) = input.Work switch
        {
            StartJob.Archive => await ArchiveAsync(input, caller, rounds, cancellation),
            StartJob.Rows => await RowsAsync(input, caller, rosters, cancellation),
            StartJob.Tasks => await TasksAsync(input, caller, reader, time),
            _ => ([], "", JobCodes.UnknownWork.With(("work", input.Work))),
        };
        if (refused is not null)
            return Problems.Of(refused, caller.Language);
        var command = new StartJob(input.Work, verb, (input.Work == StartJob.Rows ? input.Roster : input.Round) ?? default, input.Input ?? Value.Null, items)
        {
            Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun, Selection = SelectionOf(input),
        };
        return await BegunAsync(command, caller, jobs, mediator, cancellation);
    }

    internal static async Task<Results<Accepted<JobView>, Ok<StepAnswer>, ProblemHttpResult>> BegunAsync(
        StartJob command, Caller caller, JobReading jobs, IMediator mediator, CancellationToken cancellation)
    {
        var answer = await mediator.Send(command, cancellation);
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        if (answer.WouldWrite is { } step)
            return TypedResults.Ok(new StepAnswer(step.Stream, 0, new Preview(step.Status, step.At, Value.Parse(step.Data.Span), Facts: ActTable.Of(step))));
        var state = (await jobs.FindAsync(answer.Stream, caller))!;
        return TypedResults.Accepted($"/api/jobs/{answer.Stream}", await jobs.ViewAsync(answer.Stream, state, caller, failures: false));
    }

    private static Value SelectionOf(JobInput input) => input is { Work: StartJob.Tasks, All: { } all }
        ? Value.Record(("round", (all.Round ?? default).ToString()), ("activity", all.Activity ?? ""), ("unit", all.Unit ?? ""), ("holder", (all.Holder ?? default).ToString()), ("overdue", Value.Of(all.Overdue)))
        : Value.Null;

    private static async Task<(ImmutableArray<JobItem> Items, string Verb, Rejection? Refused)> RowsAsync(JobInput input, Caller caller, RosterReading rosters, CancellationToken cancellation)
    {
        if (input.Rows is { Count: > JobsHandler.Most } many)
            return ([], "", JobCodes.Items.With(("most", JobsHandler.Most), ("count", many.Count)));
        if (await rosters.StateAsync(input.Roster ?? default, caller, cancellation) is not { } list)
            return ([], "", StepCodes.NotFound);
        var rows = (input.Rows ?? []).DistinctBy(r => r.Case).ToList();
        var named = list.Entries.Select(e => e.Case).ToHashSet();
        var stranger = rows.FindIndex(r => !named.Contains(r.Case));
        return stranger < 0 ? ([.. rows.Select(r => new JobItem(r.Case.ToString(), r.ShownAt))], input.Verb, null) : ([], "", JobCodes.BadItem.With(("number", stranger + 1)));
    }

    private static async Task<(ImmutableArray<JobItem> Items, string Verb, Rejection? Refused)> ArchiveAsync(
        JobInput input, Caller caller, RoundAccess rounds, CancellationToken cancellation)
    {
        var (round, refused) = await rounds.OfficialAsync(input.Round ?? default, caller, cancellation);
        if (round is null)
            return ([], "", refused);
        var day = input.Day ?? await rounds.TodayAsync(round.School);
        return ([new JobItem((input.Round ?? default).ToString(), 0)], day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null);
    }

    private static async Task<(ImmutableArray<JobItem> Items, string Verb, Rejection? Refused)> TasksAsync(JobInput input, Caller caller, IStoreReader reader, TimeProvider time)
    {
        if (input.All is { } all)
        {
            var filter = new TaskFilter
            {
                Group = all.Round ?? default, Activity = all.Activity, Below = all.Unit is { } unit && UnitPath.IsPath(unit) ? unit : null,
                DueBefore = all.Overdue ? time.GetUtcNow() : null,
            };
            var (scope, wanted) = all.Holder is { } holder ? (caller.Principal.Scope, filter with { Posts = [], Holders = [holder] }) : (Scope.All, filter.For(caller.Principal));
            var rows = caller.Principal.Grants.IsEmpty ? [] : (await reader.TasksAsync(scope, wanted, new PageRequest(null, JobsHandler.Most + 1))).Items;
            return ([.. rows.Select(r => new JobItem(new TaskId(r.Stream.Id, r.Bookmark).ToString(), r.ShownAt))], input.Verb, null);
        }

        var items = ImmutableArray.CreateBuilder<JobItem>();
        foreach (var shown in input.Tasks ?? [])
        {
            if (TaskId.TryParse(shown.Id) is null || !long.TryParse(shown.Etag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var at))
                return ([], "", JobCodes.BadItem.With(("number", items.Count + 1)));
            items.Add(new JobItem(shown.Id, at));
        }

        return ([.. items.DistinctBy(i => i.Key)], input.Verb, null);
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> One(Id id, Caller caller, JobReading jobs) =>
        await jobs.FindAsync(id, caller) is { } state ? TypedResults.Ok(await jobs.ViewAsync(id, state, caller, failures: true)) : Problems.Of(StepCodes.NotFound, caller.Language);

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Retry(
        Id id, Caller caller, JobReading jobs, IStoreReader reader, RosterReading rosters, IMediator mediator, CancellationToken cancellation)
    {
        if (await jobs.FindAsync(id, caller) is not { } state)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var sheet = state.Work == StartJob.Rows ? (await rosters.SheetAsync(state.About, cancellation))?.Rows.ToDictionary(r => r.Key, r => r.Version, StringComparer.Ordinal) : null;
        var items = ImmutableArray.CreateBuilder<JobItem>(state.Items.Length);
        var done = state.Results.Where(r => r.IsDone).Select(r => r.Index).ToHashSet();
        for (var i = 0; i < state.Items.Length; i++)
            items.Add(done.Contains(i) ? state.Items[i]
                : state.Work == StartJob.Rows ? state.Items[i] with { ShownAt = sheet?.GetValueOrDefault(state.Items[i].Key) ?? 0 }
                : TaskId.TryParse(state.Items[i].Key) is { } task ? await NowAsync(state.Items[i], task, reader) : state.Items[i]);
        return await mediator.SendAsync(new RetryJob(id, items.ToImmutable()) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
    }

    private static async Task<JobItem> NowAsync(JobItem item, TaskId task, IStoreReader reader) =>
        (await reader.TasksOfAsync(Scope.All, task.Stream)).FirstOrDefault(t => t.Bookmark == task.Bookmark) is { } row ? item with { ShownAt = row.ShownAt } : item;

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Result(
        Id id, string? format, Caller caller, JobReading jobs, IStepStore store, Cipher cipher, Watermarks marks, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await jobs.FindAsync(id, caller) is not { } state)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var blob = state.File.Length > 0 ? await store.BlobAsync(state.File, cancellation) : null;
        if (blob is null && (state.Work != StartJob.Tasks || state.Status == "open"))
            return Problems.Of(JobCodes.NoFile, caller.Language);
        var (of, purpose) = blob is null ? (id.ToString(), RecordReading.Export) : (state.File, state.Work == StartJob.Import ? RecordReading.FailedRows : RecordReading.Archive);
        // An archive belongs to its round, whoever built it.
        var place = (await store.LoadAsync(state.Work == StartJob.Archive ? state.About : id, cancellation))!.OrgPath;
        if (await readings.WriteAsync(caller, place, default, of, purpose) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        if (blob is null)
            return TypedResults.Bytes(await jobs.ResultAsync(state, caller), "text/csv; charset=utf-8", $"{id}.csv");
        var content = cipher.OpenContent(blob.Content);
        return state.Work == StartJob.Import
            ? await ImportsApi.CorrectedAsync(id, place, content, format, caller, marks)
            : TypedResults.Bytes(content, blob.ContentType, $"{id}.zip");
    }
}
