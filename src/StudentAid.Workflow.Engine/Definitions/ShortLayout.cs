using System.Text;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>The lines of the short spelling: one activity, connection or declaration per line; a container's members each on their own.</summary>
internal static class ShortLayout
{
    public static string Of(RecordValue document)
    {
        var text = new StringBuilder();
        Block(text, document, 0);
        return text.Append('\n').ToString();
    }

    private static void Block(StringBuilder text, RecordValue record, int indent)
    {
        text.Append('{');
        for (var i = 0; i < record.Count; i++)
        {
            var (name, value) = record.Members[i];
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', indent + 2);
            JsonText.Append(text, Value.Of(name), 0, 0);
            text.Append(": ");
            if (name == "elsa")
                Line(text, value);
            else
                Item(text, value, indent + 2, isLines: name is "activities" or "connections" or "variables" or "inputs" or "outputs" or "branches" or "cases");
        }

        text.Append('\n').Append(' ', indent).Append('}');
    }

    private static void Item(StringBuilder text, Value value, int indent, bool isLines)
    {
        if (value is RecordValue record && IsContainer(record))
        {
            Block(text, record, indent);
            return;
        }

        if (value is not ListValue { Values.IsEmpty: false } list || !(isLines || list.Values.Any(v => v is RecordValue r && IsContainer(r))))
        {
            Line(text, value);
            return;
        }

        text.Append('[');
        for (var i = 0; i < list.Values.Length; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', indent + 2);
            Item(text, list.Values[i], indent + 2, isLines: false);
        }

        text.Append('\n').Append(' ', indent).Append(']');
    }

    /// <summary>An activity that has others in it, or a case with one.</summary>
    private static bool IsContainer(RecordValue record) =>
        record["root"] is RecordValue || record.Members.Any(m => m.Key is "activities" or "connections" || (m.Key != "elsa" && HasActivity(m.Value)));

    private static bool HasActivity(Value value) =>
        value is ListValue list ? list.Values.Any(HasActivity) : IsActivity(value) || IsActivity(value["activity"]);

    private static bool IsActivity(Value value) => value["id"].AsText() is not null && value["type"].AsText() is not null;

    private static void Line(StringBuilder text, Value value)
    {
        switch (value)
        {
            case ListValue { Values.IsEmpty: false } list:
                text.Append('[');
                for (var i = 0; i < list.Values.Length; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Line(text, list.Values[i]);
                }

                text.Append(']');
                break;
            case RecordValue { Count: > 0 } record:
                for (var i = 0; i < record.Count; i++)
                {
                    text.Append(i == 0 ? "{ " : ", ");
                    JsonText.Append(text, Value.Of(record.Members[i].Key), 0, 0);
                    text.Append(": ");
                    Line(text, record.Members[i].Value);
                }

                text.Append(" }");
                break;
            default: JsonText.Append(text, value, 0, 0); break;
        }
    }
}
