using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>
/// Connections to one database file by the house's rules: WAL, synchronous=FULL, no memory map, and no checkpoint but the writer's, for
/// SQLite below 3.51.3 can damage a file that two connections checkpoint at once. Readers therefore open read-only.
/// </summary>
internal static class SqliteFile
{
    private const int BusyMilliseconds = 60_000;

    static SqliteFile() => Batteries_V2.Init();

    public static SqliteConnection OpenWriter(string path, SqliteOptions options)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        Set(connection, "journal_mode", "wal");
        Set(connection, "synchronous", "FULL", "2");
        Set(connection, "wal_autocheckpoint", "0");
        Set(connection, "mmap_size", "0");
        Set(connection, "busy_timeout", BusyMilliseconds.ToString(CultureInfo.InvariantCulture));
        Set(connection, "cache_size", "-65536");
        if (options.MaxPages > 0)
            Set(connection, "max_page_count", options.MaxPages.ToString(CultureInfo.InvariantCulture));
        return connection;
    }

    /// <summary>Opens beside the writer, or a file that nobody writes. Never checkpoints.</summary>
    public static SqliteConnection OpenReader(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadOnly);
        Set(connection, "mmap_size", "0");
        Set(connection, "busy_timeout", BusyMilliseconds.ToString(CultureInfo.InvariantCulture));
        return connection;
    }

    public static string Pragma(SqliteConnection connection, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma {name}";
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, Cache = SqliteCacheMode.Private }.ToString());
        connection.Open();
        return connection;
    }

    private static void Set(SqliteConnection connection, string name, string value, string? expected = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma {name} = {value}";
        command.ExecuteNonQuery();
        var stands = Pragma(connection, name);
        if (!string.Equals(stands, expected ?? value, StringComparison.OrdinalIgnoreCase))
            throw new StoreException($"Expected to open '{connection.DataSource}' with {name}={value}, but it stands at '{stands}'.");
    }
}
