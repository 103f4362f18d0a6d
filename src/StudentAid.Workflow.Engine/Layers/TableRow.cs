using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// Rows of a document by their ways: names of members, and in a list what a row is known by (its <c>id</c>, else <c>level</c>, <c>from</c>, <c>value</c> or <c>minimum</c>),
/// or its place, <c>#0</c> the first.
/// </summary>
internal static class TableRow
{
    private static readonly string[] Known = ["id", "level", "from", "value", "minimum"];

    /// <summary>The document with the content there (null takes it away), what stood there and, in a list, where; a null document where the way leads nowhere.</summary>
    public static (Value? Changed, Value? Before, int? Index) Put(Value at, ReadOnlySpan<string> way, Value? content, int? index)
    {
        if (way.IsEmpty || way[0].Length == 0)
            return default;
        return at switch
        {
            RecordValue record => InRecord(record, way, content, index),
            ListValue list => InList(list, way, content, index),
            _ => default,
        };
    }

    /// <summary>Every value that a pattern finds, with its way; <c>*</c> is every row or member.</summary>
    public static IEnumerable<(string Way, Value Value)> Matching(Value at, string pattern) => Matching(at, "", [.. pattern.Split('/')]);

    /// <summary>The value at a way; null where there is none.</summary>
    public static Value? Find(Value at, string way) => Matching(at, way).Select(m => m.Value).FirstOrDefault();

    /// <summary>What a row is known by, or the text of a value that is no row.</summary>
    public static string KeyOf(Value row) =>
        Known.Select(k => row[k]).FirstOrDefault(v => !v.IsNull) is { } key ? key.AsText() ?? key.ToJson() : row.AsText() ?? row.ToJson();

    private static (Value? Changed, Value? Before, int? Index) InRecord(RecordValue record, ReadOnlySpan<string> way, Value? content, int? index)
    {
        var there = record.TryGet(way[0], out var inner);
        if (way.Length > 1)
            return there && Put(inner, way[1..], content, index) is { Changed: { } deeper } put ? (record.With(way[0], deeper), put.Before, put.Index) : default;
        if (content is null)
            return there ? (record.Without(way[0]), inner, null) : default;
        return (record.With(way[0], content), there ? inner : null, null);
    }

    private static (Value? Changed, Value? Before, int? Index) InList(ListValue list, ReadOnlySpan<string> way, Value? content, int? index)
    {
        var place = PlaceOf(list, way[0]);
        if (way.Length > 1)
            return place >= 0 && Put(list.Values[place], way[1..], content, index) is { Changed: { } deeper } put
                ? (Value.List(list.Values.SetItem(place, deeper)), put.Before, put.Index) : default;
        if (content is not null && way[0][0] != '#' && KeyOf(content) != way[0])
            return default;
        // A place with a number beside it is where a row is put back.
        if (content is not null && way[0][0] == '#' && index is { } back && back <= list.Values.Length)
            return (Value.List(list.Values.Insert(back, content)), null, null);
        if (place >= 0)
            return content is null ? (Value.List(list.Values.RemoveAt(place)), list.Values[place], place) : (Value.List(list.Values.SetItem(place, content)), list.Values[place], null);
        return content is null || way[0][0] == '#' ? default : (Value.List(list.Values.Insert(Math.Clamp(index ?? list.Values.Length, 0, list.Values.Length), content)), null, null);
    }

    private static int PlaceOf(ListValue list, string key)
    {
        if (key[0] == '#')
            return int.TryParse(key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < list.Values.Length ? place : -1;
        for (var i = 0; i < list.Values.Length; i++)
        {
            if (KeyOf(list.Values[i]) == key)
                return i;
        }

        return -1;
    }

    private static IEnumerable<(string Way, Value Value)> Matching(Value at, string way, ImmutableArray<string> pattern)
    {
        if (pattern.IsEmpty)
            return [(way, at)];
        var word = pattern[0];
        IEnumerable<(string Key, Value Value)> inner = at switch
        {
            RecordValue record when word == "*" => record.Members.Select(m => (m.Key, m.Value)),
            RecordValue record when record.TryGet(word, out var member) => [(word, member)],
            ListValue list when word == "*" => list.Values.Select((v, i) => (v is RecordValue && Known.All(k => v[k].IsNull) ? string.Create(CultureInfo.InvariantCulture, $"#{i}") : KeyOf(v), v)),
            ListValue list when word.Length > 0 && PlaceOf(list, word) is >= 0 and var place => [(word, list.Values[place])],
            _ => [],
        };
        return inner.SelectMany(i => Matching(i.Value, way.Length == 0 ? i.Key : $"{way}/{i.Key}", pattern.RemoveAt(0)));
    }
}
