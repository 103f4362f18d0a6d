using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>Values to and from JSON text: no repeated keys, depth 64, decimals with their scale.</summary>
internal static class ValueJson
{
    private const int MaxDepth = 64;

    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static Value Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read())
            throw new JsonException("The text is empty.");
        var value = Read(ref reader);
        return reader.Read() ? throw new JsonException("There is text after the end of the value.") : value;
    }

    /// <summary>Reads the value at which the reader stands and leaves it on the value's last token.</summary>
    public static Value Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => Value.Null,
        JsonTokenType.True => Value.True,
        JsonTokenType.False => Value.False,
        JsonTokenType.Number => new NumberValue(reader.GetDecimal()),
        JsonTokenType.String => new TextValue(reader.GetString()!),
        JsonTokenType.StartArray => ReadList(ref reader),
        JsonTokenType.StartObject => ReadRecord(ref reader),
        _ => throw new JsonException($"Unexpected token {reader.TokenType}."),
    };

    private static ListValue ReadList(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Read(ref reader));
        return new ListValue(items.DrainToImmutable());
    }

    private static RecordValue ReadRecord(ref Utf8JsonReader reader)
    {
        var members = new List<KeyValuePair<string, Value>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
                throw new JsonException($"The key '{name}' is repeated.");
            reader.Read();
            members.Add(KeyValuePair.Create(name, Read(ref reader)));
        }

        return RecordValue.From(members);
    }

    public static Value From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.Number => new NumberValue(decimal.Parse(element.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture)),
        JsonValueKind.String => new TextValue(element.GetString()!),
        JsonValueKind.Array => Value.List(element.EnumerateArray().Select(From)),
        JsonValueKind.Object => Value.Record(element.EnumerateObject().Select(p => (p.Name, From(p.Value)))),
        _ => Value.Null,
    };

    public static void Write(Utf8JsonWriter writer, Value value)
    {
        switch (value)
        {
            case BoolValue b: writer.WriteBooleanValue(b.Value); break;
            case NumberValue n: writer.WriteNumberValue(n.Value); break;
            case TextValue t: writer.WriteStringValue(t.Value); break;
            case ListValue l:
                writer.WriteStartArray();
                foreach (var item in l.Values)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case RecordValue r:
                writer.WriteStartObject();
                foreach (var (name, member) in r.Members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            default: writer.WriteNullValue(); break;
        }
    }

    public static string ToJson(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            Write(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
