using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Api.Jobs;

/// <summary>A job: how many items (of an import rows) there are, are done, and failed; its file once there is one.</summary>
public sealed record JobView(Id Id, long Version, string Work, string Verb, string Status, int Total, int Done, int Failed, string? Result, IReadOnlyList<JobFailure> Failures);

/// <summary>An item that was refused: whose it is, the code, and the sentence.</summary>
public sealed record JobFailure(string Item, string Name, string Code, string Sentence);

/// <summary>Reads jobs for their owners.</summary>
public sealed class JobReading(IStepStore store, IStoreReader reader, StepRunner runner, SealedTexts texts, PeopleNames names, CaseNumbers numbers)
{
    /// <summary>Null where there is none of the caller's.</summary>
    public async Task<JobState?> FindAsync(Id id, Caller caller) =>
        await store.LoadAsync(id) is { Kind: JobState.Kind } stored && await runner.StateAsync<JobState>(stored, CancellationToken.None) is { } state && state.Owner == caller.Principal.Id
            ? state : null;

    public async Task<JobView> ViewAsync(Id id, JobState state, Caller caller, bool failures)
    {
        var failed = state.Results.Where(r => !r.IsDone).ToList();
        var (total, done, lost) = state.Work == StartJob.Import ? Rows(state) : (state.Items.Length, state.Results.Length - failed.Count, failed.Count);
        return new JobView(
            id, state.Version, state.Work, state.Verb, state.Status, total, done, lost,
            state.File.Length > 0 || (state.Work == StartJob.Tasks && state.Status != "open") ? $"/api/jobs/{id}/result" : null,
            failures ? await FailuresAsync(state, failed, caller) : []);
    }

    /// <summary>Of an import the rows count, not the pieces in which they are taken.</summary>
    private static (int Total, int Done, int Failed) Rows(JobState state)
    {
        int Sum(bool done) => state.Results.Where(r => r.IsDone == done).Sum(r => ImportWork.CountOf(state.Items[r.Index]));
        return (state.Items.Sum(ImportWork.CountOf), Sum(true), Sum(false));
    }

    public async Task<IReadOnlyList<JobView>> AllAsync(Caller caller)
    {
        var rows = await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = caller.Principal.Id, Kind = JobState.Kind }, PageRequest.Everything);
        var views = new List<JobView>();
        foreach (var row in rows.Items.Reverse())
        {
            if (await FindAsync(row.Id, caller) is { } state)
                views.Add(await ViewAsync(row.Id, state, caller, failures: false));
        }

        return views;
    }

    /// <summary>What became of each item, as a table to keep.</summary>
    public async Task<byte[]> ResultAsync(JobState state, Caller caller)
    {
        var english = caller.Language == Languages.English;
        var rows = new List<IReadOnlyList<string>>();
        var results = state.Results.ToDictionary(r => r.Index);
        for (var i = 0; i < state.Items.Length; i++)
        {
            var (number, name) = await WhoseAsync(state.Items[i].Key, caller);
            rows.Add([number, name, results.TryGetValue(i, out var result) ? result.IsDone ? english ? "done" : "已办" : await SentenceAsync(result, caller.Language) : english ? "not done" : "未办"]);
        }

        return TableWriter.Csv(english ? ["Case number", "Name", "Result"] : ["申请编号", "姓名", "结果"], rows);
    }

    private async Task<IReadOnlyList<JobFailure>> FailuresAsync(JobState state, List<JobResult> failed, Caller caller)
    {
        var failures = new List<JobFailure>();
        foreach (var result in failed)
        {
            var key = state.Items[result.Index].Key;
            failures.Add(new JobFailure(key, (await WhoseAsync(key, caller)).Name, result.Code, await SentenceAsync(result, caller.Language)));
        }

        return failures;
    }

    private async Task<string> SentenceAsync(JobResult result, string language) =>
        Text.From(await texts.OpenAsync(result.Sentences, CancellationToken.None))?.In(language) ?? result.Code;

    /// <summary>Nothing of a case that the caller may not know: anybody may begin a job on any id.</summary>
    private async Task<(string Number, string Name)> WhoseAsync(string key, Caller caller)
    {
        if ((TaskId.TryParse(key)?.Stream ?? Id.TryParse(key)) is not { } @case || await reader.StreamAsync(Scope.All, @case) is not { Subject.IsNone: false } stream
            || !caller.MayKnow(stream.OrgPath, stream.Subject))
            return ("", "");
        return (await numbers.OfAsync(stream.Id), (await names.EachAsync([stream.Subject])).GetValueOrDefault(stream.Subject, ""));
    }
}
