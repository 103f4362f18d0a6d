using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>Reads the changes of an overlay by their verbs. A new verb is one line in <see cref="Verbs"/>.</summary>
internal static class ChangeReader
{
    private static readonly Dictionary<string, (string[] Members, Func<Reading, SourceNode, IEnumerable<Change?>> Read)> ByVerb = new(StringComparer.Ordinal)
    {
        ["add"] = (["activity", "after", "before", "by", "index"], (r, n) => [Add(r, n)]),
        ["replace"] = (["activity"], (r, n) => [Node(r, n) is { } node ? new ReplaceActivity(node) : null]),
        ["move"] = (["activity", "after", "before", "by"], (r, n) => [Move(r, n)]),
        ["remove"] = (["activity", "by"], (r, n) => [Text(r, n, "activity") is { } id ? new RemoveActivity(id) { By = r.TextOf(n, "by") } : null]),
        ["set"] = (["activity", "option", "value"], (r, n) => [Set(r, n)]),
        ["connect"] = (["connection", "index"], (r, n) => Connections(r, n).Select(c => new Connect(c) { Index = Index(r, n) })),
        ["disconnect"] = (["connection"], (r, n) => Connections(r, n).Select(c => new Disconnect(c))),
        ["require"] = (["activity", "index"], (r, n) => [Text(r, n, "activity") is { } id ? new RequireActivity(id) { Index = Index(r, n) } : null]),
        ["release"] = (["activity"], (r, n) => [Text(r, n, "activity") is { } id ? new ReleaseActivity(id) : null]),
        ["not-approving"] = (["outcome", "index"], (r, n) => [Text(r, n, "outcome") is { } outcome ? new MarkNotApproving(outcome) { Index = Index(r, n) } : null]),
        ["approving"] = (["outcome"], (r, n) => [Text(r, n, "outcome") is { } outcome ? new MarkApproving(outcome) : null]),
        ["patch"] = (["document", "row", "value", "index"], (r, n) => [Patch(r, n)]),
    };

    public static IEnumerable<string> Verbs => ByVerb.Keys;

    /// <summary>The members of each verb, besides <c>do</c> and <c>note</c>.</summary>
    public static IEnumerable<(string Verb, string[] Members)> Members => ByVerb.Select(v => (v.Key, v.Value.Members));

    public static IEnumerable<Change> Read(Reading reading, SourceNode source)
    {
        if (source["do"]?.Text is not { } verb)
        {
            reading.Report(DefinitionCodes.MissingProperty.With(("name", "do")), Severity.Error, source);
            return [];
        }

        if (!ByVerb.TryGetValue(verb, out var known))
        {
            reading.Report(
                reading.Near(verb, Verbs) is { } nearest
                    ? LayerCodes.UnknownVerbNear.With(("verb", verb), ("nearest", nearest))
                    : LayerCodes.UnknownVerb.With(("verb", verb), ("known", string.Join(", ", Verbs))),
                Severity.Error, source["do"]!);
            return [];
        }

        string[] names = ["do", "note", .. known.Members];
        foreach (var member in source.Members.Where(m => Array.IndexOf(names, m.Name) < 0))
            reading.Unknown(member, names);
        return known.Read(reading, source).OfType<Change>().Select(c => c with { At = reading.Tree.PositionOf(source) }).ToList();
    }

    private static AddActivity? Add(Reading reading, SourceNode source) => Node(reading, source) is { } node
        ? new AddActivity(node)
        {
            After = reading.TextOf(source, "after"), Before = reading.TextOf(source, "before"), By = reading.TextOf(source, "by"), Index = Index(reading, source),
        }
        : null;

    private static PatchRow? Patch(Reading reading, SourceNode source)
    {
        var (document, row) = (Text(reading, source, "document"), Text(reading, source, "row"));
        return document is null || row is null ? null : new PatchRow(document, row, source["value"]?.ToValue()) { Index = Index(reading, source) };
    }

    private static MoveActivity? Move(Reading reading, SourceNode source)
    {
        if (Text(reading, source, "activity") is not { } id)
            return null;
        if (source["before"] is null && Text(reading, source, "after") is null)
            return null;
        return new MoveActivity(id) { After = reading.TextOf(source, "after"), Before = reading.TextOf(source, "before"), By = reading.TextOf(source, "by") };
    }

    private static Change? Set(Reading reading, SourceNode source)
    {
        if (Text(reading, source, "option") is not { } option)
            return null;
        var value = source["value"];
        if (reading.TextOf(source, "activity") is not { } activity)
            return OfDefinition(reading, source, option, value);
        var input = value is null ? null : InputReader.Read(reading, activity, "", option, value);
        return new SetOption(activity, option, input);
    }

    private static SetOfDefinition? OfDefinition(Reading reading, SourceNode source, string option, SourceNode? value)
    {
        if (SetOfDefinition.Options.Contains(option, StringComparer.Ordinal))
            return new SetOfDefinition(option, value?.ToValue() ?? Value.Null);
        reading.Misshapen("option", string.Join(" | ", SetOfDefinition.Options), source["option"]!);
        return null;
    }

    private static IEnumerable<Connection> Connections(Reading reading, SourceNode source)
    {
        if (source["connection"] is { } connection)
            return ConnectionReader.Read(reading, connection).Select(f => f.Connection);
        Missing(reading, source, "connection");
        return [];
    }

    private static ActivityNode? Node(Reading reading, SourceNode source)
    {
        if (source["activity"] is { Kind: ValueKind.Record } activity)
            return new ActivityReader(reading).Read(activity, "");
        if (source["activity"] is { } odd)
            reading.Misshapen("activity", "{ id, type, … }", odd);
        else
            Missing(reading, source, "activity");
        return null;
    }

    private static string? Text(Reading reading, SourceNode source, string name)
    {
        if (source[name] is null)
            Missing(reading, source, name);
        return reading.TextOf(source, name);
    }

    private static int? Index(Reading reading, SourceNode source)
    {
        if (source["index"] is not { } node)
            return null;
        if (node.ToValue().AsNumber() is { } number && number is >= 0 and <= int.MaxValue && decimal.Truncate(number) == number)
            return (int)number;
        reading.Misshapen("index", "0, 1, 2 …", node);
        return null;
    }

    private static void Missing(Reading reading, SourceNode source, string name) =>
        reading.Report(DefinitionCodes.MissingProperty.With(("name", name)), Severity.Error, source);
}
