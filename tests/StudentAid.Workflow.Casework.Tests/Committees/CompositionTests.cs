using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Committees;

public sealed class CompositionTests
{
    private static readonly CommitteeSetting Setting = new(40, [], [], ListPublished: true);

    private static Body Shipped(string file) => Body.Kind.Read(PackReader.Read(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", file))).Document!).Document!;

    private static Member One(string person, string category, bool chair = false, string gender = "女", string dormitory = "1-101") =>
        new(person, person, category, chair, ImmutableDictionary<string, string>.Empty.Add("gender", gender).Add("dormitory", dormitory));

    private static List<Member> Good() =>
    [
        One("韩老师", "counsellor", chair: true, gender: "男"),
        .. Enumerable.Range(1, 4).Select(i => One($"学生{i}", "student-representative", gender: i % 2 == 0 ? "男" : "女", dormitory: $"2-10{i}")),
    ];

    private static IEnumerable<string> Codes(IReadOnlyList<Member> members, CommitteeSetting? setting = null) =>
        Composition.Check(Shipped("national/higher-education-determination/class-review-group.json"), members, setting ?? Setting).Select(d => d.Code.Id);

    [Fact]
    public void A_group_of_five_as_the_rules_ask_has_no_finding() => Codes(Good()).Should().BeEmpty();

    [Fact]
    public void An_even_number_a_missing_chair_and_too_small_a_share_of_students_are_found()
    {
        List<Member> members = [One("甲", "class-teacher"), One("乙", "class-teacher"), One("丙", "counsellor"), One("丁", "student-representative")];

        Codes(members).Should().BeEquivalentTo(
            "committee-category-too-few", "committee-category-share", "committee-too-few", "committee-not-odd",
            "committee-no-chair", "committee-not-spread", "committee-not-spread");
    }

    [Fact]
    public void A_tenth_of_the_unit_is_rounded_up()
    {
        var findings = Composition.Check(
            Shipped("national/higher-education-determination/class-review-group.json"), Good(), Setting with { UnitSize = 51 });

        findings.Single().Code.Should().Be(CommitteeCodes.ShareOfUnit);
        findings.Single().Arguments["minimum"].Should().Be("6");
    }

    [Fact]
    public void A_member_who_applies_must_withdraw_or_is_barred_as_the_body_says()
    {
        var body = Shipped("national/higher-education-determination/class-review-group.json");
        var setting = Setting with { Applicants = ["学生1"] };

        var withdraws = Composition.Check(body, Good(), setting).Single();
        var barred = Composition.Check(body with { Applicants = ApplicantRule.Barred }, Good(), setting).Single();

        (withdraws.Code, withdraws.Severity).Should().Be((CommitteeCodes.ApplicantRecused, Severity.Warning));
        (barred.Code, barred.Severity).Should().Be((CommitteeCodes.ApplicantBarred, Severity.Error));
    }

    [Fact]
    public void An_unpublished_list_a_stranger_and_a_doubled_member_are_found()
    {
        var members = Good().Append(One("学生1", "passer-by")).Append(One("学生9", "student-representative")).ToList();

        Codes(members, Setting with { ListPublished = false }).Should().BeEquivalentTo(
            "committee-member-twice", "committee-category-unknown", "committee-list-not-published");
    }

    [Fact]
    public void The_school_work_group_of_Henan_is_chaired_by_a_leader_and_invites_students_and_parents()
    {
        var body = Shipped("provinces/henan/k12-determination/school-work-group.json");
        List<Member> members = [One("校长", "school-leader"), One("教师", "teacher-representative", chair: true), One("资助", "aid-staff")];

        var codes = Composition.Check(body, members, Setting with { InvitedCategories = ["parent-representative"] }).Select(d => (d.Code.Id, d.Severity));

        codes.Should().BeEquivalentTo([("committee-wrong-chair", Severity.Error), ("committee-not-invited", Severity.Error)]);
    }

    [Fact]
    public void A_body_that_elects_its_chair_and_advises_a_size_says_so()
    {
        var body = Shipped("national/higher-education-determination/class-review-group.json");
        body = body with { ChairElected = true, Size = body.Size with { Advised = 7 } };

        var codes = Composition.Check(body, Good(), Setting).Select(d => (d.Code, d.Severity));
        var elected = Composition.Check(body, Good(), Setting with { ChairElected = true }).Select(d => d.Code);

        codes.Should().BeEquivalentTo([(CommitteeCodes.BelowAdvised, Severity.Warning), (CommitteeCodes.ChairNotElected, Severity.Error)]);
        elected.Should().Equal(CommitteeCodes.BelowAdvised);
    }

    [Fact]
    public void Spread_blocks_where_a_province_says_so_and_only_that_is_found()
    {
        var body = Shipped("provinces/hubei/higher-education-determination/class-review-group.json");
        List<Member> members = [One("辅导员", "counsellor"), One("学生1", "student-representative", chair: true), One("学生2", "student-representative")];

        Composition.Check(body, members, Setting with { UnitSize = 20, ChairElected = true }).Select(d => (d.Code.Id, d.Severity, d.Arguments["trait"])).Should().Equal(
            ("committee-not-spread", Severity.Error, "性别"), ("committee-not-spread", Severity.Error, "宿舍"));
    }

    [Fact]
    public void Who_has_no_vote_counts_neither_for_the_size_nor_for_the_share()
    {
        var body = Shipped("provinces/sichuan/higher-education-determination/class-review-group.json");
        List<Member> members = [One("石老师", "counsellor", chair: true), .. Enumerable.Range(1, 6).Select(i => One($"学生{i}", "student-representative")), One("监督", "supervisor")];

        Composition.Check(body, members, Setting).Should().BeEmpty();
        Composition.Check(body, [.. members.Where(m => m.Person != "学生6")], Setting).Select(d => d.Code).Should().Equal(CommitteeCodes.TooFew, CommitteeCodes.NotOdd);
        Composition.Check(body, [.. members.SkipLast(1)], Setting).Select(d => d.Code).Should().Equal(CommitteeCodes.CategoryTooFew);
    }

    [Fact]
    public void A_category_is_counted_beside_the_students_of_the_unit()
    {
        var body = Shipped("national/higher-education-determination/class-review-group.json");
        body = body with { Categories = [.. body.Categories.Select(c => c.Student ? c with { OfUnit = new Share(1, 10, Exceed: false) } : c)] };

        Composition.Check(body, Good(), Setting).Should().BeEmpty("four students are a tenth of forty");
        var short1 = Composition.Check(body, Good(), Setting with { UnitSize = 41 }).Single();
        (short1.Code, short1.Arguments["minimum"], short1.Arguments["count"]).Should().Be((CommitteeCodes.CategoryOfUnit, "5", "4"));
    }

    [Fact]
    public void When_it_meets_only_what_was_kept_of_the_traits_is_asked_again()
    {
        var body = Shipped("provinces/hubei/higher-education-determination/class-review-group.json");
        List<Member> members = [One("辅导员", "counsellor"), One("学生1", "student-representative", chair: true), One("学生2", "student-representative")];
        var kept = Composition.SpreadOf(body, members);
        members = [.. members.Select(m => m with { Traits = ImmutableDictionary<string, string>.Empty })];

        kept.Should().Equal(new Dictionary<string, int> { ["dormitory"] = 1, ["gender"] = 1 });
        Composition.Again(body, members, kept, 20).Select(d => d.Arguments["trait"]).Should().Equal("性别", "宿舍");
        Composition.Again(body, members, ImmutableDictionary<string, int>.Empty, 20).Should().BeEmpty("nothing was noted of members who were named before");
        Composition.Again(body, members, kept.SetItem("gender", 2).SetItem("dormitory", 3), 31).Single().Code.Should().Be(CommitteeCodes.ShareOfUnit);
    }

    [Theory]
    [InlineData("2025", "2025—2026", true)]
    [InlineData("2025—2026", "2025—2026", true)]
    [InlineData("2024—2025", "2025—2026", false)]
    [InlineData("2024", "2025—2026", false)]
    [InlineData("2024—2027", "2026—2027", true)]
    [InlineData("2024—2027", "2027—2028", false)]
    [InlineData("2025-2026学年", "2026—2027", false)]
    [InlineData("2026—2027", "2025—2026", false)]
    [InlineData("2024～2025学年", "2025—2026", false)]
    [InlineData("2025－2026 学年度", "2025—2026", true)]
    [InlineData("2025至2026学年", "2025—2026", true)]
    [InlineData("2025/2026", "2026—2027", false)]
    public void A_term_in_school_years_holds_for_rounds_of_these_years(string term, string schoolYear, bool holds) =>
        (new Term(term).Refuse(new DateOnly(2025, 9, 12), schoolYear) is null).Should().Be(holds);

    [Fact]
    public void A_term_in_days_holds_from_the_first_to_the_last_whatever_it_is_called()
    {
        var term = new Term("第二届", new DateOnly(2025, 9, 12), new DateOnly(2026, 8, 31));

        term.Unfit().Should().BeNull();
        term.Refuse(new DateOnly(2025, 9, 11), "2025—2026")!.Code.Should().Be(CommitteeCodes.TermNotBegun);
        term.Refuse(new DateOnly(2025, 9, 12), "2025—2026").Should().BeNull();
        term.Refuse(new DateOnly(2026, 8, 31), "2026—2027").Should().BeNull();
        term.Refuse(new DateOnly(2026, 9, 1), "2026—2027")!.Code.Should().Be(CommitteeCodes.TermOver);
        new Term("长期").Unfit()!.Code.Should().Be(CommitteeCodes.TermUnreadable);
        new Term("2026—2025").Unfit()!.Code.Should().Be(CommitteeCodes.TermUnreadable);
    }

    [Theory]
    [InlineData(2, 3, false, 9, 6)]
    [InlineData(2, 3, false, 10, 7)]
    [InlineData(1, 2, true, 10, 6)]
    [InlineData(1, 10, false, 51, 6)]
    [InlineData(1, 10, false, 50, 5)]
    public void A_share_is_exact(int part, int whole, bool exceed, int all, int least)
    {
        var share = new Share(part, whole, exceed);

        share.LeastOf(all).Should().Be(least);
        share.IsMet(least, all).Should().BeTrue();
        share.IsMet(least - 1, all).Should().BeFalse();
    }
}
