using System.Collections.Immutable;
using System.Text;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>A table whose rows layers changed: its nearest document under the address of what it comes to, which is in no store yet.</summary>
public sealed record PatchedTable(StoredDocument Document, Value Content, Blob Text);

/// <summary>
/// The documents that overlays may change row by row: those that a procedure reads only from its pin. All others are replaced as a whole.
/// </summary>
internal static class LayerTables
{
    public static readonly ImmutableArray<string> Kinds = [ScoreTable.Kind.Name, DatedValue.Kind.Name, Scale.Kind.Name, FormDocument.Kind.Name];

    /// <summary>
    /// The tables of a unit's line for a procedure, of each place the one that holds there. Without an overlay that patches, only those are looked at that
    /// several places have, for a lower one must tighten.
    /// </summary>
    public static ImmutableArray<(StoredDocument Document, string Place)> Of(IEnumerable<StoredDocument> all, string unit, string procedure, DateOnly day, bool arePatched) =>
    [
        .. all.Where(d => Kinds.Contains(d.Kind) && d.State == StoredDocument.Published && d.From <= day && (d.Procedure.Length == 0 || d.Procedure == procedure))
            .Select(d => (Document: d, Place: d.PlaceFor(unit)!)).Where(d => d.Place is not null)
            .GroupBy(d => NameOf(d.Document), StringComparer.Ordinal).Where(g => arePatched || g.Select(d => d.Place).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .SelectMany(g => g.GroupBy(d => d.Place, StringComparer.Ordinal).Select(p => p.OrderByDescending(d => d.Document.Procedure.Length)
                .ThenByDescending(d => d.Document.From).ThenByDescending(d => d.Document.Version).First())),
    ];

    /// <summary>False where the text of an overlay can have no such change.</summary>
    public static bool MayPatch(string text) => text.Contains("\"patch\"", StringComparison.Ordinal);

    public static string NameOf(StoredDocument document) => $"{document.Kind}/{document.Id}";

    public static LayerDocument Read(StoredDocument document, string text, string code)
    {
        var content = (Value.Parse(text) as RecordValue ?? Value.EmptyRecord).Without("$schema");
        return new LayerDocument(NameOf(document), content, new Origin(code, document.Id, Text.From(document.Name) ?? document.Id, content["article"].AsText() ?? ""));
    }

    /// <summary>What the patched tables come to, and what is wrong with one of them as a whole, at the change that touched it last.</summary>
    public static (ImmutableArray<PatchedTable> Tables, ImmutableArray<LayerFinding> Findings) Patched(
        Folded folded, ImmutableArray<(StoredDocument Document, string Place)> tables, ActivityTypes types)
    {
        var patched = ImmutableArray.CreateBuilder<PatchedTable>();
        var findings = ImmutableArray.CreateBuilder<LayerFinding>();
        foreach (var rows in folded.Rows.GroupBy(r => r.Document, StringComparer.Ordinal))
        {
            var content = folded.Documents[rows.Key];
            var text = CanonicalJson.Of(content);
            var nearest = tables.Where(t => NameOf(t.Document) == rows.Key).MaxBy(t => t.Place.Length).Document;
            if (DocumentKinds.Find(nearest.Kind)!.Check(text, types).FirstOrDefault(d => d.Severity == Severity.Error) is { } wrong)
                findings.Add(new LayerFinding(rows.Last().By, wrong with { Position = rows.Last().At }));
            var hash = CanonicalJson.Hash(content);
            patched.Add(new PatchedTable(nearest with { Hash = hash, Source = hash }, content, new Blob(hash, "application/json", Encoding.UTF8.GetBytes(text))));
        }

        return (patched.ToImmutable(), findings.ToImmutable());
    }
}
