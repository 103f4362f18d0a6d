using Dapper;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Reading;

namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>The conditions of a query with their parameters.</summary>
internal sealed class Conditions
{
    private readonly List<string> _conditions = [];

    public DynamicParameters Parameters { get; } = new();

    public string Where => _conditions.Count == 0 ? "" : " where " + string.Join(" and ", _conditions);

    public Conditions Add(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    public Conditions Add(string condition, string name, object? value)
    {
        Parameters.Add(name, value);
        return Add(condition);
    }

    /// <summary>The column holds the key of this word.</summary>
    public Conditions Word(string column, string name, string? text) =>
        text is null ? this : Add($"{column} = (select key from word where text = @{name})", name, text);

    /// <summary>The column holds the key of this id.</summary>
    public Conditions Identity(string column, string name, Id id) =>
        id.IsNone ? this : Add($"{column} = (select key from identity where id = @{name})", name, id.ToBytes());

    /// <summary>The column holds the key of a stream with this id.</summary>
    public Conditions Stream(string column, string name, Id id) =>
        id.IsNone ? this : Add($"{column} = (select key from stream where id = @{name})", name, id.ToBytes());

    /// <summary>The column holds the key of a place that the scope covers.</summary>
    public Conditions Scope(string column, Scope scope) => scope.IsAll ? this : Add(Places(column, "scope", scope));

    /// <summary>The column holds the key of this place or of one below it; below what is no place there is nothing.</summary>
    public Conditions Below(string column, string? place) => place is null ? this : Add(Places(column, "below", ScopeBelow(place)));

    /// <summary>The column holds the key of one of these places.</summary>
    public Conditions At(string column, System.Collections.Immutable.ImmutableArray<string> places) => places.IsDefaultOrEmpty
        ? this
        : Add($"{column} in (select key from word where text in @places)", "places", places.ToArray());

    /// <summary>Documents that the blind index names for one of these digests.</summary>
    public Conditions Digests(IReadOnlyCollection<string> digests) => Add(
        "exists (select 1 from look_up l where l.digest in @digests and l.stream = d.stream and l.kind = d.kind and l.name = d.name)",
        "digests", digests.Select(Convert.FromHexString).ToArray());

    /// <summary>The document's own place, or else its stream's, lies in scope and below a place.</summary>
    public Conditions DocumentPlaces(Scope scope, string? below)
    {
        if (!scope.IsAll)
            Own("scope", scope);
        if (below is not null)
            Own("below", ScopeBelow(below));
        return this;

        void Own(string name, Scope places) =>
            Add($"({Places("d.place", name, places)} or (d.place is null and {Places("s.place", name, places)}))");
    }

    /// <summary>
    /// The document's own place, or else its stream's, is one of these: each kind of row from the index of its own. To be used with the kind in @kind, which is not
    /// looked up by where this is.
    /// </summary>
    public Conditions DocumentsAt(System.Collections.Immutable.ImmutableArray<string> places, bool granting)
    {
        var grants = granting ? " and json_array_length(m.content, '$.grants') > 0" : "";
        const string Keys = "(select key from word where text in @places)";
        return Add(
            $"""
            d.key in (select m.key from document m where m.kind = @kind and m.place in {Keys}{grants}
                union all select m.key from document m join stream t on t.key = m.stream where m.kind = @kind and m.place is null and t.place in {Keys}{grants})
            """,
            "places", places.ToArray());
    }

    /// <summary>The rows after the cursor, or before it where it goes backward.</summary>
    public Conditions Beyond(Cursor? cursor, string columns, string values, params IEnumerable<(string Name, object? Value)> parameters)
    {
        if (cursor is null)
            return this;
        foreach (var (name, value) in parameters)
            Parameters.Add(name, value);
        return Add($"({columns}) {(cursor.Backward ? "<" : ">")} ({values})");
    }

    private static Scope ScopeBelow(string place) =>
        place.StartsWith('/') && place.EndsWith('/') ? Engine.Streams.Scope.Of(place) : Engine.Streams.Scope.Nothing;

    // The places below /a/b/ are the words from '/a/b/' up to '/a/b0': '0' is the character after '/'.
    private string Places(string column, string name, Scope scope)
    {
        var places = scope.Places;
        if (places.IsEmpty)
            return "false";
        for (var i = 0; i < places.Length; i++)
        {
            Parameters.Add($"{name}From{i}", places[i]);
            Parameters.Add($"{name}To{i}", places[i][..^1] + '0');
        }

        var ranges = Enumerable.Range(0, places.Length).Select(i => $"(text >= @{name}From{i} and text < @{name}To{i})");
        return $"{column} in (select key from word where {string.Join(" or ", ranges)})";
    }
}
