using FluentAssertions;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Verification;

public sealed class VerificationTests
{
    private static CaseWorld Verify(params (string, Value)[] options) => Of([Node("verify", "StudentAid.Verification", options)]).Start();

    private static RecordValue Visit(params (string Name, Value Value)[] more) => more.Aggregate(
        Value.Record(("method", "home-visit"), ("date", "2026-09-06"), ("persons", Value.List(Id.Of("han").ToString())), ("finding", "房屋受灾，父亲卧病")),
        (record, m) => record.With(m.Name, m.Value));

    [Fact]
    public void It_ends_only_with_enough_records()
    {
        var world = Verify(("minimum", 2));
        world.Do("finish")!.Code.Id.Should().Be("verification-too-few");
        world.Do("record", Visit()).Should().BeNull();
        var refused = world.Do("finish")!;
        refused.Arguments["count"].Should().Be("1");
        refused.Code.Article.Should().Contain("第十六条");
        world.Do("record", Visit(("method", "talk"))).Should().BeNull();
        world.Do("finish").Should().BeNull();
        world.Case.State.Status.Should().Be("finished");
        world.Notes("verified").Select(n => n["method"].AsText()).Should().Equal("home-visit", "talk");
    }

    [Fact]
    public void One_record_may_finish_it()
    {
        var world = Verify();
        world.Do("record", Visit(("finish", true))).Should().BeNull();
        world.Case.State.Status.Should().Be("finished");
    }

    [Fact]
    public void A_record_that_would_finish_too_early_is_not_written()
    {
        var world = Verify(("minimum", 2));
        world.Do("record", Visit(("finish", true)))!.Code.Id.Should().Be("verification-too-few");
        world.Notes("verified").Should().BeEmpty();
    }

    [Theory]
    [InlineData("method")]
    [InlineData("date")]
    [InlineData("persons")]
    [InlineData("finding")]
    public void A_record_needs_each_of_its_parts(string part)
    {
        var refused = Verify().Do("record", Visit().Without(part))!;
        refused.Code.Id.Should().Be("verification-incomplete");
        refused.Arguments["missing"].Should().Be(part);
    }

    [Fact]
    public void Only_the_listed_methods_count_and_no_day_to_come()
    {
        var world = Verify(("methods", Value.List("talk", "letter")));
        world.Do("record", Visit())!.Code.Id.Should().Be("verification-method-unknown");
        world.Do("record", Visit(("method", "talk"), ("date", "2026-09-09")))!.Code.Id.Should().Be("verification-in-future");
    }

    [Fact]
    public void What_takes_two_is_recorded_neither_for_one_nor_for_the_same_one_twice()
    {
        var world = Verify(("minimum", 3), ("inPairs", Value.List("home-visit")));
        var han = Id.Of("han").ToString();
        world.Do("record", Visit())!.Code.Id.Should().Be("verification-in-pairs");
        world.Do("record", Visit(("persons", Value.List(han, han))))!.Arguments["count"].Should().Be("1");
        world.Do("record", Visit(("method", "talk"))).Should().BeNull();
        world.Do("record", Visit(("persons", Value.List(han, Id.Of("li").ToString())))).Should().BeNull();
        world.Notes("verified").Should().HaveCount(2);
    }

    [Theory]
    [InlineData("2026-09-07T15:59:59Z", "verification-in-future")]
    [InlineData("2026-09-07T16:00:00Z", null)]
    public void A_day_comes_at_midnight_where_the_school_is(string now, string? code)
    {
        var world = Verify();
        world.World.MoveTo(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        world.Do("record", Visit(("date", "2026-09-08")))?.Code.Id.Should().Be(code);
    }

    [Fact]
    public void Who_and_what_was_found_stands_sealed_only()
    {
        var world = Verify();
        world.Do("record", Visit(("review", Value.Record(("consumption", "rather-high")))));
        world.Plain.Should().NotContain("卧病").And.NotContain(Id.Of("han").ToString()).And.NotContain("rather-high");
        world.Variable("review").AsText().Should().NotBeNull();
        world.Do("record", Visit(("method", "他家很困难")))!.Code.Id.Should().Be("not-coded");
    }
}
