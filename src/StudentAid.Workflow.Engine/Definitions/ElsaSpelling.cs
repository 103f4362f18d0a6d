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
        var document = Camelled(root);
        return document["root"] is null && document["type"] is not null
            ? Activity(document)
            : Changed(document, (name, node) => name switch
            {
                "root" => Activity(node),
                "options" => Camelled(node),
                _ => Array.IndexOf(Declarations, name) >= 0 ? Declared(node) : node,
            });
    }

    private static SourceNode Activity(SourceNode source)
    {
        var node = Camelled(Found(source));
        return node["type"]?.Text is null ? node : Changed(node, (name, member) => name switch
        {
            "variables" => Declared(member),
            "connections" => Each(member, Connection),
            "customProperties" => Changed(Camelled(member, Flags), (custom, list) => custom == ElsaForm.NotFoundConnections ? Each(list, Connection) : list),
            "metadata" => member,
            _ => Children(member),
        });
    }

    private static SourceNode Children(SourceNode source) => source switch
    {
        { Kind: ValueKind.List } => Each(source, Children),
        { Kind: ValueKind.Record } when ListIn(source) is not null => Each(source, Children),
        { Kind: ValueKind.Record } when IsActivity(source) => Activity(source),
        { Kind: ValueKind.Record } when (source["activity"] ?? source["Activity"]) is { Kind: ValueKind.Record } => Changed(Camelled(source), (name, node) => name == "activity" ? Children(node) : node),
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

    private static SourceNode Connection(SourceNode source) => Changed(Camelled(source), (name, node) => Array.IndexOf(Ends, name) >= 0 ? Camelled(node) : node);

    private static SourceNode Declared(SourceNode list) => Each(list, Camelled);

    private static SourceNode Camelled(SourceNode source) => Camelled(source, null);

    /// <summary>Members whose first letter is a capital, with a small one; not where that member is there already.</summary>
    private static SourceNode Camelled(SourceNode source, string[]? only)
    {
        if (source.Kind != ValueKind.Record || !source.Members.Any(m => IsCapital(m.Name)))
            return source;
        var names = source.Members.Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        return Rebuilt(source, [.. source.Members.Select(m => IsCapital(m.Name) && Small(m.Name) is var name && !names.Contains(name) && (only is null || Array.IndexOf(only, name) >= 0)
            ? m with { Name = name }
            : m)]);
    }

    private static bool IsCapital(string name) => name.Length > 0 && char.IsAsciiLetterUpper(name[0]);

    private static string Small(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static SourceNode Changed(SourceNode source, Func<string, SourceNode, SourceNode> change)
    {
        if (source.Kind != ValueKind.Record)
            return source;
        var isChanged = false;
        var members = ImmutableArray.CreateBuilder<SourceMember>(source.Members.Length);
        foreach (var member in source.Members)
        {
            var node = change(member.Name, member.Node);
            isChanged |= node != member.Node;
            members.Add(node == member.Node ? member : member with { Node = node });
        }

        return isChanged ? Rebuilt(source, members.MoveToImmutable()) : source;
    }

    private static SourceNode Each(SourceNode list, Func<SourceNode, SourceNode> change)
    {
        if (list.Kind == ValueKind.Record && ListIn(list) is { } inner)
            return Changed(list, (name, items) => name == inner ? Each(items, change) : items);
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
