using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using Dapper;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Reading;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Reads one SQLite file, beside its writer or without one. Each method's SQL stands in the file of its thing.</summary>
public sealed partial class SqliteReader : IStoreReader, IDisposable
{
    private const string StreamColumns =
        """
        s.id, (select text from word where key = s.kind), s.version, (select text from word where key = s.place),
        (select id from identity where key = s.grp), (select id from identity where key = s.subject),
        (select text from word where key = s.status), s.at, s.practice
        """;

    private const int StreamColumnCount = 9;

    private readonly ReadSessions _sessions;

    private readonly Vault? _vault;

    internal SqliteReader(ReadSessions sessions, Vault? vault = null) => (_sessions, _vault) = (sessions, vault);

    /// <summary>Opens a file read-only, beside a running server or not. Throws <see cref="StoreException"/> where there is none.</summary>
    public static SqliteReader Open(string path) => File.Exists(path)
        ? new SqliteReader(new ReadSessions(Path.GetFullPath(path)))
        : throw new StoreException($"Expected a database at '{path}', but there is no such file.");

    public void Dispose() => _sessions.Dispose();

    /// <summary>A blob by its hash, null where there is none: for tools that read without a store.</summary>
    public Blob? Blob(string hash) => _sessions.Use(session => StreamLookups.Blob(session, hash));

    /// <summary>Where a test asks for it: how SQLite runs each query that follows, line by line.</summary>
    internal ICollection<string>? Plans { get; set; }

    private Task<List<T>> Query<T>(string sql, Conditions conditions, Func<IDataRecord, T> map) => Task.FromResult(_sessions.Use(session =>
    {
        if (Plans is { } plans)
        {
            foreach (var line in session.Connection.Query("explain query plan " + sql, conditions.Parameters))
                plans.Add((string)line.detail);
        }

        using var reader = session.Connection.ExecuteReader(sql, conditions.Parameters);
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }));

    private async Task<T?> First<T>(string sql, Conditions conditions, Func<IDataRecord, T> map)
        where T : class => (await Query(sql, conditions, map)).FirstOrDefault();

    private static StreamRow Stream(IDataRecord row) => new(
        IdAt(row, 0), row.GetString(1), row.GetInt64(2), row.GetString(3), IdAt(row, 4), IdAt(row, 5), row.GetString(6), row.GetString(7), row.GetInt64(8) != 0);

    private static Id IdAt(IDataRecord row, int column) => row.IsDBNull(column) ? default : Id.FromBytes((byte[])row.GetValue(column));

    private static string? TextAt(IDataRecord row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset InstantAt(IDataRecord row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private static DateTimeOffset? DueAt(IDataRecord row, int column) => row.GetInt64(column) == RowWriter.Never ? null : InstantAt(row, column);

    private static Value ValueAt(IDataRecord row, int column) => row.IsDBNull(column) ? Value.Null : Value.Parse(row.GetString(column));

    private static ImmutableArray<string> ListAt(IDataRecord row, int column) => TextAt(row, column) is { } text ? [.. text.Split(',')] : [];

    /// <summary>The id in a cursor as a parameter; one that is none matches no stream.</summary>
    private static byte[] IdBytes(string text) => (Id.TryParse(text) ?? default).ToBytes();

    private static long Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Direction(Cursor? cursor) => cursor?.Backward == true ? "desc" : "asc";
}
