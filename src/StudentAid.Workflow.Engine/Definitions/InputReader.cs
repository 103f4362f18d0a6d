using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>Reads options: plain JSON, <c>"= expression"</c>, or Elsa's wrapper.</summary>
internal static class InputReader
{
    /// <summary>The input, or null where the member is none: absent, or an object that Elsa reads as null.</summary>
    public static ActivityInput? Read(Reading reading, string activity, string type, string name, SourceNode node)
    {
        if (node.IsNull)
            return null;
        if (ElsaForm.IsPlain(type, name))
            return Plain(reading, activity, name, node);
        if (IsWrapper(node) && (reading.IsShort || node["typeName"]?.Text is not null))
            return Wrapped(reading, activity, name, node);
        if (reading.IsShort || node.Kind != ValueKind.Record)
            return Bare(reading, activity, name, node);
        reading.Places.Add(activity, name, new OptionPlace(node, null, 0));
        if (node["typeName"]?.Text is null)
            reading.Report(DefinitionCodes.NotAnInput.With(("name", name)), Severity.Warning, node);
        return null;
    }

    /// <summary>An expression that names no type is a literal, as in Elsa, where the wrapper names its own.</summary>
    public static bool IsWrapper(SourceNode node) =>
        node.Kind == ValueKind.Record && node["expression"] is { Kind: ValueKind.Record } expression
        && (expression["type"]?.Text is not null || (node["typeName"]?.Text is not null && expression["type"] is null or { IsNull: true }));

    /// <summary>The expression of a case: <c>"= text"</c> becomes Elsa's <c>{ type, value }</c>; anything else stays.</summary>
    public static Value Condition(Reading reading, string activity, string place, SourceNode node)
    {
        if (reading.IsShort && node.Text is ['=', not '=', ..] or ['='] && node.Text is { } text)
        {
            reading.Places.Add(activity, place, new OptionPlace(node, node, SkipOf(text)));
            return Value.Record(("type", "JavaScript"), ("value", text[1..].Trim()));
        }

        var expression = node["expression"] is { Kind: ValueKind.Record } inner ? inner : node;
        reading.Places.Add(activity, place, new OptionPlace(node, expression["value"] is { Text: not null } written ? written : null, 0));
        return node.ToValue();
    }

    private static ActivityInput Bare(Reading reading, string activity, string name, SourceNode node)
    {
        var text = reading.IsShort ? node.Text : null;
        if (text is ['=', '=', ..])
        {
            reading.Places.Add(activity, name, new OptionPlace(node, node, 1));
            return new ActivityInput(name, InputKind.Literal, text[1..]);
        }

        if (text is ['=', ..])
        {
            reading.Places.Add(activity, name, new OptionPlace(node, node, SkipOf(text)));
            return new ActivityInput(name, InputKind.JavaScript, text[1..].Trim());
        }

        reading.Places.Add(activity, name, new OptionPlace(node, node.Text is null ? null : node, 0));
        return new ActivityInput(name, InputKind.Literal, node.ToValue());
    }

    private static ActivityInput Wrapped(Reading reading, string activity, string name, SourceNode node)
    {
        var expression = node["expression"]!;
        reading.Places.Add(activity, name, new OptionPlace(node, expression["value"] is { Text: not null } text ? text : null, 0));
        return Unwrap(name, (RecordValue)node.ToValue());
    }

    /// <summary>The input that a wrapper says; what the writer would not say by itself stays in the input's <see cref="ActivityInput.Elsa"/>.</summary>
    public static ActivityInput Unwrap(string name, RecordValue wrapper)
    {
        var expression = (RecordValue)wrapper["expression"];
        var spelled = expression["type"].AsText() ?? nameof(InputKind.Literal);
        var kind = ElsaForm.KindOf(spelled);
        var value = expression["value"];
        var rest = wrapper.Without("expression");
        if (rest["typeName"].AsText() == ElsaForm.TypeNameOf(kind, value))
            rest = rest.Without("typeName");
        var extra = expression.Without("value");
        if (extra.Count > 1 || spelled != ElsaForm.NameOf(kind))
            rest = rest.With("expression", extra);
        return new ActivityInput(name, kind, value, rest.Count == 0 ? null : rest);
    }

    private static ActivityInput Plain(Reading reading, string activity, string name, SourceNode node)
    {
        if (name == "cases" && node.Kind == ValueKind.List)
        {
            reading.Places.Add(activity, name, new OptionPlace(node, null, 0));
            return new ActivityInput(name, InputKind.Literal, Value.List(node.Items.Select((item, i) => Case(reading, activity, i, item)).ToArray()));
        }

        if (IsWrapper(node))
            return Wrapped(reading, activity, name, node);
        reading.Places.Add(activity, name, new OptionPlace(node, node.Text is null ? null : node, 0));
        return new ActivityInput(name, InputKind.Literal, name == "variable" ? Variable(node.ToValue()) : node.ToValue());
    }

    private static Value Case(Reading reading, string activity, int index, SourceNode item) =>
        item["condition"] is { } condition && item.ToValue() is RecordValue record
            ? record.With("condition", Condition(reading, activity, $"cases[{index}].condition", condition))
            : item.ToValue();

    private static Value Variable(Value value)
    {
        if (value.AsText() is { } name)
            return ElsaForm.VariableNamed(name);
        var bare = value is RecordValue { Count: 3 } record && record["typeName"].AsText() == "Object" ? record.Without("typeName") : value;
        return ElsaForm.IsNamedVariable(bare) ? bare : value;
    }

    private static int SkipOf(string text) => text.Length - text[1..].TrimStart().Length;
}
