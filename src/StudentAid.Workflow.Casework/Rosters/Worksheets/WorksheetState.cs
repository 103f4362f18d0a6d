using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters.Worksheets;

/// <summary>What happened to a list's working copy: which rows were kept or dropped, by whom and when. What they say stands in documents, which are deleted with it.</summary>
public abstract record WorksheetEvent
{
    private WorksheetEvent() { }

    public sealed record Kept(ImmutableArray<string> Rows, Id By, DateTimeOffset At) : WorksheetEvent;

    public sealed record Dropped(ImmutableArray<string> Rows) : WorksheetEvent;
}

/// <summary>A row of the working copy: a case's id or a hint's key, the version at which it was last kept, by whom and when.</summary>
public sealed record KeptRow(string Key, long Version, Id By, DateTimeOffset At);

/// <summary>The working copy (工作底稿) of a list before it is decided: no act, with versions of its own.</summary>
public sealed record WorksheetState(long Version, ImmutableArray<KeptRow> Rows) : IStreamState<WorksheetState>
{
    public const string Kind = "worksheet";
    public const int Format = 1;

    /// <summary>The kind of document that a row stands in.</summary>
    public const string Row = "worksheet-row";

    public static WorksheetState Empty { get; } = new(0, []);

    public static bool IsOf(string kind) => kind == Kind;

    public static Id IdOf(Id roster) => Id.Of(Kind, roster.ToString());

    public static WorksheetState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<WorksheetState>(Format, snapshot);

    public KeptRow? Find(string key) => Rows.FirstOrDefault(r => r.Key == key);

    public WorksheetState After(ReadOnlySpan<byte> data) => After(StreamData.Read<WorksheetEvent>(data));

    public WorksheetState After(IEnumerable<WorksheetEvent> events) =>
        events.Aggregate(this with { Version = Version + 1 }, (state, happened) => happened switch
        {
            WorksheetEvent.Kept e => state with { Rows = [.. state.Rows.Where(r => !e.Rows.Contains(r.Key)), .. e.Rows.Select(k => new KeptRow(k, state.Version, e.By, e.At))] },
            WorksheetEvent.Dropped e => state with { Rows = [.. state.Rows.Where(r => !e.Rows.Contains(r.Key))] },
            _ => state,
        });
}
