using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Finds where in a JSON text the value of a JSON pointer begins.</summary>
internal static class PointerPositions
{
    /// <summary>The diagnostics with a position each, taken from their argument <c>at</c>; as they are where the text is not JSON.</summary>
    public static ImmutableArray<Diagnostic> Place(string json, ImmutableArray<Diagnostic> diagnostics)
    {
        if (diagnostics.Length == 0)
            return diagnostics;
        var places = Places(json);
        return [.. diagnostics.Select(d => places.TryGetValue(d.Arguments.GetValueOrDefault("at", "/"), out var p) ? d with { Position = p } : d)];
    }

    private static Dictionary<string, Position> Places(string json)
    {
        var places = new Dictionary<string, Position>(StringComparer.Ordinal);
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(json);
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 64 });
            var cursor = new TextCursor(utf8);
            if (reader.Read())
                Visit(ref reader, "", cursor, places);
        }
        catch (JsonException e) when (e.LineNumber is { } line && e.BytePositionInLine is { } column)
        {
            // A text that is no JSON is wrong where it breaks off; the whole stands for that place.
            places["/"] = BreakAt(json, (int)line, (int)column);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A lone surrogate in a name, say: what was placed before it keeps its place.
            return places;
        }

        return places;
    }

    private static Position BreakAt(string json, int line, int bytes)
    {
        var start = 0;
        for (var i = 0; i < line; i++)
            start = json.IndexOf('\n', start) + 1;
        var (column, used) = (0, 0);
        while (used < bytes && start + column < json.Length)
        {
            used += Encoding.UTF8.GetByteCount(json.AsSpan(start + column, char.IsSurrogatePair(json, start + column) ? 2 : 1));
            column += char.IsSurrogatePair(json, start + column) ? 2 : 1;
        }

        return new Position(start + column, 1, line + 1, column + 1);
    }

    private static void Visit(ref Utf8JsonReader reader, string pointer, TextCursor cursor, Dictionary<string, Position> places)
    {
        places[pointer.Length == 0 ? "/" : pointer] = cursor.At((int)reader.TokenStartIndex, reader.ValueSpan.Length);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
                reader.Read();
                Visit(ref reader, $"{pointer}/{name}", cursor, places);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                Visit(ref reader, $"{pointer}/{i}", cursor, places);
        }
    }

    /// <summary>Turns byte offsets, asked for in rising order, into lines and columns in one pass.</summary>
    private sealed class TextCursor(byte[] utf8)
    {
        private int at;
        private int characters;
        private int line = 1;
        private int column = 1;

        public Position At(int offset, int length)
        {
            for (; at < offset; at++)
            {
                // A UTF-8 sequence counts once, and twice from four bytes on, as UTF-16 does.
                var width = utf8[at] >= 0xF0 ? 2 : (utf8[at] & 0xC0) == 0x80 ? 0 : 1;
                characters += width;
                column = utf8[at] == '\n' ? 1 : column + width;
                line += utf8[at] == '\n' ? 1 : 0;
            }

            return new Position(characters, Encoding.UTF8.GetCharCount(utf8, offset, length), line, column);
        }
    }
}
