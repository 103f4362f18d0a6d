using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>A read-only connection with the statements that were prepared on it.</summary>
internal sealed class ReadSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    public SqliteConnection Connection => connection;

    private sqlite3 Handle => connection.Handle!;

    public Statement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements[sql] = statement = new Statement(Handle, sql);
        statement.Reset();
        return statement;
    }

    public void DisposeStatements()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
    }

    public void Dispose()
    {
        DisposeStatements();
        connection.Dispose();
    }
}
