using System.Collections.Immutable;
using System.Text.RegularExpressions;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>Reads connections: our strings and objects, Elsa's objects in both spellings.</summary>
internal static partial class ConnectionReader
{
    private static readonly string[] ShortNames = ["from", "port", "to", "rewind", "redo", "note", "elsa"];

    /// <summary>A connection and where its two ends stand; <see cref="Raw"/> is kept where it dangles.</summary>
    public readonly record struct Found(Connection Connection, Position At, Value Raw);

    public static IEnumerable<Found> Read(Reading reading, SourceNode item)
    {
        if (item.Text is { } text)
            return Chain(reading, item, text);
        var read = item["from"] is not null || (reading.IsShort && item["source"] is null) ? Object(reading, item) : Elsa(reading, item);
        return read is { } connection ? [new Found(connection, reading.Tree.PositionOf(item), item.ToValue())] : [];
    }

    /// <summary>Elsa's own object, nested or flat; null where it is neither.</summary>
    public static Connection? FromElsa(RecordValue record)
    {
        var (source, target) = (record["source"], record["target"]);
        var (from, to) = (source.AsText() ?? source["activity"].AsText(), target.AsText() ?? target["activity"].AsText());
        if (from is null || to is null)
            return null;
        var port = (source.AsText() is null ? source["port"] : record["sourcePort"]).AsText();
        var entry = (target.AsText() is null ? target["port"] : record["targetPort"]).AsText();
        var rest = record.Without("source").Without("target").Without("sourcePort").Without("targetPort");
        if (rest["vertices"] is ListValue { Values.IsEmpty: true } or NullValue)
            rest = rest.Without("vertices");
        rest = Extra(rest, "source", source, null);
        rest = Extra(rest, "target", target, entry is null or "In" ? null : entry);
        return new Connection(from, port ?? Connection.Done, to) { Elsa = rest.Count == 0 ? null : rest };
    }

    private static RecordValue Extra(RecordValue rest, string name, Value end, string? port)
    {
        var extra = end is RecordValue record ? record.Without("activity").Without("port") : Value.EmptyRecord;
        if (port is not null)
            extra = extra.With("port", port);
        return extra.Count == 0 ? rest : rest.With(name, extra);
    }

    private static Connection? Elsa(Reading reading, SourceNode item)
    {
        var found = item.ToValue() is RecordValue record ? FromElsa(record) : null;
        if (found is null)
            reading.Report(DefinitionCodes.BadConnection.With(("text", Shortened(item.ToValue().ToJson()))), reading.Broken, item);
        return found;
    }

    private static Connection? Object(Reading reading, SourceNode item)
    {
        foreach (var member in item.Members.Where(m => !ShortNames.Contains(m.Name, StringComparer.Ordinal)))
            reading.Unknown(member, ShortNames);
        if (item["from"]?.Text is not { } from || item["to"]?.Text is not { } to)
        {
            reading.Report(DefinitionCodes.BadConnection.With(("text", Shortened(item.ToValue().ToJson()))), Severity.Error, item);
            return null;
        }

        var redo = reading.TextOf(item, "redo");
        if (redo is not (null or "between" or "none"))
            reading.Misshapen("redo", "\"between\" | \"none\"", item["redo"]!);
        var elsa = reading.RecordOf(item, "elsa");
        if (reading.TextOf(item, "note") is { } note)
            elsa = elsa.With("note", note);
        return new Connection(from, reading.TextOf(item, "port") ?? Connection.Done, to, reading.BoolOf(item, "rewind"), redo == "none" ? Redo.None : Redo.Between)
        {
            Elsa = elsa.Count == 0 ? null : elsa,
        };
    }

    private static List<Found> Chain(Reading reading, SourceNode item, string text)
    {
        var rewind = text.Contains("=>", StringComparison.Ordinal);
        var arrow = rewind ? "=>" : "->";
        var found = new List<Found>();
        var ends = text.Split(arrow);
        var at = 0;
        (Match Match, int Start)? previous = null;
        var isGood = ends.Length > 1 && !(rewind && text.Contains("->", StringComparison.Ordinal));
        for (var i = 0; isGood && i < ends.Length; at += ends[i].Length + arrow.Length, i++)
        {
            var match = (i == ends.Length - 1 ? Last() : End()).Match(ends[i]);
            isGood = match.Success;
            var start = at + match.Groups["id"].Index;
            if (isGood && previous is var (left, from))
            {
                var port = left.Groups["port"] is { Success: true, Value: var named } ? named : Connection.Done;
                var connection = new Connection(left.Groups["id"].Value, port, match.Groups["id"].Value, rewind);
                var stop = reading.Tree.OffsetIn(item, start + match.Groups["id"].Length);
                found.Add(new Found(connection, reading.Tree.PositionOf(reading.Tree.OffsetIn(item, from), stop), Value.Null));
            }

            previous = (match, start);
        }

        if (isGood)
            return found;
        reading.Report(DefinitionCodes.BadConnection.With(("text", Shortened(text))), Severity.Error, item);
        return [];
    }

    private static string Shortened(string text) => text.Length > 80 ? text[..80] + "…" : text;

    [GeneratedRegex(@"^\s*(?<id>[A-Za-z0-9_](?:[A-Za-z0-9_/-]*[A-Za-z0-9_])?)(?:\.(?<port>[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?))?\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex End();

    [GeneratedRegex(@"^\s*(?<id>[A-Za-z0-9_](?:[A-Za-z0-9_/-]*[A-Za-z0-9_])?)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Last();

    /// <summary>Whether a connection can be written into a string.</summary>
    public static bool FitsString(Connection connection) =>
        connection.Elsa is null && connection.Redo == Redo.Between && Last().IsMatch(connection.From) && Last().IsMatch(connection.To)
        && !connection.From.Contains("->", StringComparison.Ordinal) && !connection.To.Contains("->", StringComparison.Ordinal)
        && !char.IsWhiteSpace(connection.From[0]) && connection.From.Trim() == connection.From && connection.To.Trim() == connection.To
        && End().IsMatch("a." + connection.Port) && connection.Port.Trim() == connection.Port;
}
