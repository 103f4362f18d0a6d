using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Triggers;

public sealed class SignalTriggerTests
{
    private static readonly string Listening = Flows.Triggered("listening", "\"type\": \"Elsa.Event\", \"eventName\": \"paid\"");

    [Fact]
    public async Task A_signal_starts_each_definition_that_begins_at_it_once_for_a_key()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Listening);
        const string paid = """{ "name": "paid", "payload": { "amount": 12 }, "correlation": "c1" }""";
        var first = await flows.Server.DoAsync(flows.Own, "/api/signals", paid, "Idempotency-Key: p1");
        first["started"].Items.Should().ContainSingle();
        (await flows.Server.DoAsync(flows.Own, "/api/signals", paid, "Idempotency-Key: p1")).ToJson().Should().Be(first.ToJson());
        (await flows.InstancesAsync()).Should().ContainSingle().Which.OrgPath.Should().Be(Flows.College);
        (await flows.Server.DoAsync(flows.Own, "/api/signals/other", "{}"))["started"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task A_signal_of_another_school_starts_nothing()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Listening);
        (await flows.Server.DoAsync(flows.Foreign, "/api/signals", """{ "name": "paid" }"""))["started"].Items.Should().BeEmpty();
        (await flows.InstancesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_definition_that_starts_itself_for_ever_is_stopped_and_becomes_an_incident()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Flows.Definition(
            "echo", """{ "id": "start", "canStartWorkflow": true, "type": "Elsa.Event", "eventName": "ping" }, { "id": "tell", "type": "Elsa.PublishEvent", "eventName": "ping" }""",
            "\"start -> tell -> ended\""));
        await flows.Server.DoAsync(flows.Own, "/api/signals", """{ "name": "ping" }""");
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().HaveCount(1 + Casework.Triggers.TriggerRouter.MostGenerations);
        (await flows.Server.GetAsync(flows.Own, "/api/incidents")).Body["items"].Items.Should().ContainSingle().Which["code"].AsText().Should().Be("trigger-generations-spent");
    }

    [Fact]
    public async Task A_start_that_is_refused_is_kept_with_its_code_and_the_others_start()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.UnfitAsync("unfit", "\"type\": \"Elsa.Event\", \"eventName\": \"paid\"");
        await flows.PublishedAsync(Listening);
        await flows.PublishedAsync(Flows.Definition(
            "paying", """{ "id": "start", "canStartWorkflow": true, "type": "Elsa.Event", "eventName": "pay" }, { "id": "tell", "type": "Elsa.PublishEvent", "eventName": "paid" }""",
            "\"start -> tell -> ended\""));
        await flows.Server.DoAsync(flows.Own, "/api/signals", """{ "name": "pay" }""");
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().HaveCount(2, "the one that pays and the one that listens");
        (await flows.Server.GetAsync(flows.Own, "/api/incidents")).Body["items"].Items.Should().ContainSingle();
    }

    [Fact]
    public async Task What_an_instance_publishes_starts_others_at_its_own_place()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Listening, "/");
        await flows.PublishedAsync(Flows.Definition(
            "paying", """{ "id": "start", "canStartWorkflow": true, "type": "Elsa.Event", "eventName": "pay" }, { "id": "tell", "type": "Elsa.PublishEvent", "eventName": "paid" }""",
            "\"start -> tell -> ended\""));
        await flows.Server.DoAsync(flows.Own, "/api/signals", """{ "name": "pay" }""");
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync(Flows.College)).Should().HaveCount(2);
        (await flows.InstancesAsync("/other/")).Should().BeEmpty();
    }
}
