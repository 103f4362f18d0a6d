using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities.Variables;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>A definition as an Elsa 3 document, in Elsa's order of members.</summary>
internal static class ElsaWriter
{
    public static RecordValue Of(Definition definition)
    {
        var rest = definition.Elsa;
        var document = new Members(rest);
        document.Add("$schema", ElsaForm.Schema);
        document.Add("id", definition.DefinitionId);
        document.Set("definitionId", definition.DefinitionId);
        document.Set("name", definition.Name.ZhCn);
        document.Set("description", definition.Description?.ZhCn);
        foreach (var (name, value) in ElsaForm.DocumentDefaults.Where(d => d.Name is "version" or "toolVersion"))
            document.Add(name, value);
        document.Set("variables", Declared(definition.Variables, isVariable: true));
        document.Set("inputs", Declared(definition.Inputs, isVariable: false));
        document.Set("outputs", Declared(definition.Outputs, isVariable: false));
        document.Set("outcomes", Value.List(definition.Outcomes.Select(Value.Of)));
        document.Set("customProperties", WithOwn(definition.CustomProperties, Own(definition)));
        foreach (var (name, value) in ElsaForm.DocumentDefaults)
            document.Add(name, value);
        document.Set("options", Options(definition));
        document.Rest(rest.Without("options"));
        document.Set("root", Of(definition.Root, ""));
        return document.ToRecord();
    }

    private static RecordValue Options(Definition definition)
    {
        var options = definition.Elsa["options"] as RecordValue ?? Value.EmptyRecord;
        if (!options.Has("autoUpdateConsumingWorkflows"))
            options = options.With("autoUpdateConsumingWorkflows", false);
        return definition.UsableAsActivity ? options.With("usableAsActivity", true) : options;
    }

    private static RecordValue? Own(Definition definition) => Some(
        ("name", definition.Name.En is null ? null : definition.Name.ToValue()),
        ("description", definition.Description?.En is null ? null : definition.Description.ToValue()),
        ("article", definition.Article), ("note", definition.Note), ("strict", definition.Strict ? Value.True : null),
        ("personal", Some(("variables", Personal(definition.Variables)), ("inputs", Personal(definition.Inputs)), ("outputs", Personal(definition.Outputs)))),
        ("defaults", Some(("variables", Defaults(definition.Variables, true)), ("inputs", Defaults(definition.Inputs, false)), ("outputs", Defaults(definition.Outputs, false)))));

    private static RecordValue Of(ActivityNode node, string path)
    {
        path = path.Length == 0 ? node.Id : $"{path}:{node.Id}";
        var members = new Members(node.Elsa);
        members.Set("id", node.Id);
        members.Add("nodeId", ElsaForm.NodeId(path));
        members.Set("name", node.Name);
        members.Set("type", node.Type);
        members.Set("version", node.Version);
        members.Set("customProperties", Custom(node));
        members.Set("metadata", node.Title is null ? node.Metadata : node.Metadata.With("displayText", node.Title.ZhCn));
        foreach (var input in node.Inputs.Where(i => !NeedsOwnPlace(i)))
            members.Set(input.Name, Of(node.Type, input));
        foreach (var output in node.Outputs)
            members.Set(output.Name, Of(output));
        if (node.Variables.Length > 0 || ElsaForm.HasActivities(node.Type))
            members.Set("variables", Declared(node.Variables, isVariable: true));
        foreach (var port in node.Children.GroupBy(c => c.Port, StringComparer.Ordinal))
            members.Set(port.Key, Children(port.Key, [.. port], path));
        if (node.Children.IsEmpty && ElsaForm.HasActivities(node.Type))
            members.Set("activities", Value.EmptyList);
        if (ElsaForm.IsFlowchart(node.Type))
            members.Set("connections", ElsaConnections.Of(node));
        members.Rest(node.Elsa);
        return members.ToRecord();
    }

    private static RecordValue Custom(ActivityNode node)
    {
        var custom = node.CustomProperties;
        if (ElsaForm.IsFlowchart(node.Type) && !custom.Has(ElsaForm.NotFoundConnections))
            custom = custom.With(ElsaForm.NotFoundConnections, Value.EmptyList);
        if (!custom.Has(ElsaForm.CanStart))
            custom = custom.With(ElsaForm.CanStart, node.CanStartWorkflow);
        if (!custom.Has(ElsaForm.RunAsync))
            custom = custom.With(ElsaForm.RunAsync, false);
        return WithOwn(custom, Some(
            ("title", node.Title?.En is null ? null : node.Title.ToValue()), ("note", node.Note), ("article", node.Article),
            ("inputs", Some([.. node.Inputs.Where(NeedsOwnPlace).Select(i => (i.Name, (Value?)Wrapped(i)))])),
            ("rewinds", ElsaConnections.RewindsOf(node)), ("personal", Personal(node.Variables)), ("defaults", Defaults(node.Variables, true))));
    }

    // A child definition's input may be called like a member that every activity has.
    private static bool NeedsOwnPlace(ActivityInput input) => ElsaForm.ActivitySlots.Contains(input.Name) && input.Name != "workflowDefinitionId";

    private static Value Of(string type, ActivityInput input)
    {
        if (!ElsaForm.IsPlain(type, input.Name) || input.Kind != InputKind.Literal || input.Elsa is not null)
            return Wrapped(input);
        return ElsaForm.IsNamedVariable(input.Value) ? ((RecordValue)input.Value).With("typeName", "Object") : input.Value;
    }

    /// <summary>Elsa's wrapper of an input, with all that the document's own said.</summary>
    public static RecordValue Wrapped(ActivityInput input)
    {
        var rest = input.Elsa ?? Value.EmptyRecord;
        var expression = rest["expression"] as RecordValue ?? Value.Record(("type", ElsaForm.NameOf(input.Kind) ?? "Literal"));
        var wrapper = Value.Record(
            ("typeName", rest.Has("typeName") ? rest["typeName"] : ElsaForm.TypeNameOf(input.Kind, input.Value)),
            ("expression", expression.With("value", input.Value)));
        foreach (var (name, value) in rest.Members)
            wrapper = wrapper.Has(name) ? wrapper : wrapper.With(name, value);
        return wrapper;
    }

    public static RecordValue Of(ActivityOutput output)
    {
        var rest = output.Elsa ?? Value.EmptyRecord;
        var reference = Value.Record(("id", output.Target));
        foreach (var (name, value) in (rest["memoryReference"] as RecordValue ?? Value.EmptyRecord).Members)
            reference = reference.With(name, value);
        var wrapper = Value.Record(("typeName", rest.Has("typeName") ? rest["typeName"] : "Object"), ("memoryReference", reference));
        foreach (var (name, value) in rest.Members.Where(m => m.Key != "memoryReference"))
            wrapper = wrapper.With(name, value);
        return wrapper;
    }

    private static Value Children(string port, ImmutableArray<ActivityChild> children, string path) =>
        port == "cases" || children.Any(c => c.Label is not null) ? Value.List(children.Select(c => Case(c, c.Elsa?.Has("activity") == true ? Value.Null : Of(c.Node, path))).ToArray())
        : children.Length > 1 || port is "activities" or "branches" ? Value.List(children.Select(c => (Value)Of(c.Node, path)).ToArray())
        : Of(children[0].Node, path);

    /// <summary>A case of a switch: label, what was kept beside it, the activity.</summary>
    public static RecordValue Case(ActivityChild child, Value activity)
    {
        var record = child.Label is null ? Value.EmptyRecord : Value.Record(("label", child.Label));
        foreach (var (name, value) in child.Elsa?.Members ?? [])
            record = record.With(name, value);
        return record.With("activity", activity);
    }

    private static ListValue Declared(ImmutableArray<VariableDeclaration> declared, bool isVariable) => Value.List(declared.Select(variable =>
    {
        var members = new Members(variable.Elsa);
        members.Set("id", variable.Id);
        members.Set("name", variable.Name);
        members.Set(isVariable ? "typeName" : "type", variable.Type);
        members.Set("isArray", variable.IsArray);
        if (isVariable && !variable.Elsa.Has("value"))
            members.Set("value", DeclarationReader.Spelled(variable.Default));
        members.Rest(variable.Elsa);
        return (Value)members.ToRecord();
    }).ToArray());

    private static ListValue? Personal(ImmutableArray<VariableDeclaration> declared) =>
        declared.Any(v => v.Personal) ? Value.List(declared.Where(v => v.Personal).Select(v => Value.Of(v.Name)).ToArray()) : null;

    /// <summary>Defaults that Elsa's text does not give back.</summary>
    private static RecordValue? Defaults(ImmutableArray<VariableDeclaration> declared, bool isVariable) =>
        declared.All(v => ComesBack(v, isVariable))
            ? null
            : Value.Record(declared.Where(v => !ComesBack(v, isVariable)).DistinctBy(v => v.Name, StringComparer.Ordinal).Select(v => (v.Name, v.Default)));

    private static bool ComesBack(VariableDeclaration variable, bool isVariable)
    {
        if (variable.Elsa.Has("value"))
            return VariableTypes.Fit(variable.Elsa["value"], variable) == variable.Default;
        return isVariable ? VariableTypes.Fit(DeclarationReader.Spelled(variable.Default), variable) == variable.Default : variable.Default.IsNull;
    }

    private static RecordValue WithOwn(RecordValue custom, RecordValue? own)
    {
        if (own is not RecordValue record)
            return custom;
        foreach (var (name, value) in (custom[ElsaForm.Own] as RecordValue ?? Value.EmptyRecord).Members)
            record = record.With(name, value);
        return custom.With(ElsaForm.Own, record);
    }

    private static RecordValue? Some(params (string Name, Value? Value)[] members) =>
        members.Any(m => m.Value is { IsNull: false }) ? Value.Record(members.Where(m => m.Value is { IsNull: false }).Select(m => (m.Name, m.Value!))) : null;

    /// <summary>Members in order; what the document itself said takes the place of a default.</summary>
    private sealed class Members(RecordValue said)
    {
        private readonly List<KeyValuePair<string, Value>> list = [];
        private readonly HashSet<string> names = new(StringComparer.Ordinal);

        public void Set(string name, Value? value)
        {
            if (value is { IsNull: false } && names.Add(name))
                list.Add(KeyValuePair.Create(name, value));
        }

        public void Add(string name, Value value) => Set(name, said.Has(name) ? said[name] : value);

        public void Rest(RecordValue rest)
        {
            foreach (var (name, value) in rest.Members)
                Set(name, value);
        }

        public RecordValue ToRecord() => RecordValue.From(list);
    }
}
