using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>
/// Findings of laying documents on what the other files of the call say for their units: an overlay's own, and what does not fit in whatever a definition and
/// the documents with it name and read.
/// </summary>
internal sealed class OverlayLint(Func<FolderShelf> folders, ActivityTypes types)
{
    private readonly Dictionary<(string Unit, string Procedure), EffectiveDefinition?> laid = [];
    private FolderShelf? shelf;

    private FolderShelf Shelf => shelf ??= folders();

    /// <summary>The procedures that there are.</summary>
    private IEnumerable<string> Procedures => Shelf.Documents.Where(d => d.Kind == StoredDocument.Definition).Select(d => d.Id).Distinct(StringComparer.Ordinal);

    /// <summary>What a procedure comes to at the unit with this code; null where the call has no such definition.</summary>
    public EffectiveDefinition? At(string code, string procedure)
    {
        var unit = code.Length == 0 ? UnitPath.Root : UnitCode.Path(code);
        if (!laid.TryGetValue((unit, procedure), out var found))
            laid[(unit, procedure)] = found = EffectiveDefinitions.Find(Shelf.Documents, Shelf.TextOf, types, unit, procedure, DateOnly.MaxValue);
        return found;
    }

    public IEnumerable<Diagnostic> Of(DocumentFile file)
    {
        var read = OverlayReader.Read(file.Text, types);
        if (read.Overlay is not { } overlay)
            return read.Diagnostics;
        if (At(overlay.Unit, overlay.Procedure) is not { } effective)
        {
            var alone = DocumentFileCodes.NothingToLayOn.With(("procedure", overlay.Procedure));
            return read.Diagnostics.Add(new Diagnostic(alone.Code, Severity.Info, alone.Arguments, file.Tree.PlaceOf("/procedure")));
        }

        return read.Diagnostics.Concat(Found(effective).Where(f => IsOf(f, overlay.Id, overlay.Unit) && f.Kind is "" or Overlay.Kind).Select(f => f.Diagnostic));
    }

    /// <summary>What a definition names that the files of the call have not.</summary>
    public IEnumerable<Diagnostic> OfDefinition(DefinitionDocument document)
    {
        if (document.Definition is not { } definition || document.HasErrors || At("", definition.DefinitionId) is not { } effective)
            return [];
        return Found(effective).Where(f => IsOf(f, definition.DefinitionId, "") && f.Kind == StoredDocument.Definition)
            .Select(f => f.Diagnostic with { Position = f.Pointer.Split('.') is [var node, var option] ? document.Places.Option(node, option) : null });
    }

    /// <summary>What a document does not fit in, and where a table of a layer loosens what the one above it says to tighten.</summary>
    public IEnumerable<Diagnostic> OfDocument(PackDocument document, Func<string, Position> placeOf)
    {
        if (!EffectiveDefinitions.Holds(document.Kind))
            return [];
        var code = document.Unit ?? "";
        var kind = document.Kind == ScoreTable.Kind.Name && code.Length > 0 ? "" : document.Kind;
        return (document.Procedure is { Length: > 0 } own ? [own] : Procedures).Select(p => At(code, p)).OfType<EffectiveDefinition>()
            .SelectMany(Found).Where(f => IsOf(f, document.Id, code) && (f.Kind == document.Kind || f.Kind == kind))
            .Select(f => f.Diagnostic with { Position = placeOf(f.Pointer.Length > 0 ? f.Pointer : "/id") }).DistinctBy(d => d.ToString(), StringComparer.Ordinal);
    }

    private static bool IsOf(LayerFinding finding, string id, string unit) => finding.Origin.Document == id && finding.Origin.Unit == unit;

    private static IEnumerable<LayerFinding> Found(EffectiveDefinition effective) => effective.Findings.Concat(effective.Warnings);
}
