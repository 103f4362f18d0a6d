using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Chain;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>
/// Applies steps inside the writer's open transaction, one after another, so that the later ones of a batch see the earlier. Everything
/// that can refuse a step is asked before its first write; therefore a refusal undoes nothing.
/// </summary>
internal sealed class StepWriter : IDisposable
{
    /// <summary>A shorter stream has no snapshot in the file: folding so few events costs about as much as reading it, and writing it at every step costs more.</summary>
    public const int FirstSnapshot = 8;

    private readonly sqlite3 _database;
    private readonly Names _names;
    private readonly RowWriter _rows;
    private readonly CounterRows _counters;
    private readonly Statement _head;
    private readonly Statement _begin;
    private readonly Statement _advance;
    private readonly Statement _move;
    private readonly Statement _keep;
    private readonly Statement _drop;
    private readonly Statement _event;
    private readonly Statement _operation;
    private readonly Statement _blob;
    private readonly Statement _lastKey;
    private long? _streams;

    public StepWriter(sqlite3 database)
    {
        _database = database;
        _names = new Names(database);
        _rows = new RowWriter(database, _names);
        _counters = new CounterRows(database);
        _head = new Statement(database, "select s.key, s.version, s.place, s.status, e.hash from stream s join event e on e.stream = s.key and e.seq = s.version where s.id = ?");
        _begin = new Statement(database, "insert into stream (key, id, kind, version, place, grp, subject, status, at, practice, series, number) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _advance = new Statement(database, "update stream set version = ?2, at = ?3 where key = ?1");
        _move = new Statement(database, "update stream set version = ?2, at = ?3, place = ?4, status = ?5 where key = ?1");
        _keep = new Statement(database, "insert into snapshot (stream, content) values (?, ?) on conflict (stream) do update set content = excluded.content");
        _drop = new Statement(database, "delete from snapshot where stream = ?");
        _event = new Statement(
            database,
            """
            insert into event (stream, seq, operation, body_hash, actor, at, data, sealed, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (operation) do nothing
            """);
        _operation = new Statement(database, "select s.id, e.seq, e.body_hash from event e join stream s on s.key = e.stream where e.operation = ?");
        _blob = new Statement(database, "insert into blob (hash, type, subject, content) values (?, ?, ?, ?) on conflict (hash) do nothing");
        _lastKey = new Statement(database, "select coalesce(max(seq), 0) from sqlite_sequence where name = 'stream'");
    }

    public MessageRows Messages => _rows.Messages;

    public KeyRows Keys => _rows.Keys;

    public ChainRows Chains => _rows.Chains;

    public StepResult Apply(PreparedStep prepared)
    {
        var step = prepared.Step;
        Span<byte> hash = stackalloc byte[EventHash.Length];
        var head = Head(step, hash);
        if (head.Version != step.Expected)
            return KnownOr(step, new StepResult.Stale(head.Version));
        if (Refuse(step, head) is { } refused)
            return KnownOr(step, refused);
        var key = head.Key ?? NextKey();
        if (!Record(prepared, key, hash))
            return Known(step) ?? throw new BrokenStepException($"Expected operation {step.Operation} to be new or known, but it is neither.");
        if (head.Key is null)
            _streams = key;
        Write(prepared, key, head);
        return new StepResult.Applied(step.Expected + 1);
    }

    /// <summary>Deletes a practice round's streams; false where the id is no such round's.</summary>
    public bool DeletePractice(Id round)
    {
        _streams = null;
        return PracticeRows.Delete(_database, round);
    }

    /// <summary>Forgets what a rolled-back transaction has made.</summary>
    public void Forget()
    {
        _names.Forget();
        _streams = null;
    }

    private StepResult.Exceeded? Refuse(Step step, in StreamHead head)
    {
        if (step.Claims.IsDefaultOrEmpty && step.Rows.IsDefaultOrEmpty)
            return null;
        return _counters.Refuse(step) ?? _rows.Entries.Refuse(step, head.Key);
    }

    private StreamHead Head(Step step, Span<byte> hash)
    {
        _head.Bind(step.Stream);
        var found = _head.Read();
        var head = found ? new StreamHead(_head.Int64(0), _head.Int64(1), _head.Int64(2), _head.Int64(3)) : default;
        (found ? _head.Bytes(4) : EventHash.Root(step.Stream)).CopyTo(hash);
        _head.Reset();
        return head;
    }

    private bool Record(PreparedStep prepared, long key, Span<byte> hash)
    {
        var step = prepared.Step;
        var fields = new EventHash.Fields(step.Expected + 1, step.Operation, prepared.Locked.BodyHash, step.Actor, prepared.At);
        Span<byte> own = stackalloc byte[EventHash.Length];
        EventHash.Compute(hash, fields, step.Data.Span, prepared.Sealed, own);
        _event.Bind(key).Bind(fields.Seq).Bind(step.Operation).Bind(prepared.Locked.BodyHash).Bind(_names.Identity(step.Actor)).Bind(prepared.At);
        return _event.Bind(step.Data.Span).BindOrNull(prepared.Sealed).Bind(own).Run() == 1;
    }

    private void Write(PreparedStep prepared, long key, in StreamHead head)
    {
        var step = prepared.Step;
        var place = _names.Word(step.OrgPath);
        var status = _names.Word(step.Status);
        if (head.Key is null)
            Begin(step, key, place, status);
        else if (place == head.Place && status == head.Status)
            _advance.Bind(key).Bind(step.Expected + 1).Bind(step.At).Run();
        else
            _move.Bind(key).Bind(step.Expected + 1).Bind(step.At).Bind(place).Bind(status).Run();
        if (step.Expected + 1 >= FirstSnapshot)
            Keep(key, step.Snapshot.Span);
        _counters.Write(step);
        _rows.Write(prepared, key);
        _rows.Messages.Write(prepared, key);
        foreach (var blob in step.Blobs)
            _blob.Bind(Convert.FromHexString(blob.Hash)).Bind(blob.ContentType).BindOrNull(blob.Subject).Bind(blob.Content.Span).Run();
    }

    private void Keep(long key, ReadOnlySpan<byte> snapshot)
    {
        if (snapshot.IsEmpty)
            _drop.Bind(key).Run();
        else
            _keep.Bind(key).Bind(snapshot).Run();
    }

    private void Begin(Step step, long key, long place, long status)
    {
        _begin.Bind(key).Bind(step.Stream).Bind(_names.Word(step.Kind)).Bind(step.Expected + 1).Bind(place);
        _begin.Bind(_names.IdentityOrNull(step.Group) ?? 0).Bind(_names.IdentityOrNull(step.Subject)).Bind(status);
        _begin.Bind(step.At).Bind(step.Practice ? 1 : 0);
        _begin.Bind(step.Serial is { } serial ? _names.Series(serial.Series) : (long?)null).Bind(step.Serial?.Number).Run();
    }

    private StepResult.Duplicate? Known(Step step)
    {
        _operation.Bind(step.Operation);
        var known = _operation.Read() ? new StepResult.Duplicate(_operation.Id(0), _operation.Int64(1), _operation.Int64(2)) : null;
        _operation.Reset();
        return known;
    }

    // A known operation is answered as such even where its step would no longer be taken.
    private StepResult KnownOr(Step step, StepResult refused) => (StepResult?)Known(step) ?? refused;

    private long NextKey() => (_streams ??= _lastKey.Scalar()!.Value) + 1;

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_head, _begin, _advance, _move, _keep, _drop, _event, _operation, _blob, _lastKey])
            statement.Dispose();
        _counters.Dispose();
        _rows.Dispose();
        _names.Dispose();
    }

    private readonly record struct StreamHead(long? Key, long Version, long Place, long Status);
}
