using FluentAssertions;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Engine.Expressions;
using Xunit;
using static StudentAid.Workflow.Casework.Tests.Matching.MatchingData;

namespace StudentAid.Workflow.Casework.Tests.Matching;

public class SpecialGroupsTests
{
    [Fact]
    public void A_row_of_2018_and_a_row_of_2024_are_one_history()
    {
        var before = Groups.Resolve("建档立卡贫困户")!;
        var after = Groups.Resolve("脱贫家庭")!;
        before.Category.Should().Be(after.Category);
        Groups.NameOn(after.Category.Id, new DateOnly(2019, 9, 1)).Should().Be("建档立卡贫困家庭");
        Groups.NameOn(after.Category.Id, new DateOnly(2024, 9, 1)).Should().Be("脱贫家庭");
        Groups.IsOneHistory(Groups.Resolve("孤残学生")!.Category.Id, "orphan").Should().BeTrue();
        Groups.IsOneHistory("orphan", "child-of-martyr").Should().BeFalse();
    }

    [Theory]
    [InlineData("脱贫户（不享受政策）", "lifted-out-of-poverty", "policy-ended")]
    [InlineData("脱贫户(继续享受政策)", "lifted-out-of-poverty", "policy-continued")]
    [InlineData("防返贫监测对象（风险已消除）", "monitored", "risk-removed")]
    [InlineData("防返贫监测对象(风险未消除)", "monitored", "risk-remaining")]
    [InlineData("持证残疾人", "disabled-student", null)]
    [InlineData("农村低保", "subsistence-allowance", null)]
    [InlineData("城镇 低保", "subsistence-allowance", null)]
    [InlineData("城乡特困", "destitute-support", null)]
    [InlineData("孤儿及事实无人抚养儿童", "orphan-or-unattended", null)]
    [InlineData("低收入人口", "other-low-income", null)]
    public void The_wordings_of_real_lists_are_understood(string wording, string category, string? state)
    {
        var found = Groups.Resolve(wording)!;
        (found.Category.Id, found.State).Should().Be((category, state));
    }

    [Fact]
    public void Every_category_of_both_sets_has_a_name_on_the_sets_first_day()
    {
        Groups.SetOn(new DateOnly(2020, 1, 1))!.Categories.Should().HaveCount(7);
        Groups.SetOn(new DateOnly(2026, 1, 1))!.Categories.Should().HaveCount(14);
        Groups.SetOn(new DateOnly(2017, 1, 1)).Should().BeNull();
        foreach (var set in Groups.Sets)
            set.Categories.Should().OnlyContain(c => Groups.Category(c)!.Names.Any(n => n.IsOn(set.From)));
    }

    [Fact]
    public void Providers_are_known_by_what_people_call_them()
    {
        Groups.Provider("省扶贫办")!.Id.Should().Be("rural-revitalisation");
        Groups.Provider("残联")!.Id.Should().Be("disabled-federation");
        Groups.Provider("财政").Should().BeNull();
        Groups.Resolve("富裕家庭").Should().BeNull();
    }

    [Theory]
    [InlineData(""" "categories": [ { "id": "aa", "name": "甲" }, { "id": "aa", "name": "乙" } ] """, "special-group-repeated")]
    [InlineData(""" "categories": [ { "id": "aa", "name": "甲" }, { "id": "bb", "name": "乙", "aliases": [ "甲" ] } ] """, "special-group-repeated")]
    [InlineData(""" "categories": [ { "id": "aa", "name": "甲", "aliases": [ { "name": "丙", "state": "gone" } ] } ] """, "special-group-reference-unknown")]
    [InlineData(""" "categories": [ { "id": "aa", "name": "甲", "provider": "nobody" } ] """, "special-group-reference-unknown")]
    [InlineData(""" "categories": [ { "id": "aa", "name": "甲", "becomes": [ "bb" ] } ] """, "special-group-reference-unknown")]
    [InlineData(""" "categories": [ { "id": "aa", "name": "甲", "forHousehold": "b" } ] """, "special-group-reference-unknown")]
    [InlineData(""" "categories": [ { "id": "aa", "name": "甲", "names": [ { "name": "甲一", "to": "2020-01-01" }, { "name": "甲二", "from": "2020-01-01" } ] } ] """, "special-group-names-overlap")]
    [InlineData(""" "sets": [ { "id": "s", "from": "2020-01-01", "categories": [ "a" ] } ] """, "special-group-reference-unknown")]
    public void A_faulty_document_is_refused(string body, string code) =>
        SpecialGroups.Kind.Read(Value.Parse($$"""{ "kind": "special-groups", "id": "xx", {{body}} }""")).Diagnostics.Should().Contain(r => r.Code.Id == code);
}
