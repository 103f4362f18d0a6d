using System.Text.Json;
using StudentAid.Workflow.Cli.Terminals;
using StudentAid.Workflow.Engine.Activities.Variables;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Running;

/// <summary>The inputs of a run as they were written: <c>name=value</c>, the value as JSON where it is JSON, else as text.</summary>
internal static class RunInput
{
    private static readonly HashSet<string> TextTypes = new(StringComparer.Ordinal) { "String", "string", "System.String" };

    /// <summary>The name and value, or what is wrong with the text.</summary>
    public static ((string Name, string Text)? Input, Rejection? Wrong) Read(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? ((text[..at], text[(at + 1)..]), null) : (null, UsageCodes.BadInput.With(("text", text)));
    }

    /// <summary>All inputs; one that the definition declares as a text stays a text ("007" and "42" too).</summary>
    public static RecordValue For(Definition definition, IEnumerable<(string Name, string Text)> inputs)
    {
        var members = new List<KeyValuePair<string, Value>>();
        foreach (var group in inputs.GroupBy(i => i.Name, StringComparer.Ordinal))
            members.Add(KeyValuePair.Create(group.Key, ValueOf(group.Last().Text, definition.Inputs.FirstOrDefault(i => string.Equals(i.Name, group.Key, StringComparison.Ordinal)))));
        return RecordValue.From(members);
    }

    private static Value ValueOf(string text, VariableDeclaration? declared)
    {
        var value = Parsed(text);
        return declared is { IsArray: false } && TextTypes.Contains(declared.Type) && value is NumberValue or BoolValue or NullValue
            ? text
            : VariableTypes.Fit(value, declared);
    }

    private static Value Parsed(string text)
    {
        try
        {
            return Value.Parse(text);
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidOperationException)
        {
            return text;
        }
    }
}
