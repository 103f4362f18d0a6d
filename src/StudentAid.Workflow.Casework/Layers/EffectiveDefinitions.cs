using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Layers;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>
/// Computes effective definitions: whole definitions and overlays of the unit's line, the topmost first, folded and linted. The texts come from wherever
/// the documents are kept.
/// </summary>
public sealed class EffectiveDefinitions(ActivityTypes types, Func<StoredDocument, CancellationToken, Task<string>> textOf)
{
    /// <summary>Null where no definition of this id is published for the unit. A day picks the documents that hold from before it.</summary>
    public async Task<EffectiveDefinition?> FindAsync(IReadOnlyCollection<StoredDocument> all, string unit, string id, DateOnly day, CancellationToken cancellation)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in Parts(all, unit, id, day).Select(p => p.Document).Concat(Definitions(all, unit)))
            texts[document.Source] = await textOf(document, cancellation);
        return Find(all, d => texts[d.Source], types, unit, id, day);
    }

    /// <summary>The same of texts that are at hand.</summary>
    public static EffectiveDefinition? Find(
        IReadOnlyCollection<StoredDocument> all, Func<StoredDocument, string> textOf, ActivityTypes types, string unit, string id, DateOnly day)
    {
        var parts = Parts(all, unit, id, day);
        if (!parts.Any(p => p.Document.Kind == StoredDocument.Definition))
            return null;
        var layers = new List<Layer>();
        var (nearest, written) = ("", "");
        foreach (var place in parts.GroupBy(p => p.Place, StringComparer.Ordinal).OrderBy(g => g.Key.Length))
        {
            var code = UnitPath.Code(place.Key);
            Definition? whole = null;
            var overlays = ImmutableArray.CreateBuilder<Overlay>();
            foreach (var (document, _) in place)
            {
                var text = textOf(document);
                if (document.Kind != StoredDocument.Definition)
                    overlays.Add(OverlayOf(document, text, types, code));
                else
                    (whole, nearest, written) = (DefinitionReader.Read(text, types).Definition, document.Pin, text);
            }

            layers.Add(new Layer(code, whole, overlays.ToImmutable()));
        }

        return Of(id, nearest, written, [.. layers], types, [.. Definitions(all, unit).Select(d => DefinitionReader.Read(textOf(d), types).Definition).OfType<Definition>()]);
    }

    /// <summary>Every definition that holds for the unit, by id.</summary>
    public static IEnumerable<string> Ids(IEnumerable<StoredDocument> all, string unit) => all
        .Where(d => d.Kind == StoredDocument.Definition && d.State == StoredDocument.Published && d.PlaceFor(unit) is not null)
        .Select(d => d.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>What the unit's definitions may use as activities.</summary>
    private static IEnumerable<StoredDocument> Definitions(IEnumerable<StoredDocument> all, string unit) => all
        .Where(d => d.Kind == StoredDocument.Definition && d.State == StoredDocument.Published && d.PlaceFor(unit) is not null)
        .GroupBy(d => d.Id, StringComparer.Ordinal).Select(g => g.OrderByDescending(d => d.PlaceFor(unit)!.Length).ThenByDescending(d => d.Version).First());

    /// <summary>One version of each document, by place and within a place by id.</summary>
    private static List<(StoredDocument Document, string Place)> Parts(IEnumerable<StoredDocument> all, string unit, string id, DateOnly day) =>
    [
        .. all.Where(d => d.State == StoredDocument.Published && d.From <= day)
            .Where(d => d.Kind == StoredDocument.Definition ? d.Id == id : d.Kind == Overlay.Kind && d.Procedure == id)
            .Select(d => (Document: d, Place: d.PlaceFor(unit)!)).Where(d => d.Place is not null)
            .GroupBy(d => (d.Place, d.Document.Kind, d.Document.Id))
            .Select(g => g.OrderByDescending(d => d.Document.From).ThenByDescending(d => d.Document.Version).First())
            .OrderBy(d => d.Place.Length).ThenBy(d => d.Document.Kind, StringComparer.Ordinal).ThenBy(d => d.Document.Id, StringComparer.Ordinal),
    ];

    /// <summary>What a unit keeps itself need not name it; whose it is says where it is kept.</summary>
    private static Overlay OverlayOf(StoredDocument document, string text, ActivityTypes types, string code) =>
        (OverlayReader.Read(text, types).Overlay ?? throw new InvalidOperationException($"{document.Pin} is no overlay.")) with { Unit = code };

    private static EffectiveDefinition Of(string id, string pin, string written, ImmutableArray<Layer> layers, ActivityTypes types, ImmutableArray<Definition> others)
    {
        var folded = Fold.Of(layers, types, others);
        var definition = folded.Definition!;
        if (folded.Findings.IsEmpty && layers.Last(l => l.Definition is not null).Definition is { } whole && DefinitionValue.AreEqual(whole, definition))
            return new EffectiveDefinition(id, pin, pin, whole, BlobOf(written), folded, [], IsMade: false);
        var text = DefinitionWriter.Short(definition);
        var findings = folded.Findings.IsEmpty ? Linted(text, layers, LintContext.Of(types, others) with { ForPublish = true }) : folded.Findings;
        var blob = BlobOf(text);
        return new EffectiveDefinition(id, $"{StoredDocument.Definition}/{id}@{blob.Hash}", pin, definition, blob, folded, findings, IsMade: true);
    }

    /// <summary>What the text of the whole has wrong with it, as the last layer's doing.</summary>
    private static ImmutableArray<LayerFinding> Linted(string text, ImmutableArray<Layer> layers, LintContext context)
    {
        var last = layers.SelectMany(l => l.Overlays).Last().Origin;
        return
        [
            .. DefinitionLint.Check(DefinitionReader.Read(text, context.Types), context).Where(d => d.Severity == Severity.Error)
                .Select(d => new LayerFinding(last, d with { Position = null })),
        ];
    }

    private static Blob BlobOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new Blob(Convert.ToHexStringLower(SHA256.HashData(bytes)), "application/json", bytes);
    }
}
