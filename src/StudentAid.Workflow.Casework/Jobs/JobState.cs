using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Jobs;

/// <summary>What happened to a job. Items are named by id; what they were given, and why one failed, is sealed.</summary>
public abstract record JobEvent
{
    private JobEvent() { }

    /// <summary>A job began for its owner. <paramref name="Input"/> is the address of what every item is given.</summary>
    public sealed record Started(string Work, string Verb, Id Owner, Id About, string Input, ImmutableArray<JobItem> Items) : JobEvent;

    public sealed record Progressed(ImmutableArray<JobResult> Results) : JobEvent;

    /// <summary>The file that the job made, by hash.</summary>
    public sealed record FileMade(string Hash, string Type) : JobEvent;

    public sealed record Cancelled : JobEvent;

    /// <summary>The failed items are done again, on what stands now.</summary>
    public sealed record Retried(ImmutableArray<JobItem> Items) : JobEvent;
}

/// <summary>One item: a task <c>stream-bookmark</c> and the seq at which it was shown, or the one thing the job is about.</summary>
public sealed record JobItem(string Key, long ShownAt);

/// <summary>What became of an item: done, or the refusal's code with the address of its sentences.</summary>
public sealed record JobResult(int Index, string Code, string Sentences)
{
    public bool IsDone => Code.Length == 0;
}

/// <summary>A job: long work done item by item, each once, by whoever finds it in the store.</summary>
public sealed record JobState(
    long Version, string Work, string Verb, Id Owner, Id About, string Input, ImmutableArray<JobItem> Items, ImmutableArray<JobResult> Results, bool IsCancelled, string File, string FileType,
    int Attempt) : IStreamState<JobState>
{
    public const string Kind = "job";
    public const int Format = 1;

    public static JobState Empty { get; } = new(0, "", "", default, default, "", [], [], false, "", "", 0);

    public static bool IsOf(string kind) => kind == Kind;

    /// <summary>"open" until every item has a result, then "finished"; "cancelled" leaves the rest undone.</summary>
    public string Status => IsCancelled ? "cancelled" : Results.Length < Items.Length ? "open" : "finished";

    /// <summary>Indexes of the items that have no result yet.</summary>
    public IEnumerable<int> Left
    {
        get
        {
            var settled = Results.Select(r => r.Index).ToHashSet();
            return Enumerable.Range(0, Items.Length).Where(i => !settled.Contains(i));
        }
    }

    public static JobState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<JobState>(Format, snapshot);

    public JobState After(ReadOnlySpan<byte> data) => After(StreamData.Read<JobEvent>(data));

    public JobState After(IEnumerable<JobEvent> events) => events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private JobState With(JobEvent happened) => happened switch
    {
        JobEvent.Started e => this with { Work = e.Work, Verb = e.Verb, Owner = e.Owner, About = e.About, Input = e.Input, Items = e.Items },
        JobEvent.Progressed e => this with { Results = Results.AddRange(e.Results.Where(r => Results.All(k => k.Index != r.Index))) },
        JobEvent.FileMade e => this with { File = e.Hash, FileType = e.Type },
        JobEvent.Cancelled => this with { IsCancelled = true },
        JobEvent.Retried e => this with { Items = e.Items, Results = [.. Results.Where(r => r.IsDone)], IsCancelled = false, Attempt = Attempt + 1 },
        _ => this,
    };
}
