using StudentAid.Workflow.Storage.Audit;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>The tenants' chains in the file: read by its readers, appended to by its writer between steps.</summary>
internal sealed class SqliteChainShelf(ReadSessions sessions, Func<Func<StepWriter, bool>, Task<bool>> write) : IChainShelf
{
    internal const string StartColumns = "select place, rows, events, hash from chain_start";

    private const string Columns = "place, n, upto, total, at, content, hash";

    private readonly Tenancy tenancy = new(new SqliteKeyShelf(sessions, _ => Task.CompletedTask).KindOf);

    public long SealedUpto() => sessions.Use(session => session.Statement("select max(upto) from chain").Scalar() ?? 0);

    public IReadOnlyList<UnsealedEvent> Unsealed(long after, int limit) => sessions.Use(session =>
    {
        var row = session.Statement(
            """
            select e.position, (select text from word where key = s.place), s.id, e.seq, e.hash
            from event e join stream s on s.key = e.stream where e.position > ? and s.practice = 0 order by e.position limit ?
            """).Bind(after).Bind((long)limit);
        var events = new List<UnsealedEvent>();
        while (row.Read())
            events.Add(new UnsealedEvent(row.Int64(0), row.Text(1), new SealedEntry(row.Id(2), row.Int64(3), row.Bytes(4).ToArray())));
        row.Reset();
        return events;
    });

    public ChainRow? Last(string place) => sessions.Use(session =>
        Rows(session.Statement($"select {Columns} from chain where place = ? order by n desc limit 1").Bind(place)).FirstOrDefault());

    public IReadOnlyList<ChainRow> Rows(string place, long after, long upto) => sessions.Use(session =>
        Rows(session.Statement($"select {Columns} from chain where place = ? and n > ? and n <= ? order by n").Bind(place).Bind(after).Bind(upto)));

    public ChainStart? StartOf(string place) => sessions.Use(session => Starts(session.Statement($"{StartColumns} where place = ?").Bind(place)).FirstOrDefault());

    public IReadOnlyList<string> Places() => sessions.Use(session =>
    {
        var row = session.Statement("select distinct place from chain order by place");
        var places = new List<string>();
        while (row.Read())
            places.Add(row.Text(0));
        row.Reset();
        return places;
    });

    public string TenantOf(string place) => tenancy.Of(place);

    public Task<bool> AppendAsync(long sealedUpto, IReadOnlyList<ChainRow> rows) => write(writer => writer.Chains.Append(sealedUpto, rows));

    /// <summary>Every row of every chain, by place and number.</summary>
    internal static List<ChainRow> All(ReadSession session) => Rows(session.Statement($"select {Columns} from chain order by place, n"));

    internal static List<ChainStart> Starts(Statement row)
    {
        var starts = new List<ChainStart>();
        while (row.Read())
            starts.Add(new ChainStart(row.Text(0), row.Int64(1), row.Int64(2), row.Bytes(3).ToArray()));
        row.Reset();
        return starts;
    }

    private static List<ChainRow> Rows(Statement row)
    {
        var rows = new List<ChainRow>();
        while (row.Read())
        {
            rows.Add(new ChainRow(
                row.Text(0), row.Int64(1), row.Int64(2), row.Int64(3), row.Int64(4), row.Bytes(5).ToArray(), row.Bytes(6).ToArray()));
        }

        row.Reset();
        return rows;
    }
}
