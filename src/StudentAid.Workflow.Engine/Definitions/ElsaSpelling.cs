using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>
/// An Elsa document as Elsa spells it today, where it was spelled otherwise: members in PascalCase, and an activity that Elsa once did not find and
/// set aside as a text. Places stay those of the text; what is spelled well is not touched.
/// </summary>
internal static class ElsaSpelling
{
    private const string NotFound = "Elsa.NotFoundActivity";

    private static readonly string[] Declarations = ["variables", "inputs", "outputs"];
    private static readonly string[] Flags = [ElsaForm.CanStart, ElsaForm.RunAsync];
    private static readonly string[] Ends = ["source", "target"];

    public static SourceNode Of(SourceNode root)
    {
        if (root.Kind != ValueKind.Record)
            return root;
        // A bare activity has no root; both spell their own members alike.
        var document = With(Camelled(root), Declarations, Declared);
        document = With(document, ["options"], Camelled);
        return document["root"] is not null ? With(document, ["root"], Activity) : document["type"] is not null ? Activity(document) : document;
    }

    private static SourceNode Activity(SourceNode source)
    {
        var node = Camelled(Found(source));
        if (node["type"]?.Text is null)
            return node;
        node = With(node, ["variables"], Declared);
        node = With(node, ["connections"], list => Each(list, Connection));
        node = With(node, ["customProperties"], custom => With(Camelled(custom, Flags), [ElsaForm.NotFoundConnections], list => Each(list, Connection)));
        foreach (var name in node.Members.Select(m => m.Name).Distinct(StringComparer.Ordinal).Where(IsPort).ToArray())
            node = With(node, [name], Children);
        return node;
    }

    private static bool IsPort(string name) => name is not ("variables" or "connections" or "customProperties" or "metadata" or "type" or "id" or "text");

    private static SourceNode Children(SourceNode source) => source switch
    {
        { Kind: ValueKind.List } => Each(source, Children),
        { Kind: ValueKind.Record } when ListIn(source) is not null => Each(source, Children),
        { Kind: ValueKind.Record } when IsActivity(source) => Activity(source),
        { Kind: ValueKind.Record } when (source["activity"] ?? source["Activity"]) is { Kind: ValueKind.Record } => With(Camelled(source), ["activity"], Children),
        _ => source,
    };

    private static bool IsActivity(SourceNode source) => (source["type"] ?? source["Type"])?.Text is not null && source["typeName"] is null && source["expression"] is null;

    /// <summary>What Elsa has set aside for a type that it did not know; it looks for the type again each time it reads.</summary>
    private static SourceNode Found(SourceNode source)
    {
        if (source["type"]?.Text != NotFound || source["originalActivityJson"]?.Text is not { } text)
            return source;
        return SourceTree.Parse(text).Tree.Root is { Kind: ValueKind.Record } original && original["type"]?.Text is not null ? At(source, original) : source;
    }

    private static SourceNode At(SourceNode place, SourceNode node) => new(
        place.Start, place.End,
        node.Kind is ValueKind.List or ValueKind.Record ? null : node.ToValue(),
        node.Kind == ValueKind.List ? [.. node.Items.Select(i => At(place, i))] : default,
        node.Kind == ValueKind.Record ? [.. node.Members.Select(m => new SourceMember(m.Name, place.Start, place.End, At(place, m.Node)))] : default);

    private static SourceNode Connection(SourceNode source) => With(Camelled(source), Ends, Camelled);

    private static SourceNode Declared(SourceNode list) => Each(list, Camelled);

    private static SourceNode Camelled(SourceNode source) => Camelled(source, null);

    /// <summary>Members whose first letter is a capital, with a small one; not where that member is there already.</summary>
    private static SourceNode Camelled(SourceNode source, string[]? only)
    {
        if (source.Kind != ValueKind.Record || !source.Members.Any(m => IsCapital(m.Name)))
            return source;
        return Rebuilt(source, [.. source.Members.Select(m => IsCapital(m.Name) && Small(m.Name) is var name && source[name] is null && (only is null || only.Contains(name, StringComparer.Ordinal))
            ? m with { Name = name }
            : m)]);
    }

    private static bool IsCapital(string name) => name.Length > 0 && char.IsAsciiLetterUpper(name[0]);

    private static string Small(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static SourceNode With(SourceNode source, string[] names, Func<SourceNode, SourceNode> change)
    {
        if (source.Kind != ValueKind.Record)
            return source;
        var members = source.Members.Select(m => names.Contains(m.Name, StringComparer.Ordinal) && change(m.Node) is var changed && changed != m.Node ? m with { Node = changed } : m).ToImmutableArray();
        return members.SequenceEqual(source.Members) ? source : Rebuilt(source, members);
    }

    private static SourceNode Each(SourceNode list, Func<SourceNode, SourceNode> change)
    {
        if (list.Kind == ValueKind.Record && ListIn(list) is { } inner)
            return With(list, [inner], items => Each(items, change));
        if (list.Kind != ValueKind.List)
            return list;
        var items = list.Items.Select(change).ToImmutableArray();
        return items.SequenceEqual(list.Items) ? list : new SourceNode(list.Start, list.End, null, items, default);
    }

    /// <summary>The member that holds the items of a list that is written as an object with its type: <c>$values</c>, or beside <c>_type</c> another; else null.</summary>
    public static string? ListIn(SourceNode source) =>
        source["$values"] is { Kind: ValueKind.List } ? "$values"
        : source["_items"] is { Kind: ValueKind.List } ? "_items"
        : source["_type"] is null ? null
        : source["items"] is { Kind: ValueKind.List } ? "items"
        : source["values"] is { Kind: ValueKind.List } ? "values"
        : null;

    private static SourceNode Rebuilt(SourceNode source, ImmutableArray<SourceMember> members) => new(source.Start, source.End, null, default, members);
}
