using System.Collections.Frozen;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// How lists are compared (kind <c>matching-rules</c>): <c>listMaxAgeDays</c> (nought: any age), <c>idDistance</c> (characters that may differ where the
/// name agrees), <c>doubtfulStates</c> (states of <see cref="SpecialGroups"/> that leave a doubt), <c>household</c> (whether rows about the household
/// count as doubtful).
/// </summary>
public sealed record MatchingRules(string Id, int ListMaxAgeDays, int IdDistance, FrozenSet<string> DoubtfulStates, bool Household)
{
    private const int MaxIdDistance = 5;
    private const int MaxAgeDays = 36_500;

    public static readonly DocumentKind<MatchingRules> Kind = new("matching-rules", new Text("数据比对规则", "Rules of matching"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "properties": {
            "listMaxAgeDays": { "type": "integer", "minimum": 0, "maximum": 36500 }, "idDistance": { "type": "integer", "minimum": 0, "maximum": 5 },
            "doubtfulStates": { "type": "array", "items": { "type": "string" } }, "household": { "type": "boolean" } } }
        """));

    private static MatchingRules Read(DocumentNode node, string id)
    {
        var rules = new MatchingRules(
            id,
            node.OptionalWhole("listMaxAgeDays", 0, MaxAgeDays) ?? 0,
            node.OptionalWhole("idDistance", 0, MaxIdDistance) ?? 0,
            node.Texts("doubtfulStates").ToFrozenSet(StringComparer.Ordinal),
            node.Flag("household", otherwise: true));
        node.Close();
        return rules;
    }
}
