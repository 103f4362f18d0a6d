using SQLitePCL;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>An error code of SQLite on the writer's connection.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception(message)
{
    private const int PrimaryCode = 0xff;

    public int Code { get; } = code;

    public bool IsFull => (Code & PrimaryCode) == raw.SQLITE_FULL;

    /// <summary>Another program holds the file.</summary>
    public bool IsBusy => (Code & PrimaryCode) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>The step contradicts the tables' rules.</summary>
    public bool IsConstraint => (Code & PrimaryCode) == raw.SQLITE_CONSTRAINT;

    /// <summary>After these nothing that the connection says can be trusted.</summary>
    public bool IsFatal => (Code & PrimaryCode) is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY;

    public static SqliteFailure Of(sqlite3 database, int code, string sql)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        var text = raw.sqlite3_errmsg(database).utf8_to_string();
        return new SqliteFailure(extended == raw.SQLITE_OK ? code : extended, $"SQLite {extended}: {text} in: {sql}");
    }
}
