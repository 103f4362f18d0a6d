using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using MediatR;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Jobs;

/// <summary>
/// Does the items of open jobs, some at a time. What it does it finds in the store: after a crash the items without a result are sent again with the same
/// keys, so that none is done twice.
/// </summary>
public sealed class JobRunner(
    IMediator mediator, IStoreReader reader, IStepStore store, StepRunner runner, SealedTexts texts, Organisations.Directory directory, ArchiveDesk archives, Imports.ImportWork imports,
    Retention.RetentionWork retention, Cipher cipher)
{
    private const int Chunk = 32;

    /// <summary>True where an open job went on.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellation)
    {
        var open = await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = JobState.Kind, Status = "open" }, new PageRequest(null, Chunk));
        foreach (var row in open.Items)
            await AdvanceAsync(row.Id, cancellation);
        return open.Items.Length > 0;
    }

    private async Task AdvanceAsync(Id job, CancellationToken cancellation)
    {
        if (await runner.StateAsync<JobState>(await store.LoadAsync(job, cancellation), cancellation) is not { Status: "open" } state)
            return;
        var owner = await directory.PrincipalAsync(state.Owner);
        var part = new Lazy<Task<Retention.RetentionPart?>>(() => retention.BeginAsync(job, state, cancellation));
        var outcomes = new List<(int Index, Rejection? Refused, Blob? File)>();
        // A piece of an import is long work by itself, and its progress is waited for.
        foreach (var index in state.Left.Take(state.Work == StartJob.Import ? 1 : Chunk))
            outcomes.Add(await DoAsync(job, state, index, owner, part, cancellation));
        var first = outcomes[0].Index.ToString(CultureInfo.InvariantCulture);
        await runner.RunAsync<JobState>(
            new SystemStep(job, $"progress:{state.Attempt.ToString(CultureInfo.InvariantCulture)}:{first}:{outcomes.Count.ToString(CultureInfo.InvariantCulture)}"), job,
            (now, stored, act, _) => Progressed(now!, stored!, act, outcomes), cancellation);
    }

    private StreamDecision Progressed(JobState state, StoredStream stored, Engine.Execution.Act act, List<(int Index, Rejection? Refused, Blob? File)> outcomes)
    {
        var steps = new JobSteps(state, stored.OrgPath, act);
        var events = ImmutableArray.CreateBuilder<JobEvent>();
        events.Add(new JobEvent.Progressed([.. outcomes.Select(o => new JobResult(o.Index, o.Refused?.Code.Id ?? "", o.Refused is { } refused
            ? steps.Parts.Seal(cipher.Seal(state.Owner, new Engine.Definitions.Text(refused.In("zh-CN"), refused.In("en")).ToValue())) : ""))]));
        foreach (var (_, _, file) in outcomes.Where(o => o.File is not null))
        {
            steps.Parts.Keep(file!);
            events.Add(new JobEvent.FileMade(file!.Hash, file.ContentType));
        }

        return steps.Of(events.ToImmutable());
    }

    private async Task<(int Index, Rejection? Refused, Blob? File)> DoAsync(Id job, JobState state, int index, Principal? owner, Lazy<Task<Retention.RetentionPart?>> part, CancellationToken cancellation)
    {
        if (owner is null)
            return (index, JobCodes.OwnerGone, null);
        try
        {
            return state.Work switch
            {
                StartJob.Archive => await ArchiveAsync(state, index, owner, cancellation),
                StartJob.Import => await imports.DoAsync(job, state, index, owner, cancellation),
                StartJob.Rows => await RowAsync(job, state, index, owner, cancellation),
                StartJob.Retention => (index, await retention.DoAsync(job, state, index, owner, await part.Value, cancellation), null),
                _ => await CompleteAsync(job, state, index, owner, cancellation),
            };
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException or CryptographicException)
        {
            // An item at which the system breaks must hold up neither those behind it nor other jobs.
            return (index, JobCodes.Broken.With(("reason", FailureText.Of(e))), null);
        }
    }

    private async Task<(int Index, Rejection? Refused, Blob? File)> CompleteAsync(Id job, JobState state, int index, Principal owner, CancellationToken cancellation)
    {
        var item = state.Items[index];
        var input = await texts.OpenAsync(state.Input, cancellation);
        var dash = item.Key.LastIndexOf('-');
        var answer = await mediator.Send(
            new CompleteTask(Id.Parse(item.Key[..dash]), int.Parse(item.Key[(dash + 1)..], CultureInfo.InvariantCulture), state.Verb, input, item.ShownAt)
            {
                Principal = owner, Key = $"job:{job}:{index.ToString(CultureInfo.InvariantCulture)}",
            },
            cancellation);
        return (index, answer.Rejected, null);
    }

    /// <summary>Puts one row of a list's working copy down as all of them are; what somebody else has put there meanwhile stays his.</summary>
    private async Task<(int Index, Rejection? Refused, Blob? File)> RowAsync(Id job, JobState state, int index, Principal owner, CancellationToken cancellation)
    {
        var (item, said) = (state.Items[index], await texts.OpenAsync(state.Input, cancellation));
        string Word(string name) => said[name].AsText() ?? "";
        var answer = await mediator.Send(
            new Rosters.Worksheets.KeepWorksheet(state.About, [new Rosters.Worksheets.WorksheetRow(item.Key, state.Verb, Word("level"), Word("reason"), Word("opinion"), "", item.ShownAt)])
            {
                Principal = owner, Key = string.Create(CultureInfo.InvariantCulture, $"job:{job}:{state.Attempt}:{index}"),
            },
            cancellation);
        return (index, answer.Rejected, null);
    }

    private async Task<(int Index, Rejection? Refused, Blob? File)> ArchiveAsync(JobState state, int index, Principal owner, CancellationToken cancellation)
    {
        var round = await runner.StateAsync<RoundState>(await store.LoadAsync(state.About, cancellation), cancellation);
        if (round is null || !owner.Scope.Covers(round.School))
            return (index, StepCodes.NotFound, null);
        if (Duties.Office(owner, round.School) is { } notYours)
            return (index, notYours, null);
        var day = DateOnly.ParseExact(state.Verb, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await archives.BuildAsync(owner.Scope, state.About, day, cancellation) is not { } package)
            return (index, StepCodes.NotFound, null);
        var kept = cipher.SealContent(state.Owner, round.School, package.Zip);
        return (index, null, new Blob(Convert.ToHexStringLower(SHA256.HashData(kept.Span)), "application/zip", kept, state.Owner));
    }
}
