using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>
/// A lower layer may only tighten what a higher one says: an option declares in which direction (<see cref="OptionDescription.Tightens"/>), and what the
/// higher layer leaves out binds nobody. Lengths in unlike units cannot be compared, so the unit beside them is <c>fixed</c>.
/// </summary>
internal static class Tightening
{
    public static IEnumerable<LayerFinding> Check(Draft above, Origins origins, Draft below, Layer layer, Origin last, ActivityTypes types)
    {
        var nodes = below.Definition.Root.All().DistinctBy(n => n.Id, StringComparer.Ordinal).ToDictionary(n => n.Id, StringComparer.Ordinal);
        foreach (var node in above.Definition.Root.All())
        {
            var now = nodes.GetValueOrDefault(node.Id);
            if (above.Required.FirstOrDefault(r => r.Activity == node.Id) is { } required && now?.Type != node.Type)
            {
                yield return Finding(layer, last, node.Id, "", LayerCodes.RequiredGone.With(
                    ("activity", node.Id), ("article", required.By.Article), ("layer", last.Name)));
                continue;
            }

            if (now?.Type != node.Type || types.Find(node.Type, node.Version) is not { } type)
                continue;
            foreach (var option in type.Description.Options)
            {
                if (option.Tightens is not null && node.Input(option.Name) is { } set && Loosened(option, set, now.Input(option.Name)) is { } code)
                    yield return Finding(layer, last, node.Id, option.Name, Refusal(code, origins, node.Id, option, set, now.Input(option.Name), last));
            }
        }
    }

    private static Code? Loosened(OptionDescription option, ActivityInput above, ActivityInput? below)
    {
        if (below is not null && below.Kind == above.Kind && below.Value == above.Value)
            return null;
        if (above.Kind != InputKind.Literal || below is { Kind: not InputKind.Literal })
            return LayerCodes.NotComparable;
        var (before, now) = (above.Value, below?.Value ?? option.Default);
        var isTighter = option.Tightens switch
        {
            "min" => Number(now) >= Number(before),
            "max" => Number(now) <= Number(before),
            "subset" => before.Items.IsEmpty || (!now.Items.IsEmpty && now.Items.All(before.Items.Contains)),
            "superset" => before.Items.All(now.Items.Contains),
            _ => now == before,
        };
        return isTighter ? null : LayerCodes.Loosened;
    }

    private static decimal? Number(Value value) =>
        value.AsNumber() ?? (decimal.TryParse(value.AsText(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null);

    private static Rejection Refusal(Code code, Origins origins, string activity, OptionDescription option, ActivityInput above, ActivityInput? below, Origin last) => code.With(
        ("layer", last.Name), ("activity", activity), ("option", option.Name), ("above", SetOption.Words(above)),
        ("below", below is null ? option.Default.ToJson() : SetOption.Words(below)), ("article", origins.Of(activity, option.Name)?.Article ?? ""));

    /// <summary>Placed at the change that did it, in the document that has this change.</summary>
    internal static LayerFinding Finding(Layer layer, Origin last, string activity, string option, Rejection refused)
    {
        var found = layer.Overlays.Reverse()
            .Select(o => (o.Origin, Change: o.Changes.LastOrDefault(c => c.Concerns(activity, option)))).FirstOrDefault(f => f.Change is not null);
        return new LayerFinding(found.Origin ?? last, new Diagnostic(refused.Code, Severity.Error, refused.Arguments, found.Change?.At));
    }
}
