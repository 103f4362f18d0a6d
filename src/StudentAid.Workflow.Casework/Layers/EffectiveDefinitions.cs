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
    /// <summary>
    /// Null where no definition of this id is published for the unit, or none that can be read. A day picks the documents that hold from before it. Of
    /// the unit's other definitions only those are read that this one uses.
    /// </summary>
    public async Task<EffectiveDefinition?> FindAsync(IReadOnlyCollection<StoredDocument> all, string unit, string id, DateOnly day, CancellationToken cancellation)
    {
        var texts = await TextsAsync(all, unit, id, day, cancellation);
        return Find([.. all.Where(d => texts.ContainsKey(d.Source))], default, d => texts[d.Source], types, unit, id, day);
    }

    /// <summary>The same, held against every document that holds with it there. All of them are read, so it is for whoever writes them, and not for whoever pins.</summary>
    public async Task<EffectiveDefinition?> FindHeldAsync(IReadOnlyCollection<StoredDocument> all, string unit, string id, DateOnly day, CancellationToken cancellation)
    {
        var texts = await TextsAsync(all, unit, id, day, cancellation);
        ImmutableArray<StoredDocument> read = [.. all.Where(d => texts.ContainsKey(d.Source))];
        var beside = Beside(all, unit, day);
        foreach (var document in beside.Where(d => !texts.ContainsKey(d.Source)))
            texts[document.Source] = await textOf(document, cancellation);
        return Find(read, beside, d => texts[d.Source], types, unit, id, day);
    }

    private async Task<Dictionary<string, string>> TextsAsync(IReadOnlyCollection<StoredDocument> all, string unit, string id, DateOnly day, CancellationToken cancellation)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<StoredDocument>(Parts(all, unit, id, day).Select(p => p.Document));
        var others = Definitions(all, unit).SelectMany(d => NamesOf(d).Select(n => (Name: n, Document: d))).ToLookup(n => n.Name, n => n.Document, StringComparer.Ordinal);
        while (open.TryDequeue(out var document))
        {
            if (texts.ContainsKey(document.Source))
                continue;
            var text = texts[document.Source] = await textOf(document, cancellation);
            foreach (var other in WordsIn(SourceTree.Parse(text).Tree.Root).SelectMany(w => others[w]))
                open.Enqueue(other);
        }

        foreach (var (table, _) in LayerTables.Of(all, unit, id, day, texts.Values.Any(LayerTables.MayPatch)))
            texts[table.Source] = await textOf(table, cancellation);
        return texts;
    }

    private static ImmutableArray<StoredDocument> Beside(IReadOnlyCollection<StoredDocument> all, string unit, DateOnly day) => [.. HeldDocument.Holding(all, unit, day), .. Definitions(all, unit)];

    /// <summary>Whether documents of a kind are held against a definition: they name others or are named, read or are read from.</summary>
    public static bool Holds(string kind) => HeldDocument.Kinds.Contains(kind);

    /// <summary>Every name under which a definition is used as an activity.</summary>
    public static IEnumerable<string> NamesOf(StoredDocument definition) =>
        Text.From(definition.Name) is { } name ? DefinitionLibrary.TypeNamesOf(name).Prepend(definition.Id) : [definition.Id];

    /// <summary>The definitions that hold for the unit on a day, one of each id, by id.</summary>
    public static IEnumerable<StoredDocument> Holding(IEnumerable<StoredDocument> all, string unit, DateOnly day) => all
        .Where(d => d.Kind == StoredDocument.Definition && d.State == StoredDocument.Published && d.From <= day && d.PlaceFor(unit) is not null)
        .GroupBy(d => d.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => g.OrderByDescending(d => d.PlaceFor(unit)!.Length).ThenByDescending(d => d.From).ThenByDescending(d => d.Version).First());

    /// <summary>Every text in a document, whatever it means there: more than it uses, and never less.</summary>
    private static IEnumerable<string> WordsIn(SourceNode? node)
    {
        var open = new Stack<SourceNode>(node is null ? [] : [node]);
        while (open.TryPop(out var at))
        {
            if (at.Text is { } text)
                yield return text;
            foreach (var inner in at.Items.Concat(at.Members.Select(m => m.Node)))
                open.Push(inner);
        }
    }

    /// <summary>The same as is held, of texts that are at hand.</summary>
    public static EffectiveDefinition? Find(
        IReadOnlyCollection<StoredDocument> all, Func<StoredDocument, string> textOf, ActivityTypes types, string unit, string id, DateOnly day) =>
        Find(all, Beside(all, unit, day), textOf, types, unit, id, day);

    private static EffectiveDefinition? Find(
        IReadOnlyCollection<StoredDocument> all, ImmutableArray<StoredDocument> beside, Func<StoredDocument, string> textOf, ActivityTypes types, string unit, string id, DateOnly day)
    {
        var parts = Parts(all, unit, id, day);
        if (!parts.Any(p => p.Document.Kind == StoredDocument.Definition))
            return null;
        var tables = LayerTables.Of(all, unit, id, day, parts.Any(p => p.Document.Kind == Overlay.Kind && LayerTables.MayPatch(textOf(p.Document))));
        var layers = new List<Layer>();
        var unreadable = ImmutableArray.CreateBuilder<LayerFinding>();
        var (nearest, written) = ("", "");
        foreach (var place in parts.Concat(tables).Select(p => p.Place).Distinct(StringComparer.Ordinal).OrderBy(p => p.Length))
        {
            var code = UnitPath.Code(place);
            Definition? whole = null;
            var overlays = ImmutableArray.CreateBuilder<Overlay>();
            foreach (var (document, _) in parts.Where(p => p.Place == place))
            {
                var text = textOf(document);
                if (document.Kind == StoredDocument.Definition && DefinitionReader.Read(text, types).Definition is { } read)
                    (whole, nearest, written) = (read, document.Pin, text);
                else if (document.Kind != StoredDocument.Definition && OverlayReader.Read(text, types).Overlay is { } overlay)
                    overlays.Add(overlay with { Unit = code });
                else
                    unreadable.Add(Unreadable(document, text, types, code));
            }

            layers.Add(new Layer(code, whole, overlays.ToImmutable())
            {
                Documents = [.. tables.Where(t => t.Place == place).Select(t => LayerTables.Read(t.Document, textOf(t.Document), code))],
            });
        }

        if (nearest.Length == 0)
            return null;
        var effective = Of(id, nearest, written, [.. layers], tables, unreadable.ToImmutable(), types, [.. Definitions(all, unit).Select(d => DefinitionReader.Read(textOf(d), types).Definition).OfType<Definition>()]);
        return effective.Fits && !beside.IsDefault ? HeldCheck.On(effective, [.. layers], unit, beside, textOf, types) : effective;
    }

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

    /// <summary>
    /// What was good when it was published and is not now, as where an activity type has gone: that it stands unread breaks the procedure that it
    /// belongs to, and no other. What a unit keeps itself need not name it; whose it is says where it is kept.
    /// </summary>
    private static LayerFinding Unreadable(StoredDocument document, string text, ActivityTypes types, string code)
    {
        var found = document.Kind == StoredDocument.Definition ? DefinitionReader.Read(text, types).Diagnostics : OverlayReader.Read(text, types).Diagnostics;
        var because = found.FirstOrDefault(d => d.Severity == Severity.Error);
        Text name = Text.From(document.Name) ?? document.Id;
        return new LayerFinding(
            new Origin(code, document.Id, name, ""),
            new Diagnostic(LayerUseCodes.Unreadable, Severity.Error, LayerUseCodes.Unreadable.With(
                ("document", name), ("reason", because is null ? document.Kind : new Rejection(because.Code, because.Arguments))).Arguments, null));
    }

    private static EffectiveDefinition Of(
        string id, string pin, string written, ImmutableArray<Layer> layers, ImmutableArray<(StoredDocument Document, string Place)> tables,
        ImmutableArray<LayerFinding> unreadable, ActivityTypes types, ImmutableArray<Definition> others)
    {
        var folded = Fold.Of(layers, types, others);
        var definition = folded.Definition!;
        var (patched, unfit) = LayerTables.Patched(folded, tables, types);
        unreadable = unreadable.AddRange(unfit);
        if (unreadable.IsEmpty && folded.Findings.IsEmpty && layers.Last(l => l.Definition is not null).Definition is { } whole && DefinitionValue.AreEqual(whole, definition))
            return new EffectiveDefinition(id, pin, pin, whole, BlobOf(written), folded, [], IsMade: false) { Tables = patched };
        var text = DefinitionWriter.Short(definition);
        ImmutableArray<LayerFinding> findings = !unreadable.IsEmpty || !folded.Findings.IsEmpty ? [.. unreadable, .. folded.Findings] : Linted(text, layers, LintContext.Of(types, others) with { ForPublish = true });
        var blob = BlobOf(text);
        return new EffectiveDefinition(id, $"{StoredDocument.Definition}/{id}@{blob.Hash}", pin, definition, blob, folded, findings, IsMade: true) { Tables = patched };
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
