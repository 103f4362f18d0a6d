using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Chain;

namespace StudentAid.Workflow.Storage.Memory;

/// <summary>What a step makes of the state: the store's rules once more, as plainly as they can be said.</summary>
internal static class MemorySteps
{
    /// <summary>Throws <see cref="BrokenStepException"/> where the step contradicts the rows.</summary>
    public static (MemoryState State, StepResult Result) Apply(MemoryState state, PreparedStep prepared)
    {
        var step = prepared.Step;
        if (state.Operations.TryGetValue(step.Operation, out var known))
            return (state, new StepResult.Duplicate(known.Stream, known.Seq, known.BodyHash));
        var current = state.Streams.GetValueOrDefault(step.Stream)?.Row.Version ?? 0;
        if (current != step.Expected)
            return (state, new StepResult.Stale(current));
        var counted = state;
        foreach (var claim in step.Claims)
        {
            var value = counted.Counter(claim.Counter);
            if (!Claims.Holds(claim, value))
                return (state, new StepResult.Exceeded(claim.Counter, value));
            counted = claim.Add == 0 ? counted : counted with { Counters = counted.Counters.SetItem(claim.Counter, value + claim.Add) };
        }

        if (Refused(state, step) is { } key)
            return (state, new StepResult.Exceeded($"entry:{key.Stream}:{key.Bookmark}", 0));
        return (Write(Record(counted, prepared), prepared), new StepResult.Applied(step.Expected + 1));
    }

    private static EntryKey? Refused(MemoryState state, Step step)
    {
        foreach (var row in step.Rows)
        {
            if (row is EntryClosed closed)
            {
                var key = new EntryKey(step.Stream, closed.Bookmark);
                if (!state.Entries.TryGetValue(key, out var entry) || !EntryStates.MayClose(entry.State, EntryStates.Parse(closed.State)))
                    return key;
            }
            else if (row is EntriesMarked marked)
            {
                foreach (var key in marked.Entries)
                {
                    if (!state.Entries.TryGetValue(key, out var entry) || !EntryStates.MayMark(entry.State, EntryStates.Parse(marked.State), entry.Barrier == step.Stream))
                        return key;
                }
            }
        }

        return null;
    }

    private static MemoryState Record(MemoryState state, PreparedStep prepared)
    {
        var step = prepared.Step;
        var before = state.Streams.GetValueOrDefault(step.Stream);
        var previous = before is null ? EventHash.Root(step.Stream) : before.Events[^1].Hash.Span;
        var stored = new StoredEvent(
            step.Stream, step.Expected + 1, step.Operation, step.BodyHash, step.Actor, DateTimeOffset.FromUnixTimeMilliseconds(prepared.At), step.Data, prepared.Sealed, default);
        stored = stored with { Hash = EventHash.Of(previous, stored) };
        var row = before is null
            ? new StreamRow(step.Stream, step.Kind, 1, step.OrgPath, step.Group, step.Subject, step.Status, step.At, step.Practice)
            : before.Row with { Version = stored.Seq, OrgPath = step.OrgPath, Status = step.Status, At = step.At };
        var ordinal = before?.Ordinal ?? (state.Streams.IsEmpty ? 1 : state.Streams.Values.Max(s => s.Ordinal) + 1);
        return state with
        {
            Streams = state.Streams.SetItem(step.Stream, new MemoryStream(ordinal, row, step.Snapshot, (before?.Events ?? []).Add(stored), before is null ? step.Serial : before.Serial)),
            Operations = state.Operations.Add(step.Operation, stored),
            Positions = state.Positions.Add(state.Last + 1, (stored.Stream, stored.Seq)),
            Last = state.Last + 1,
            Statuses = state.Statuses.Contains(step.Status) ? state.Statuses : state.Statuses.Add(step.Status),
            Blobs = step.Blobs.Aggregate(state.Blobs, (blobs, blob) => blobs.ContainsKey(blob.Hash) ? blobs : blobs.Add(blob.Hash, blob)),
        };
    }

    private static MemoryState Write(MemoryState state, PreparedStep prepared)
    {
        var step = prepared.Step;
        var documents = 0;
        state = state with { Keys = prepared.Locked.Keys.Aggregate(state.Keys, MemoryKeyShelf.Add) };
        state = step.Rows.Aggregate(state, (before, row) => row is DocumentPut document
            ? MemoryRows.Put(before, document, prepared, documents++)
            : MemoryRows.Write(before, row, step));
        var messages = step.Messages.Select((m, n) => new MemoryMessage(
            m with { Source = step.Stream, Body = prepared.Locked.Bodies[n] }, DateTimeOffset.FromUnixTimeMilliseconds(m.NotBefore?.ToUnixTimeMilliseconds() ?? prepared.At), MessageState.Pending, null));
        return state with { Messages = state.Messages.AddRange(messages) };
    }
}
