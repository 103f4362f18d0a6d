using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Scoring;

/// <summary>
/// Answers made from what a score table itself asks for: at every place that one of its rules or conditions reads, values on both sides of what it tells apart, or nothing.
/// </summary>
internal sealed class TableAnswers
{
    private static readonly Gen<Value> Nothing = Gen.Constant((Value)Value.Null);
    private readonly SortedDictionary<string, List<Gen<Value>>> places = new(StringComparer.Ordinal);

    public TableAnswers(Value table) => Walk(table);

    /// <summary>Where an answer stands.</summary>
    public IEnumerable<string> Places => places.Keys;

    /// <summary>The whole of the answers.</summary>
    public Gen<RecordValue> Facts => places.Keys.Aggregate(
        Gen.Constant(Value.EmptyRecord), (all, place) => all.SelectMany(facts => At(place).Select(v => v.IsNull ? facts : new FactPath(place).Write(facts, v))));

    /// <summary>What may stand at one place.</summary>
    public Gen<Value> At(string place) => Gen.OneOf([.. places[place], Nothing]);

    private void Walk(Value node)
    {
        if (node is ListValue list)
        {
            foreach (var item in list.Values)
                Walk(item);
        }
        else if (node is RecordValue record)
        {
            if (record["of"].AsText() is { Length: > 0 } place)
                Add(place, ValuesOf(record));
            foreach (var (name, member) in record.Members)
            {
                if (name is not ("each" or "where"))
                    Walk(member);
            }
        }
    }

    private void Add(string place, Gen<Value> values)
    {
        if (!places.TryGetValue(place, out var known))
            places[place] = known = [];
        known.Add(values);
    }

    private static Gen<Value> ValuesOf(RecordValue rule) => rule["type"].AsText() switch
    {
        "single" => Gen.Elements(Options(rule)),
        "multiple" => Some(Options(rule)),
        "number" or "count" => NumbersOf(rule, rule["type"].AsText() == "count"),
        "rows" => RowsOf(rule),
        "manual" => ManualOf(rule),
        _ => ConditionOf(rule),
    };

    private static Value[] Options(RecordValue rule) => [.. rule["options"].Items.Select(o => o["value"])];

    /// <summary>Some of the values, in any order.</summary>
    private static Gen<Value> Some(Value[] of) =>
        Gen.Choose(0, 1_000_000).ListOf(of.Length).SelectMany(keys => Gen.Choose(0, of.Length).Select(n => (Value)Value.List(of.Zip(keys).OrderBy(p => p.Second).Take(n).Select(p => p.First))));

    /// <summary>Numbers on, before and behind the edges of the bands, and some anywhere.</summary>
    private static Gen<Value> NumbersOf(RecordValue rule, bool whole)
    {
        string[] edges = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"];
        var near = rule["bands"].Items.SelectMany(b => edges.Select(e => b[e].AsNumber()).OfType<decimal>()).Append(0)
            .SelectMany(edge => whole ? new[] { edge - 1, edge, edge + 1 } : [edge - 1, edge - 0.01m, edge, edge + 0.01m, edge + 1]).Where(n => n >= 0).Distinct().Order().ToArray();
        return Gen.OneOf(Gen.Elements(near), Gen.Choose(0, (int)Math.Min(near[^1] * 2 + 10, 100_000_000)).Select(n => (decimal)n)).Select(Value.Of);
    }

    private static Gen<Value> RowsOf(RecordValue rule)
    {
        var row = new TableAnswers(Value.List(rule["each"], rule["where"]));
        return Gen.Choose(0, 4).SelectMany(n => row.Facts.ListOf(n)).Select(rows => (Value)Value.List(rows));
    }

    private static Gen<Value> ManualOf(RecordValue rule)
    {
        var (low, high) = ((int)((rule["minimum"].AsNumber() ?? 0) * 10), (int)((rule["maximum"].AsNumber() ?? 10) * 10));
        return Gen.Choose(low, high).SelectMany(tenths => Gen.Elements("", "会议纪要第 3 号").Select(paper => (Value)(paper.Length == 0
            ? Value.Of(tenths / 10m) : Value.Record(("points", tenths / 10m), ("evidence", paper)))));
    }

    private static Gen<Value> ConditionOf(RecordValue condition)
    {
        Value[] listed = [.. condition["in"].Items.Concat(condition["notIn"].Items), .. condition["equals"] is { IsNull: false } equal ? [equal] : Array.Empty<Value>()];
        if (!condition["has"].Items.IsEmpty)
            return Some([.. condition["has"].Items, "其他"]);
        if ((condition["minimum"].AsNumber() ?? condition["maximum"].AsNumber()) is { } edge)
            return Gen.Elements(edge - 1, edge, edge + 1).Select(Value.Of);
        return Gen.Elements(listed.Length > 0 ? [.. listed, "其他"] : new[] { Value.True, Value.False });
    }
}
