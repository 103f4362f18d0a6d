using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>JSON as JavaScript's <c>JSON.stringify</c> writes it: numbers without trailing zeros, half surrogate pairs escaped.</summary>
internal static class JsonText
{
    /// <summary>With an indent of 0 the text has no blanks.</summary>
    public static string Of(Value value, int indent)
    {
        var text = new StringBuilder();
        Append(text, value, indent, 0);
        return text.ToString();
    }

    public static Value Parse(string json, Budget budget)
    {
        try
        {
            return budget.Checked(Value.Parse(json));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            return budget.Fail(ExpressionCodes.MalformedJson);
        }
    }

    public static void Append(StringBuilder text, Value value, int indent, int depth)
    {
        switch (value)
        {
            case TextValue t: AppendQuoted(text, t.Value); break;
            case NumberValue n: text.Append(ValueText.Of(n.Value)); break;
            case BoolValue b: text.Append(b.Value ? "true" : "false"); break;
            case ListValue { Values.IsEmpty: true }: text.Append("[]"); break;
            case RecordValue { Count: 0 }: text.Append("{}"); break;
            case ListValue l: AppendList(text, l, indent, depth); break;
            case RecordValue r: AppendRecord(text, r, indent, depth); break;
            default: text.Append("null"); break;
        }
    }

    private static void AppendList(StringBuilder text, ListValue list, int indent, int depth)
    {
        text.Append('[');
        for (var i = 0; i < list.Values.Length; i++)
        {
            NewItem(text, i, indent, depth + 1);
            Append(text, list.Values[i], indent, depth + 1);
        }

        NewLine(text, indent, depth);
        text.Append(']');
    }

    private static void AppendRecord(StringBuilder text, RecordValue record, int indent, int depth)
    {
        text.Append('{');
        for (var i = 0; i < record.Count; i++)
        {
            NewItem(text, i, indent, depth + 1);
            AppendQuoted(text, record.Members[i].Key);
            text.Append(indent > 0 ? ": " : ":");
            Append(text, record.Members[i].Value, indent, depth + 1);
        }

        NewLine(text, indent, depth);
        text.Append('}');
    }

    private static void NewItem(StringBuilder text, int index, int indent, int depth)
    {
        if (index > 0)
            text.Append(',');
        NewLine(text, indent, depth);
    }

    private static void NewLine(StringBuilder text, int indent, int depth)
    {
        if (indent > 0)
            text.Append('\n').Append(' ', indent * depth);
    }

    private static void AppendQuoted(StringBuilder text, string content)
    {
        text.Append('"');
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            if (i + 1 < content.Length && char.IsSurrogatePair(c, content[i + 1]))
                text.Append(c).Append(content[++i]);
            else if (c is '"' or '\\')
                text.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c))
                text.Append(Escaped(c));
            else
                text.Append(c);
        }

        text.Append('"');
    }

    private static string Escaped(char c) => c switch
    {
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    };
}
