using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Reads one document of a pack: head, then the body by its kind. Never throws; each finding stands at its place in the text.</summary>
public static class PackReader
{
    /// <summary>Characters of one document.</summary>
    public const int Limit = 1_048_576;

    private static readonly ImmutableHashSet<string> Head = ["$schema", "kind", "id", "article", "from", "unit", "procedure", "name"];

    public static DocumentReading<PackDocument> Read(string json) => Read(json, DocumentKinds.All);

    public static DocumentReading<PackDocument> Read(string json, IReadOnlyCollection<DocumentKind> kinds)
    {
        var findings = new Findings();
        var value = Parse(json, findings);
        var document = value is RecordValue record ? Document(record, kinds, findings) : null;
        return new DocumentReading<PackDocument>(findings.HasErrors ? null : document, PointerPositions.Place(json, findings.All));
    }

    private static Value Parse(string json, Findings findings)
    {
        if (json.Length > Limit)
        {
            findings.Error(PackCodes.TooLarge, "", ("limit", Limit), ("length", json.Length));
            return Value.Null;
        }

        try
        {
            var value = Value.Parse(json);
            if (value is not RecordValue)
                findings.Error(PackCodes.Malformed, "", ("reason", $"it is a {value.Kind}"));
            return value;
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidOperationException or EncoderFallbackException)
        {
            findings.Error(PackCodes.Malformed, "", ("reason", e.Message.TrimEnd('.')));
            return Value.Null;
        }
    }

    private static PackDocument Document(RecordValue record, IReadOnlyCollection<DocumentKind> kinds, Findings findings)
    {
        var head = new DocumentNode(record, "", findings);
        var body = RecordValue.From(record.Members.Where(m => !Head.Contains(m.Key)));
        var document = new PackDocument(
            head.RequiredText("kind"), head.Id(), head.RequiredText("article"), head.Day("from"),
            head.OptionalText("unit"), head.OptionalText("procedure"), head.Label(), body, CanonicalJson.Hash(record.Without("$schema")));

        var kind = kinds.FirstOrDefault(k => string.Equals(k.Name, document.Kind, StringComparison.Ordinal));
        if (kind is not null)
            kind.Check(new DocumentNode(body, "", findings));
        else if (document.Kind.Length > 0)
            findings.Error(PackCodes.UnknownKind, "/kind", ("kind", document.Kind), ("known", string.Join(", ", kinds.Select(k => k.Name))));
        return document;
    }
}
