using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Jobs;

/// <summary>
/// Begins a job: a verb at many tasks with one input ("tasks"), a round's archive ("archive"), a table of rows ("import"), rows of a list's working copy ("rows"), or the erasure
/// of people whose terms are over ("retention", which only an approved proposal begins). Its items are done with the owner's rights of the
/// moment, each with a key of its own.
/// </summary>
public sealed record StartJob(string Work, string Verb, Id About, Value Input, ImmutableArray<JobItem> Items) : Command
{
    public const string Tasks = "tasks";
    public const string Archive = "archive";
    public const string Import = "import";
    public const string Retention = "retention";
    public const string Rows = "rows";

    /// <summary>Every work there is.</summary>
    public static readonly ImmutableArray<string> Works = [Tasks, Archive, Import, Retention, Rows];

    public override Id Target => default;

    /// <summary>A sealed file that the job works on.</summary>
    public Blob? Content { get; init; }

    /// <summary>What was asked for where the items were found by it: sent again, the request finds others, for some are done.</summary>
    public Value Selection { get; init; } = Value.Null;

    // A file is sealed anew at each sending, so that what was asked for says which it is.
    public override Value Body => Content is not null ? Value.List(Work, Verb, About.ToString(), Selection) : Value.List(
        Work, Verb, About.ToString(), Input, Selection.IsNull ? Value.List(Items.Select(i => (Value)Value.List(i.Key, i.ShownAt))) : Selection);

    internal Id Job => Id.Of(JobState.Kind, Principal.Id.ToString(), Key);
}

/// <summary>Stops a job after the items under way; what is done stays done.</summary>
public sealed record CancelJob(Id Job) : Command
{
    public override Id Target => default;

    public override Value Body => Job.ToString();
}

/// <summary>Does the failed and left items again. <paramref name="Items"/> are all items with what they show now.</summary>
public sealed record RetryJob(Id Job, ImmutableArray<JobItem> Items) : Command
{
    public override Id Target => default;

    // What the items show may have changed between two sendings of one request.
    public override Value Body => Job.ToString();
}

public sealed class JobsHandler(StepRunner runner, Cipher cipher) : IRequestHandler<StartJob, Answer>, IRequestHandler<CancelJob, Answer>, IRequestHandler<RetryJob, Answer>
{
    public const int Most = 5_000;

    public Task<Answer> Handle(StartJob request, CancellationToken cancellationToken)
    {
        if (!StartJob.Works.Contains(request.Work, StringComparer.Ordinal))
            return Refuse(JobCodes.UnknownWork.With(("work", request.Work)));
        return runner.RunAsync<JobState>(request, request.Job, (state, _, act, _) => state is null ? Started(request, act) : StepCodes.KeyReused, cancellationToken);
    }

    public Task<Answer> Handle(CancelJob request, CancellationToken cancellationToken) => runner.RunAsync<JobState>(request, request.Job, (state, stored, act, _) =>
        state is null || state.Owner != request.Principal.Id ? StepCodes.NotFound
        : state.Status != "open" ? JobCodes.NotRunning
        : new JobSteps(state, stored!.OrgPath, act).Of(new JobEvent.Cancelled()), cancellationToken);

    public Task<Answer> Handle(RetryJob request, CancellationToken cancellationToken) => runner.RunAsync<JobState>(request, request.Job, (state, stored, act, _) =>
        state is null || state.Owner != request.Principal.Id ? StepCodes.NotFound
        : state.Status == "open" || state.Results.Count(r => r.IsDone) == state.Items.Length ? JobCodes.NothingFailed
        : new JobSteps(state, stored!.OrgPath, act).Of(new JobEvent.Retried(request.Items.Length == state.Items.Length ? request.Items : state.Items)), cancellationToken);

    private StreamDecision Started(StartJob request, Act act)
    {
        if (request.Items.Length is 0 or > Most)
            return JobCodes.Items.With(("most", Most), ("count", request.Items.Length));
        var steps = new JobSteps(null, PlaceOf(request), act);
        var input = request.Input.IsNull ? "" : steps.Parts.Seal(cipher.Seal(request.Job, request.Input));
        if (request.Content is { } content)
            steps.Parts.Keep(content);
        return steps.Of(new JobEvent.Started(request.Work, request.Verb, request.Principal.Id, request.About, input, request.Items));
    }

    /// <summary>An import is the unit's whose rows it takes, any other job where its owner works: what it makes is kept and marked by it.</summary>
    private static string PlaceOf(StartJob request) =>
        request.Work == StartJob.Import && request.Input["unit"].AsText() is { } unit && UnitPath.IsPath(unit) ? unit
        : request.Principal.Grants.IsEmpty ? UnitPath.Root : request.Principal.Grants[0].Unit;

    private static Task<Answer> Refuse(Rejection reason) => Task.FromResult<Answer>(reason);
}

/// <summary>Builds the step of a job.</summary>
internal sealed class JobSteps(JobState? before, string place, Act act)
{
    public StepParts Parts { get; } = new(act, before?.Version ?? 0);

    public Step Of(params ImmutableArray<JobEvent> events)
    {
        var after = (before ?? JobState.Empty).After(events);
        return Parts.Of(JobState.Kind, place, after.Status, StreamData.Write(events), StreamData.Snapshot(JobState.Format, after)) with { Subject = after.Owner };
    }
}
