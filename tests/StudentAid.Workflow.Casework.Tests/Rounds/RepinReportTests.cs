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
