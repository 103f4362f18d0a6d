using System.Collections.Immutable;
using System.Globalization;
using SQLitePCL;
using StudentAid.Workflow.Benchmarks.Product;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Benchmarks.Growth;

/// <summary>People at work in a database of so many cases.</summary>
internal sealed class GrownSchool : IAsyncDisposable
{
    private const int Shown = 50;
    private const int Own = 1_000_000_000;
    private static readonly TaskFilter Inbox = new() { Posts = [.. Approvals.Clerk.Posts] };
    private readonly int cases;
    private readonly Approvals product;
    private readonly ReadSessions sessions;
    private readonly SqliteReader reader;

    public GrownSchool(string path, int cases)
    {
        (this.cases, product, sessions) = (cases, new Approvals(path), new ReadSessions(path));
        reader = new SqliteReader(sessions);
    }

    /// <summary>The n-th case of one's own: begun, and approved once.</summary>
    public async Task StepAsync(int n)
    {
        await product.BeginAsync(Own + n);
        await product.ApproveAsync(Own + n, 1);
    }

    public async Task InboxAsync()
    {
        var page = await product.Store.Reader.TasksAsync(Scope.All, Inbox, new PageRequest(null, Shown));
        if (page.Items.Length != Shown)
            throw new InvalidOperationException($"Expected a full page, but it has {page.Items.Length} tasks.");
    }

    /// <summary>The page of one of the copied cases, each time another's, so that none is at hand.</summary>
    public async Task CaseAsync(int n)
    {
        if (await product.Get<CaseFiles>().LoadAsync(Approvals.Clerk, CopyOf(n), default) is not { Timeline.Length: > 0 })
            throw new InvalidOperationException("Expected the case to be in the clerk's scope.");
    }

    /// <summary>Rows shown, and pages of the file that were looked at for them.</summary>
    public (int Rows, int Pages) InboxPages() => Counted(async () => (await reader.TasksAsync(Scope.All, Inbox, new PageRequest(null, Shown))).Items.Length);

    public (int Rows, int Pages) CasePages() => Counted(async () =>
    {
        var id = CopyOf(0);
        var tasks = await reader.TasksOfAsync(Scope.All, id);
        var events = sessions.Use(session => StreamLookups.Stream(session, id) is null ? [] : StreamLookups.Events(session, id, 0));
        return (await reader.StreamAsync(Scope.All, id) is null ? 0 : 1) + tasks.Count + events.Count;
    });

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        sessions.Dispose();
        await product.DisposeAsync();
    }

    // Every tenth copy is the clerk's.
    private Id CopyOf(int n) => Id.Of("copy", (((n * 7_919L % (cases / 10)) + 1) * 10 % cases is var key and > 1 ? key : 10).ToString(CultureInfo.InvariantCulture));

    private (int Rows, int Pages) Counted(Func<Task<int>> read)
    {
        var before = Touched();
        var rows = read().GetAwaiter().GetResult();
        return (rows, Touched() - before);
    }

    private int Touched() => sessions.Use(session =>
    {
        raw.sqlite3_db_status(session.Connection.Handle!, raw.SQLITE_DBSTATUS_CACHE_HIT, out var hits, out _, 0);
        raw.sqlite3_db_status(session.Connection.Handle!, raw.SQLITE_DBSTATUS_CACHE_MISS, out var misses, out _, 0);
        return hits + misses;
    });
}
