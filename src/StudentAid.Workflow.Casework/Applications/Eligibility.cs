using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>A ground on which a person cannot apply, over <c>applicant.…</c> (the register) and <c>answers.…</c>.</summary>
public sealed record ExclusionGround(string Id, Text Name, string Article, Condition When);

/// <summary>Who cannot apply (kind <c>eligibility</c>, 第二条; 人社厅发〔2020〕20号 (七)). What the register does not say excludes nobody.</summary>
public sealed record Eligibility(string Id, ImmutableArray<ExclusionGround> Excluded)
{
    public static readonly DocumentKind<Eligibility> Kind = new("eligibility", new Text("申请资格", "Eligibility"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "required": ["excluded"], "properties": { "excluded": { "type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["id", "name", "article", "when"], "additionalProperties": false, "properties": {
              "id": { "type": "string" }, "name": { "type": ["string", "object"], "additionalProperties": true }, "article": { "type": "string" },
              "when": { "type": "object", "additionalProperties": true }, "note": { "type": "string" } } } } } }
        """));

    /// <summary>The first ground that holds, or null.</summary>
    public ExclusionGround? GroundOf(Value applicant, Value answers)
    {
        var facts = Value.Record(("applicant", applicant), ("answers", answers));
        return Excluded.FirstOrDefault(g => g.When.Holds(facts) == true);
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
            return new ExclusionGround(id, name, article, new Never());
        }

        var condition = Condition.Read(when);
        when.Close();
        return new ExclusionGround(id, name, article, condition);
    }

    private sealed record Never : Condition
    {
        public override IEnumerable<FactPath> Paths => [];

        public override bool? Holds(Value facts) => false;
    }
}
