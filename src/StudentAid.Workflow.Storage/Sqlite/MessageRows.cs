using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Messages: written by their source's step, done with by their target's. Of a delivered one only the row stays, without its body.</summary>
internal sealed class MessageRows(sqlite3 database) : IDisposable
{
    private readonly Statement _add = new(
        database, "insert into message (id, source, seq, target, name, body, expects, not_before) values (?, ?, ?, ?, ?, ?, ?, ?)");

    private readonly Statement _deliver = new(database, "update message set state = 1, code = null, body = null, expects = null where id = ?1 and state in (0, 2)");
    private readonly Statement _refuse = new(database, "update message set state = 2, code = ?2 where id = ?1 and state in (0, 2)");
    private readonly Statement _resend = new(database, "update message set state = 0, code = null where id = ?1 and state = 2");
    private readonly Statement _exists = new(database, "select 1 from message where id = ?");

    public void Write(PreparedStep prepared, long stream)
    {
        for (var i = 0; i < prepared.Bodies.Length; i++)
        {
            var message = prepared.Step.Messages[i];
            _add.Bind(message.Id).Bind(stream).Bind(prepared.Step.Expected + 1).BindOrNull(message.Target).Bind(message.Name).Bind(prepared.Bodies[i]);
            _add.Bind(message.Expects.IsDefaultOrEmpty ? null : string.Join(',', message.Expects));
            _add.Bind(message.NotBefore?.ToUnixTimeMilliseconds() ?? prepared.At).Run();
        }
    }

    /// <summary>Marks it; one that was delivered before stays so.</summary>
    public void Take(Id message, string? refusedWith)
    {
        var changed = refusedWith is null ? _deliver.Bind(message).Run() : _refuse.Bind(message).Bind(refusedWith).Run();
        Known(changed, message);
    }

    /// <summary>It waits again, where it was refused.</summary>
    public void Resend(Id message) => Known(_resend.Bind(message).Run(), message);

    private void Known(int changed, Id message)
    {
        if (changed == 0 && _exists.Bind(message).Scalar() is null)
            throw new BrokenStepException($"Expected a message, but there is none with the id {message}.");
    }

    public void Dispose()
    {
        _add.Dispose();
        _deliver.Dispose();
        _refuse.Dispose();
        _resend.Dispose();
        _exists.Dispose();
    }
}
