using FluentAssertions;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;
using static StudentAid.Workflow.Casework.Tests.Matching.MatchingData;

namespace StudentAid.Workflow.Casework.Tests.Matching;

public class MatcherTests
{
    [Fact]
    public void Number_and_name_equal_is_matched()
    {
        var result = Match(Person(), Row("张 三"));
        result.State.Should().Be(MatchState.Matched);
        result.Matched.Should().Equal("subsistence-allowance");
        result.Findings.Single().Reasons.Should().BeEmpty();
    }

    [Fact]
    public void A_name_written_otherwise_is_doubtful() =>
        Doubt(Match(Person("李向南"), Row("李响南")), "match-name-differs").Should().Be("身份证号一致，但名单上的姓名是“李响南”。");

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(17)]
    public void One_digit_that_differs_is_doubtful(int at) =>
        Doubt(Match(Person("吴天佑"), Row("吴天佑", Change(Zhang, at))), "match-number-differs").Should().Be("姓名一致，但身份证号有 1 位不同。");

    [Fact]
    public void Two_digits_that_differ_are_doubtful_and_three_are_nothing()
    {
        var two = Change(Change(Zhang, 2), 16);
        Doubt(Match(Person(), Row(id: two)), "match-number-differs");
        Match(Person(), Row(id: Change(two, 9))).State.Should().Be(MatchState.None);
    }

    [Fact]
    public void A_number_nearly_equal_under_another_name_is_somebody_else() =>
        Match(Person(), Row("李四", Change(Zhang, 3))).Findings.Should().BeEmpty();

    [Fact]
    public void An_old_number_of_fifteen_digits_is_doubtful()
    {
        var id = SyntheticId.Make(new DateOnly(1996, 2, 28), 17);
        Doubt(Match(Person(id: id), Row(id: id[..6] + id[8..17])), "match-old-number");
    }

    [Fact]
    public void Name_birth_and_region_without_a_number_are_doubtful()
    {
        var row = Row(id: "") with { StatedBirth = new DateOnly(2006, 2, 28), StatedRegion = "999999000000" };
        Doubt(Match(Person(), row), "match-number-missing");
        Match(Person(), row with { StatedRegion = "999998" }).State.Should().Be(MatchState.None);
        Match(Person(), row with { StatedBirth = new DateOnly(2006, 2, 27) }).State.Should().Be(MatchState.None);
        Doubt(Match(Person(), Row(id: Zhang[..17])), "match-number-missing");
    }

    [Fact]
    public void A_pupil_without_ID_number_is_never_more_than_doubtful()
    {
        var pupil = new MatchPerson("A2", "何家乐", null) { StatedBirth = new DateOnly(2018, 5, 6), StatedRegion = "999999" };
        Doubt(Match(pupil, Row("何家乐", SyntheticId.Make(new DateOnly(2018, 5, 6), 21))), "match-number-missing");
    }

    [Fact]
    public void Only_a_member_of_the_household_on_the_list_is_doubtful()
    {
        var child = Person("张三", null, new HouseholdMember("张大", IdNumber.Read(Father).Number, true));
        Doubt(Match(child, Row("张大", Father)), "match-household-only");
        var sibling = Row("张小", SyntheticId.Make(new DateOnly(2010, 1, 1), 1)) with { HeadId = IdNumber.Read(Father).Number };
        Doubt(Match(child, sibling), "match-household-only");
    }

    [Fact]
    public void A_parents_disability_makes_a_child_of_a_disabled_person_in_doubt_and_a_siblings_nothing()
    {
        var row = Row("张大", Father, "disabled-student");
        Match(Person("张三", null, new HouseholdMember("张大", IdNumber.Read(Father).Number, true)), row).Doubtful.Should().Equal("child-of-disabled");
        Match(Person("张三", null, new HouseholdMember("张大", IdNumber.Read(Father).Number, false)), row).State.Should().Be(MatchState.None);
    }

    [Fact]
    public void A_brother_who_is_an_orphan_on_the_list_says_nothing_of_the_household() =>
        Match(Person("张三", null, new HouseholdMember("张大", IdNumber.Read(Father).Number, true)), Row("张大", Father, "orphan")).State.Should().Be(MatchState.None);

    [Theory]
    [InlineData("policy-ended", "名单状态为“不享受政策”，需核对是否仍符合条件。")]
    [InlineData("risk-removed", "名单状态为“风险已消除”，需核对是否仍符合条件。")]
    public void A_state_that_may_no_longer_count_is_doubtful(string state, string sentence) =>
        Doubt(Match(Person(), Row() with { State = state }), "match-state-doubtful").Should().Be(sentence);

    [Fact]
    public void A_state_that_counts_is_matched() => Match(Person(), Row() with { State = "risk-remaining" }).State.Should().Be(MatchState.Matched);

    [Fact]
    public void A_list_older_than_the_rules_allow_is_doubtful()
    {
        var limit = Today.AddDays(-365);
        Match(Person(), Row() with { Source = CivilAffairs with { DataDate = limit } }).State.Should().Be(MatchState.Matched);
        Doubt(Match(Person(), Row() with { Source = CivilAffairs with { DataDate = limit.AddDays(-1) } }), "match-list-too-old");
    }

    [Fact]
    public void An_entry_counts_from_its_first_to_its_last_day()
    {
        Match(Person(), Row() with { ValidFrom = Today, ValidTo = Today }).State.Should().Be(MatchState.Matched);
        var ended = Match(Person(), Row() with { ValidTo = Today.AddDays(-1) });
        ended.State.Should().Be(MatchState.None);
        ended.Findings.Single().Reasons.Single().Code.Should().Be(MatchCodes.NotValid);
        Match(Person(), Row() with { ValidFrom = Today.AddDays(1) }).State.Should().Be(MatchState.None);
    }

    [Fact]
    public void No_number_of_doubts_makes_a_match()
    {
        ListRow[] rows = [.. Enumerable.Range(0, 20).Select(i => Row("张山") with { Row = i })];
        var result = Match(Person(), rows);
        result.State.Should().Be(MatchState.Doubtful);
        result.Findings.Should().HaveCount(20);
    }

    [Fact]
    public void Each_category_has_its_own_state_and_a_proved_one_is_not_open_too()
    {
        var result = Match(Person(), Row(), Row() with { State = "policy-ended", Row = 3 }, Row("张叁", category: "orphan"));
        result.Matched.Should().Equal("subsistence-allowance");
        result.Doubtful.Should().Equal("orphan");
        result.State.Should().Be(MatchState.Matched);
    }

    [Fact]
    public void Every_person_gets_a_result_in_order()
    {
        var index = MatchIndex.Of([Row()], Rules, Groups);
        Matcher.Match([Person("李四", SyntheticId.Make(new DateOnly(2006, 1, 1), 1)), Person()], index, Today)
            .Select(r => (r.Key, r.State.Word())).Should().Equal(("李四", "none"), ("张三", "matched"));
    }

    [Fact]
    public void Nothing_that_prints_shows_a_number()
    {
        var result = Match(Person(), Row());
        $"{result.Findings.Single().Row} {Person()} {Row().Id}".Should().NotContain(Zhang);
    }

    [Theory]
    [InlineData("""{ "kind": "matching-rules", "id": "xx", "idDistance": 6 }""", "pack-bad-number")]
    [InlineData("""{ "kind": "rules", "id": "xx" }""", "pack-kind-differs")]
    public void Faulty_rules_are_refused(string json, string code) =>
        MatchingRules.Kind.Read(Value.Parse(json)).Diagnostics.Should().ContainSingle().Which.Code.Id.Should().Be(code);

    [Theory]
    [InlineData(MatchState.None)]
    [InlineData(MatchState.Doubtful)]
    [InlineData(MatchState.Matched)]
    public void A_state_is_read_back_from_its_word(MatchState state) => MatchStateWords.Parse(state.Word()).Should().Be(state);

    private static string Doubt(MatchResult result, string code)
    {
        result.State.Should().Be(MatchState.Doubtful);
        result.Matched.Should().BeEmpty();
        var reason = result.Findings.Single().Reasons.Should().ContainSingle().Subject;
        reason.Code.Id.Should().Be(code);
        return reason.In("zh-CN");
    }
}
