using FluentAssertions;
using StudentAid.Workflow.Engine.Execution;
using Xunit;

namespace StudentAid.Workflow.Engine.Tests.Definitions;

/// <summary>What a document says is to be done when an activity breaks.</summary>
public sealed class ElsaIncidentTests
{
    private const string Continue = "\"Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core\"";

    [Fact]
    public void A_break_stops_what_was_still_to_be_done_unless_the_document_asks_to_continue()
    {
        ElsaRun.Lines(Broken("null")).Should().BeEmpty();

        var world = ElsaRun.Of(Broken(Continue));

        world.Lines.Should().Equal("on", "and on");
        world.Incidents().Should().Equal("raised");
        world.Instances.First().State.IsOpen.Should().BeTrue("the broken activity waits for a retry");
    }

    [Fact]
    public void A_retry_takes_up_the_broken_activity_alone_where_the_rest_has_gone_on()
    {
        var world = ElsaRun.Of(Broken(Continue));
        var instance = world.Instances.First();

        world.Perform(instance.Id, new InstanceCommand.Retry(instance.State.Incidents.Keys.Single())).Should().BeNull();

        world.Lines.Should().Equal("on", "and on");
        world.Incidents().Should().Equal("raised");
    }

    private static string Broken(string strategy) => $$"""
        { "definitionId": "broken", "options": { "incidentStrategyType": {{strategy}} }, "root": { "id": "flow", "type": "Elsa.Flowchart", "activities": [
          { "id": "start", "type": "Elsa.Start" }, { "id": "bad", "type": "Elsa.Fault", "message": "no" },
          { "id": "one", "type": "Elsa.WriteLine", "text": "on" }, { "id": "two", "type": "Elsa.WriteLine", "text": "and on" }],
          "connections": [{ "source": "start", "target": "bad" }, { "source": "start", "target": "one" }, { "source": "one", "target": "two" }] } }
        """;
}
