using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Triggers;

/// <summary>A server with two schools, each with a machine of its own, to which definitions are published that begin by themselves.</summary>
internal sealed class Flows(RunningServer server) : IAsyncDisposable
{
    public const string College = "/college/";

    public RunningServer Server => server;

    public HttpClient Own { get; private set; } = null!;

    public HttpClient Foreign { get; private set; } = null!;

    public static async Task<Flows> OpenAsync(params string[] settings)
    {
        var flows = new Flows(await RunningServer.StartAsync(settings));
        await flows.Server.DoAsync(flows.Server.Administrator, "/api/org-units", """
            { "unit": "/", "units": [ { "path": "/", "kind": "root", "name": "全部" }, { "path": "/college/", "kind": "school", "name": "示例学院" }, { "path": "/other/", "kind": "school", "name": "别校" } ] }
            """);
        flows.Own = await flows.Server.ClientAsync("aid-office", College, "本校系统");
        flows.Foreign = await flows.Server.ClientAsync("aid-office", "/other/", "别校系统");
        return flows;
    }

    /// <summary>A strict definition whose flowchart is these activities and connections.</summary>
    public static string Definition(string id, string activities, string connections) => $$"""
        { "$schema": "workflow-definition.schema.json", "definitionId": "{{id}}", "name": "{{id}}", "outcomes": ["Ended"], "inputs": [ { "name": "request", "type": "Object" } ],
          "root": { "type": "Elsa.Flowchart", "activities": [ {{activities}}, { "id": "ended", "type": "Elsa.Complete", "outcomes": ["Ended"] } ], "connections": [ {{connections}} ] } }
        """;

    public static string Triggered(string id, string trigger) =>
        Definition(id, $$"""{ "id": "start", "canStartWorkflow": true, {{trigger}} }""", "\"start -> ended\"");

    public async Task<Reply> PublishAsync(string text, string unit = College) =>
        await server.PostAsync(server.Administrator, "/api/definitions", Value.Record(("unit", unit), ("texts", Value.List(text))).ToJson());

    /// <summary>Publishes a definition that begins so, and after it a layer above that requires an activity which it has not.</summary>
    public async Task UnfitAsync(string id, string trigger)
    {
        await PublishedAsync(Triggered(id, trigger));
        await PublishedAsync(Definition(id, """{ "id": "tell", "type": "Elsa.PublishEvent", "eventName": "told" }""", "\"tell -> ended\""), "/");
        var layer = $$"""
            { "kind": "overlay", "id": "strict", "procedure": "{{id}}", "article": "办法 第二条", "from": "2020-01-01", "name": "必经", "changes": [ { "do": "require", "activity": "tell" } ] }
            """;
        await server.DoAsync(server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(layer))).ToJson());
    }

    public async Task PublishedAsync(string text, string unit = College)
    {
        var reply = await PublishAsync(text, unit);
        reply.Status.Should().Be(200, reply.Text);
    }

    /// <summary>The instances that a reader in this scope sees.</summary>
    public async Task<IReadOnlyList<StreamRow>> InstancesAsync(string unit = "/") =>
        (await server.Get<IStoreReader>().StreamsAsync(Scope.Of(unit), new StreamFilter { Kind = "instance" }, PageRequest.Everything)).Items;

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
