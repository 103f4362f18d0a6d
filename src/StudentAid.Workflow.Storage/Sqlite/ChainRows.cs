using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Audit;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Appends to the tenants' chains, beside the steps of the same commit.</summary>
internal sealed class ChainRows(sqlite3 database) : IDisposable
{
    private readonly Statement _upto = new(database, "select max(upto) from chain");
    private readonly Statement _append = new(database, "insert into chain (place, n, upto, total, at, content, hash) values (?, ?, ?, ?, ?, ?, ?)");

    private readonly Statement _isRow = new(database, "select 1 from chain c where place = ?1 and n = ?2 and total = ?3 and hash = ?4 and exists (select 1 from chain where place = ?1 and n > ?2)");
    private readonly Statement _start = new(
        database,
        "insert into chain_start (place, rows, events, hash) values (?, ?, ?, ?) on conflict (place) do update set rows = excluded.rows, events = excluded.events, hash = excluded.hash");

    private readonly Statement _cut = new(database, "delete from chain where place = ? and n <= ?");

    /// <summary>
    /// Takes out the rows up to one and keeps where the chain starts. The last row of a chain never goes: what is sealed next is chained to it.
    /// </summary>
    public void Cut(ChainCut cut)
    {
        var hash = Convert.FromHexString(cut.Hash);
        if (_isRow.Bind(cut.Place).Bind(cut.Row).Bind(cut.Events).Bind(hash).Scalar() is null)
            throw new BrokenStepException($"Expected a row of the chain with others after it, but there is none that {cut} names.");
        _start.Bind(cut.Place).Bind(cut.Row).Bind(cut.Events).Bind(hash).Run();
        _cut.Bind(cut.Place).Bind(cut.Row).Run();
    }

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
        _isRow.Dispose();
        _start.Dispose();
        _cut.Dispose();
    }
}
