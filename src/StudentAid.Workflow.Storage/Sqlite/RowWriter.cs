using SQLitePCL;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Writes the rows that follow from a step.</summary>
internal sealed class RowWriter(sqlite3 database, Names names) : IDisposable
{
    /// <summary>Stands for "no due instant": 9999-12-31T23:59:59.999Z.</summary>
    public const long Never = 253402300799999;

    private readonly Statement _openTask = new(
        database, "insert into task (stream, bookmark, activity, role, place, due, shown_at, person) values (?, ?, ?, ?, ?, ?, ?, ?)");

    private readonly Statement _changeTask = new(database, "update task set shown_at = ?3, due = ?4 where stream = ?1 and bookmark = ?2");
    private readonly Statement _holdTask = new(database, "update task set holder = ?3 where stream = ?1 and bookmark = ?2");
    private readonly Statement _closeTask = new(database, "delete from task where stream = ? and bookmark = ?");
    private readonly Statement _setDeadline = new(
        database, "insert into deadline (stream, bookmark, due) values (?, ?, ?) on conflict (stream, bookmark) do update set due = excluded.due");

    private readonly Statement _clearDeadline = new(database, "delete from deadline where stream = ? and bookmark = ?");
    private readonly Statement _awaitSignal = new(database, "insert into signal (stream, bookmark, name, correlation) values (?, ?, ?, ?)");
    private readonly Statement _dropSignal = new(database, "delete from signal where stream = ? and bookmark = ?");
    private readonly Statement _awaitChild = new(database, "insert into child_wait (stream, bookmark, child) values (?, ?, ?)");
    private readonly Statement _dropChild = new(database, "delete from child_wait where stream = ? and bookmark = ?");
    private readonly Statement _putDocument = new(
        database,
        """
        insert into document (stream, kind, name, place, seq, content) values (?, ?, ?, ?, ?, ?)
        on conflict (stream, kind, name) do update set place = excluded.place, seq = excluded.seq, content = excluded.content
        """);

    private readonly Statement _removeDocument = new(database, "delete from document where stream = ? and kind = ? and name = ?");
    private readonly EntryRows _entries = new(database, names);
    private readonly MessageRows _messages = new(database);
    private readonly KeyRows _keys = new(database);
    private readonly DeliveryRows _deliveries = new(database, names);
    private readonly ChainRows _chains = new(database);

    public EntryRows Entries => _entries;

    public MessageRows Messages => _messages;

    public KeyRows Keys => _keys;

    public ChainRows Chains => _chains;

    public void Write(PreparedStep prepared, long stream)
    {
        var documents = 0;
        _keys.Add(prepared.Locked.Keys);
        foreach (var row in prepared.Step.Rows)
        {
            if (row is DocumentPut document)
                Write(document, prepared, stream, documents++);
            else if (row is DeliveryQueued delivery)
                _deliveries.Queue(delivery, prepared, stream);
            else
                Write(row, stream);
        }
    }

    /// <summary>A row that must be there was changed, else the step is broken.</summary>
    public static void One(int changed, RowChange row)
    {
        if (changed != 1)
            throw new BrokenStepException($"Expected one row to change, but {changed} did, by {row}.");
    }

    private void Write(RowChange row, long stream)
    {
        switch (row)
        {
            case TaskOpened task: Open(task, stream); break;
            case TaskChanged task: One(_changeTask.Bind(stream).Bind(task.Bookmark).Bind(task.ShownAt).Bind(Due(task.Due)).Run(), row); break;
            case TaskHeld task: One(_holdTask.Bind(stream).Bind(task.Bookmark).Bind(names.IdentityOrNull(task.Holder)).Run(), row); break;
            case TaskClosed task: One(_closeTask.Bind(stream).Bind(task.Bookmark).Run(), row); break;
            case DeadlineSet deadline: _setDeadline.Bind(stream).Bind(deadline.Bookmark).Bind(deadline.Due.ToUnixTimeMilliseconds()).Run(); break;
            case DeadlineCleared deadline: One(_clearDeadline.Bind(stream).Bind(deadline.Bookmark).Run(), row); break;
            case SignalAwaited signal: _awaitSignal.Bind(stream).Bind(signal.Bookmark).Bind(signal.Name).Bind(signal.Correlation).Run(); break;
            case SignalDropped signal: One(_dropSignal.Bind(stream).Bind(signal.Bookmark).Run(), row); break;
            case ChildAwaited child: _awaitChild.Bind(stream).Bind(child.Bookmark).Bind(child.Child).Run(); break;
            case ChildDropped child: One(_dropChild.Bind(stream).Bind(child.Bookmark).Run(), row); break;
            case EntryArrived entry: _entries.Write(stream, entry); break;
            case EntryMoved entry: _entries.Write(stream, entry); break;
            case EntryClosed entry: _entries.Write(stream, entry); break;
            case EntriesMarked entries: _entries.Write(stream, entries); break;
            case SubjectErased erased: _keys.Destroy(erased.Subject); break;
            case ChainCut cut: _chains.Cut(cut); break;
            case MessageTaken message: _messages.Take(message.Message, message.RefusedWith); break;
            case DeliveriesDone deliveries: _deliveries.Done(deliveries); break;
            case DeliveriesDropped deliveries: _deliveries.Drop(deliveries); break;
            case MessageResent message: _messages.Resend(message.Message); break;
            default: throw new BrokenStepException($"Expected a known change of rows, but got {row.GetType().Name}.");
        }
    }

    private void Open(TaskOpened task, long stream)
    {
        _openTask.Bind(stream).Bind(task.Bookmark).Bind(names.Word(task.Activity)).Bind(names.Word(task.Role)).Bind(names.Word(task.Unit));
        _openTask.Bind(Due(task.Due)).Bind(task.ShownAt).Bind(names.IdentityOrNull(task.Person)).Run();
    }

    private void Write(DocumentPut row, PreparedStep prepared, long stream, int ordinal)
    {
        if (SealedMembers.Of(row.DocumentKind) is { LookedUp.IsEmpty: false })
            _keys.LookUps(stream, row, prepared.Locked.LookUps[ordinal]);
        if (prepared.Contents[ordinal] is { } content)
        {
            _putDocument.Bind(stream).Bind(row.DocumentKind).Bind(row.Key).Bind(row.Place is null ? null : names.Word(row.Place));
            _putDocument.Bind(prepared.Step.Expected + 1).Bind(content).Run();
        }
        else
        {
            _removeDocument.Bind(stream).Bind(row.DocumentKind).Bind(row.Key).Run();
        }
    }

    private static long Due(DateTimeOffset? due) => due?.ToUnixTimeMilliseconds() ?? Never;

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_openTask, _changeTask, _holdTask, _closeTask, _setDeadline, _clearDeadline, _awaitSignal, _dropSignal, _awaitChild, _dropChild, _putDocument, _removeDocument])
            statement.Dispose();
        _entries.Dispose();
        _messages.Dispose();
        _keys.Dispose();
        _deliveries.Dispose();
        _chains.Dispose();
    }
}
