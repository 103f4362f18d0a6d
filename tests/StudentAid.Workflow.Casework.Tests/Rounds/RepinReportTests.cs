using FluentAssertions;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Tests.Rounds;

public class RepinReportTests
{
    private static readonly RoundStanding Waiting = new("instance", "open", "/s/", ["verify"], 3);

    [Fact]
    public void A_waiting_activity_that_is_gone_needs_a_place()
    {
        var report = RepinReport.Of(Of("apply", "verify"), Of("apply", "check"), [], [Waiting]);

        report.Refusal!.Code.Should().Be(RoundCodes.MappingIncomplete);
        report.Waiting.Should().Equal(new RepinnedActivity("verify", "", 3));
    }

    [Fact]
    public void An_activity_where_nobody_waits_needs_a_place_too()
    {
        var report = RepinReport.Of(Of("apply", "match", "verify"), Of("apply", "check"), [new("verify", "check")], [Waiting]);

        report.Refusal!.Code.Should().Be(RoundCodes.MappingIncomplete);
        report.Refusal.Arguments["activities"].Should().Be("match");
        report.Activities.Select(a => (a.From, a.To, a.Cases)).Should().Equal(("verify", "check", 3), ("apply", "apply", 0), ("flow", "flow", 0), ("match", "", 0));
    }

    [Fact]
    public void Activities_where_the_same_cases_wait_are_not_made_one()
    {
        var both = Waiting with { At = ["apply", "verify"] };

        RepinReport.Of(Of("apply", "verify"), Of("apply"), [new("verify", "apply")], [both]).Refusal!.Code.Should().Be(RoundCodes.MappingApart);
        RepinReport.Of(Of("apply", "verify"), Of("apply"), [new("verify", "apply")], [Waiting]).Refusal.Should().BeNull();
    }

    [Fact]
    public void A_mapping_to_an_activity_of_the_new_definition_gives_it_one()
    {
        var report = RepinReport.Of(Of("apply", "verify"), Of("apply", "check"), [new("verify", "check")], [Waiting]);

        report.Refusal.Should().BeNull();
        report.Waiting.Should().Equal(new RepinnedActivity("verify", "check", 3));
    }

    [Theory]
    [InlineData("nowhere", "check")]
    [InlineData("verify", "nowhere")]
    public void A_mapping_from_or_to_nothing_is_refused(string from, string to) =>
        RepinReport.Of(Of("apply", "verify"), Of("apply", "verify", "check"), [new(from, to)], [Waiting]).Refusal!.Code.Should().Be(RoundCodes.MappingWrong);

    private static Definition Of(params string[] activities) => new()
    {
        DefinitionId = "d", Name = "d",
        Root = new ActivityNode { Id = "flow", Type = "Elsa.Flowchart", Children = [.. activities.Select(a => new ActivityChild("activities", new ActivityNode { Id = a, Type = "x" }))] },
    };
}
