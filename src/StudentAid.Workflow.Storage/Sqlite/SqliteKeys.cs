using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using StudentAid.Workflow.Casework.Erasure;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Looks how a database's keys are wrapped, without any of them, also beside a running server.</summary>
public static class SqliteKeys
{
    /// <summary>By each master key's id, how many schools' keys it wraps. Throws <see cref="StoreException"/> where the file is no database of ours.</summary>
    public static ImmutableArray<WrappedKeys> Wrapped(string path)
    {
        try
        {
            using var session = new ReadSession(SqliteFile.OpenReader(Path.GetFullPath(path)));
            var row = session.Statement("select under, count(*) from vault_key where version > 0 group by under order by under");
            var wrapped = ImmutableArray.CreateBuilder<WrappedKeys>();
            while (row.Read())
                wrapped.Add(new WrappedKeys(row.Id(0), (int)row.Int64(1)));
            row.Reset();
            return wrapped.ToImmutable();
        }
        catch (Exception e) when (e is SqliteException or SqliteFailure or ArgumentException)
        {
            throw new StoreException(e.Message, e);
        }
    }
}
