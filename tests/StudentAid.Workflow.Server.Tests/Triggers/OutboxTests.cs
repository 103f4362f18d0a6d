using System.Net;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using StudentAid.Workflow.Engine.Activities.Http;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Tests.Triggers;

public sealed class OutboxTests
{
    private static readonly string[] Outcomes = ["200", "404", "Done", "Unmatched status code", "Failed to connect", "Timeout"];

    [Fact]
    public async Task A_request_that_cannot_be_delivered_is_sent_again_with_the_same_id_after_growing_pauses_then_is_an_incident_to_retry()
    {
        await using var peer = await Peer.StartAsync();
        await using var flows = await Flows.OpenAsync("--outbox:allow=127.0.0.1");
        peer.Broken = true;
        await StartAsync(flows, peer.Url + "hook");
        for (var attempt = 1; attempt < SendHttpRequest.Attempts; attempt++)
        {
            (await flows.InstancesAsync()).Single().Status.Should().Be("open");
            peer.Deliveries.Should().HaveCount(attempt);
            var due = await flows.Server.Get<IStoreReader>().NextDeadlineAsync(Scope.All);
            due.Should().Be(flows.Server.Time.GetUtcNow() + SendHttpRequest.PauseAfter(attempt));
            flows.Server.Time.MoveTo(due!.Value);
            await flows.Server.SettleAsync();
        }

        peer.Deliveries.Should().HaveCount(SendHttpRequest.Attempts).And.OnlyContain(d => d == peer.Deliveries[0]);
        var broken = (await flows.InstancesAsync()).Single();
        broken.Status.Should().Be("faulted");
        (await flows.Server.GetAsync(flows.Own, "/api/incidents")).Body["items"].Items.Should().ContainSingle();

        peer.Broken = false;
        await flows.Server.DoAsync(flows.Own, $"/api/incidents/{broken.Id}/1/retry", "{}");
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Single().Status.Should().Be("finished");
    }

    [Fact]
    public async Task Requests_to_other_hosts_wait_in_a_loop_of_their_own_and_hold_up_no_message_between_streams()
    {
        await using var peer = await Peer.StartAsync();
        await using var flows = await Flows.OpenAsync("--outbox:allow=127.0.0.1");
        await StartAsync(flows, peer.Url + "hook", settle: false);
        var messages = flows.Server.Get<MessageWorker>();
        while (await messages.RunOnceAsync())
        {
            // until only the request is left
        }

        peer.Paths.Should().BeEmpty();
        (await flows.Server.Get<IStoreReader>().PendingMessagesAsync(Scope.All, flows.Server.Time.GetUtcNow(), 10)).Should().ContainSingle().Which.Message.Name.Should().Be(SendHttpRequest.Topic);
        (await flows.Server.Get<OutboxWorker>().RunOnceAsync()).Should().BeTrue();
        peer.Paths.Should().Equal("/hook");
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Single().Status.Should().Be("finished");
    }

    [Theory]
    [InlineData("hook", "finished")]
    [InlineData("away", "finished")]
    [InlineData("large", "faulted")]
    public async Task An_answer_is_taken_as_it_is_a_redirect_is_not_followed_and_a_large_one_is_an_incident(string path, string status)
    {
        await using var peer = await Peer.StartAsync();
        await using var flows = await Flows.OpenAsync("--outbox:allow=127.0.0.1");
        await StartAsync(flows, peer.Url + path);
        (await flows.InstancesAsync()).Single().Status.Should().Be(status);
        peer.Paths.Should().Equal("/" + path);
    }

    [Theory]
    [InlineData("hook", "200")]
    [InlineData("away", "Unmatched status code")]
    [InlineData("broken", "Failed to connect")]
    public async Task A_request_in_a_flow_goes_on_by_the_outcome_of_its_answer(string path, string outcome)
    {
        await using var peer = await Peer.StartAsync();
        await using var flows = await Flows.OpenAsync("--outbox:allow=127.0.0.1");
        peer.Broken = path == "broken";
        await flows.PublishedAsync(Flows.Definition(
            "asking",
            $$"""{ "id": "start", "canStartWorkflow": true, "type": "Elsa.Event", "eventName": "go" }, { "id": "ask", "type": "Elsa.FlowSendHttpRequest", "url": "{{peer.Url + path}}", "expectedStatusCodes": [200, 404] }, { "id": "wrong", "type": "Elsa.Fault" }""",
            $"\"start -> ask\", {string.Join(", ", Outcomes.Select(o => $$"""{ "from": "ask", "port": "{{o}}", "to": "{{(o == outcome ? "ended" : "wrong")}}" }"""))}"));
        await flows.Server.DoAsync(flows.Own, "/api/signals", """{ "name": "go" }""");
        await flows.Server.SettleAsync();
        while (await flows.Server.Get<IStoreReader>().NextDeadlineAsync(Scope.All) is { } due)
        {
            flows.Server.Time.MoveTo(due);
            await flows.Server.SettleAsync();
        }

        (await flows.InstancesAsync()).Single().Status.Should().Be("finished");
    }

    [Fact]
    public async Task Headers_that_a_definition_gives_are_sent_but_not_those_by_which_the_host_or_the_delivery_is_known()
    {
        await using var peer = await Peer.StartAsync();
        await using var flows = await Flows.OpenAsync("--outbox:allow=127.0.0.1");
        await flows.PublishedAsync(Flows.Definition(
            "asking", $$"""{ "id": "start", "canStartWorkflow": true, "type": "Elsa.Event", "eventName": "go" }, { "id": "ask", "type": "Elsa.SendHttpRequest", "url": "{{peer.Url}}hook", "authorization": "Bearer abc", "requestHeaders": { "X-One": "1", "X-Two": ["2", "3"], "Host": "example.org", "Idempotency-Key": "own" } }""",
            "\"start -> ask -> ended\""));
        await flows.Server.DoAsync(flows.Own, "/api/signals", """{ "name": "go" }""");
        await flows.Server.SettleAsync();
        var sent = peer.Headers.Single();
        sent["Authorization"].ToString().Should().Be("Bearer abc");
        sent["X-One"].ToString().Should().Be("1");
        sent["X-Two"].ToString().Should().Be("2, 3");
        sent["Host"].ToString().Should().StartWith("127.0.0.1");
        sent["Idempotency-Key"].Should().ContainSingle().Which.Should().NotBe("own");
    }

    [Fact]
    public async Task A_host_that_is_not_listed_is_never_asked()
    {
        await using var peer = await Peer.StartAsync();
        await using var flows = await Flows.OpenAsync("--outbox:allow=example.org");
        await StartAsync(flows, peer.Url + "hook");
        (await flows.InstancesAsync()).Single().Status.Should().Be("faulted");
        peer.Paths.Should().BeEmpty();
    }

    private static async Task StartAsync(Flows flows, string url, bool settle = true)
    {
        await flows.PublishedAsync(Flows.Definition(
            "asking", $$"""{ "id": "start", "canStartWorkflow": true, "type": "Elsa.Event", "eventName": "go" }, { "id": "ask", "type": "Elsa.SendHttpRequest", "url": "{{url}}", "method": "POST", "content": { "a": 1 } }""",
            "\"start -> ask -> ended\""));
        await flows.Server.DoAsync(flows.Own, "/api/signals", """{ "name": "go" }""");
        if (settle)
            await flows.Server.SettleAsync();
    }

    /// <summary>Another system: it keeps what it was sent, redirects, answers at length, or breaks the connection.</summary>
    private sealed class Peer(WebApplication app) : IAsyncDisposable
    {
        public bool Broken { get; set; }

        public List<string> Deliveries { get; } = [];

        public List<string> Paths { get; } = [];

        public List<Dictionary<string, StringValues>> Headers { get; } = [];

        public string Url => app.Urls.First() + "/";

        public static async Task<Peer> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            var built = builder.Build();
            built.Urls.Add("http://127.0.0.1:0");
            var peer = new Peer(built);
            built.Run(peer.AnswerAsync);
            await built.StartAsync();
            return peer;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task AnswerAsync(HttpContext context)
        {
            Paths.Add(context.Request.Path);
            Headers.Add(new Dictionary<string, StringValues>(context.Request.Headers, StringComparer.OrdinalIgnoreCase));
            Deliveries.Add(context.Request.Headers["Idempotency-Key"].ToString());
            if (Broken)
            {
                context.Abort();
            }
            else if (context.Request.Path == "/away")
            {
                context.Response.StatusCode = (int)HttpStatusCode.Found;
                context.Response.Headers.Location = "/hook";
            }
            else
            {
                await context.Response.WriteAsync(context.Request.Path == "/large" ? new string('x', 2_000_000) : "ok");
            }
        }
    }
}
