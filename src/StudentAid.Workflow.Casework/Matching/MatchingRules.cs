using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// How lists are compared (kind <c>matching-rules</c>): <c>listMaxAgeDays</c> (nought: any age), <c>idDistance</c> (characters that may differ where the
/// name agrees), <c>doubtfulStates</c> (states of <see cref="SpecialGroups"/> that leave a doubt), <c>household</c> (whether rows about the household
/// count as doubtful), <c>members</c> (where an application names them; without it nobody's household is known).
/// </summary>
public sealed record MatchingRules(string Id, int ListMaxAgeDays, int IdDistance, FrozenSet<string> DoubtfulStates, bool Household)
{
    /// <summary>Where an application names the household; empty where nothing says so.</summary>
    public ImmutableArray<Household> Members { get; init; } = [];

    /// <summary>The members that an application names, wherever it does.</summary>
    public ImmutableArray<HouseholdMember> HouseholdOf(Value answers) => Household ? [.. Members.SelectMany(m => m.Of(answers))] : [];

    private const int MaxIdDistance = 5;
    private const int MaxAgeDays = 36_500;

    public static readonly DocumentKind<MatchingRules> Kind = new("matching-rules", new Text("数据比对规则", "Rules of matching"), (n, d) => Read(n, d.Id), Value.Parse("""
        { "type": "object", "properties": {
            "listMaxAgeDays": { "type": "integer", "minimum": 0, "maximum": 36500 }, "idDistance": { "type": "integer", "minimum": 0, "maximum": 5 },
            "doubtfulStates": { "type": "array", "items": { "type": "string" } }, "household": { "type": "boolean" },
            "members": { "type": "array", "items": { "type": "object", "required": ["rows", "name", "idNumber", "relation"], "additionalProperties": false, "properties": {
              "rows": { "type": "string" }, "name": { "type": "string" }, "idNumber": { "type": "string" }, "relation": { "type": "string" },
              "parents": { "type": "array", "items": { "type": "string" } } } } } } }
        """));

    private static MatchingRules Read(DocumentNode node, string id)
    {
        var rules = new MatchingRules(
            id,
            node.OptionalWhole("listMaxAgeDays", 0, MaxAgeDays) ?? 0,
            node.OptionalWhole("idDistance", 0, MaxIdDistance) ?? 0,
            node.Texts("doubtfulStates").ToFrozenSet(StringComparer.Ordinal),
            node.Flag("household", otherwise: true))
        {
            Members = [.. node.Children("members").Select(ReadMembers)],
        };
        node.Close();
        return rules;
    }

    private static Household ReadMembers(DocumentNode node)
    {
        var household = new Household(
            [.. node.RequiredText("rows").Split('.')], node.RequiredText("name"), node.RequiredText("idNumber"), node.RequiredText("relation"),
            node.Texts("parents").ToFrozenSet(StringComparer.Ordinal));
        node.Close();
        return household;
    }
}
