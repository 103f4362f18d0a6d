using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Layers;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>The one check of what an effective definition and the documents that hold with it name and read.</summary>
internal static class HeldCheck
{
    /// <param name="effective">A definition that fits by itself.</param>
    /// <param name="layers">What it was laid together from, the topmost first.</param>
    /// <param name="unit">The place of the unit.</param>
    /// <param name="beside">The documents and definitions that hold there.</param>
    /// <param name="textOf">The author's text of each.</param>
    /// <param name="types">Which options name documents.</param>
    public static EffectiveDefinition On(
        EffectiveDefinition effective, ImmutableArray<Layer> layers, string unit, ImmutableArray<StoredDocument> beside, Func<StoredDocument, string> textOf, ActivityTypes types)
    {
        var held = beside.Where(d => d.Kind != StoredDocument.Definition).Select(d => HeldDocument.Of(d, unit, textOf(d))).Select(d => Patched(d, effective, unit)).ToImmutableArray();
        var steps = beside.Where(d => d.Kind == StoredDocument.Definition).SelectMany(d => Steps(HeldDocument.Parse(textOf(d))["root"])).Concat(effective.Definition.Root.All().Select(n => n.Id));
        var at = new HeldAt(effective.Id, effective.Definition, held, steps.ToImmutableHashSet(StringComparer.Ordinal), HeldAt.OptionsOf(effective.Folded, layers, types), Reading(effective, layers, unit, beside, types));
        // Where none of the documents that it names is here it is a part of other procedures, and goes by theirs.
        var isPart = at.Options.All(o => o.Ids.All(i => at.Find(o.Option.References!, i) is null));
        var found = NamedDocuments.Check(at).Concat(ReadFacts.Check(at)).Where(f => !isPart || f.Found.Code != NamedCodes.NoDocument).Select(f => f.ToLayer()).ToList();
        return found.Count == 0 ? effective : effective with
        {
            Findings = [.. found.Where(f => f.Diagnostic.Severity == Severity.Error)], Warnings = [.. found.Where(f => f.Diagnostic.Severity != Severity.Error)],
        };
    }

    /// <summary>A table with the rows that overlays changed is theirs who changed it last.</summary>
    private static HeldDocument Patched(HeldDocument document, EffectiveDefinition effective, string unit)
    {
        if (effective.Tables.FirstOrDefault(t => t.Document.Kind == document.Kind && t.Document.Id == document.Id && t.Document.Procedure == document.Stored.Procedure) is not { } table)
            return document;
        var last = effective.Folded.Rows.Last(r => r.Document == LayerTables.NameOf(document.Stored));
        return document with { Content = table.Content, Patch = last, Place = UnitPath.Line(unit).LastOrDefault(p => UnitPath.Code(p) == last.By.Unit) ?? document.Place };
    }

    /// <summary>Such an option belongs to the procedure and is as near as who set it.</summary>
    private static ImmutableArray<ReadingOption> Reading(EffectiveDefinition effective, ImmutableArray<Layer> layers, string unit, ImmutableArray<StoredDocument> beside, ActivityTypes types) =>
        beside.FirstOrDefault(d => d.Kind == StoredDocument.Definition && d.Id == effective.Id) is not { } stored ? [] :
        [
            .. HeldAt.ReadingOptionsOf(effective.Folded, layers, types).Select(o => new ReadingOption(o, new HeldDocument(
                stored with { Procedure = effective.Id }, UnitPath.Line(unit).LastOrDefault(p => UnitPath.Code(p) == o.By.Unit) ?? "/", o.Node.Input(o.Option.Name)!.Value, o.By))),
        ];

    /// <summary>The ids of a definition's activities, as they are written.</summary>
    private static IEnumerable<string> Steps(Value node) => node["activities"].Items.SelectMany(a => Steps(a).Append(a["id"].AsText() ?? ""));
}
