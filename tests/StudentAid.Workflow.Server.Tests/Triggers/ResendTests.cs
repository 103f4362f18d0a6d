using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Triggers;

public sealed class ResendTests
{
    [Fact]
    public async Task A_refused_message_is_delivered_when_an_operator_tries_it_again_and_doubles_nothing()
    {
        await using var flows = await Flows.OpenAsync();
        var refused = await RefusedAsync(flows);
        await flows.Server.DoAsync(flows.Own, Retry(refused), "{}", "Idempotency-Key: too-early");
        await flows.Server.SettleAsync();
        var still = (await IncidentsAsync(flows)).Should().ContainSingle("it does not fit yet").Subject;
        (still["message"].AsText(), still["sentence"].AsText()).Should().Be((refused, "“信号 paid”未被接收：“…”的流程“…”应与上级规定相合，但不合，不能开展新的批次；问题出在“…”（…）：…。"));

        await FitAsync(flows);
        var first = await flows.Server.DoAsync(flows.Own, Retry(refused), "{}", "Idempotency-Key: again");
        (await flows.Server.DoAsync(flows.Own, Retry(refused), "{}", "Idempotency-Key: again")).ToJson().Should().Be(first.ToJson());
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().HaveCount(3, "the one that pays, the one that listened at once, and the one that did not fit then");
        (await IncidentsAsync(flows)).Should().BeEmpty();

        var late = await flows.Server.PostAsync(flows.Own, Retry(refused), "{}");
        (late.Status, late.Code).Should().Be((409, "message-not-refused"));
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task Two_who_try_a_refused_message_at_once_deliver_it_once()
    {
        await using var flows = await Flows.OpenAsync();
        var refused = await RefusedAsync(flows);
        await FitAsync(flows);
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => flows.Server.PostAsync(flows.Own, Retry(refused), "{}", $"Idempotency-Key: hand-{n}")));
        replies.Count(r => r.Status == 200).Should().Be(1);
        replies.Where(r => r.Status != 200).Should().OnlyContain(r => r.Code == "message-not-refused");
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task Another_schools_refused_message_does_not_exist_and_a_dry_run_sends_nothing()
    {
        await using var flows = await Flows.OpenAsync();
        var refused = await RefusedAsync(flows);
        (await flows.Server.PostAsync(flows.Foreign, Retry(refused), "{}")).Status.Should().Be(404);
        (await flows.Server.PostAsync(flows.Own, Retry(Id.Of("no", "such").ToString()), "{}")).Status.Should().Be(404);
        (await flows.Server.PostAsync(flows.Own, Retry(refused) + "?dryRun=true", "{}")).Body["wouldWrite"]["events"].ToJson().Should().Contain("MessageResent");
        (await IncidentsAsync(flows)).Should().ContainSingle();
    }

    private static string Retry(string message) => $"/api/incidents/messages/{message}/retry";

    private static async Task<IReadOnlyList<Value>> IncidentsAsync(Flows flows) => (await flows.Server.GetAsync(flows.Own, "/api/incidents")).Body["items"].Items;

    /// <summary>The message of an instance that two definitions hear: one begins at it, the other does not fit its layers.</summary>
    private static async Task<string> RefusedAsync(Flows flows)
    {
        await flows.UnfitAsync("unfit", "\"type\": \"Elsa.Event\", \"eventName\": \"paid\"");
        await flows.PublishedAsync(Flows.Triggered("listening", "\"type\": \"Elsa.Event\", \"eventName\": \"paid\""));
        await flows.PublishedAsync(Flows.Definition(
            "paying", """{ "id": "start", "canStartWorkflow": true, "type": "Elsa.Event", "eventName": "pay" }, { "id": "tell", "type": "Elsa.PublishEvent", "eventName": "paid" }""",
            "\"start -> tell -> ended\""));
        await flows.Server.DoAsync(flows.Own, "/api/signals", """{ "name": "pay" }""");
        await flows.Server.SettleAsync();
        return (await IncidentsAsync(flows)).Should().ContainSingle().Which["message"].AsText()!;
    }

    private static Task<Value> FitAsync(Flows flows) =>
        flows.Server.DoAsync(flows.Server.Administrator, "/api/packs/retract", """{ "unit": "/", "key": "unfit/overlay/strict/0001", "reason": "太严" }""");
}
