using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Memory;

/// <summary>Everything a store keeps, as one immutable value: a step that fails has changed nothing.</summary>
internal sealed record MemoryState
{
    public static readonly MemoryState Empty = new();

    public ImmutableDictionary<Id, MemoryStream> Streams { get; init; } = ImmutableDictionary<Id, MemoryStream>.Empty;

    public ImmutableDictionary<Id, StoredEvent> Operations { get; init; } = ImmutableDictionary<Id, StoredEvent>.Empty;

    /// <summary>Which event stands at which position, in the order of their commit.</summary>
    public ImmutableSortedDictionary<long, (Id Stream, long Seq)> Positions { get; init; } = ImmutableSortedDictionary<long, (Id Stream, long Seq)>.Empty;

    public long Last { get; init; }

    public ImmutableDictionary<string, ChainStart> ChainStarts { get; init; } = ImmutableDictionary.Create<string, ChainStart>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, ImmutableList<ChainRow>> Chains { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableList<ChainRow>>(StringComparer.Ordinal);

    /// <summary>Statuses in the order of their first use, which is that of lists.</summary>
    public ImmutableList<string> Statuses { get; init; } = [];

    /// <summary>Who has a task in hand.</summary>
    public ImmutableDictionary<EntryKey, Id> Holders { get; init; } = ImmutableDictionary<EntryKey, Id>.Empty;

    public ImmutableDictionary<EntryKey, TaskOpened> Tasks { get; init; } = ImmutableDictionary<EntryKey, TaskOpened>.Empty;

    public ImmutableDictionary<EntryKey, DateTimeOffset> Deadlines { get; init; } = ImmutableDictionary<EntryKey, DateTimeOffset>.Empty;

    public ImmutableDictionary<EntryKey, SignalAwaited> Signals { get; init; } = ImmutableDictionary<EntryKey, SignalAwaited>.Empty;

    public ImmutableDictionary<EntryKey, Id> Children { get; init; } = ImmutableDictionary<EntryKey, Id>.Empty;

    public ImmutableDictionary<EntryKey, MemoryEntry> Entries { get; init; } = ImmutableDictionary<EntryKey, MemoryEntry>.Empty;

    /// <summary>In the order of their steps.</summary>
    public ImmutableList<MemoryMessage> Messages { get; init; } = [];

    /// <summary>In the order of their steps.</summary>
    public ImmutableList<DeliveryRow> Deliveries { get; init; } = [];

    public ImmutableDictionary<(Id Stream, string Kind, string Key), (long Seq, Value Content, string? Place)> Documents { get; init; } =
        ImmutableDictionary<(Id Stream, string Kind, string Key), (long Seq, Value Content, string? Place)>.Empty;

    public ImmutableDictionary<Id, KeyRow> Keys { get; init; } = ImmutableDictionary<Id, KeyRow>.Empty;

    /// <summary>What each document is found by.</summary>
    public ImmutableDictionary<(Id Stream, string Kind, string Key), ImmutableArray<LookUpRow>> LookUps { get; init; } =
        ImmutableDictionary<(Id Stream, string Kind, string Key), ImmutableArray<LookUpRow>>.Empty;

    public ImmutableSortedDictionary<string, long> Counters { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    public ImmutableDictionary<string, Blob> Blobs { get; init; } = ImmutableDictionary.Create<string, Blob>(StringComparer.Ordinal);

    public long Counter(string name) => Counters.GetValueOrDefault(name);
}

/// <summary>A stream and its events; the ordinal is that of its beginning.</summary>
internal sealed record MemoryStream(int Ordinal, StreamRow Row, ReadOnlyMemory<byte> Snapshot, ImmutableList<StoredEvent> Events, Serial? Serial);

internal sealed record MemoryEntry(string Gate, string Unit, EntryState State, Id Barrier, string? Decision);

internal sealed record MemoryMessage(Message Message, DateTimeOffset Due, MessageState State, string? RefusedWith);
