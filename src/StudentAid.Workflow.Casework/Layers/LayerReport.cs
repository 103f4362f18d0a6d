using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Layers;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>What a procedure would come to at a place, for this place and all units below it that have no documents of their own.</summary>
public sealed record LayerRow(string Unit, string Procedure, int Units, ImmutableArray<LayerFinding> Findings)
{
    /// <summary>What stops nothing, and that somebody should look at.</summary>
    public ImmutableArray<LayerFinding> Warnings { get; init; } = [];

    public bool Fits => Findings.IsEmpty;

    /// <summary>The code of the place's unit.</summary>
    public string Code => UnitPath.Code(Unit);
}

/// <summary>Recomputes what texts would change, before anything is written: who fits, and who breaks by what.</summary>
public sealed class LayerReport(DocumentShelf shelf, Organisations.Directory directory, ActivityTypes types)
{
    /// <summary>The rows of every place that the texts reach, their own first; or why a text cannot be read.</summary>
    public async Task<(ImmutableArray<LayerRow> Rows, Rejection? Refused)> OfAsync(string unit, ImmutableArray<string> texts, CancellationToken cancellation)
    {
        var (added, fresh, refused) = Read(unit, texts);
        return refused is not null ? ([], refused) : (await RowsAsync(unit, [.. Replaced(await shelf.AllAsync(), added)], added, Reading(fresh), cancellation), null);
    }

    /// <summary>The same where a published version is taken out of use, so that what it stood in place of holds again, or nothing.</summary>
    public async Task<(ImmutableArray<LayerRow> Rows, Rejection? Refused)> WithoutAsync(string unit, string key, CancellationToken cancellation)
    {
        var all = await shelf.AllAsync();
        if (all.FirstOrDefault(d => d.Layer == unit && d.Key == key) is not { } found)
            return ([], ShelfCodes.NoSuchDocument.With(("key", key)));
        return found.State == StoredDocument.Published
            ? (await RowsAsync(unit, all.Remove(found), [found], Reading([]), cancellation), null)
            : ([], ShelfCodes.NotPublished.With(("key", key), ("state", found.State)));
    }

    /// <summary>The refusal of a retraction by which the layer's other documents no longer fit where they fitted before.</summary>
    public async Task<Rejection?> RetractionRefusalAsync(string unit, string key, CancellationToken cancellation)
    {
        var (rows, refused) = await WithoutAsync(unit, key, cancellation);
        if (refused is not null || rows.All(r => r.Fits))
            return refused;
        var all = await shelf.AllAsync();
        var gone = all.First(d => d.Layer == unit && d.Key == key);
        var own = gone.Unit.Length == 0 ? UnitPath.Code(unit) : gone.Unit;
        var before = await RowsAsync(unit, all, [gone], Reading([]), cancellation);
        var known = before.SelectMany(r => r.Findings.Select(f => (r.Unit, Sentence: f.Diagnostic.In("en")))).ToHashSet();
        return rows.Where(r => r.Code == own)
            .SelectMany(r => r.Findings.Where(f => f.Origin.Unit == own && f.Diagnostic.Code != LayerUseCodes.NoProcedure && !known.Contains((r.Unit, f.Diagnostic.In("en")))))
            .Select(f => new Rejection(f.Diagnostic.Code, f.Diagnostic.Arguments)).FirstOrDefault();
    }

    /// <summary>What every place comes to that the changed documents reach.</summary>
    private async Task<ImmutableArray<LayerRow>> RowsAsync(
        string unit, ImmutableArray<StoredDocument> all, ImmutableArray<StoredDocument> changed, EffectiveDefinitions effective, CancellationToken cancellation)
    {
        var known = (await directory.UnitsBelowAsync(unit)).Select(u => u.Path).ToList();
        var rows = ImmutableArray.CreateBuilder<LayerRow>();
        foreach (var procedure in changed.SelectMany(d => ProceduresOf(d, all, known)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var own = changed.Where(a => Reaches(a, procedure)).Select(a => PlaceOf(a, known)).ToList();
            var places = all.Where(a => Reaches(a, procedure)).SelectMany(a => PlacesOf(a, known)).Concat(own).Distinct(StringComparer.Ordinal)
                .Where(p => own.Exists(o => UnitPath.IsBelow(p, o))).OrderBy(p => p.Length).ThenBy(p => p, StringComparer.Ordinal).ToList();
            var found = new List<(string Place, EffectiveDefinition? Effective)>();
            foreach (var place in places)
                found.Add((place, await effective.FindHeldAsync(all, place, procedure, DateOnly.MaxValue, cancellation)));
            var general = changed.All(d => ProcedureOf(d) != procedure);
            var ruled = all.Concat(changed).Where(d => ProcedureOf(d) == procedure).SelectMany(d => PlacesOf(d, known)).ToHashSet(StringComparer.Ordinal);
            found.RemoveAll(f => (general || !ruled.Contains(f.Place)) && f.Effective is null or { Fits: true, Warnings.IsEmpty: true });
            foreach (var (place, at) in found)
            {
                var units = known.Count(k => UnitPath.IsBelow(k, place) && found.Select(f => f.Place).Where(p => UnitPath.IsBelow(k, p)).MaxBy(p => p.Length) == place);
                rows.Add(new LayerRow(place, procedure, units, at?.Findings ?? (all.Any(changed.Contains) ? [] : [Gone(place, procedure, changed[0])])) { Warnings = at?.Warnings ?? [] });
            }
        }

        return rows.ToImmutable();
    }

    /// <summary>The procedure's own documents, and general ones that it may name or read.</summary>
    private static bool Reaches(StoredDocument document, string procedure) => ProcedureOf(document) is { } own ? own == procedure : IsGeneral(document);

    private static bool IsGeneral(StoredDocument document) => ProcedureOf(document) is null && document.Procedure.Length == 0 && HeldDocument.Kinds.Contains(document.Kind);

    /// <summary>The procedures that a document may change: its own, or every one that holds where it does.</summary>
    private static IEnumerable<string> ProceduresOf(StoredDocument document, ImmutableArray<StoredDocument> all, IReadOnlyList<string> known)
    {
        if (ProcedureOf(document) is { } own)
            return [own];
        var places = IsGeneral(document) ? PlacesOf(document, known) : [];
        return all.Where(d => d.Kind == StoredDocument.Definition && d.State == StoredDocument.Published)
            .Where(d => PlacesOf(d, known).Any(p => places.Exists(o => UnitPath.IsBelow(p, o) || UnitPath.IsBelow(o, p)))).Select(d => d.Id).Distinct(StringComparer.Ordinal);
    }

    /// <summary>No definition is left once this one is gone.</summary>
    private static LayerFinding Gone(string place, string procedure, StoredDocument gone) => new(
        new Origin(gone.Unit.Length == 0 ? UnitPath.Code(gone.Layer) : gone.Unit, gone.Id, Text.From(gone.Name) ?? gone.Id, ""),
        new Diagnostic(LayerUseCodes.NoProcedure, Severity.Error, LayerUseCodes.NoProcedure.With(("unit", place), ("procedure", procedure)).Arguments, null));

    /// <summary>The refusal of texts whose own place does not fit; what breaks below is no reason to refuse, for it keeps what it has.</summary>
    public async Task<Rejection?> RefusalAsync(string unit, ImmutableArray<string> texts, CancellationToken cancellation)
    {
        var (rows, refused) = await OfAsync(unit, texts, cancellation);
        if (refused is not null)
            return refused;
        var (added, _, _) = Read(unit, texts);
        var own = added.Where(a => ProcedureOf(a) is not null || IsGeneral(a))
            .Select(a => (Id: a.Kind == StoredDocument.Definition ? "" : a.Id, Unit: a.Unit.Length == 0 ? UnitPath.Code(a.Layer) : a.Unit)).ToHashSet();
        return rows.SelectMany(r => r.Findings).Where(f => own.Any(o => o.Unit == f.Origin.Unit && (o.Id.Length == 0 || o.Id == f.Origin.Document)))
            .Select(f => new Rejection(f.Diagnostic.Code, f.Diagnostic.Arguments)).FirstOrDefault();
    }

    /// <summary>What a procedure would come to at a unit with this text in the place of what it replaces; null where there is no such procedure.</summary>
    public async Task<(EffectiveDefinition? Effective, Rejection? Refused)> WithAsync(string unit, string procedure, string text, CancellationToken cancellation)
    {
        var (added, fresh, refused) = Read(unit, [text]);
        if (refused is not null)
            return (null, refused);
        return (await Reading(fresh).FindHeldAsync([.. Replaced(await shelf.AllAsync(), added)], unit, procedure, DateOnly.MaxValue, cancellation), null);
    }

    /// <summary>Each text is read once however many places go by it.</summary>
    private EffectiveDefinitions Reading(Dictionary<string, string> fresh) =>
        new(types, async (d, token) => fresh.TryGetValue(d.Source, out var text) ? text : fresh[d.Source] = await shelf.TextAsync(d, token));

    private static IEnumerable<StoredDocument> Replaced(IEnumerable<StoredDocument> stored, ImmutableArray<StoredDocument> added) =>
        stored.Where(d => !added.Any(a => a.Title == d.Title && a.Layer == d.Layer && a.From == d.From)).Concat(added);

    private (ImmutableArray<StoredDocument> Added, Dictionary<string, string> Texts, Rejection? Refused) Read(string unit, ImmutableArray<string> texts)
    {
        var added = ImmutableArray.CreateBuilder<StoredDocument>();
        var fresh = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (read, refused) = DocumentText.Read(text, types);
            if (read is null)
                return ([], fresh, refused);
            fresh[read.Source.Hash] = text;
            added.Add(read.Stored(unit));
        }

        return (added.ToImmutable(), fresh, null);
    }

    private static string? ProcedureOf(StoredDocument document) => document.Kind switch
    {
        StoredDocument.Definition => document.Id,
        Overlay.Kind => document.Procedure,
        var kind when document.Procedure.Length > 0 && HeldDocument.Kinds.Contains(kind) => document.Procedure,
        _ => null,
    };

    private static string PlaceOf(StoredDocument document, IReadOnlyList<string> known) => PlacesOf(document, known).First();

    /// <summary>Where a document holds from: its stream's place, or those of the unit it names; where none is on record, what its code says.</summary>
    private static List<string> PlacesOf(StoredDocument document, IEnumerable<string> known)
    {
        if (document.Unit.Length == 0)
            return [document.Layer];
        var found = known.Where(k => UnitPath.IsBelow(k, document.Layer)).SelectMany(k => UnitPath.Line(k)).Where(p => UnitPath.Code(p) == document.Unit)
            .Distinct(StringComparer.Ordinal).ToList();
        return found.Count > 0 ? found : [document.Layer == UnitPath.Root ? UnitCode.Path(document.Unit) : $"{document.Layer}{document.Unit}/"];
    }
}
