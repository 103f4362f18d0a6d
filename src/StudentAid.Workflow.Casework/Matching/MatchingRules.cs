using System.Collections.Frozen;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// A <c>matching-rules</c> document: <c>listMaxAgeDays</c> (nought: any age), <c>idDistance</c> (characters that may differ where the name agrees),
/// <c>doubtfulStates</c> (states of <see cref="SpecialGroups"/> that leave a doubt), <c>household</c> (whether rows about the household count as doubtful).
/// </summary>
public sealed record MatchingRules(string Id, string? Article, int ListMaxAgeDays, int IdDistance, FrozenSet<string> DoubtfulStates, bool Household)
{
    private const int MaxIdDistance = 5;

    public static Reading<MatchingRules> Read(Value document)
    {
        var refusals = new List<Rejection>();
        var fields = DocumentFields.Of(document, "matching-rules", refusals);
        var rules = new MatchingRules(
            fields.Text("id"),
            fields.OptionalText("article"),
            fields.Whole("listMaxAgeDays", 0),
            fields.Whole("idDistance", 0),
            fields.Texts("doubtfulStates").ToFrozenSet(StringComparer.Ordinal),
            fields.Flag("household", true));
        if (rules.IdDistance > MaxIdDistance)
            fields.Wrong("idDistance", "whole number from 0 to 5");
        return Reading.Of(refusals, () => rules);
    }
}
