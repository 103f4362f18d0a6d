using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Reads one document of a pack: head, then the body by its kind. Never throws; each finding stands at its place in the text.</summary>
public static class PackReader
{
    private static readonly ImmutableHashSet<string> Head = ["$schema", "kind", "id", "article", "from", "unit", "procedure", "name", TableOrder.Member];

    public static DocumentReading<PackDocument> Read(string json)
    {
        var (tree, faults) = SourceTree.Parse(json);
        if (tree.Root is null)
            return new DocumentReading<PackDocument>(null, faults);
        if (tree.Root.ToValue() is not RecordValue record)
            return new DocumentReading<PackDocument>(null, [new Diagnostic(PackCodes.NotAnObject, Severity.Error, PackCodes.NotAnObject.With().Arguments, tree.PositionOf(tree.Root))]);
        var findings = new Findings();
        var document = Document(record, findings);
        ImmutableArray<Diagnostic> all = [.. Repeated(tree, tree.Root), .. tree.Place(findings.All)];
        return new DocumentReading<PackDocument>(all.Any(d => d.Severity == Severity.Error) ? null : document, all);
    }

    /// <summary>A document of this kind that is kept already; only the kind and the id are looked at.</summary>
    internal static PackDocument Kept(Value content, string kind, Findings findings)
    {
        var record = content as RecordValue ?? Value.EmptyRecord;
        var head = new DocumentNode(record, "", findings);
        if (head.RequiredText("kind") is var found && found != kind)
            findings.Error(PackCodes.KindDiffers, "/kind", ("expected", kind), ("found", found.Length > 0 ? found : "–"));
        head.Id();
        return Of(record, new DocumentNode(record, "", new Findings()));
    }

    private static PackDocument Document(RecordValue record, Findings findings)
    {
        // Of a kind that nobody knows nothing else can be said.
        if (record["kind"].AsText() is { Length: > 0 } word && DocumentKinds.Find(word) is not IBodyKind)
            findings.Error(UnknownKind(word, out var arguments), "/kind", arguments);
        var document = Of(record, new DocumentNode(record, "", findings.HasErrors ? new Findings() : findings));
        foreach (var order in (record[TableOrder.Member] as RecordValue)?.Members.Where(m => !TableOrder.Orders.Contains(m.Value.AsText() ?? "")) ?? [])
            findings.Error(PackCodes.UnknownWord, $"/{TableOrder.Member}", ("word", order.Value.AsText() ?? order.Value.ToJson()), ("known", string.Join(", ", TableOrder.Orders)));
        if (DocumentKinds.Find(document.Kind) is IBodyKind kind)
            kind.Check(document, findings);
        return document;
    }

    private static PackDocument Of(RecordValue record, DocumentNode head) => new(
        head.RequiredText("kind"), head.Id(), head.RequiredText("article"), head.Day("from"), head.OptionalText("unit"), head.OptionalText("procedure"), head.Label(),
        RecordValue.From(record.Members.Where(m => !Head.Contains(m.Key))), record.Without("$schema"));

    private static Code UnknownKind(string kind, out (string Name, object? Value)[] arguments)
    {
        var known = DocumentKinds.All.Select(k => k.Name).Order(StringComparer.Ordinal).ToList();
        var nearest = Nearest.To(kind, known);
        arguments = [("kind", kind), nearest is null ? ("known", string.Join(", ", known)) : ("nearest", nearest)];
        return nearest is null ? PackCodes.UnknownKind : PackCodes.UnknownKindNear;
    }

    private static IEnumerable<Diagnostic> Repeated(SourceTree tree, SourceNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in node.Members.Where(m => !names.Add(m.Name)))
            yield return new Diagnostic(DefinitionCodes.RepeatedKey, Severity.Error, DefinitionCodes.RepeatedKey.With(("name", member.Name)).Arguments, tree.PositionOf(member.Start, member.End));
        foreach (var inner in node.Items.Concat(node.Members.Select(m => m.Node)).SelectMany(n => Repeated(tree, n)))
            yield return inner;
    }
}
