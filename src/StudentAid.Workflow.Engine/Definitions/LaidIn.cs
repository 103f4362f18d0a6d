namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>
/// A definition with others it uses as activities laid into it: in the place of such an activity stands the other's root, its activities named
/// <c>activity/inner</c>. So one instance has one set of variables and inputs, and everything that goes by an activity's id reaches the inner ones too.
/// </summary>
public static class LaidIn
{
    /// <summary>Parts inside parts inside parts …: more is a circle, and what is deeper stays an activity of its own.</summary>
    private const int Deepest = 8;

    /// <param name="used">The definition to lay in for an activity's type, or null where the activity stays as it is.</param>
    public static Definition Of(Definition definition, Func<string, Definition?> used) => definition with { Root = Inside(definition.Root, used, 0) };

    private static ActivityNode Inside(ActivityNode node, Func<string, Definition?> used, int depth) =>
        node.Children.IsEmpty ? node : node with { Children = [.. node.Children.Select(c => c with { Node = Placed(c.Node, used, depth) })] };

    private static ActivityNode Placed(ActivityNode node, Func<string, Definition?> used, int depth) =>
        depth < Deepest && used(node.Elsa["workflowDefinitionId"].AsText() ?? node.Type) is { } part ? Laid(node, part, used, depth + 1) : Inside(node, used, depth);

    private static ActivityNode Laid(ActivityNode use, Definition part, Func<string, Definition?> used, int depth)
    {
        var root = Named(Inside(part.Root, used, depth), use.Id);
        return root with
        {
            Id = use.Id, Name = use.Name, Title = use.Title ?? part.Name, Note = use.Note ?? part.Note, Article = use.Article ?? part.Article,
            Variables = [.. part.Variables, .. root.Variables], CustomProperties = use.CustomProperties, Part = part.DefinitionId,
        };
    }

    private static ActivityNode Named(ActivityNode node, string place) => node with
    {
        Id = $"{place}/{node.Id}",
        Name = node.Name ?? node.Id,
        Children = [.. node.Children.Select(c => c with { Node = Named(c.Node, place) })],
        Connections = [.. node.Connections.Select(c => c with { From = $"{place}/{c.From}", To = $"{place}/{c.To}" })],
    };
}
