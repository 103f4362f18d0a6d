using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>The short spelling: options stand beside the common members, an output is <c>"result": "variable"</c>, the rest is under <c>elsa</c>.</summary>
internal sealed partial class ActivityReader
{
    private static readonly string[] ShortNames =
        ["id", "type", "version", "name", "title", "note", "article", ElsaForm.CanStart, "variables", "inputs", "elsa"];

    private ActivityNode Short(SourceNode source, ActivityNode node, ActivityDescription? type, string path)
    {
        var parts = new NodeParts();
        foreach (var member in source.Distinct())
        {
            if (!IsShortCommon(member.Name, type) && !member.Node.IsNull)
                ShortMember(parts, node, type, member, path);
        }

        foreach (var member in source["inputs"]?.Distinct() ?? [])
        {
            if (InputReader.Read(reading, node.Id, node.Type, member.Name, member.Node) is { } input)
                parts.Inputs.Add(input);
        }

        var elsa = reading.RecordOf(source, "elsa");
        foreach (var (name, value) in elsa.Members.Where(m => m.Key is not ("customProperties" or "metadata")))
            parts.Elsa.Add(KeyValuePair.Create(name, value));
        if (type is { IsFlowchart: true } && reading.TextOf(source, "start") is { } start)
            parts.Elsa.Add(KeyValuePair.Create("start", Value.Of(start)));
        node = parts.Into(node) with
        {
            Name = reading.TextOf(source, "name"),
            Title = reading.PeopleTextOf(source, "title"),
            Note = reading.TextOf(source, "note"),
            Article = reading.TextOf(source, "article"),
            CanStartWorkflow = reading.BoolOf(source, ElsaForm.CanStart),
            Variables = DeclarationReader.Read(reading, source["variables"], "variables", Value.Null),
            CustomProperties = elsa["customProperties"] as RecordValue ?? Value.EmptyRecord,
            Metadata = elsa["metadata"] as RecordValue ?? Value.EmptyRecord,
        };
        return type is { IsFlowchart: true } ? Connected(node, source["connections"], null, Value.Null) : node;
    }

    private static bool IsShortCommon(string name, ActivityDescription? type) =>
        Array.IndexOf(ShortNames, name) >= 0 || (type is { IsFlowchart: true } && name is "connections" or "start");

    private void ShortMember(NodeParts parts, ActivityNode node, ActivityDescription? type, SourceMember member, string path)
    {
        var (name, source) = (member.Name, member.Node);
        if (PortOf(type, name) is { } port)
            parts.Children.AddRange(Children(node.Id, port, source, path));
        else if (OptionOf(type, name) is null && TargetOf(type, name, source) is { } target)
            parts.Outputs.Add(ShortOutput(node.Id, name, target, source));
        else if (type is not null && OptionOf(type, name) is null)
            parts.Elsa.Add(KeyValuePair.Create(name, source.ToValue()));
        else if (InputReader.Read(reading, node.Id, node.Type, name, source) is { } input)
            parts.Inputs.Add(input);
        if (type is not null && PortOf(type, name) is null && OptionOf(type, name) is null && !IsOutput(type, name))
            reading.Unknown(member, NamesOf(type, ShortNames).Concat(type.IsFlowchart ? ["connections", "start"] : []));
    }

    private static string? TargetOf(ActivityDescription? type, string name, SourceNode source) =>
        IsOutput(type, name) && source.Text is { } direct ? direct
        : source is { Members.Length: 1 } && source["to"]?.Text is { } to ? to
        : source["expression"] is null ? source["memoryReference"]?["id"]?.Text : null;

    private ActivityOutput ShortOutput(string activity, string name, string target, SourceNode source)
    {
        if (source["memoryReference"] is not null)
            return Output(reading, activity, name, target, source);
        reading.Places.Add(activity, name, new OptionPlace(source, source.Text is null ? source["to"] : source, 0));
        return new ActivityOutput(name, target);
    }
}
