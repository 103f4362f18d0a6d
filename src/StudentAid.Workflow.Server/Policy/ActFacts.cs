using System.Collections.Frozen;
using System.Globalization;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Policy;

/// <summary>
/// What somebody reads before he acts. <see cref="Count"/> is to how many it is done, and <see cref="Of"/> what they are (students, rows, documents, events); both absent where nothing is
/// counted. <see cref="Undo"/> says until when it can be taken back; <see cref="Article"/> is what it rests on, where that is the same under all definitions.
/// </summary>
public sealed record ActFacts(long? Count, string? Of, Text Undo, string? Article);

/// <summary>A row: where in its event the number or list stands (from 1; "#" counts the events, "-" nothing).</summary>
public sealed record ActRow(string Act, string Count, string Of, string Article, Text Undo);

/// <summary>
/// The facts of each act with consequences, from <c>acts.csv</c> beside this file, by what it would write: the kind of stream and the event's name. English may hold commas.
/// </summary>
public static class ActTable
{
    public const string Each = "#";
    public const string Nothing = "-";

    private const int Columns = 6;

    public static readonly FrozenDictionary<string, ActRow> Rows = Read();

    /// <summary>Null where the step is none of the table's acts. Of several events the first that has a row.</summary>
    public static ActFacts? Of(Step step)
    {
        var events = Value.Parse(step.Data.Span).Items;
        foreach (var happened in events)
        {
            var name = happened.Items is [TextValue { Value: var first }, ..] ? first : "";
            if (!Rows.TryGetValue($"{step.Kind}.{name}", out var row))
                continue;
            var count = row.Count switch
            {
                Nothing => (long?)null,
                Each => events.Count(e => e.Items is [TextValue { Value: var other }, ..] && other == name),
                var place => Counted(happened.Items.ElementAtOrDefault(int.Parse(place, CultureInfo.InvariantCulture))),
            };
            return new ActFacts(count, count is null ? null : row.Of, row.Undo, row.Article.Length == 0 ? null : row.Article);
        }

        return null;
    }

    /// <summary>Of a list how many are in it; a field that was left out as the last of its event counts nothing.</summary>
    private static long? Counted(Value? field) => field switch
    {
        NumberValue number => (long)number.Value,
        ListValue list => list.Values.Length,
        _ => null,
    };

    private static FrozenDictionary<string, ActRow> Read()
    {
        using var stream = typeof(ActTable).Assembly.GetManifestResourceStream("acts.csv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Select(RowFrom).ToFrozenDictionary(r => r.Act, StringComparer.Ordinal);
    }

    internal static ActRow RowFrom(string line) => line.Split(',', Columns) is [var act, var count, var of, var article, var chinese, var english]
        ? new ActRow(act, count, of, article, new Text(chinese, english))
        : throw new InvalidDataException($"acts.csv: {Columns} columns were expected in '{line}'.");
}
