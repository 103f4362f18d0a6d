using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>Reads activities: common members here, options and outputs by the type's description, children by its ports.</summary>
internal sealed partial class ActivityReader(Reading reading)
{
    /// <summary>The id of a root that gives none.</summary>
    public const string RootId = "root";

    private readonly Dictionary<string, ImmutableArray<string>> knownNames = new(StringComparer.Ordinal);

    /// <summary>Null where there is no activity, which is reported.</summary>
    public ActivityNode? Read(SourceNode source, string path, bool isRoot = false)
    {
        if (source.Kind != ValueKind.Record || source["type"]?.Text is not { Length: > 0 } typeName)
        {
            reading.Report(DefinitionCodes.NotAnActivity, Severity.Error, source);
            return null;
        }

        var id = IdOf(source, typeName, isRoot);
        if (!reading.Places.Add(id, source, source["id"]))
            reading.Report(DefinitionCodes.DuplicateId.With(("id", id)), Severity.Error, source["id"] ?? source);
        reading.Places.Add(id, "type", new OptionPlace(source["type"]!, source["type"], 0));
        var version = VersionOf(source);
        var type = reading.Types.Find(typeName, version);
        var node = new ActivityNode { Id = id, Type = typeName, Version = version };
        path = path.Length == 0 ? id : $"{path}:{id}";
        return reading.IsShort ? Short(source, node, type?.Description, path) : Long(source, node, type?.Description, path);
    }

    private string IdOf(SourceNode source, string typeName, bool isRoot)
    {
        if (source["id"]?.Text is { Length: > 0 } id)
        {
            if (reading.IsStrict && !IsGoodId(id))
                reading.Report(DefinitionCodes.BadId.With(("id", id)), Severity.Error, source["id"]!);
            return id;
        }

        if (isRoot)
            return RootId;
        if (reading.IsStrict)
            reading.Report(DefinitionCodes.MissingProperty.With(("name", "id")), Severity.Error, source);
        return $"{typeName[(typeName.LastIndexOf('.') + 1)..]}-{++reading.Generated}";
    }

    /// <summary>Whether an id is one that a strict definition may use.</summary>
    public static bool IsGoodId(string id) =>
        id.Length is >= 2 and <= 64 && id[0] is >= 'a' and <= 'z' && id[^1] != '-' && id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    private int VersionOf(SourceNode source)
    {
        if (source["version"] is not { IsNull: false } version)
            return 1;
        if (version.ToValue().AsNumber() is { } number && number is >= 1 and <= int.MaxValue && decimal.Truncate(number) == number)
            return (int)number;
        reading.Misshapen("version", "1, 2, 3 …", version);
        return 1;
    }

    private ImmutableArray<string> NamesOf(ActivityDescription type, IEnumerable<string> common)
    {
        if (!knownNames.TryGetValue(type.Type, out var names))
            knownNames[type.Type] = names = [.. common, .. type.Options.Select(o => o.Name), .. type.Outputs.Select(o => o.Name), .. type.Ports.Select(p => p.Name)];
        return names;
    }

    private static PortDescription? PortOf(ActivityDescription? type, string name) =>
        type?.Ports.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal));

    private static OptionDescription? OptionOf(ActivityDescription? type, string name) =>
        type?.Options.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal));

    private static bool IsOutput(ActivityDescription? type, string name) =>
        type?.Outputs.Any(o => string.Equals(o.Name, name, StringComparison.OrdinalIgnoreCase)) == true;

    private ActivityChild[] Children(string owner, PortDescription port, SourceNode source, string path)
    {
        if (source.IsNull)
            return [];
        if (port.Kind == PortKind.Cases)
            return reading.ItemsOf(source, port.Name).SelectMany((item, i) => Case(owner, port.Name, i, item, path)).ToArray();
        var items = source.Kind == ValueKind.List || ElsaSpelling.ListIn(source) is not null ? reading.ItemsOf(source, port.Name) : [source];
        return items.Select(item => Read(item, path)).OfType<ActivityNode>().Select(child => new ActivityChild(port.Name, child)).ToArray();
    }

    private IEnumerable<ActivityChild> Case(string owner, string port, int index, SourceNode item, string path)
    {
        if (item.ToValue() is not RecordValue record)
        {
            reading.Misshapen(port, "{ label, condition, activity }", item);
            yield break;
        }

        var rest = record.Without("label").Without("activity");
        if (item["condition"] is { } condition)
            rest = rest.With("condition", InputReader.Condition(reading, owner, $"{port}[{index}].condition", condition));
        var label = reading.TextOf(item, "label");
        if (item["activity"] is { IsNull: false } activity)
        {
            if (Read(activity, path) is { } child)
                yield return new ActivityChild(port, child, label, rest.Count == 0 ? null : rest);
            yield break;
        }

        // A case that does nothing still ends the search, so it has a node that does nothing; the mark tells the writers.
        var empty = new ActivityNode { Id = $"{owner}:{port}:{index}", Type = "Elsa.FlowNode" };
        yield return new ActivityChild(port, empty, label, rest.With("activity", Value.Null));
    }
}
