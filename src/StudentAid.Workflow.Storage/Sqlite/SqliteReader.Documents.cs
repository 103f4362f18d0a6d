using System.Data;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Reading;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    private const string DocumentColumns = "select s.id, d.kind, d.name, d.seq, d.content, (select text from word where key = coalesce(d.place, s.place))";
    private const string DocumentTables = "from document d join stream s on s.key = d.stream";
    private const string DocumentSql = $"{DocumentColumns} {DocumentTables}";

    public Task<DocumentRow?> DocumentAsync(Scope scope, Id stream, string kind, string key)
    {
        var conditions = new Conditions().Add("d.stream = (select key from stream where id = @id)", "id", stream.ToBytes())
            .Add("d.kind = @kind", "kind", kind).Add("d.name = @key", "key", key).DocumentPlaces(scope, below: null);
        return First(DocumentSql + conditions.Where, conditions, Document);
    }

    public async Task<IReadOnlyList<DocumentRow>> DocumentsAsync(Scope scope, DocumentFilter filter)
    {
        var conditions = DocumentConditions(scope, filter);
        if (filter.LookUp is { } look && _vault is not null)
            conditions.Digests([.. _vault.Digests(look)]);
        var rows = await Query($"{DocumentSql}{conditions.Where} order by d.name, d.stream", conditions, Document);
        return filter.LookUp is { } exact ? [.. rows.Where(exact.Finds)] : rows;
    }

    public async Task<IReadOnlyDictionary<string, long>> DocumentCountsAsync(Scope scope, DocumentFilter filter)
    {
        var conditions = DocumentConditions(scope, filter);
        var sql =
            $"""
            select (select text from word where key = place), count(*)
            from (select coalesce(d.place, s.place) as place from document d join stream s on s.key = d.stream{conditions.Where}) group by place
            """;
        return (await Query(sql, conditions, row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)))).ToDictionary(StringComparer.Ordinal);
    }

    public async Task<Page<DocumentRow>> LatestDocumentsAsync(Scope scope, DocumentFilter filter, PageRequest page)
    {
        var cursor = Cursor.TryParse(page.Cursor, 1);
        var conditions = DocumentConditions(scope, filter);
        if (cursor is not null)
            conditions.Add("e.position < @last", "last", Number(cursor.Key[0]));
        var sql =
            $"""
            {DocumentColumns}, e.position {DocumentTables} join event e on e.stream = d.stream and e.seq = d.seq
            {conditions.Where} order by e.position desc limit {page.Size + 1}
            """;
        var rows = await Query(sql, conditions, row => (Row: Document(row), Position: row.GetInt64(6)));
        var found = Cursor.Page(cursor, page.Size, [.. rows], r => [Text(r.Position)]);
        return new Page<DocumentRow>([.. found.Items.Select(r => r.Row)], null, found.Next, found.AtLeast);
    }

    private static Conditions DocumentConditions(Scope scope, DocumentFilter filter)
    {
        var conditions = new Conditions().Stream("d.stream", "id", filter.Stream).Add(filter.Places.IsEmpty && !filter.Waiting ? "d.kind = @kind" : "+d.kind = @kind", "kind", filter.Kind);
        if (filter.Key is not null)
            conditions.Add("d.name = @key", "key", filter.Key);
        if (filter.KeyPrefix is { Length: > 0 } prefix)
            conditions.Add("d.name >= @from", "from", prefix).Add("d.name < @to", "to", $"{prefix[..^1]}{(char)(prefix[^1] + 1)}");
        if (!filter.Keys.IsEmpty)
            conditions.Add("d.name in @keys", "keys", filter.Keys.ToArray());
        if (!filter.Streams.IsEmpty)
            conditions.Add("d.stream in (select key from stream where id in @streams)", "streams", filter.Streams.Select(s => s.ToBytes()).ToArray());
        if (!filter.Places.IsEmpty)
            conditions.DocumentsAt(filter.Places, filter.Granting);
        else if (filter.Granting)
            conditions.Add("json_array_length(d.content, '$.grants') > 0");
        // As the index says it, and no other index offered for the kind, or it is not taken.
        if (filter.Waiting)
            conditions.Add("(json_extract(d.content, '$.state') = 'proposed' or json_extract(d.content, '$.retractBy') is not null)");
        return conditions.DocumentPlaces(scope, filter.Below);
    }

    public async Task<IReadOnlyList<KeyValuePair<string, long>>> CountersAsync(string prefix)
    {
        var conditions = new Conditions().Add("name >= @prefix", "prefix", prefix).Add("substr(name, 1, length(@prefix)) = @prefix");
        return await Query($"select name, value from counter{conditions.Where} order by name", conditions, row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)));
    }

    private DocumentRow Document(IDataRecord row)
    {
        var (stream, kind, name, content) = (IdAt(row, 0), row.GetString(1), row.GetString(2), ValueAt(row, 4));
        return new DocumentRow(stream, kind, name, row.GetInt64(3), _vault?.Open(kind, stream, name, content) ?? content, row.GetString(5));
    }
}
