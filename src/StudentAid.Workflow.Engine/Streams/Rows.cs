using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>A stream in a list, without its state.</summary>
public sealed record StreamRow(
    Id Id, string Kind, long Version, string OrgPath, Id Group, Id Subject, string Status, string At, bool Practice);

/// <summary>An open task with what its list shows of the stream. <see cref="ShownAt"/> is its ETag.</summary>
public sealed record TaskRow(
    StreamRow Stream, int Bookmark, string Activity, string Role, string Unit, DateTimeOffset? Due, long ShownAt, Id Person)
{
    /// <summary>Who has it in hand; None where it lies open for its post.</summary>
    public Id Holder { get; init; }
}

/// <summary>Number of open tasks of one role, unit and activity, and the earliest due instant among them.</summary>
public sealed record TaskCount(string Role, string Unit, string Activity, long Count, DateTimeOffset? FirstDue);

/// <summary>A step that somebody took: the stream as it stands now, the step's seq and instant, and its events in stored form.</summary>
public sealed record DoneRow(StreamRow Stream, long Seq, DateTimeOffset At, ReadOnlyMemory<byte> Data);

/// <summary>A step and who took it.</summary>
public sealed record RecordRow(StreamRow Stream, long Seq, Id Actor, DateTimeOffset At, ReadOnlyMemory<byte> Data);

/// <summary>An entry of a gate. Barrier is None while it waits, and where it left without having been taken.</summary>
public sealed record EntryRow(StreamRow Stream, int Bookmark, string Gate, string Unit, EntryState State, Id Barrier, string? Decision)
{
    public EntryKey Key => new(Stream.Id, Bookmark);
}

/// <summary>Number of entries of a gate by unit and state.</summary>
public sealed record EntryCount(string Unit, EntryState State, long Count);

/// <summary>A deadline that stands.</summary>
public sealed record DeadlineRow(Id Stream, int Bookmark, DateTimeOffset Due, string OrgPath, string Status);

/// <summary>A bookmark that waits for a signal; without a correlation it takes every one of that name.</summary>
public sealed record SignalRow(Id Stream, int Bookmark, string Name, string? Correlation);

/// <summary>A bookmark that waits for an instance's end.</summary>
public sealed record ChildWaitRow(Id Stream, int Bookmark, Id Child);

public enum MessageState
{
    Pending = 0,
    Delivered = 1,
    Refused = 2,
}

/// <summary>A message with where it stands and, if it was refused, the code. A delivered one has no body any more.</summary>
public sealed record MessageRow(Message Message, MessageState State, string? RefusedWith, string OrgPath);

/// <summary>What a receiver is still to be told: of the step that it happened with the stream, seq, place and instant.</summary>
public sealed record DeliveryRow(Id Delivery, Id Receiver, string Topic, string About, Id Stream, long Seq, string OrgPath, DateTimeOffset At);

/// <summary>A document of a stream; <see cref="Seq"/> is that of the event that put it.</summary>
public sealed record DocumentRow(Id Stream, string Kind, string Key, long Seq, Value Content, string OrgPath);

/// <summary>Number of streams of a group by kind, status, unit and position.</summary>
public sealed record StreamCount(string Kind, string Status, string OrgPath, string At, long Count);
