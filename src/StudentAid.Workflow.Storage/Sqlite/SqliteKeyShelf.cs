using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Wrapped keys in the file: read by its readers, written by its writer between steps.</summary>
internal sealed class SqliteKeyShelf(ReadSessions sessions, Func<Func<StepWriter, bool>, Task> write) : IKeyShelf
{
    private const string Columns = "select id, under, place, version, wrapped from vault_key";

    public KeyRow? Find(Id id) => sessions.Use(session => First(session.Statement($"{Columns} where id = ?").Bind(id)));

    public KeyRow? Tenant(string place) => sessions.Use(
        session => First(session.Statement($"{Columns} where place = ? and version > 0 order by version desc limit 1").Bind(place)));

    public IReadOnlyList<KeyRow> Tenants() => sessions.Use(session => All(session.Statement($"{Columns} where version > 0 order by place, version")));

    public IReadOnlyList<KeyRow> Under(Id key, int limit) => sessions.Use(session => All(
        session.Statement($"{Columns} where under = ? and wrapped <> zeroblob(length(wrapped)) order by id limit ?").Bind(key).Bind((long)limit)));

    public string? KindOf(string unit) => sessions.Use(session =>
    {
        var row = session.Statement("select content from document where kind = ? and name = ? limit 1").Bind(UnitFacts.OrgUnit).Bind(unit);
        var kind = row.Read() ? Value.Parse(row.Text(0))["kind"].AsText() : null;
        row.Reset();
        return kind;
    });

    public Task PutAsync(IReadOnlyList<KeyRow> rows) => write(writer =>
    {
        writer.Keys.Put(rows);
        return true;
    });

    public Task RemoveUnusedAsync(Id key) => write(writer =>
    {
        writer.Keys.RemoveUnused(key);
        return true;
    });

    private static KeyRow? First(Statement statement) => All(statement).FirstOrDefault();

    private static List<KeyRow> All(Statement row)
    {
        var rows = new List<KeyRow>();
        while (row.Read())
            rows.Add(new KeyRow(row.Id(0), row.Id(1), row.Text(2), (int)row.Int64(3), row.Bytes(4).ToArray()));
        row.Reset();
        return rows;
    }
}
