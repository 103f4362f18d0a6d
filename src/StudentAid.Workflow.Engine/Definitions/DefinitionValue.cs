using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>
/// A definition as one value that holds all of the model: what two definitions are compared by and what is hashed. Inputs and outputs have no order
/// among themselves, everything else has.
/// </summary>
public static class DefinitionValue
{
    /// <summary>Whether two definitions say the same (the records themselves compare their lists by reference).</summary>
    public static bool AreEqual(Definition left, Definition right) => Of(left) == Of(right);

    public static Value Of(Definition definition) => Record(
        ("definitionId", definition.DefinitionId), ("name", definition.Name.ToValue()), ("description", definition.Description?.ToValue()),
        ("article", definition.Article), ("note", definition.Note),
        ("variables", Of(definition.Variables)), ("inputs", Of(definition.Inputs)), ("outputs", Of(definition.Outputs)),
        ("outcomes", List(definition.Outcomes.Select(Value.Of))), ("root", Of(definition.Root)),
        ("strict", Flag(definition.Strict)), ("usableAsActivity", Flag(definition.UsableAsActivity)),
        ("customProperties", NotEmpty(definition.CustomProperties)), ("elsa", NotEmpty(definition.Elsa)));

    public static Value Of(ActivityNode node) => Record(
        ("id", node.Id), ("type", node.Type), ("version", node.Version), ("name", node.Name), ("title", node.Title?.ToValue()),
        ("note", node.Note), ("article", node.Article),
        ("inputs", ByName(node.Inputs, i => i.Name, Of)), ("outputs", ByName(node.Outputs, o => o.Name, Of)),
        ("children", List(node.Children.Select(Of))), ("connections", List(node.Connections.Select(Of))), ("variables", Of(node.Variables)),
        ("canStartWorkflow", Flag(node.CanStartWorkflow)),
        ("customProperties", NotEmpty(node.CustomProperties)), ("metadata", NotEmpty(node.Metadata)), ("elsa", NotEmpty(node.Elsa)));

    private static Value Of(ActivityChild child) => Record(
        ("port", child.Port), ("label", child.Label), ("node", Of(child.Node)), ("elsa", NotEmpty(child.Elsa)));

    // A literal null is told from no value by the kind, which is always there.
    private static Value Of(ActivityInput input) => Record(
        ("kind", input.Kind.ToString()), ("value", input.Value), ("elsa", NotEmpty(input.Elsa)));

    private static Value Of(ActivityOutput output) => Record(("target", output.Target), ("elsa", NotEmpty(output.Elsa)));

    private static Value Of(Connection connection) => Record(
        ("from", connection.From), ("port", connection.Port), ("to", connection.To),
        ("rewind", Flag(connection.Rewind)), ("redo", connection.Redo == Redo.None ? "none" : null), ("elsa", NotEmpty(connection.Elsa)));

    private static ListValue? Of(ImmutableArray<VariableDeclaration> variables) => List(variables.Select(v => Record(
        ("name", v.Name), ("id", v.Id), ("type", v.Type), ("isArray", Flag(v.IsArray)), ("default", v.Default), ("personal", Flag(v.Personal)), ("elsa", NotEmpty(v.Elsa)))));

    private static RecordValue? ByName<T>(ImmutableArray<T> items, Func<T, string> name, Func<T, Value> of) => items.IsEmpty
        ? null
        : RecordValue.From(items.DistinctBy(name, StringComparer.Ordinal).Select(i => KeyValuePair.Create(name(i), of(i))));

    private static ListValue? List(IEnumerable<Value> items) => Value.List(items) is { Values.IsEmpty: false } list ? list : null;

    private static RecordValue? NotEmpty(RecordValue? record) => record is { Count: > 0 } ? record : null;

    private static Value? Flag(bool flag) => flag ? Value.True : null;

    private static RecordValue Record(params ReadOnlySpan<(string Name, Value? Value)> members)
    {
        var present = new List<KeyValuePair<string, Value>>(members.Length);
        foreach (var (name, value) in members)
        {
            if (value is { IsNull: false })
                present.Add(KeyValuePair.Create(name, value));
        }

        return RecordValue.From(present);
    }
}
