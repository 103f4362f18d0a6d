using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Entries of barriers: what a step may not do to them is found before it writes; the writes are guarded by state once more.</summary>
internal sealed class EntryRows(sqlite3 database, Names names) : IDisposable
{
    private readonly Statement _find = new(database, "select stream, state, barrier from entry where stream = (select key from stream where id = ?) and bookmark = ?");
    private readonly Statement _add = new(database, "insert into entry (stream, bookmark, gate, place, state) values (?, ?, ?, ?, 0)");
    private readonly Statement _move = new(database, "update entry set place = ?3, gate = coalesce(?4, gate) where stream = ?1 and bookmark = ?2 and state = 0");
    private readonly Statement _close = new(database, "update entry set state = ?3 where stream = ?1 and bookmark = ?2 and state in (0, 1, 2)");

    private readonly Statement _mark = new(
        database, "update entry set state = ?3, barrier = ?4, decision = ?5 where stream = ?1 and bookmark = ?2 and state in (0, 1, 2, 4)");

    /// <summary>The first entry that does not stand where the step needs it, as <c>entry:{stream}:{bookmark}</c>, or null.</summary>
    public StepResult.Exceeded? Refuse(Step step, long? barrier)
    {
        foreach (var row in step.Rows)
        {
            var refused = row switch
            {
                EntryClosed closed => RefuseClosing(new EntryKey(step.Stream, closed.Bookmark), EntryStates.Parse(closed.State)),
                EntriesMarked marked => RefuseMarking(marked, EntryStates.Parse(marked.State), barrier),
                _ => null,
            };
            if (refused is not null)
                return refused;
        }

        return null;
    }

    public void Write(long stream, EntryArrived row) => _add.Bind(stream).Bind(row.Bookmark).Bind(names.Word(row.Gate)).Bind(names.Word(row.Unit)).Run();

    public void Write(long stream, EntryMoved row) => _move.Bind(stream).Bind(row.Bookmark).Bind(names.Word(row.Unit)).Bind(row.Gate is { } gate ? names.Word(gate) : null).Run();

    public void Write(long stream, EntryClosed row) =>
        RowWriter.One(_close.Bind(stream).Bind(row.Bookmark).Bind((long)EntryStates.Parse(row.State)).Run(), row);

    public void Write(long barrier, EntriesMarked row)
    {
        var state = EntryStates.Parse(row.State);
        var waits = state == EntryState.Waiting;
        foreach (var key in row.Entries)
        {
            var entry = Find(key) ?? throw new BrokenStepException($"Expected an entry, but there is none at {key}.");
            _mark.Bind(entry.Stream).Bind(key.Bookmark).Bind((long)state);
            _mark.Bind(waits ? null : barrier).Bind(waits ? null : row.Decision);
            RowWriter.One(_mark.Run(), row);
        }
    }

    private StepResult.Exceeded? RefuseClosing(EntryKey key, EntryState to) =>
        Find(key) is { } entry && EntryStates.MayClose(entry.State, to) ? null : Refusal(key);

    private StepResult.Exceeded? RefuseMarking(EntriesMarked marked, EntryState to, long? barrier)
    {
        foreach (var key in marked.Entries)
        {
            if (Find(key) is not { } entry || !EntryStates.MayMark(entry.State, to, own: barrier is not null && entry.Barrier == barrier))
                return Refusal(key);
        }

        return null;
    }

    private (long Stream, EntryState State, long? Barrier)? Find(EntryKey key)
    {
        _find.Bind(key.Stream).Bind(key.Bookmark);
        (long, EntryState, long?)? found = _find.Read() ? (_find.Int64(0), (EntryState)_find.Int64(1), _find.IsNull(2) ? null : _find.Int64(2)) : null;
        _find.Reset();
        return found;
    }

    private static StepResult.Exceeded Refusal(EntryKey key) => new($"entry:{key.Stream}:{key.Bookmark}", 0);

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _move.Dispose();
        _close.Dispose();
        _mark.Dispose();
    }
}
