using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>What receivers outside are to be told: queued by the step that it happened with, gone when they have it.</summary>
internal sealed class DeliveryRows(sqlite3 database, Names names) : IDisposable
{
    private readonly Statement _queue = new(database, "insert into delivery (id, receiver, stream, seq, topic, about, place, at) values (?, ?, ?, ?, ?, ?, ?, ?)");
    private readonly Statement _done = new(database, "delete from delivery where id = ?");
    private readonly Statement _drop = new(database, "delete from delivery where receiver = ?");

    public void Queue(DeliveryQueued row, PreparedStep prepared, long stream)
    {
        _queue.Bind(row.Delivery).Bind(names.Identity(row.Receiver)).Bind(stream).Bind(prepared.Step.Expected + 1).Bind(names.Word(row.Topic)).Bind(row.About);
        _queue.Bind(names.Word(prepared.Step.OrgPath)).Bind(prepared.At).Run();
    }

    public void Done(DeliveriesDone row)
    {
        foreach (var delivery in row.Deliveries)
            _done.Bind(delivery).Run();
    }

    public void Drop(DeliveriesDropped row) => _drop.Bind(names.Identity(row.Receiver)).Run();

    public void Dispose()
    {
        _queue.Dispose();
        _done.Dispose();
        _drop.Dispose();
    }
}
