using System.Globalization;
using System.Text;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>
/// What a value is as a text: null "null", numbers in plain decimal notation without trailing zeros, the items of a list with commas
/// between (null as nothing), a record as its JSON.
/// </summary>
public static class ValueText
{
    public static string Of(Value value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    public static string Of(decimal number) =>
        number == 0 ? "0" : number.ToString("0.############################", CultureInfo.InvariantCulture);

    internal static string KindOf(Value value) => value.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Bool => "boolean",
        ValueKind.Number => "number",
        ValueKind.Text => "text",
        ValueKind.List => "list",
        _ => "record",
    };

    private static void Append(StringBuilder text, Value value)
    {
        switch (value)
        {
            case TextValue t: text.Append(t.Value); break;
            case NumberValue n: text.Append(Of(n.Value)); break;
            case BoolValue b: text.Append(b.Value ? "true" : "false"); break;
            case RecordValue r: JsonText.Append(text, r, 0, 0); break;
            case ListValue l: AppendItems(text, l, ","); break;
            default: text.Append("null"); break;
        }
    }

    internal static void AppendItems(StringBuilder text, ListValue list, string separator)
    {
        for (var i = 0; i < list.Values.Length; i++)
        {
            if (i > 0)
                text.Append(separator);
            if (!list.Values[i].IsNull)
                Append(text, list.Values[i]);
        }
    }
}
