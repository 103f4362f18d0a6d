using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

/// <summary>Each kind of red flag at its threshold, where it is quiet, and just over it.</summary>
public sealed class RedFlagsTests
{
    private static readonly DateOnly Reference = new(2026, 9, 1);
    private static readonly DateOnly Term = new(2026, 9, 1);

    [Theory]
    [InlineData("2000-09-02", false)]
    [InlineData("2000-09-01", true)]
    public void Age_on_the_reference_day(string birth, bool flagged) =>
        Kinds(Rule(RedFlagKinds.Age, maximum: 25), [Row(1, ("birth", birth))]).Should().Equal(If(flagged, RedFlagKinds.Age));

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(3, 2, true)]
    [InlineData(2, 0, true)]
    public void A_value_that_many_share(int students, int usual, bool flagged) =>
        Kinds(Rule(RedFlagKinds.Shared, maximum: usual, of: "bankCard"), [.. Enumerable.Range(1, students).Select(n => Row(n, ("bankCard", "6222 1")))])
            .Should().Equal(If(flagged, "shared-value-bank-card"));

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Edits_of_one_register(int edits, bool flagged) =>
        Kinds(Rule(RedFlagKinds.Edits, maximum: 5), [Row(1, ("registerEdits", edits))]).Should().Equal(If(flagged, RedFlagKinds.Edits));

    [Theory]
    [InlineData(10, 7, false)]
    [InlineData(11, 6, true)]
    [InlineData(11, 7, false)]
    public void Changes_of_enrolment_in_one_week(int changes, int lastDay, bool flagged)
    {
        // All but one on the first day, the last so many days later: a week is seven days, the first among them.
        ImmutableArray<DateOnly> days = [.. Enumerable.Repeat(Term, changes - 1), Term.AddDays(lastDay)];
        Kinds(Rule(RedFlagKinds.Changes, maximum: 10, share: 0.1m), [], School() with { Students = 100, Changes = days }).Should().Equal(If(flagged, RedFlagKinds.Changes));
    }

    [Theory]
    [InlineData(110, false)]
    [InlineData(109, true)]
    public void And_only_beyond_their_share_of_the_school(int students, bool flagged) =>
        Kinds(Rule(RedFlagKinds.Changes, maximum: 5, share: 0.1m), [], School() with { Students = students, Changes = [.. Enumerable.Repeat(Term, 11)] })
            .Should().Equal(If(flagged, RedFlagKinds.Changes));

    [Theory]
    [InlineData("2026-10-01", false)]
    [InlineData("2026-10-02", true)]
    public void A_register_that_was_created_after_the_term_began(string on, bool flagged) =>
        Kinds(Rule(RedFlagKinds.LateRegister, maximum: 30), [Row(1, ("registeredOn", on))]).Should().Equal(If(flagged, RedFlagKinds.LateRegister));

    [Theory]
    [InlineData("active", false)]
    [InlineData("graduated", true)]
    public void A_graduate_on_the_list(string state, bool flagged) =>
        Kinds(Rule(RedFlagKinds.Graduated), [Row(1, ("registerState", state))]).Should().Equal(If(flagged, RedFlagKinds.Graduated));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Who_is_on_a_providers_list_and_not_on_this_one(int excluded, bool flagged) =>
        Kinds(Rule(RedFlagKinds.MatchedExcluded), [], School() with { MatchedExcluded = [.. Enumerable.Repeat("田野", excluded)] }).Should().Equal(If(flagged, RedFlagKinds.MatchedExcluded));

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void Records_that_one_account_changed(int edits, bool flagged) =>
        Kinds(Rule(RedFlagKinds.Accounts, maximum: 200), [], School() with { Accounts = [new AccountEdits("教务员", edits), new AccountEdits("班主任", 3)] })
            .Should().Equal(If(flagged, RedFlagKinds.Accounts));

    [Fact]
    public void The_busiest_account_is_named_first_and_the_usual_ones_not_at_all()
    {
        var school = School() with { Accounts = [new AccountEdits("甲", 201), new AccountEdits("乙", 300), new AccountEdits("丙", 200)] };
        RedFlags.Find([Rule(RedFlagKinds.Accounts, maximum: 200)], [], school).Single().Text.ZhCn.Should().Be("同一账号修改频繁：开学以来 乙 300 次、甲 201 次（参考线 200 次），请说明原因。");
    }

    [Fact]
    public void Each_kind_is_tried_here() => RedFlagKinds.All.Should().BeEquivalentTo(
        RedFlagKinds.Age, RedFlagKinds.Shared, RedFlagKinds.Edits, RedFlagKinds.Changes, RedFlagKinds.LateRegister, RedFlagKinds.Graduated, RedFlagKinds.MatchedExcluded, RedFlagKinds.Accounts);

    [Fact]
    public void Who_is_not_proposed_raises_nothing() =>
        Kinds(Rule(RedFlagKinds.Edits, maximum: 5), [Row(1, ("registerEdits", 9)) with { Level = "" }]).Should().BeEmpty();

    private static IEnumerable<string> Kinds(RedFlagRule rule, ImmutableArray<FlagRow> rows, FlagSchool? school = null) => RedFlags.Find([rule], rows, school ?? School()).Select(f => f.Hint.Kind);

    private static string[] If(bool flagged, string kind) => flagged ? [kind] : [];

    private static RedFlagRule Rule(string id, decimal maximum = 0, decimal share = 1, string of = "") => new(id, of, "资助卡", maximum, share);

    private static FlagSchool School() => new(Reference, Term, 100, [], []);

    private static FlagRow Row(int n, params (string Name, Value Value)[] register) => new(Id.Of("case", n.ToString(System.Globalization.CultureInfo.InvariantCulture)), "granted", $"学生{n}", Value.Record(register));
}
