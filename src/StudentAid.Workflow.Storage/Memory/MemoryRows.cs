using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Memory;

/// <summary>What each change of rows makes of the state.</summary>
internal static class MemoryRows
{
    public static MemoryState Write(MemoryState state, RowChange row, Step step)
    {
        EntryKey At(int bookmark) => new(step.Stream, bookmark);
        return row switch
        {
            TaskOpened task => state with { Tasks = Add(state.Tasks, At(task.Bookmark), task) },
            TaskChanged task => state with
            {
                Tasks = state.Tasks.SetItem(At(task.Bookmark), There(state.Tasks, At(task.Bookmark)) with { ShownAt = task.ShownAt, Due = task.Due }),
            },
            TaskHeld task => Hold(state, At(task.Bookmark), task.Holder),
            TaskClosed task => state with { Tasks = Remove(state.Tasks, At(task.Bookmark)), Holders = state.Holders.Remove(At(task.Bookmark)) },
            DeadlineSet deadline => state with { Deadlines = state.Deadlines.SetItem(At(deadline.Bookmark), deadline.Due) },
            DeadlineCleared deadline => state with { Deadlines = Remove(state.Deadlines, At(deadline.Bookmark)) },
            SignalAwaited signal => state with { Signals = Add(state.Signals, At(signal.Bookmark), signal) },
            SignalDropped signal => state with { Signals = Remove(state.Signals, At(signal.Bookmark)) },
            ChildAwaited child => state with { Children = Add(state.Children, At(child.Bookmark), child.Child) },
            ChildDropped child => state with { Children = Remove(state.Children, At(child.Bookmark)) },
            MessageTaken message => Take(state, message),
            DeliveryQueued queued => Queue(state, new DeliveryRow(
                queued.Delivery, queued.Receiver, queued.Topic, queued.About, step.Stream, step.Expected + 1, step.OrgPath, DateTimeOffset.FromUnixTimeMilliseconds(step.Now.ToUnixTimeMilliseconds()))),
            DeliveriesDone done => state with { Deliveries = state.Deliveries.RemoveAll(d => done.Deliveries.Contains(d.Delivery)) },
            DeliveriesDropped dropped => state with { Deliveries = state.Deliveries.RemoveAll(d => d.Receiver == dropped.Receiver) },
            MessageResent message => Resend(state, message.Message),
            SubjectErased erased => MemoryKeyShelf.Destroy(state, erased.Subject),
            ChainCut cut => MemoryChainShelf.Cut(state, cut),
            _ => WriteEntry(state, row, step),
        };
    }

    /// <summary>Marks a message; one that was delivered before stays so.</summary>
    public static MemoryState Take(MemoryState state, MessageTaken taken)
    {
        var index = IndexOf(state, taken.Message);
        var message = state.Messages[index];
        if (message.State == MessageState.Delivered)
            return state;
        var next = taken.RefusedWith is null
            ? message with { State = MessageState.Delivered, RefusedWith = null, Message = message.Message with { Body = Value.Null, Expects = [] } }
            : message with { State = MessageState.Refused, RefusedWith = taken.RefusedWith };
        return state with { Messages = state.Messages.SetItem(index, next) };
    }

    private static MemoryState Queue(MemoryState state, DeliveryRow row) => state.Deliveries.Exists(d => d.Delivery == row.Delivery)
        ? throw new BrokenStepException($"Expected a delivery once, but there is one with the id {row.Delivery}.")
        : state with { Deliveries = state.Deliveries.Add(row) };

    /// <summary>A refused message waits again, in its place.</summary>
    private static MemoryState Resend(MemoryState state, Id id)
    {
        var index = IndexOf(state, id);
        var message = state.Messages[index];
        return message.State == MessageState.Refused
            ? state with { Messages = state.Messages.SetItem(index, message with { State = MessageState.Pending, RefusedWith = null }) }
            : state;
    }

    private static int IndexOf(MemoryState state, Id message)
    {
        var index = state.Messages.FindIndex(m => m.Message.Id == message);
        return index >= 0 ? index : throw new BrokenStepException($"Expected a message, but there is none with the id {message}.");
    }

    private static MemoryState Hold(MemoryState state, EntryKey task, Id holder)
    {
        There(state.Tasks, task);
        return state with { Holders = holder.IsNone ? state.Holders.Remove(task) : state.Holders.SetItem(task, holder) };
    }

    private static MemoryState WriteEntry(MemoryState state, RowChange row, Step step)
    {
        var entries = state.Entries;
        switch (row)
        {
            case EntryArrived arrived:
                return state with { Entries = Add(entries, new(step.Stream, arrived.Bookmark), new(arrived.Gate, arrived.Unit, EntryState.Waiting, default, null)) };
            case EntryMoved moved:
                var at = new EntryKey(step.Stream, moved.Bookmark);
                var waits = entries.TryGetValue(at, out var entry) && entry.State == EntryState.Waiting;
                return waits ? state with { Entries = entries.SetItem(at, entry! with { Unit = moved.Unit, Gate = moved.Gate ?? entry.Gate }) } : state;
            case EntryClosed closed:
                var key = new EntryKey(step.Stream, closed.Bookmark);
                var open = There(entries, key);
                return open.State <= EntryState.Decided
                    ? state with { Entries = entries.SetItem(key, open with { State = EntryStates.Parse(closed.State) }) }
                    : throw new BrokenStepException($"Expected an entry that can be closed, but got {open.State} by {row}.");
            case EntriesMarked marked:
                return state with { Entries = marked.Entries.Aggregate(entries, (all, k) => all.SetItem(k, Marked(There(all, k), marked, step.Stream))) };
            default:
                throw new BrokenStepException($"Expected a known change of rows, but got {row.GetType().Name}.");
        }
    }

    private static MemoryEntry Marked(MemoryEntry entry, EntriesMarked marked, Id barrier)
    {
        if (entry.State is EntryState.Applied or EntryState.NotApplied)
            throw new BrokenStepException($"Expected an entry that can be marked, but got {entry.State} by {marked}.");
        var state = EntryStates.Parse(marked.State);
        return state == EntryState.Waiting
            ? entry with { State = state, Barrier = default, Decision = null }
            : entry with { State = state, Barrier = barrier, Decision = marked.Decision };
    }

    /// <summary>The document as it is kept: the <paramref name="ordinal"/>th of the step.</summary>
    public static MemoryState Put(MemoryState state, DocumentPut document, PreparedStep prepared, int ordinal)
    {
        var (step, content, looks) = (prepared.Step, prepared.Locked.Contents[ordinal], prepared.Locked.LookUps[ordinal]);
        var key = (step.Stream, document.DocumentKind, document.Key);
        return state with
        {
            Documents = content is null ? state.Documents.Remove(key) : state.Documents.SetItem(key, (step.Expected + 1, content, document.Place)),
            LookUps = looks.IsEmpty ? state.LookUps.Remove(key) : state.LookUps.SetItem(key, looks),
        };
    }

    private static ImmutableDictionary<EntryKey, T> Add<T>(ImmutableDictionary<EntryKey, T> rows, EntryKey key, T row) =>
        rows.ContainsKey(key) ? throw new BrokenStepException($"Expected no row at {key}, but there is one.") : rows.Add(key, row);

    private static ImmutableDictionary<EntryKey, T> Remove<T>(ImmutableDictionary<EntryKey, T> rows, EntryKey key)
    {
        There(rows, key);
        return rows.Remove(key);
    }

    private static T There<T>(ImmutableDictionary<EntryKey, T> rows, EntryKey key) =>
        rows.TryGetValue(key, out var row) ? row : throw new BrokenStepException($"Expected a row at {key}, but there is none.");
}
