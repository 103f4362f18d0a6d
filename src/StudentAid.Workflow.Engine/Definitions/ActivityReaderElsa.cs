using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>Elsa's spelling: every member is kept, those that say no more than Elsa's defaults are implied.</summary>
internal sealed partial class ActivityReader
{
    private static readonly string[] OwnNames = ["title", "note", "article", "inputs", "rewinds", "personal", "defaults"];

    private ActivityNode Long(SourceNode source, ActivityNode node, ActivityDescription? type, string path)
    {
        var own = source["customProperties"]?[ElsaForm.Own]?.ToValue() ?? Value.Null;
        var parts = new NodeParts();
        foreach (var member in source.Distinct())
        {
            if (!IsCommon(member.Name, type) && !member.Node.IsNull)
                LongMember(parts, node, type, member, path);
        }

        foreach (var (name, wrapper) in (own["inputs"] as RecordValue ?? Value.EmptyRecord).Members)
        {
            if (wrapper is not RecordValue said || said["expression"]["type"].AsText() is null)
                continue;
            parts.Inputs.RemoveAll(i => i.Name == name);
            parts.Inputs.Add(InputReader.Unwrap(name, said));
        }

        if (source["nodeId"]?.Text is { } nodeId && nodeId != ElsaForm.NodeId(path))
            parts.Elsa.Add(KeyValuePair.Create("nodeId", Value.Of(nodeId)));
        var metadata = reading.RecordOf(source, "metadata");
        var label = metadata["displayText"].AsText() is { } text ? new Text(text) : null;
        node = parts.Into(node) with
        {
            Name = reading.TextOf(source, "name"),
            Title = Text.From(own["title"]) ?? label,
            Note = own["note"].AsText(),
            Article = own["article"].AsText(),
            Metadata = metadata["displayText"] is TextValue ? metadata.Without("displayText") : metadata,
            CanStartWorkflow = source["customProperties"]?[ElsaForm.CanStart]?.ToValue().AsBool() ?? source[ElsaForm.CanStart]?.ToValue().AsBool() ?? false,
            CustomProperties = Custom(source, own, type),
            Variables = type is null ? [] : DeclarationReader.Read(reading, source["variables"], "variables", own),
        };
        return type is { IsFlowchart: true }
            ? Connected(node, source["connections"], source["customProperties"]?[ElsaForm.NotFoundConnections], own["rewinds"])
            : node;
    }

    private static bool IsCommon(string name, ActivityDescription? type) => name switch
    {
        "id" or "type" or "version" or "name" or "nodeId" or "customProperties" or "metadata" or ElsaForm.CanStart or ElsaForm.RunAsync => true,
        "variables" => type is not null,
        "connections" => type is { IsFlowchart: true },
        _ => false,
    };

    private void LongMember(NodeParts parts, ActivityNode node, ActivityDescription? type, SourceMember member, string path)
    {
        var (name, source) = (member.Name, member.Node);
        if (PortOf(type, name) is { } port)
        {
            parts.Children.AddRange(Children(node.Id, port, source, path));
            return;
        }

        var isInput = type is null ? InputReader.IsWrapper(source) && source["typeName"]?.Text is not null : OptionOf(type, name) is not null;
        if (isInput && InputReader.Read(reading, node.Id, node.Type, name, source) is { } input)
            parts.Inputs.Add(input);
        else if (!isInput && source["expression"] is null && source["memoryReference"]?["id"]?.Text is { } target)
            parts.Outputs.Add(Output(reading, node.Id, name, target, source));
        else
            parts.Elsa.Add(KeyValuePair.Create(name, source.ToValue()));
        if (!isInput && type is not null && !IsOutput(type, name) && !(type.IsFlowchart && name == "start"))
            reading.Unknown(member, NamesOf(type, ["id", "name", "type", "version", "customProperties", "metadata"]));
    }

    private static ActivityOutput Output(Reading reading, string activity, string name, string target, SourceNode source)
    {
        reading.Places.Add(activity, name, new OptionPlace(source, null, 0));
        var rest = ((RecordValue)source.ToValue()).Without("memoryReference");
        if (rest["typeName"].AsText() == "Object")
            rest = rest.Without("typeName");
        var reference = ((RecordValue)source["memoryReference"]!.ToValue()).Without("id");
        if (reference.Count > 0)
            rest = rest.With("memoryReference", reference);
        return new ActivityOutput(name, target, rest.Count == 0 ? null : rest);
    }

    private RecordValue Custom(SourceNode source, Value own, ActivityDescription? type)
    {
        var custom = reading.RecordOf(source, "customProperties");
        if (custom[ElsaForm.CanStart] is BoolValue)
            custom = custom.Without(ElsaForm.CanStart);
        if (source[ElsaForm.RunAsync]?.ToValue().AsBool() == true && !custom.Has(ElsaForm.RunAsync))
            custom = custom.With(ElsaForm.RunAsync, Value.True);
        if (custom[ElsaForm.RunAsync].AsBool() == false)
            custom = custom.Without(ElsaForm.RunAsync);
        if (type is { IsFlowchart: true })
            custom = custom.Without(ElsaForm.NotFoundConnections);
        return WithoutOwn(custom, own, OwnNames);
    }

    /// <summary>Custom properties without those of ours that have a slot in the model.</summary>
    public static RecordValue WithoutOwn(RecordValue custom, Value own, IEnumerable<string> slots)
    {
        if (own is not RecordValue record)
            return custom;
        foreach (var name in slots)
            record = record.Without(name);
        return record.Count == 0 ? custom.Without(ElsaForm.Own) : custom.With(ElsaForm.Own, record);
    }

    /// <summary>The parts of a node while they are found.</summary>
    private sealed class NodeParts
    {
        public List<ActivityInput> Inputs { get; } = [];

        public List<ActivityOutput> Outputs { get; } = [];

        public List<ActivityChild> Children { get; } = [];

        public List<KeyValuePair<string, Value>> Elsa { get; } = [];

        public ActivityNode Into(ActivityNode node) => node with
        {
            Inputs = [.. Inputs], Outputs = [.. Outputs], Children = [.. Children],
            Elsa = RecordValue.From(Elsa.DistinctBy(m => m.Key, StringComparer.Ordinal)),
        };
    }
}
