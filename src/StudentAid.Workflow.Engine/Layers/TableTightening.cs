using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>How what stands at a way of a document may be changed below (<c>min</c>, <c>max</c>, <c>subset</c>, <c>superset</c>, <c>fixed</c>), and who says so.</summary>
public sealed record TableOrder(string Document, string Pattern, string Order, Origin By)
{
    /// <summary>The member of a document that says it: <c>{ "items/*/points": "fixed" }</c>.</summary>
    public const string Member = "tightens";

    public static readonly ImmutableArray<string> Orders = ["min", "max", "subset", "superset", "fixed"];

    public static IEnumerable<TableOrder> Of(LayerDocument document) => document.Content[Member] is RecordValue orders
        ? orders.Members.Select(m => new TableOrder(document.Name, m.Key, m.Value.AsText() ?? "", document.By)) : [];
}

/// <summary>A lower layer may only tighten a table as the higher one that has it says, whether it patches rows or brings a table of its own.</summary>
internal static class TableTightening
{
    public static IEnumerable<LayerFinding> Check(Draft above, IEnumerable<TableOrder> orders, Draft below, Layer layer, Origin last)
    {
        foreach (var order in orders)
        {
            if (!above.Documents.TryGetValue(order.Document, out var before) || !below.Documents.TryGetValue(order.Document, out var now))
                continue;
            foreach (var (way, value) in TableRow.Matching(before, order.Pattern))
            {
                var found = TableRow.Find(now, way);
                if (!IsTighter(order.Order, value, found))
                    yield return Tightening.Finding(layer, layer.Documents.FirstOrDefault(d => d.Name == order.Document)?.By ?? last, order.Document, way, LayerCodes.TableLoosened.With(
                        ("layer", last.Name), ("document", order.Document), ("row", way), ("above", value.ToJson()), ("below", found?.ToJson() ?? "–"), ("article", order.By.Article)));
            }
        }
    }

    private static bool IsTighter(string order, Value above, Value? below) => order switch
    {
        "min" => below?.AsNumber() >= above.AsNumber(),
        "max" => below?.AsNumber() <= above.AsNumber(),
        "superset" => below is not null && !Keys(above).Except(Keys(below), StringComparer.Ordinal).Any(),
        "subset" => below is null || !Keys(below).Except(Keys(above), StringComparer.Ordinal).Any(),
        _ => below is not null && below.Equals(above),
    };

    private static IEnumerable<string> Keys(Value list) => list.Items.Select(TableRow.KeyOf);
}
