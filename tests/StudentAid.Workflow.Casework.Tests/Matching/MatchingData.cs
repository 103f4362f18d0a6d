using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Casework.Tests.Packs;

namespace StudentAid.Workflow.Casework.Tests.Matching;

/// <summary>The shipped rules and categories, and rows about people that do not exist.</summary>
public static class MatchingData
{
    public static readonly SpecialGroups Groups = SpecialGroups.Kind.Read(Repository.Json("workflows/national/special-groups.json")).Good();
    public static readonly MatchingRules Rules = MatchingRules.Kind.Read(Repository.Json("workflows/national/matching-rules.json")).Good();
    public static readonly DateOnly Today = new(2026, 9, 22);
    public static readonly ListSource CivilAffairs = new("civil-affairs", "2026-08-25", new DateOnly(2026, 8, 20));
    public static readonly string Zhang = SyntheticId.Make(new DateOnly(2006, 2, 28), 17);
    public static readonly string Father = SyntheticId.Make(new DateOnly(1975, 1, 2), 11);

    public static MatchPerson Person(string name = "张三", string? id = null, params HouseholdMember[] household) =>
        new(name, name, IdNumber.Read(id ?? Zhang).Number) { Household = [.. household] };

    public static ListRow Row(string name = "张三", string? id = null, string category = "subsistence-allowance") =>
        new(CivilAffairs, 2, name, IdNumber.Read(id ?? Zhang), category);

    public static MatchResult Match(MatchPerson person, params ListRow[] rows) => Matcher.Match(person, MatchIndex.Of(rows, Rules, Groups), Today);

    public static string Change(string id, int at) => string.Concat(id.AsSpan(0, at), id[at] == '1' ? "2" : "1", id.AsSpan(at + 1));
}
