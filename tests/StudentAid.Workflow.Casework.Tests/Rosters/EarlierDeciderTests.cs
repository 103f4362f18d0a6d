using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

/// <summary>Where two bodies decide one after the other, two persons do.</summary>
public sealed class EarlierDeciderTests
{
    private static readonly Id[] People = [Id.Of("a"), Id.Of("b"), Id.Of("c")];
    private static readonly Principal Office = new(People[0], "某人", [new Grant("aid-office", "/s/")]);

    private static readonly Gen<EntryRow> Row =
        from student in Gen.Choose(0, 4)
        from gate in Gen.Elements("r/class", "r/department")
        from bookmark in Gen.Choose(1, 9)
        from list in Gen.Choose(0, 3)
        from number in Gen.Elements<string?>(null, "1", "2")
        select new EntryRow(
            new StreamRow(Id.Of("case", $"{student}"), "case", 1, "/s/", default, default, "open", "", false), bookmark, gate, "/s/", EntryState.Applied, Id.Of("list", $"{list}"), number);

    /// <summary>Who put down each decision of each list.</summary>
    private static readonly Gen<Dictionary<(Id, string), Id>> Deciders =
        from who in Gen.Choose(0, People.Length - 1).ArrayOf(8)
        select Enumerable.Range(0, 8).ToDictionary(n => (Id.Of("list", $"{n / 2}"), $"{(n % 2) + 1}"), n => People[who[n]]);

    [Fact]
    public void A_case_counts_exactly_where_the_last_decision_of_some_earlier_body_about_it_is_his() =>
        Check.QuickThrowOnFailure(Prop.ForAll((from rows in Row.ListOf() from deciders in Deciders select (Rows: rows.DistinctBy(r => (r.Stream.Id, r.Bookmark)).ToList(), By: deciders)).ToArbitrary(), given =>
            People.All(who =>
            {
                var expected = given.Rows.Where(r => r.Decision is not null
                    && !given.Rows.Any(later => later.Decision is not null && later.Stream.Id == r.Stream.Id && later.Gate == r.Gate && later.Bookmark > r.Bookmark)
                    && given.By[(r.Barrier, r.Decision!)] == who).Select(r => r.Stream.Id).ToHashSet();
                return expected.SetEquals(EarlierDecider.CasesOf(given.Rows, given.By, who));
            })));

    [Fact]
    public void Of_decisions_that_nobody_is_known_to_have_put_down_none_is_his() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Row.ListOf().ToArbitrary(), rows => EarlierDecider.CasesOf(rows, new Dictionary<(Id, string), Id>(), People[0]).IsEmpty));

    [Fact]
    public void It_binds_a_person_who_decides_alone_and_neither_a_body_nor_a_program_nor_where_the_activity_lets_one_do_both()
    {
        var list = RosterState.Empty with { Act = "endorse", Role = "aid-office", Options = Value.EmptyRecord };
        EarlierDecider.Binds(list, Office).Should().BeTrue();
        EarlierDecider.Binds(list with { Body = "leading-group" }, Office).Should().BeFalse("a body decides by its quorum");
        EarlierDecider.Binds(list with { Act = "propose" }, Office).Should().BeFalse("nobody decides before who proposes");
        EarlierDecider.Binds(list with { Act = Acts.Publish }, Office).Should().BeFalse();
        EarlierDecider.Binds(list with { Options = Value.Record((EarlierDecider.Option, true)) }, Office).Should().BeFalse();
        EarlierDecider.Binds(list, Office with { IsMachine = true }).Should().BeFalse();
        EarlierDecider.Binds(list, Principal.System).Should().BeFalse();
    }

    [Fact]
    public void Earlier_is_another_post_s_activity_whose_act_comes_first_by_list_or_case_by_case()
    {
        var later = Node("endorse", "aid-office", "school");
        EarlierDecider.IsEarlier(Node("propose"), later).Should().BeTrue();
        EarlierDecider.IsEarlier(Node("propose", "aid-office", "department"), later).Should().BeTrue("the same role of the department is another post");
        EarlierDecider.IsEarlier(Node("propose", "aid-office", "school"), later).Should().BeFalse("one post does both: the rules ask for one body");
        EarlierDecider.IsEarlier(Node("endorse"), later).Should().BeFalse();
        EarlierDecider.IsEarlier(Node("approve"), later).Should().BeFalse();
        EarlierDecider.IsEarlier(Node("propose", roster: false), later).Should().BeTrue("what one person decided case by case is a decision, too");
        (EarlierDecider.IsByList(Node("propose")), EarlierDecider.IsByList(Node("propose", roster: false))).Should().Be((true, false));
        EarlierDecider.IsEarlier(new ActivityNode { Id = "x", Type = "Elsa.WriteLine" }, later).Should().BeFalse();
    }

    [Fact]
    public void A_case_keeps_who_decided_where_a_later_post_of_another_unit_or_role_asks_for_it()
    {
        bool Asked(ActivityNode node, params ActivityNode[] later) => EarlierDecider.IsAsked(
            new ExecutableDefinition(new Definition { DefinitionId = "d", Name = "d", Root = new ActivityNode { Id = "flow", Type = "Elsa.Flowchart", Children = [.. later.Prepend(node).Select(n => new ActivityChild("activities", n))] } }), node);
        var body = Node("propose", role: null);
        Asked(body, Node("endorse", "aid-office", "school", roster: false)).Should().BeTrue();
        Asked(body, Node("endorse", "aid-office", "class", roster: false)).Should().BeFalse("a check beside the body at the same unit is no second level");
        Asked(Node("propose", roster: false), Node("endorse", "aid-office", "class", roster: false)).Should().BeTrue("two roles of one unit are two posts");
        Asked(Node("propose", roster: false), Node("endorse", "aid-office", "school")).Should().BeTrue();
        Asked(Node("propose"), Node("endorse", "aid-office", "school")).Should().BeFalse("lists keep it");
        Asked(body, Node("endorse", role: null, scope: "school", roster: false)).Should().BeFalse("a body asks nobody");
        Asked(Node("approve", roster: false), Node("endorse", "aid-office", "school", roster: false)).Should().BeFalse("it comes later");
    }

    [Fact]
    public void It_binds_at_an_act_that_follows_others_and_that_one_person_does_alone()
    {
        var endorse = Node("endorse", roster: false);
        ActivityNode With(string name, string value) => endorse with { Inputs = endorse.Inputs.Add(new ActivityInput(name, InputKind.Literal, value)) };
        EarlierDecider.BindsAt(endorse).Should().BeTrue();
        EarlierDecider.BindsAt(Node("propose", roster: false)).Should().BeFalse("nobody decides before who proposes");
        EarlierDecider.BindsAt(Node("endorse")).Should().BeFalse("that is the list's to ask");
        (EarlierDecider.BindsAt(With("mode", "first")), EarlierDecider.BindsAt(With("mode", "all")), EarlierDecider.BindsAt(With("mode", "ordered"))).Should().Be((true, false, false));
        EarlierDecider.BindsAt(endorse with { Inputs = endorse.Inputs.Add(new ActivityInput(EarlierDecider.Option, InputKind.Literal, true)) }).Should().BeFalse();
    }

    private static ActivityNode Node(string act, string? role = "class-teacher", string scope = "class", bool roster = true) => new()
    {
        Id = act, Type = "StudentAid.Approval",
        Inputs =
        [
            new ActivityInput("act", InputKind.Literal, act), new ActivityInput("scope", InputKind.Literal, scope), new ActivityInput("roster", InputKind.Literal, roster),
            .. role is null ? [] : (ActivityInput[])[new ActivityInput("role", InputKind.Literal, role)],
        ],
    };
}
