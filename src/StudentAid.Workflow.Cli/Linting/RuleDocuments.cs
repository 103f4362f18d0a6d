using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Cli.Linting;

/// <summary>Documents with a kind that are read by their own reader instead of the packs'. A new one is one line here.</summary>
internal static class RuleDocuments
{
    private static readonly Dictionary<string, Func<Value, IEnumerable<Rejection>>> Readers = new(StringComparer.Ordinal)
    {
        ["calendar"] = d => WorkingDayCalendar.Read(d).Refusals,
        ["round-plan"] = d => RoundPlanRules.Read(d).Refusals,
        ["matching-rules"] = d => MatchingRules.Read(d).Refusals,
        ["special-groups"] = d => SpecialGroups.Read(d).Refusals,
        ["column-profile"] = d => ColumnProfile.Read(d).Refusals,
    };

    public static IEnumerable<string> Kinds => Readers.Keys;

    public static Func<Value, IEnumerable<Rejection>>? Find(string kind) => Readers.GetValueOrDefault(kind);
}
