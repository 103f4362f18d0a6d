using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>
/// A ground on which a person cannot apply, over <c>applicant.…</c> (the register), <c>answers.…</c> and <c>held.level</c> (the level that is valid that day).
/// </summary>
public sealed record ExclusionGround(string Id, Text Name, string Article, Condition When)
{
    public bool ReadsHeld => When.ReadsHeld();
}

/// <summary>Who cannot apply (kind <c>eligibility</c>, 第二条; 人社厅发〔2020〕20号 (七)). What the register does not say excludes nobody.</summary>
public sealed record Eligibility(string Id, ImmutableArray<ExclusionGround> Excluded)
{
    public static readonly DocumentKind<Eligibility> Kind = new("eligibility", new Text("申请资格", "Eligibility"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "required": ["excluded"], "properties": { "excluded": { "type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["id", "name", "article", "when"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "article": { "type": "string" },
              "when": { "type": "object", "additionalProperties": true }, "note": { "type": "string" } } } } } }
        """));

    /// <summary>Some ground asks for the valid level.</summary>
    public bool ReadsHeld => Excluded.Any(g => g.ReadsHeld);

    /// <summary>The dated values that grounds refer to.</summary>
    public IEnumerable<string> References => Excluded.SelectMany(g => g.When.References);

    /// <summary>The same with the dated values of a day.</summary>
    public Eligibility At(ReferenceValues references) => References.Any() ? this with { Excluded = [.. Excluded.Select(g => g with { When = g.When.At(references) })] } : this;

    /// <summary>
    /// The first ground that holds, or null. <paramref name="held"/> is <c>{ level }</c>, <see cref="Value.Null"/> for somebody without a level; null where nobody looked, and
    /// then no ground that asks for it holds.
    /// </summary>
    public ExclusionGround? GroundOf(Value applicant, Value answers, Value? held = null)
    {
        var facts = Value.Record(("applicant", applicant), ("answers", answers), ("held", held ?? Value.Null));
        return Excluded.FirstOrDefault(g => (held is not null || !g.ReadsHeld) && g.When.Holds(facts) == true);
    }

    internal static Eligibility Read(DocumentNode node, string id)
    {
        var grounds = node.Each("excluded", ReadGround, g => g.Id, required: true);
        node.Close();
        return new Eligibility(id, grounds);
    }

    private static ExclusionGround ReadGround(DocumentNode node)
    {
        var (id, name, article) = (node.Id(), node.Label(), node.RequiredText("article"));
        if (node.Child("when") is not { } when)
        {
            node.Findings.Error(PackCodes.Missing, node.Pointer, ("name", "when"));
            return new ExclusionGround(id, name, article, Condition.Nobody);
        }

        var condition = Condition.Read(when, dated: true);
        when.Close();
        return new ExclusionGround(id, name, article, condition);
    }
}
