using SQLitePCL;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>Integer keys of the words, ids and series that rows repeat, made at first use. What a rolled-back batch made must be forgotten.</summary>
internal sealed class Names(sqlite3 database) : IDisposable
{
    private const int Most = 200_000;
    private readonly Dictionary<string, long> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<Id, long> _ids = [];
    private readonly Dictionary<string, long> _series = new(StringComparer.Ordinal);
    private readonly Statement _findWord = new(database, "select key from word where text = ?");
    private readonly Statement _addWord = new(database, "insert into word (text) values (?) returning key");
    private readonly Statement _findId = new(database, "select key from identity where id = ?");
    private readonly Statement _addId = new(database, "insert into identity (id) values (?) returning key");

    private readonly Statement _findSeries = new(database, "select key from series where text = ?");
    private readonly Statement _addSeries = new(database, "insert into series (text) values (?) returning key");

    public long Word(string text)
    {
        if (_words.TryGetValue(text, out var key))
            return key;
        key = _findWord.Bind(text).Scalar() ?? _addWord.Bind(text).Scalar()!.Value;
        return Remember(_words, text, key);
    }

    public long Identity(Id id)
    {
        if (_ids.TryGetValue(id, out var key))
            return key;
        key = _findId.Bind(id).Scalar() ?? _addId.Bind(id).Scalar()!.Value;
        return Remember(_ids, id, key);
    }

    public long Series(string text)
    {
        if (_series.TryGetValue(text, out var key))
            return key;
        key = _findSeries.Bind(text).Scalar() ?? _addSeries.Bind(text).Scalar()!.Value;
        return Remember(_series, text, key);
    }

    public long? IdentityOrNull(Id id) => id.IsNone ? null : Identity(id);

    public void Forget()
    {
        _words.Clear();
        _ids.Clear();
        _series.Clear();
    }

    public void Dispose()
    {
        _findWord.Dispose();
        _addWord.Dispose();
        _findId.Dispose();
        _addId.Dispose();
        _findSeries.Dispose();
        _addSeries.Dispose();
    }

    private static long Remember<T>(Dictionary<T, long> known, T value, long key)
        where T : notnull
    {
        if (known.Count >= Most)
            known.Clear();
        return known[value] = key;
    }
}
