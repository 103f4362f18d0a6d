using System.Globalization;
using System.Text;
using StudentAid.Workflow.Engine.Activities.Flowcharts;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Cli.Diagrams;

/// <summary>A definition as Mermaid text: forward connections solid, rewinds dotted, containers as boxes around their children.</summary>
internal sealed class Mermaid
{
    private readonly StringBuilder text = new();
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly List<string> edges = [];
    private readonly string language;

    private Mermaid(string language) => this.language = language;

    public static string Of(Definition definition, string language)
    {
        var diagram = new Mermaid(language);
        diagram.Line(0, "flowchart TD");
        if (definition.Root.Children.IsEmpty)
            diagram.Node(definition.Root, "", 1);
        else
            diagram.Inside(definition.Root, 1);
        foreach (var edge in diagram.edges)
            diagram.Line(1, edge);
        return diagram.text.ToString();
    }

    private void Inside(ActivityNode container, int depth)
    {
        foreach (var child in container.Children)
            Node(child.Node, child.Port == "activities" ? "" : child.Label ?? child.Port, depth);
        if (container.Type == Flowchart.TypeName)
            edges.AddRange(container.Connections.Where(IsDrawn).Select(Edge));
        else if (container.Type == "Elsa.Sequence")
            edges.AddRange(container.Children.Zip(container.Children.Skip(1), (a, b) => $"{NameOf(a.Node.Id)} --> {NameOf(b.Node.Id)}"));
    }

    private void Node(ActivityNode node, string port, int depth)
    {
        var label = (port.Length > 0 ? $"{port}: " : "") + (node.Title?.In(language) ?? node.Name ?? node.Id);
        if (node.Children.IsEmpty)
        {
            Line(depth, $"{NameOf(node.Id)}[\"{Quoted(label)}\"]");
            return;
        }

        Line(depth, $"subgraph {NameOf(node.Id)}[\"{Quoted(label)}\"]");
        Inside(node, depth + 1);
        Line(depth, "end");
    }

    private bool IsDrawn(Connection connection) => names.ContainsKey(connection.From) && names.ContainsKey(connection.To.Split('/')[^1]);

    private string Edge(Connection connection)
    {
        var arrow = connection.Rewind ? "-.->" : "-->";
        var port = connection.Port == Connection.Done ? "" : $"|\"{Quoted(connection.Port)}\"|";
        return $"{NameOf(connection.From)} {arrow}{port} {NameOf(connection.To.Split('/')[^1])}";
    }

    /// <summary>Ids may hold anything; Mermaid's names are counted.</summary>
    private string NameOf(string id)
    {
        if (!names.TryGetValue(id, out var name))
            names[id] = name = "n" + (names.Count + 1).ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private static string Quoted(string label) => label
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private void Line(int depth, string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
}
