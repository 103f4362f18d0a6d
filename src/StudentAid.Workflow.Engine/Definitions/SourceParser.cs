using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>Reads JSON once, forwards, counting UTF-16 characters as it goes.</summary>
internal sealed class SourceParser
{
    private static readonly Text Unreadable = new("处的数值或文字无法表示", "has a number or a text that cannot be read");

    private readonly byte[] bytes;
    private readonly int mark;
    private int byteAt;
    private int charAt;

    private SourceParser(string text)
    {
        mark = text.StartsWith('\uFEFF') ? 1 : 0;
        bytes = Encoding.UTF8.GetBytes(text[mark..]);
        charAt = mark;
    }

    /// <summary>The root, or why there is none and at which UTF-16 offset.</summary>
    public static (SourceNode? Root, (Rejection Reason, int Offset)? Fault) Parse(string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        if (size > SourceTree.LongestText)
            return (null, (DefinitionCodes.TooLarge.With(("most", SourceTree.LongestText), ("size", size)), 0));
        var parser = new SourceParser(text);
        try
        {
            var reader = new Utf8JsonReader(parser.bytes, new JsonReaderOptions { MaxDepth = SourceTree.DeepestNesting + 2 });
            reader.Read();
            var root = parser.Read(ref reader);
            // Whatever follows the value but blanks is refused by the reader itself.
            reader.Read();
            return (root, null);
        }
        catch (JsonException e)
        {
            var at = parser.OffsetOf(e);
            return (null, (DefinitionCodes.NotJson.With(("reason", Breaking(text, at))), at));
        }
        catch (TooDeepException e)
        {
            return (null, (DefinitionCodes.TooDeep.With(("most", SourceTree.DeepestNesting)), e.Offset));
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
        {
            return (null, (DefinitionCodes.NotJson.With(("reason", Unreadable)), parser.charAt));
        }
    }

    private SourceNode Read(ref Utf8JsonReader reader)
    {
        var start = CharAt(reader.TokenStartIndex);
        if (reader.CurrentDepth >= SourceTree.DeepestNesting && reader.TokenType is (JsonTokenType.StartArray or JsonTokenType.StartObject))
            throw new TooDeepException(start);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<SourceNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader));
                return new SourceNode(start, CharAt(reader.BytesConsumed), null, items.DrainToImmutable(), default);
            case JsonTokenType.StartObject:
                var members = ImmutableArray.CreateBuilder<SourceMember>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                    members.Add(ReadMember(ref reader));
                return new SourceNode(start, CharAt(reader.BytesConsumed), null, default, members.DrainToImmutable());
            default:
                var scalar = ValueJson.Read(ref reader);
                return new SourceNode(start, start + Length(ref reader), scalar, default, default);
        }
    }

    private SourceMember ReadMember(ref Utf8JsonReader reader)
    {
        var name = reader.GetString()!;
        var start = CharAt(reader.TokenStartIndex);
        var end = start + Length(ref reader);
        reader.Read();
        return new SourceMember(name, start, end, Read(ref reader));
    }

    /// <summary>The length of a scalar token in characters, quotes counted.</summary>
    private int Length(ref Utf8JsonReader reader)
    {
        var quotes = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0;
        var from = (int)reader.TokenStartIndex;
        return Count(from, from + reader.ValueSpan.Length + quotes);
    }

    private int CharAt(long offset)
    {
        charAt += Count(byteAt, (int)offset);
        byteAt = (int)offset;
        return charAt;
    }

    private int Count(int from, int to)
    {
        var count = 0;
        for (var i = from; i < to && i < bytes.Length; i++)
            count += (bytes[i] & 0xC0) == 0x80 ? 0 : bytes[i] >= 0xF0 ? 2 : 1;
        return count;
    }

    private int OffsetOf(JsonException error)
    {
        var start = 0;
        for (var line = error.LineNumber ?? 0; line > 0 && start < bytes.Length; start++)
        {
            if (bytes[start] == (byte)'\n')
                line--;
        }

        return mark + Count(0, start + (int)(error.BytePositionInLine ?? 0));
    }

    /// <summary>What breaks off there, in words of ours: the reader's own are English and change with it.</summary>
    private static Text Breaking(string text, int at)
    {
        if (at >= text.Length)
            return new Text("处内容中断，没有写完", "ends before it is complete");
        return char.IsControl(text[at])
            ? new Text("处有引号没有关闭，或有控制字符", "has an open quotation mark or a control character")
            : new Text($"处不应是“{text[at]}”", $"has '{text[at]}' where something else must stand");
    }

    private sealed class TooDeepException(int offset) : Exception
    {
        public int Offset { get; } = offset;
    }
}
