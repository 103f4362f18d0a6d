using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>Tables as text: comma, tab, semicolon or bar, quotes doubled, line breaks inside quotes.</summary>
internal static class CsvReading
{
    private const string Separators = ",\t;|";
    private const int SampleLength = 20_000;

    public static TableReading Read(ReadOnlyMemory<byte> bytes, TableOptions options)
    {
        var (text, encoding, previews, refusal) = TextEncoding.Decode(bytes.Span, options.Encoding);
        if (text is null)
            return TableReading.Refuse(refusal!);
        if (string.IsNullOrWhiteSpace(text))
            return TableReading.Refuse(TableCodes.Empty);
        var builder = new SheetBuilder("", options);
        var unclosed = Parse(text, builder);
        if (unclosed > 0)
            return TableReading.Refuse(TableCodes.QuoteUnclosed.With(("row", unclosed)));
        return builder.Refusal is { } limit
            ? TableReading.Refuse(limit)
            : new TableReading(new TableFile(TableFile.Csv, encoding, previews, [builder.Build()]), null);
    }

    /// <summary>The row whose quote is never closed, so that all that follows would be one cell; else nought.</summary>
    private static int Parse(string text, SheetBuilder builder)
    {
        var (separator, body) = Separator(text);
        var skipped = body.Length == text.Length ? 0 : 1;
        var parser = new CsvParser(body, separator);
        while (builder.Refusal is null && parser.TryRead(out var cells))
            builder.Add(parser.Row + skipped, [.. cells.Select(SafeCell.Unescape)]);
        return parser.UnclosedRow == 0 ? 0 : parser.UnclosedRow + skipped;
    }

    /// <summary>Excel's own <c>sep=;</c> line, else the separator that stands most often outside quotes, counted evenly over the first lines.</summary>
    private static (char Separator, string Body) Separator(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 5)
        {
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            return (text[4], end < 0 ? "" : text[(end + 1)..]);
        }

        var counts = Count(text.AsSpan(0, Math.Min(text.Length, SampleLength)));
        return (Separators[counts.IndexOf(counts.Max())], text);
    }

    private static ImmutableArray<int> Count(ReadOnlySpan<char> sample)
    {
        var counts = new int[Separators.Length];
        var quoted = false;
        foreach (var c in sample)
        {
            quoted ^= c == '"';
            var kind = quoted ? -1 : Separators.IndexOf(c, StringComparison.Ordinal);
            if (kind >= 0)
                counts[kind]++;
        }

        return [.. counts];
    }
}
