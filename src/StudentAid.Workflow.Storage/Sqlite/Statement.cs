using System.Buffers.Binary;
using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>
/// One prepared statement of the writer's connection. Parameters are bound by position from 1, columns read from 0. The write path uses
/// SQLite's own calls, which take spans and allocate nothing.
/// </summary>
internal sealed class Statement(sqlite3 database, string sql) : IDisposable
{
    private readonly sqlite3_stmt _statement = Prepare(database, sql);
    private int _next;

    public Statement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_next, value));
        return this;
    }

    public Statement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public Statement Bind(string? value)
    {
        if (value is null)
            return BindNull();
        Check(raw.sqlite3_bind_text(_statement, ++_next, value));
        return this;
    }

    public Statement Bind(ReadOnlySpan<byte> value)
    {
        ++_next;
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, _next, 0) : raw.sqlite3_bind_blob(_statement, _next, value));
        return this;
    }

    public Statement Bind(Id value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value.Bits);
        return Bind((ReadOnlySpan<byte>)bytes);
    }

    public Statement BindNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_next));
        return this;
    }

    public Statement BindOrNull(ReadOnlySpan<byte> value) => value.IsEmpty ? BindNull() : Bind(value);

    public Statement BindOrNull(Id value) => value.IsNone ? BindNull() : Bind(value);

    /// <summary>Moves to the next row. The statement must be <see cref="Reset"/> afterwards.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
            return false;
        throw Failed(code);
    }

    /// <summary>Runs to the end and answers how many rows were changed.</summary>
    public int Run()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw Failed(code);
        var changes = raw.sqlite3_changes(database);
        Reset();
        return changes;
    }

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public Id Id(int column) => Engine.Streams.Id.FromBytes(Bytes(column));

    public Id IdOrNone(int column) => IsNull(column) ? default : Id(column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public void Reset()
    {
        raw.sqlite3_reset(_statement);
        _next = 0;
    }

    /// <summary>The first column of the first row, or null where there is none.</summary>
    public long? Scalar()
    {
        long? value = Read() ? Int64(0) : null;
        Reset();
        return value;
    }

    private SqliteFailure Failed(int code)
    {
        var failure = SqliteFailure.Of(database, code, sql);
        Reset();
        return failure;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failed(code);
    }

    private static sqlite3_stmt Prepare(sqlite3 database, string sql)
    {
        var code = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        return code == raw.SQLITE_OK ? statement : throw SqliteFailure.Of(database, code, sql);
    }

    public void Dispose() => _statement.Dispose();
}
