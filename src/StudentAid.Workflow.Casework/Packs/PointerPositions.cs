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
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The text breaks off here; what was placed before the break keeps its place.
            return places;
        }

        return places;
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
