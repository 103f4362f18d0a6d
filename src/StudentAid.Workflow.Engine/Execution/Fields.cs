using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>Positional fields of an event or snapshot array. A missing field reads as empty, for fields are only ever appended.</summary>
internal static class Fields
{
    public static Value At(this ImmutableArray<Value> fields, int index) => index < fields.Length ? fields[index] : Value.Null;

    public static string Text(this ImmutableArray<Value> fields, int index) => fields.At(index).AsText() ?? "";

    public static int Int(this ImmutableArray<Value> fields, int index) => (int)(fields.At(index).AsNumber() ?? 0);

    public static long Long(this ImmutableArray<Value> fields, int index) => (long)(fields.At(index).AsNumber() ?? 0);

    public static bool Bool(this ImmutableArray<Value> fields, int index) => fields.At(index).AsNumber() is 1;

    public static ImmutableArray<string> Texts(this ImmutableArray<Value> fields, int index) =>
        [.. fields.At(index).Items.Select(i => i.AsText() ?? "")];

    /// <summary>Drops the absent fields at the end.</summary>
    public static ListValue Trimmed(this ListValue list)
    {
        var length = list.Values.Length;
        while (length > 0 && list.Values[length - 1].IsNull)
            length--;
        return length == list.Values.Length ? list : new ListValue(list.Values[..length]);
    }

    /// <summary>A structural field that is absent when empty. Values of variables and the like are never dropped: 0 and "" are values.</summary>
    public static Value Opt(string text) => text.Length > 0 ? text : Value.Null;

    public static Value Opt(long number) => number != 0 ? number : Value.Null;

    public static Value Opt(bool flag) => flag ? 1 : Value.Null;

    public static Value Opt(RecordValue record) => record.Count > 0 ? record : Value.Null;

    public static Value Opt(ListValue list) => list.Values.IsEmpty ? Value.Null : list;
}
