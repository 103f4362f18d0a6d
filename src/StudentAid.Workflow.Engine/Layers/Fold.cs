using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// What a stack of layers comes to. <see cref="Definition"/> is null where no layer has one; with findings it is what the layers come to all the same,
/// and must not be used for anything but showing.
/// </summary>
public sealed record Folded(
    Definition? Definition, ImmutableArray<Requirement> Required, ImmutableArray<string> NotApproving, Origins Origins, ImmutableArray<LayerFinding> Findings)
{
    /// <summary>The tables by <c>kind/id</c>, for those layers that were given any.</summary>
    public ImmutableDictionary<string, Value> Documents { get; init; } = ImmutableDictionary.Create<string, Value>(StringComparer.Ordinal);

    /// <summary>The rows that overlays set in them, in their order.</summary>
    public ImmutableArray<PatchedRow> Rows { get; init; } = [];

    public bool Fits => Definition is not null && Findings.IsEmpty;
}

/// <summary>Lays layers on a definition, the topmost first. Pure: unit codes are texts that mean nothing here.</summary>
public static class Fold
{
    public static Folded Of(Definition definition, ImmutableArray<Overlay> overlays, ActivityTypes types) =>
        Of([new Layer("", definition, overlays)], types);

    /// <summary>The same; <paramref name="others"/> are the definitions that this one may use as activities.</summary>
    public static Folded Of(ImmutableArray<Layer> layers, ActivityTypes types, IReadOnlyCollection<Definition>? others = null)
    {
        var folding = new Folding(types, WaysRound.Finishing(others ?? [], types));
        foreach (var layer in layers)
            folding.Lay(layer);
        return folding.Result();
    }
}

/// <summary>One fold in the making.</summary>
internal sealed class Folding(ActivityTypes types, IReadOnlySet<string> finishing)
{
    private readonly ImmutableArray<LayerFinding>.Builder findings = ImmutableArray.CreateBuilder<LayerFinding>();
    private readonly List<LayerDocument> early = [];
    private readonly List<PatchedRow> rows = [];
    private readonly List<TableOrder> orders = [];
    private Draft? draft;
    private Origins origins = Origins.None;

    public void Lay(Layer layer)
    {
        var above = (Draft: draft, Origins: origins);
        if (layer.Definition is { } whole)
        {
            var by = new Origin(layer.Unit, whole.DefinitionId, whole.Name, whole.Article ?? "");
            draft = draft is null ? Draft.Of(whole) with { Documents = EarlyDocuments() } : draft with { Definition = whole };
            origins = origins.After(draft.Definition, by);
        }

        Lay(layer.Documents);
        foreach (var overlay in layer.Overlays)
            Lay(overlay);
        if (draft is null)
            return;
        var last = layer.Overlays.LastOrDefault()?.Origin ?? new Origin(layer.Unit, draft.Definition.DefinitionId, draft.Definition.Name, draft.Definition.Article ?? "");
        if (above.Draft is not null)
        {
            findings.AddRange(Tightening.Check(above.Draft, above.Origins, draft, layer, last, types));
            findings.AddRange(TableTightening.Check(above.Draft, orders, draft, layer, last));
        }

        orders.AddRange(layer.Documents.SelectMany(TableOrder.Of));
        if (findings.Count == 0)
        {
            findings.AddRange(WaysRound.Check(draft, layer, last, types, finishing));
            findings.AddRange(WaysRound.Undone(draft, layer, last));
        }
    }

    /// <summary>Tables of layers above the first definition.</summary>
    private ImmutableDictionary<string, Value> EarlyDocuments() =>
        ImmutableDictionary.Create<string, Value>(StringComparer.Ordinal).SetItems(early.Select(d => KeyValuePair.Create(d.Name, d.Content)));

    public Folded Result() => draft is null
        ? new Folded(null, [], [], origins, findings.ToImmutable())
        : new Folded(draft.Definition, draft.Required, draft.NotApproving, origins, findings.ToImmutable()) { Documents = draft.Documents, Rows = [.. rows] };

    private void Lay(ImmutableArray<LayerDocument> documents)
    {
        if (draft is null)
        {
            early.AddRange(documents);
            return;
        }

        rows.RemoveAll(r => documents.Any(d => d.Name == r.Document));
        draft = draft with { Documents = draft.Documents.SetItems(documents.Select(d => KeyValuePair.Create(d.Name, d.Content))) };
    }

    private void Lay(Overlay overlay)
    {
        var by = overlay.Origin;
        if (draft is null)
        {
            Report(by, LayerCodes.NoDefinition.With(("procedure", overlay.Procedure)), null);
            return;
        }

        foreach (var change in overlay.Changes)
        {
            var applied = change.Apply(draft, by, types);
            if (applied.Draft is { } changed)
            {
                draft = changed;
                if (change is PatchRow patch)
                    rows.Add(new PatchedRow(patch.Document, patch.Row, patch.Content, by, patch.At));
            }
            else
            {
                Report(by, applied.Refused!, change.At);
            }
        }

        origins = origins.After(draft.Definition, by);
    }

    private void Report(Origin by, Rejection refused, Position? at) =>
        findings.Add(new LayerFinding(by, new Diagnostic(refused.Code, Severity.Error, refused.Arguments, at)));
}
