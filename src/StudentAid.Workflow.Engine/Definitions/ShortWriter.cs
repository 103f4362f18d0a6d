using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>A definition in the short spelling; what has none stands verbatim under <c>elsa</c>.</summary>
internal static class ShortWriter
{
    private const int LongestChain = 10;

    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        "id", "type", "version", "name", "title", "note", "article", "canStartWorkflow", "variables", "inputs", "elsa", "connections", "start", "activities",
    };

    public static RecordValue Of(Definition definition, string schema) => Record(
        ("$schema", schema), ("dialect", definition.Strict ? null : "elsa"), ("definitionId", definition.DefinitionId),
        ("name", definition.Name.ToValue()), ("description", definition.Description?.ToValue()), ("article", definition.Article), ("note", definition.Note),
        ("usableAsActivity", Flag(definition.UsableAsActivity)),
        ("outcomes", definition.Outcomes.IsEmpty ? null : Value.List(definition.Outcomes.Select(Value.Of))),
        ("variables", Of(definition.Variables)), ("inputs", Of(definition.Inputs)), ("outputs", Of(definition.Outputs)),
        ("root", Of(definition.Root, isRoot: true)),
        ("elsa", Some(With(definition.Elsa, "customProperties", definition.CustomProperties))));

    private static RecordValue Of(ActivityNode node, bool isRoot = false)
    {
        var members = new List<(string, Value?)>
        {
            ("id", isRoot && node.Id == ActivityReader.RootId ? null : node.Id), ("type", node.Type), ("version", node.Version == 1 ? null : node.Version),
            ("name", node.Name), ("title", node.Title?.ToValue()), ("article", node.Article), ("note", node.Note),
            ("canStartWorkflow", Flag(node.CanStartWorkflow)),
        };
        members.AddRange(node.Inputs.Where(i => !Taken.Contains(i.Name)).Select(i => (i.Name, (Value?)Of(node.Type, i))));
        members.AddRange(node.Outputs.Select(o => (o.Name, (Value?)(o.Elsa is null ? Record(("to", o.Target)) : ElsaWriter.Of(o)))));
        members.Add(("inputs", Some(Record([.. node.Inputs.Where(i => Taken.Contains(i.Name)).Select(i => (i.Name, (Value?)Of(node.Type, i)))]))));
        members.Add(("variables", Of(node.Variables)));
        members.AddRange(node.Children.GroupBy(c => c.Port, StringComparer.Ordinal).Select(p => (p.Key, (Value?)Children(p.Key, [.. p]))));
        if (node.Children.IsEmpty && ElsaForm.HasActivities(node.Type))
            members.Add(("activities", Value.EmptyList));
        var elsa = node.Elsa;
        if (ElsaForm.IsFlowchart(node.Type))
        {
            if (elsa["start"].AsText() is { } start)
            {
                members.Add(("start", start));
                elsa = elsa.Without("start");
            }

            members.Add(("connections", Connections(node.Connections)));
        }

        elsa = With(With(elsa, "customProperties", node.CustomProperties), "metadata", node.Metadata);
        members.Add(("elsa", Some(elsa)));
        return Record([.. members]);
    }

    private static Value Of(string type, ActivityInput input)
    {
        if (ElsaForm.IsPlain(type, input.Name) && input is { Kind: InputKind.Literal, Elsa: null })
            return Plain(input);
        if (input.Elsa is null && input.Kind == InputKind.JavaScript && Spelled(input.Value) is { } expression)
            return expression;
        if (input.Elsa is not null || input.Kind != InputKind.Literal || input.Value.IsNull || IsMistakable(input.Value))
            return ElsaWriter.Wrapped(input);
        return input.Value.AsText() is ['=', ..] text ? "=" + text : input.Value;
    }

    private static bool IsMistakable(Value value) =>
        value is RecordValue record && (record.Has("expression") || record.Has("to") || record.Has("memoryReference"));

    private static Value Plain(ActivityInput input) => input.Value switch
    {
        _ when input.Name == "variable" && ElsaForm.IsNamedVariable(input.Value) => input.Value["name"],
        ListValue list when input.Name == "cases" => list.Values.Any(c => c["condition"].AsText() is ['=', ..])
            ? ElsaWriter.Wrapped(input)
            : Value.List(list.Values.Select(Case).ToArray()),
        RecordValue record when record.Has("expression") => ElsaWriter.Wrapped(input),
        NullValue => ElsaWriter.Wrapped(input),
        _ => input.Value,
    };

    private static Value Case(Value item) => item is RecordValue record && record["condition"] is RecordValue { Count: 2 } condition
        && condition["type"].AsText() == "JavaScript" && Spelled(condition["value"]) is { } expression
            ? record.With("condition", expression)
            : item;

    /// <summary>An expression as <c>"= text"</c>; null where blanks at its ends would be lost.</summary>
    private static string? Spelled(Value text) => text.AsText() is { Length: > 0 } t && t.Trim() == t ? "= " + t : null;

    private static Value Children(string port, ImmutableArray<ActivityChild> children) =>
        port == "cases" || children.Any(c => c.Label is not null)
            ? Value.List(children.Select(c => Case(ElsaWriter.Case(c, c.Elsa?.Has("activity") == true ? Value.Null : Of(c.Node)))).ToArray())
            : children.Length > 1 || port is "activities" or "branches" ? Value.List(children.Select(c => (Value)Of(c.Node)).ToArray())
            : Of(children[0].Node);

    private static ListValue? Connections(ImmutableArray<Connection> connections)
    {
        var written = new List<Value>();
        for (var i = 0; i < connections.Length; i++)
        {
            var first = connections[i];
            if (!ConnectionReader.FitsString(first))
            {
                written.Add(Of(first));
                continue;
            }

            var chain = new StringBuilder(End(first)).Append(first.Rewind ? " => " : " -> ");
            var links = 1;
            while (!first.Rewind && links < LongestChain && i + 1 < connections.Length && Follows(connections[i], connections[i + 1]))
            {
                chain.Append(End(connections[++i])).Append(" -> ");
                links++;
            }

            written.Add(chain.Append(connections[i].To).ToString());
        }

        return written.Count == 0 ? null : Value.List(written);
    }

    private static bool Follows(Connection one, Connection next) =>
        !next.Rewind && string.Equals(one.To, next.From, StringComparison.Ordinal) && ConnectionReader.FitsString(next);

    private static string End(Connection connection) =>
        connection.Port == Connection.Done ? connection.From : $"{connection.From}.{connection.Port}";

    private static RecordValue Of(Connection connection) => Record(
        ("from", connection.From), ("port", connection.Port == Connection.Done ? null : connection.Port), ("to", connection.To),
        ("rewind", Flag(connection.Rewind)), ("redo", connection.Redo == Redo.None ? "none" : null), ("note", Note(connection.Elsa)), ("elsa", Rest(connection.Elsa)));

    private static ListValue? Of(ImmutableArray<VariableDeclaration> declared) => declared.IsEmpty ? null : Value.List(declared.Select(v => (Value)Record(
        ("id", v.Id), ("name", v.Name), ("type", v.Type == "Object" ? null : v.Type), ("isArray", Flag(v.IsArray)),
        ("default", v.Default), ("personal", Flag(v.Personal)), ("note", Note(v.Elsa)), ("elsa", Rest(v.Elsa)))).ToArray());

    // Connections and declarations keep a note among Elsa's members, for Elsa has no slot for one either.
    private static TextValue? Note(RecordValue? elsa) => elsa?["note"] is TextValue note ? note : null;

    private static RecordValue? Rest(RecordValue? elsa) => elsa is null ? null : Some(Note(elsa) is null ? elsa : elsa.Without("note"));

    private static RecordValue With(RecordValue record, string name, RecordValue member) => member.Count == 0 ? record : record.With(name, member);

    private static RecordValue? Some(RecordValue record) => record.Count == 0 ? null : record;

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
