using FluentAssertions;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Tests.Calendars;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Publicity;

public sealed class PublicityActivityTests
{
    private static CaseWorld Notice() => Of(
        [
            Node("score", "StudentAid.Scoring", ("table", "score-table")),
            Node("publicity", "StudentAid.Publicity", ("scope", "school"), ("days", 5), ("unit", "working-days"), ("countPostingDay", false), ("roster", true)),
        ],
        "publicity.Upheld => score").Start();

    private static Value Outcome(string outcome, string target = "") => Value.Record(
        ("outcome", outcome), ("level", "special"), ("reason", ""), ("opinion", ""), ("target", target), ("roster", Id.Of("r").ToString()), ("decision", 1));

    [Fact]
    public void A_case_passes_when_the_period_is_over()
    {
        var world = Notice();
        world.Open(BookmarkKind.Entry).Should().BeEquivalentTo(new { Name = $"{Round}/publicity", Unit = "/s/", Payload = Value.Record(("level", "not-determined")) });
        world.Do("release", Outcome("Passed"), BookmarkKind.Entry).Should().BeNull();
        world.Case.State.Status.Should().Be("finished");
        world.Notes("publicity").Single()["outcome"].AsText().Should().Be("Passed");
    }

    [Fact]
    public void An_upheld_objection_sends_it_back()
    {
        var world = Notice();
        world.Do("release", Outcome("Upheld"), BookmarkKind.Entry).Should().BeNull();
        world.At.Should().Be("publicity");
        world.Events.OfType<InstanceEvent.Rewound>().Single().Target.Should().Be("score");
        world.Do("release", Outcome("Upheld", "score"), BookmarkKind.Entry).Should().BeNull();
        world.Do("release", Outcome("Approved"), BookmarkKind.Entry)!.Code.Id.Should().Be("publicity-outcome-unknown");
    }

    [Theory]
    [InlineData("columns", """["name", "idNumber"]""", "publicity-column-forbidden")]
    [InlineData("where", """["newspaper"]""", "publicity-place-unknown")]
    [InlineData("roster", "false", "publicity-without-list")]
    [InlineData("columns", """["name", "level"]""", null)]
    public void Options_that_the_law_forbids_are_found_before_publishing(string option, string value, string? code)
    {
        var node = Node("publicity", "StudentAid.Publicity", ("scope", "school"), (option, Value.Parse(value)));
        new PublicityActivity().Check(node).Select(r => r.Code.Id).Should().Equal(code is null ? [] : [code]);
    }

    [Theory]
    [InlineData("working-days", "2026-09-18", true)]
    [InlineData("working-days", "2026-09-19", false)]
    [InlineData("working-days", "2026-09-20", true)]
    [InlineData("days", "2026-09-19", true)]
    [InlineData(null, "2026-09-19", false)]
    public void Only_a_notice_counted_in_working_days_has_to_be_posted_on_one(string? unit, string day, bool may) =>
        PostPublicityHandler.IsPostingDay(ChinaCalendar.Instance, ChinaCalendar.Day(day), Value.Record(("unit", Value.Of(unit)))).Should().Be(may);

    [Fact]
    public void A_lower_layer_may_only_lengthen_the_days()
    {
        var days = new PublicityActivity().Description.Options.Single(o => o.Name == "days");
        days.Tightens.Should().Be("min");
        days.Help!.ZhCn.Should().Contain("五个工作日").And.Contain("第十六条(四)");
    }
}
