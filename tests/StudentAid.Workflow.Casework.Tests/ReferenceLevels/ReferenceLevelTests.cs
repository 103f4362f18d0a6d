using FluentAssertions;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.ReferenceLevels;

public sealed class ReferenceLevelTests
{
    private static CaseWorld Reference(params (string, Value)[] options) => Of([Node("reference", "StudentAid.ReferenceLevel", [("scope", "class"), .. options])]).Start();

    [Fact]
    public void The_outside_system_s_level_stands_beside_the_own_ones()
    {
        var world = Reference();
        world.Open(BookmarkKind.Task).Should().BeEquivalentTo(new { Name = "aid-office", Unit = "/s/d/c/" });
        world.Do("enter", Value.Record(("level", "special"), ("score", 62.5m))).Should().BeNull();

        world.Variable("referenceLevel").AsText().Should().Be("special");
        world.Variable("referenceScore").AsNumber().Should().Be(62.5m);
        world.Variable("level").IsNull.Should().BeTrue();
        world.Variable("suggested").IsNull.Should().BeTrue();
    }

    [Fact]
    public void Only_levels_that_the_system_knows_are_taken()
    {
        var world = Reference(("levels", Value.List("one", "two")));
        world.Do("enter", Value.Record(("level", "three")))!.Code.Id.Should().Be("reference-level-unknown");
        world.Do("enter", Value.EmptyRecord)!.Code.Id.Should().Be("reference-level-missing");
        world.Do("enter", Value.Record(("level", "第一档")))!.Code.Id.Should().Be("not-coded");
        world.Do("enter", Value.Record(("level", "two"))).Should().BeNull();
    }

    [Fact]
    public void Where_the_system_says_nothing_the_reason_is_kept_sealed()
    {
        var world = Reference();
        world.Do("none", Value.EmptyRecord)!.Code.Id.Should().Be("reference-level-without-reason");
        world.Do("none", Value.Record(("reason", "系统中查无此人"))).Should().BeNull();

        world.Case.State.Status.Should().Be("finished");
        world.Plain.Should().NotContain("查无此人");
    }
}
