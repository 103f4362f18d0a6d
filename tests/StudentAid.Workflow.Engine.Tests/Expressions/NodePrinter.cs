using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Tests.Expressions;

/// <summary>Prints a tree as JavaScript with brackets everywhere, so that different trees have different texts.</summary>
internal static class NodePrinter
{
    public static string Print(Node node) => node switch
    {
        LiteralNode n => JsonText.Of(n.Value, 0),
        ReadNode n => Read(n),
        ComputedReadNode n => $"{Reader(n.Kind)}({Join(n.Children)})",
        ChainNode n => $"({Link(n.Children[0])})",
        MemberNode or IndexNode or MethodNode => Link(node),
        FunctionNode n => $"{n.Function.Name}({Join(n.Children)})",
        UnaryNode n => $"({Operators.Sign(n.Operator)} {Print(n.Children[0])})",
        BinaryNode n => $"({Print(n.Children[0])} {Operators.Sign(n.Operator)} {Print(n.Children[1])})",
        ConditionalNode n => $"({Print(n.Children[0])} ? {Print(n.Children[1])} : {Print(n.Children[2])})",
        TemplateNode n => $"`{string.Concat(n.Children.Select(c => "${" + Print(c) + "}"))}`",
        ListNode n => $"[{Join(n.Children)}]",
        SpreadNode n => $"...{Print(n.Children[0])}",
        RecordNode n => $"{{{string.Join(", ", n.Children.Select((c, i) => n.Names[i] is { } name ? $"{JsonText.Of(name, 0)}: {Print(c)}" : Print(c)))}}}",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private static string Join(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(Print));

    private static string Link(Node node) => node switch
    {
        MemberNode n => $"{Link(n.Children[0])}{(n.Optional ? "?." : ".")}{n.Name}",
        IndexNode n => $"{Link(n.Children[0])}{(n.Optional ? "?." : "")}[{Print(n.Children[1])}]",
        MethodNode n => $"{Link(n.Children[0])}{(n.Optional ? "?." : ".")}{n.Method.Name}({Join(n.Children.Skip(1))})",
        _ => $"({Print(node)})",
    };

    private static string Read(ReadNode node)
    {
        var first = node.Candidates[0];
        if (node.Candidates.Length > 1)
            return $"get{node.Candidates.First(c => c.Kind == ReadKind.Input).Name}()";
        return first.Kind switch
        {
            ReadKind.LastResult => "getLastResult()",
            ReadKind.WorkflowProperty => $"get{char.ToUpperInvariant(first.Name![0])}{first.Name[1..]}()",
            _ => $"{Reader(first.Kind)}({JsonText.Of(first.Name!, 0)}{(first.Output is null ? "" : ", " + JsonText.Of(first.Output, 0))})",
        };
    }

    private static string Reader(ReadKind kind) => kind switch
    {
        ReadKind.Variable => "getVariable",
        ReadKind.Input => "getInput",
        _ => "getOutputFrom",
    };
}
