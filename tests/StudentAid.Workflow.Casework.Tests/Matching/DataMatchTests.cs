using FluentAssertions;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Matching;

public sealed class DataMatchTests
{
    private static readonly Value Seen = Value.Record(("state", "matched"), ("reason", "已查看残疾证，名单上的姓有误"));

    private static CaseWorld Match(params (string, Value)[] options) => Of([Node("match", "StudentAid.DataMatch", options)]);

    [Theory]
    [InlineData("matched", "match/1/0")]
    [InlineData("none", null)]
    public void What_is_certain_passes_at_once(string state, string? categories)
    {
        var world = Match().Matched(state, "orphan").Start();
        world.Case.State.Status.Should().Be("finished");
        world.Variable("match").AsText().Should().Be(state);
        world.Variable("categories").AsText().Should().Be(categories);
        world.Plain.Should().NotContain("orphan");
    }

    [Fact]
    public void A_person_whom_no_batch_has_looked_at_counts_as_none()
    {
        Match().Start().Variable("match").AsText().Should().Be("none");
    }

    [Fact]
    public void A_doubtful_match_waits_for_the_class_teacher_and_his_reason()
    {
        var world = Match().Matched("doubtful", "child-of-disabled").Start();
        world.Open(BookmarkKind.Task).Should().BeEquivalentTo(new { Name = "class-teacher", Unit = "/s/d/c/" });
        world.Do("resolve", Value.Record(("state", "matched")))!.Code.Id.Should().Be("match-without-reason");
        world.Do("resolve", Value.Record(("state", "doubtful"), ("reason", "不清楚")))!.Code.Id.Should().Be("match-not-resolved");
        world.Do("resolve", Seen).Should().BeNull();

        world.Variable("match").AsText().Should().Be("matched");
        world.Variable("categories").AsText().Should().Be("match/1/0");
        world.Plain.Should().NotContain("残疾证");
    }

    [Fact]
    public void A_match_resolved_as_none_leaves_no_categories()
    {
        var world = Match().Matched("doubtful", "orphan").Start();
        world.Do("resolve", Value.Record(("state", "none"), ("reason", "同名不同人"))).Should().BeNull();
        world.Variable("categories").IsNull.Should().BeTrue();
    }

    [Fact]
    public void Evidence_is_asked_where_the_option_says_so()
    {
        var world = Match(("evidence", "required")).Matched("doubtful").Start();
        world.Do("resolve", Seen)!.Code.Id.Should().Be("match-without-evidence");
        world.Do("resolve", ((RecordValue)Seen).With("evidence", Value.List(Hash))).Should().BeNull();
        world.Notes("match-resolved").Single()["evidence"].Items.Should().ContainSingle();
    }

    [Fact]
    public void A_new_batch_is_looked_at_again()
    {
        var world = Match().Matched("doubtful").Start();
        var shown = world.Open(BookmarkKind.Task).ShownAt;
        world.Do("rematch").Should().BeNull();
        world.Open(BookmarkKind.Task).ShownAt.Should().BeGreaterThan(shown);
        world.Matched("matched", "orphan").Do("rematch").Should().BeNull();
        world.Variable("match").AsText().Should().Be("matched");
    }
}
