using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Shared counters: a step's claims are judged before it writes, one after another where two name the same counter.</summary>
internal sealed class CounterRows(sqlite3 database) : IDisposable
{
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);
    private readonly Statement _find = new(database, "select value from counter where name = ?");
    private readonly Statement _put = new(database, "insert into counter (name, value) values (?, ?) on conflict (name) do update set value = excluded.value");

    /// <summary>The first claim that does not hold, or null; the values that the step would leave are kept for <see cref="Write"/>.</summary>
    public StepResult.Exceeded? Refuse(Step step)
    {
        _values.Clear();
        foreach (var claim in step.Claims)
        {
            if (!_values.TryGetValue(claim.Counter, out var value))
                value = _find.Bind(claim.Counter).Scalar() ?? 0;
            if (!Claims.Holds(claim, value))
                return new StepResult.Exceeded(claim.Counter, value);
            _values[claim.Counter] = value + claim.Add;
        }

        return null;
    }

    public void Write(Step step)
    {
        foreach (var claim in step.Claims)
        {
            if (claim.Add != 0 && _values.Remove(claim.Counter, out var value))
                _put.Bind(claim.Counter).Bind(value).Run();
        }
    }

    public void Dispose()
    {
        _find.Dispose();
        _put.Dispose();
    }
}
