using Dapper;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Chain;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Sqlite;
using StudentAid.Workflow.Storage.Tests.Conformance;

namespace StudentAid.Workflow.Storage.Tests.Audit;

/// <summary>An event of the file and who holds it.</summary>
internal sealed record Row(long Position, long Key, Id Stream, long Seq, bool Sealed, bool BelowHead, bool Practice);

/// <summary>
/// A copy of a small store's file: two tenants, streams of several lengths, one of practice; a part below the last head, a part sealed since, a part not sealed.
/// Each edit is undone after it was looked at.
/// </summary>
internal sealed class TamperedFile : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HeadKey key = HeadKey.From(MasterKey.New());
    private IReadOnlyList<HeadFile> heads = [];
    private ReadSession session = null!;

    public SqliteConnection Connection { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public long Events => Rows.Count;

    public long Sealed => Rows.Count(r => r.Sealed);

    public long BelowHead => Rows.Count(r => r.BelowHead);

    public long Unsealed => Rows.Count(r => !r.Sealed && !r.Practice);

    public static async Task<TamperedFile> MakeAsync()
    {
        var file = new TamperedFile();
        long head, end;
        await using (var store = SqliteStore.Open(file.folder.File("store.db")))
        {
            var sealer = new AuditSealer(store.Chains, 7);
            await ApplyAsync(store, 0, 5, 9);
            await sealer.SealAllAsync(Sample.Morning);
            var published = new HeadFolder(file.folder.File("heads"));
            published.Publish(store.Chains, file.key, new DateOnly(2026, 9, 22), Sample.Morning);
            (file.heads, head) = (published.All(), store.Chains.SealedUpto());
            await ApplyAsync(store, 5, 7, 9);
            await ApplyAsync(store, 0, 3, 11, 9);
            await sealer.SealAllAsync(Sample.Morning);
            end = store.Chains.SealedUpto();
            await ApplyAsync(store, 7, 9, 9);
            await ApplyAsync(store, 0, 2, 13, 11);
        }

        File.Copy(file.folder.File("store.db"), file.folder.File("copy.db"));
        file.Open(head, end);
        return file;
    }

    public void Begin() => Connection.Execute("begin deferred");

    public void Undo() => Connection.Execute("rollback transaction");

    public AuditVerdict Verify() => SqliteAudit.Verify(session, heads, [key]);

    /// <summary>Computes the stream's hashes anew from an event on, as a forger would.</summary>
    public void Rehash(long stream, long from)
    {
        var id = Id.FromBytes(Connection.ExecuteScalar<byte[]>("select id from stream where key = @stream", new { stream })!);
        var previous = EventHash.Root(id);
        foreach (var stored in StreamLookups.Events(session, id, 0))
        {
            previous = EventHash.Of(previous, stored);
            if (stored.Seq >= from)
                Connection.Execute("update event set hash = @previous where stream = @stream and seq = @Seq", new { previous, stream, stored.Seq });
        }
    }

    /// <summary>The chain's rows anew from one on.</summary>
    public void RehashChain(string place)
    {
        var previous = ChainRow.Root(place);
        foreach (var row in SqliteChainShelf.All(session).Where(r => r.Place == place))
        {
            previous = row.HashAfter(previous);
            Connection.Execute("update chain set hash = @previous where place = @place and n = @N", new { previous, place, row.N });
        }
    }

    public void Dispose()
    {
        session.Dispose();
        key.Dispose();
        folder.Dispose();
    }

    private void Open(long head, long end)
    {
        Connection = new SqliteConnection($"Data Source={folder.File("copy.db")};Pooling=False");
        Connection.Open();
        session = new ReadSession(Connection);
        Rows = [.. Connection.Query<(long Position, long Key, byte[] Id, long Seq, bool Practice)>(
                "select e.position, e.stream, s.id, e.seq, s.practice from event e join stream s on s.key = e.stream order by e.position")
            .Select(e => new Row(e.Position, e.Key, Id.FromBytes(e.Id), e.Seq, !e.Practice && e.Position <= end, !e.Practice && e.Position <= head, e.Practice))];
    }

    /// <summary>Steps from one to another of so many streams, in turns; the last of the first nine is of practice.</summary>
    private static async Task ApplyAsync(SqliteStore store, int from, int to, int streams, int first = 0)
    {
        for (var seq = from; seq < to; seq++)
        {
            for (var n = first; n < streams; n++)
            {
                var step = Sample.Step(Sample.Case(n), seq) with { OrgPath = n % 2 == 0 ? "/north/school/" : "/south/school/", Practice = n == 8, Actor = Id.Of("actor", (n % 3).ToString(System.Globalization.CultureInfo.InvariantCulture)) };
                if ((await store.ApplyAsync([step]))[0] is not StepResult.Applied)
                    throw new InvalidOperationException($"Expected step {seq} of stream {n} to be applied.");
            }
        }
    }
}
