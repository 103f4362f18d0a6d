using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>One entry of a dated value: the amount from a day on, with its source.</summary>
public sealed record DatedEntry(DateOnly From, decimal Value, string Article);

/// <summary>
/// A number by effective dates (kind <c>dated-value</c>): a local subsistence line, an amount of aid. Amounts of money are in 分.
/// Entries rise by date.
/// </summary>
public sealed record DatedValue(string Id, ImmutableArray<DatedEntry> Entries)
{
    public static readonly DocumentKind<DatedValue> Kind = new("dated-value", new Text("随时间变化的数值", "Value by effective dates"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "required": ["entries"], "properties": { "entries": { "type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["from", "value", "article"], "additionalProperties": false, "properties": {
              "from": { "type": "string", "format": "date" }, "value": { "type": "number" }, "article": { "type": "string" }, "note": { "type": "string" } } } } } }
        """));

    /// <summary>The entry that holds on the day, or null before the first.</summary>
    public DatedEntry? On(DateOnly day) => Entries.LastOrDefault(e => e.From <= day);

    internal static DatedValue Read(DocumentNode node, string id)
    {
        var entries = ImmutableArray.CreateBuilder<DatedEntry>();
        foreach (var child in node.RequiredChildren("entries"))
        {
            if (!child.IsRecord())
                continue;
            var entry = new DatedEntry(child.Day("from"), child.RequiredNumber("value"), child.RequiredText("article"));
            if (entries.Count > 0 && entry.From <= entries[^1].From)
                node.Findings.Error(PackCodes.DatesUnordered, child.Pointer, ("day", entry.From.ToString("O", null)));
            child.Close();
            entries.Add(entry);
        }

        node.Close();
        return new DatedValue(id, entries.ToImmutable());
    }
}
