using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Layers;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Cli.Documents;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>Findings of an overlay: its own, then those of laying it on what the other files of the call say for its unit.</summary>
internal sealed class OverlayLint(ImmutableArray<string> texts, ActivityTypes types)
{
    private FolderShelf? shelf;

    public IEnumerable<Diagnostic> Of(DocumentFile file)
    {
        var read = OverlayReader.Read(file.Text, types);
        if (read.Overlay is not { } overlay)
            return read.Diagnostics;
        shelf ??= FolderShelf.Of(texts, types);
        var unit = overlay.Unit.Length == 0 ? UnitPath.Root : UnitCode.Path(overlay.Unit);
        if (EffectiveDefinitions.Find(shelf.Documents, shelf.TextOf, types, unit, overlay.Procedure, DateOnly.MaxValue) is not { } effective)
        {
            var alone = DocumentFileCodes.NothingToLayOn.With(("procedure", overlay.Procedure));
            return read.Diagnostics.Add(new Diagnostic(alone.Code, Severity.Info, alone.Arguments, file.Tree.PlaceOf("/procedure")));
        }

        return read.Diagnostics.Concat(effective.Findings.Where(f => f.Origin.Document == overlay.Id && f.Origin.Unit == overlay.Unit).Select(f => f.Diagnostic));
    }

    /// <summary>Where a table of a layer loosens what the one above it says to tighten.</summary>
    public IEnumerable<Diagnostic> OfTable(DocumentFile file, PackDocument document)
    {
        if (document is not { Unit: { Length: > 0 } code, Procedure: { Length: > 0 } procedure })
            return [];
        shelf ??= FolderShelf.Of(texts, types);
        var effective = EffectiveDefinitions.Find(shelf.Documents, shelf.TextOf, types, UnitCode.Path(code), procedure, DateOnly.MaxValue);
        return (effective?.Findings ?? []).Where(f => f.Origin.Document == document.Id && f.Origin.Unit == code).Select(f => f.Diagnostic with { Position = file.Tree.PlaceOf("/id") });
    }
}
