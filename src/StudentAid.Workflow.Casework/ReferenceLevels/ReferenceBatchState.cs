using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.ReferenceLevels;

/// <summary>What happened to a batch of an outside system's levels. Paper is the file's hash.</summary>
public abstract record ReferenceBatchEvent
{
    private ReferenceBatchEvent() { }

    /// <summary>The outside system's result came back; its rows are documents of this stream.</summary>
    public sealed record ReferenceLevelsRecorded(Id Round, string School, string Source, string Batch, string Paper, int Rows, DateTimeOffset At) : ReferenceBatchEvent;

    /// <summary>The file was a wrong one: what it said holds of nobody. Reason is the address of the sealed text.</summary>
    public sealed record ReferenceLevelsWithdrawn(string Reason, DateTimeOffset At) : ReferenceBatchEvent;
}

/// <summary>A batch of an outside system's levels (系统参考等级) for a round; of two batches the later one holds for who stands in both, and one that was withdrawn holds for nobody.</summary>
public sealed record ReferenceBatchState(long Version, Id Round, string School, string Source, string Batch, string Paper, int Rows, DateTimeOffset At, DateTimeOffset? WithdrawnAt = null, string Reason = "")
    : IBesideState<ReferenceBatchState, ReferenceBatchEvent>
{
    public const string Kind = "reference-batch";
    public const int Format = 1;

    /// <summary>The kind of document that holds a row: <c>{ batch, row, person, level, score }</c>.</summary>
    public const string Document = "reference-level";

    public static ReferenceBatchState Empty { get; } = new(0, default, "", "", "", "", 0, default);

    public string Status => WithdrawnAt is null ? "recorded" : "withdrawn";

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(Id round, string source, string batch) => Id.Of(Kind, round.ToString(), source, batch);

    public ReferenceBatchState After(IEnumerable<ReferenceBatchEvent> events) => events.Aggregate(this, (state, happened) => happened switch
    {
        ReferenceBatchEvent.ReferenceLevelsRecorded e => state with { Round = e.Round, School = e.School, Source = e.Source, Batch = e.Batch, Paper = e.Paper, Rows = e.Rows, At = e.At },
        ReferenceBatchEvent.ReferenceLevelsWithdrawn e => state with { WithdrawnAt = e.At, Reason = e.Reason },
        _ => state,
    }) with { Version = Version + 1 };
}
