using SQLitePCL;
using StudentAid.Workflow.Storage.Audit;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Appends to the tenants' chains, beside the steps of the same commit.</summary>
internal sealed class ChainRows(sqlite3 database) : IDisposable
{
    private readonly Statement _upto = new(database, "select max(upto) from chain");
    private readonly Statement _append = new(database, "insert into chain (place, n, upto, total, at, content, hash) values (?, ?, ?, ?, ?, ?, ?)");

    /// <summary>False, and nothing done, where more is sealed by now than the caller saw.</summary>
    public bool Append(long sealedUpto, IReadOnlyList<ChainRow> rows)
    {
        if ((_upto.Scalar() ?? 0) != sealedUpto)
            return false;
        foreach (var row in rows)
        {
            _append.Bind(row.Place).Bind(row.N).Bind(row.Upto).Bind(row.Total).Bind(row.At)
                .Bind(row.Content.Span).Bind(row.Hash.Span).Run();
        }

        return true;
    }

    public void Dispose()
    {
        _upto.Dispose();
        _append.Dispose();
    }
}
