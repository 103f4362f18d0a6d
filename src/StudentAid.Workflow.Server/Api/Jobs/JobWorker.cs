using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api.Jobs;

/// <summary>Does open jobs item by item.</summary>
public sealed class JobWorker(JobRunner jobs, WorkSignal signal, TimeProvider time, ILogger<JobWorker> logger) : Worker(signal, time, logger)
{
    public override Task<bool> RunOnceAsync(CancellationToken cancellation = default) => jobs.RunOnceAsync(cancellation);

    protected override Task<DateTimeOffset?> NextAsync() => Task.FromResult<DateTimeOffset?>(null);
}
