using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Sqlite;

public sealed partial class SqliteReader
{
    // A range of texts ends with the highest character there is.
    private const string Highest = "\U0010FFFF";

    public async Task<IReadOnlyList<NumberedRow>> NumberedAsync(Scope scope, string prefix, int limit)
    {
        if (prefix.Length == 0)
            return [];
        var found = await NumberedAsync(WholeSeries(scope, prefix), limit);
        if (Serial.Split(prefix) is var (series, digits) && Serial.Ranges(digits) is { IsEmpty: false } ranges)
            found.AddRange(await NumberedAsync(PartOfSeries(scope, series, ranges), limit));
        return [.. found.OrderBy(f => f.Series).ThenBy(f => f.Row.Serial.Number).Take(limit).Select(f => f.Row)];
    }

    /// <summary>The series that the prefix does not go beyond: all their numbers begin with it.</summary>
    private static Conditions WholeSeries(Scope scope, string prefix)
    {
        var (begins, whole) = ("text collate nocase >= @begins and text collate nocase < @ends", prefix[^1] == '-');
        var conditions = new Conditions().Add(
            $"s.series in (select key from series where ({begins}){(whole ? " or text collate nocase = @whole" : "")})", "begins", prefix);
        conditions.Parameters.Add("ends", prefix + Highest);
        if (whole)
            conditions.Parameters.Add("whole", prefix[..^1]);
        return conditions.Scope("+s.place", scope);
    }

    private static Conditions PartOfSeries(Scope scope, string series, ImmutableArray<(long From, long To)> ranges)
    {
        var conditions = new Conditions().Add("s.series in (select key from series where text collate nocase = @series)", "series", series);
        var within = ranges.Select(r => FormattableString.Invariant($"s.number between {r.From} and {r.To}"));
        return conditions.Add($"({string.Join(" or ", within)})").Scope("+s.place", scope);
    }

    private Task<List<(long Series, NumberedRow Row)>> NumberedAsync(Conditions conditions, int limit) => Query(
        $"""
        select {StreamColumns}, s.series, (select text from series where key = s.series), s.number
        from stream s{conditions.Where} order by s.series, s.number limit {limit}
        """,
        conditions,
        row => (row.GetInt64(StreamColumnCount), new NumberedRow(Stream(row), new Serial(row.GetString(StreamColumnCount + 1), row.GetInt64(StreamColumnCount + 2)))));
}
