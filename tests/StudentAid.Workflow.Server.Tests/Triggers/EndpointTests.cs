using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Triggers;

public sealed class EndpointTests
{
    private const string Orders = "\"type\": \"Elsa.HttpEndpoint\", \"path\": \"orders/{id}\", \"supportedMethods\": [\"POST\"]";

    private static readonly string Answering = Flows.Definition(
        "orders",
        $$"""
        { "id": "start", "canStartWorkflow": true, {{Orders}} },
        { "id": "answer", "type": "Elsa.WriteHttpResponse", "statusCode": 201, "contentType": "application/json",
          "content": "= { id: input.request.route.id, size: input.request.content.size, by: input.request.query.by }" }
        """,
        "\"start -> answer -> ended\"");

    [Fact]
    public async Task A_request_starts_an_instance_with_its_path_query_and_body_and_gets_what_the_flow_writes()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Answering);
        var reply = await flows.Server.PostAsync(flows.Own, "/workflows/orders/A7?by=web", """{ "size": 3 }""");
        reply.Status.Should().Be(201, reply.Text);
        reply.ContentType.Should().Be("application/json");
        (reply.Body["id"].AsText(), reply.Body["size"].AsNumber(), reply.Body["by"].AsText()).Should().Be(("A7", 3m, "web"));
        reply.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which.Should().Contain("sandbox");
        (await flows.InstancesAsync()).Should().ContainSingle().Which.OrgPath.Should().Be(Flows.College);
    }

    [Fact]
    public async Task The_same_key_starts_one_instance_and_gets_the_same_answer_and_with_another_body_it_is_refused()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Answering);
        var first = await flows.Server.PostAsync(flows.Own, "/workflows/orders/A7", """{ "size": 3 }""", "Idempotency-Key: k1");
        var second = await flows.Server.PostAsync(flows.Own, "/workflows/orders/A7", """{ "size": 3 }""", "Idempotency-Key: k1");
        (second.Status, second.Text).Should().Be((first.Status, first.Text));
        (await flows.Server.PostAsync(flows.Own, "/workflows/orders/A7", """{ "size": 4 }""", "Idempotency-Key: k1")).Code.Should().Be("key-reused");
        (await flows.InstancesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Without_an_answer_in_the_burst_the_instance_is_accepted_and_a_later_request_resumes_it()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Flows.Definition(
            "two-calls",
            $$"""
            { "id": "start", "canStartWorkflow": true, {{Orders}} },
            { "id": "again", "type": "Elsa.HttpEndpoint", "path": "confirm", "supportedMethods": ["POST"] },
            { "id": "answer", "type": "Elsa.WriteHttpResponse", "content": "done" }
            """,
            "\"start -> again -> answer -> ended\""));
        var begun = await flows.Server.PostAsync(flows.Own, "/workflows/orders/1", "{}");
        begun.Status.Should().Be(202);
        var instance = begun.Body["instances"].Items.Single().AsText()!;
        (await flows.Server.GetAsync(flows.Foreign, $"/api/cases/{instance}")).Status.Should().Be(404);
        (await flows.Server.PostAsync(flows.Foreign, "/workflows/confirm", "{}")).Code.Should().Be("endpoint-unknown");
        var answered = await flows.Server.PostAsync(flows.Own, "/workflows/confirm", "{}");
        (answered.Status, answered.Text).Should().Be((200, "done"));
    }

    [Fact]
    public async Task A_school_s_endpoint_does_not_exist_for_another_school_and_a_provincial_one_serves_each_at_its_own_place()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Answering);
        (await flows.Server.PostAsync(flows.Foreign, "/workflows/orders/1", "{}")).Code.Should().Be("endpoint-unknown");
        await flows.PublishedAsync(Flows.Triggered("shared", "\"type\": \"Elsa.HttpEndpoint\", \"path\": \"shared\", \"supportedMethods\": [\"POST\"]"), "/");
        (await flows.Server.PostAsync(flows.Foreign, "/workflows/shared", "{}")).Status.Should().Be(202);
        (await flows.InstancesAsync("/other/")).Should().ContainSingle();
        (await flows.InstancesAsync(Flows.College)).Should().BeEmpty();
    }

    [Fact]
    public async Task Another_method_or_path_is_nobody_s_and_a_path_that_is_taken_is_refused_at_publishing()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Answering);
        (await flows.Server.GetAsync(flows.Own, "/workflows/orders/1")).Code.Should().Be("endpoint-unknown");
        (await flows.Server.PostAsync(flows.Own, "/workflows/orders/1/lines", "{}")).Code.Should().Be("endpoint-unknown");
        (await flows.PublishAsync(Flows.Triggered("other", Orders.Replace("{id}", "new", StringComparison.Ordinal)))).Code.Should().Be("trigger-path-taken");
        (await flows.Server.PostAsync(flows.Server.ClientOf(null), "/workflows/orders/1", "{}")).Status.Should().Be(401);
    }
}
