using Dapper;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Chain;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>What was sealed in a database that had stood in clear.</summary>
public sealed record Resealed(int Streams, int Documents, int Messages, int Files);

/// <summary>
/// Seals what an earlier program, whose cipher passed through, has written in clear. No server may run. Streams' chains are verified, then computed anew, for a hash
/// covers the ciphertext; what stood in clear is overwritten by a vacuum at the end. It may be cut off and run again.
/// </summary>
public sealed class Reseal
{
    private readonly SqliteConnection connection;
    private readonly Vault vault;

    private Reseal(SqliteConnection connection, Vault vault) => (this.connection, this.vault) = (connection, vault);

    /// <summary>Throws <see cref="StoreException"/> where another process writes the file, or a chain does not verify: nothing of that stream is changed then.</summary>
    public static Resealed Run(string path, Vault vault)
    {
        var full = Path.GetFullPath(path);
        using var held = WriterLock.Take(full);
        using var writer = SqliteFile.OpenWriter(full, new SqliteOptions());
        Migrator.Run(writer);
        using var sessions = new ReadSessions(full);
        vault.Attach(new SqliteKeyShelf(sessions, _ => throw new InvalidOperationException("Expected no rotation while a database is sealed.")));
        var reseal = new Reseal(writer, vault);
        var done = new Resealed(reseal.Streams(), reseal.Documents(), reseal.Messages(), reseal.Files());
        writer.Execute("vacuum");
        writer.Execute("pragma wal_checkpoint(truncate)");
        return done;
    }

    private int Streams()
    {
        var found = connection.Query<(byte[] Id, long Key, string Place)>(
            "select distinct s.id, s.key, (select text from word where key = s.place) from stream s join event e on e.stream = s.key where e.sealed is not null").AsList();
        return found.Count(s => InTransaction(fresh => Stream(Id.FromBytes(s.Id), s.Key, s.Place, fresh)));
    }

    private bool Stream(Id stream, long key, string place, Fresh fresh)
    {
        using var session = new Borrowed(connection);
        var events = StreamLookups.Events(session.Session, stream, 0);
        if (events.All(e => SealedFrame.Read(e.Sealed).All(p => p.KeyId != Cipher.PassThrough)))
            return false;
        var (before, after) = (EventHash.Root(stream), EventHash.Root(stream));
        foreach (var happened in events)
        {
            before = EventHash.Of(before, happened);
            if (!happened.Hash.Span.SequenceEqual(before))
                throw new StoreException($"Expected the chain of stream {stream} to verify before it is sealed, but event {happened.Seq} does not.");
            var step = StepOf(stream, happened.Seq, place);
            var sealedAgain = happened with { Sealed = SealedFrame.Write([.. SealedFrame.Read(happened.Sealed).Select((p, n) => vault.Lock(p, step, n, fresh))]) };
            after = EventHash.Of(after, sealedAgain);
            connection.Execute(
                "update event set sealed = @sealed, hash = @hash where stream = @key and seq = @seq",
                new { key, seq = happened.Seq, hash = after, @sealed = sealedAgain.Sealed.IsEmpty ? null : sealedAgain.Sealed.ToArray() });
        }

        // Tenants' chains hold the former hashes; the sealer makes them anew.
        connection.Execute("delete from chain; delete from chain_start");
        return true;
    }

    private int Documents()
    {
        var rows = connection.Query<(long Key, byte[] Stream, long StreamKey, string Kind, string Name, string Content, string Place)>(
            """
            select d.key, s.id, s.key, d.kind, d.name, d.content, (select text from word where key = coalesce(d.place, s.place))
            from document d join stream s on s.key = d.stream where d.kind in @kinds
            """,
            new { kinds = SealedMembers.All.Select(m => m.Kind).ToArray() }).AsList();
        return rows.Count(row => InTransaction(fresh =>
        {
            var content = Value.Parse(row.Content);
            if (SealedMembers.Of(row.Kind)!.Members.All(m => content[m].IsNull || Vault.IsSealed(content[m])))
                return false;
            var put = new DocumentPut(row.Kind, row.Name, content, row.Place);
            var step = StepOf(Id.FromBytes(row.Stream), 1, row.Place);
            connection.Execute("update document set content = @content where key = @Key", new { row.Key, content = vault.Lock(put, step, fresh)!.ToJson() });
            foreach (var look in vault.LookUps(put, step, fresh))
            {
                connection.Execute(
                    "insert into look_up (digest, stream, kind, name, subject) values (@digest, @StreamKey, @Kind, @Name, @subject) on conflict do nothing",
                    new { digest = Convert.FromHexString(look.Digest), row.StreamKey, row.Kind, row.Name, subject = look.Subject.ToBytes() });
            }

            return true;
        }));
    }

    private int Messages()
    {
        var rows = connection.Query<(byte[] Id, string Body, string Place)>(
            "select m.id, m.body, (select text from word where key = s.place) from message m join stream s on s.key = m.source where m.body is not null").AsList();
        return rows.Count(row => InTransaction(fresh =>
        {
            var body = Value.Parse(row.Body);
            if (Vault.IsSealed(body))
                return false;
            var locked = vault.Lock(new Message { Id = Id.FromBytes(row.Id), Source = default, Name = "", Body = body }, StepOf(default, 1, row.Place), fresh);
            connection.Execute("update message set body = @body where id = @Id", new { row.Id, body = locked.ToJson() });
            return true;
        }));
    }

    /// <summary>A file's address stays the hash of what it was: events name it.</summary>
    private int Files()
    {
        var keys = connection.Query<(long Key, byte[]? Subject, byte[]? Stream, string? Place)>(
            """
            select b.key, b.subject, s.id, (select text from word where key = coalesce(d.place, s.place))
            from blob b left join document d on d.kind = 'file' and d.name = lower(hex(b.hash)) left join stream s on s.key = d.stream
            where d.key is not null or b.subject is not null
            """).AsList();
        return keys.Count(row => InTransaction(fresh =>
        {
            var content = connection.ExecuteScalar<byte[]>("select content from blob where key = @Key", new { row.Key })!;
            if (Vault.IsSealedContent(content))
                return false;
            var (subject, place) = (Id.FromBytes(row.Subject ?? row.Stream), row.Place ?? "/");
            var kept = vault.SealContent(subject, place, content);
            fresh.Add(vault.Ring.ForWriting(subject, place));
            connection.Execute("update blob set content = @kept where key = @Key", new { row.Key, kept });
            return true;
        }));
    }

    private bool InTransaction(Func<Fresh, bool> run)
    {
        var fresh = new Fresh();
        connection.Execute("begin immediate");
        try
        {
            var changed = run(fresh);
            foreach (var row in fresh.Rows)
            {
                connection.Execute(
                    "insert into vault_key (id, under, place, version, wrapped) values (@id, @under, @Place, @Version, @Wrapped) on conflict (id) do nothing",
                    new { id = row.Id.ToBytes(), under = row.Under.ToBytes(), row.Place, row.Version, row.Wrapped });
            }

            connection.Execute("commit");
            vault.Ring.Stored(fresh.Rows);
            return changed;
        }
        catch
        {
            connection.Execute("rollback");
            throw;
        }
    }

    private static Step StepOf(Id stream, long seq, string place) => new()
    {
        Stream = stream, Kind = "", Expected = seq - 1, OrgPath = place, Status = "", Operation = default, BodyHash = 0, Actor = default, Now = default, Data = default,
    };

    /// <summary>Prepared statements on the connection that the transaction runs on.</summary>
    private sealed class Borrowed(SqliteConnection connection) : IDisposable
    {
        public ReadSession Session { get; } = new(connection);

        public void Dispose() => Session.DisposeStatements();
    }
}
