using System.Text.Json;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

public sealed class LayersApiTests : IAsyncLifetime
{
    private RunningServer server = null!;

    public async Task InitializeAsync() => server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_layer_is_checked_published_listed_in_words_and_seen_in_what_a_unit_goes_by()
    {
        await server.DoAsync(server.Administrator, "/api/definitions", Publish("""
            { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "article": "办法 第一条", "root": { "type": "Elsa.Flowchart", "activities": [
              { "id": "ask", "type": "Elsa.RunTask", "taskName": "ask" },
              { "id": "publicity", "type": "StudentAid.Publicity", "title": "结果公示", "article": "第四条", "scope": "school", "days": 5 },
              { "id": "over", "type": "Elsa.Complete", "outcomes": ["Over"] } ],
              "connections": [ "ask -> publicity.Passed -> over", "publicity.Upheld => ask" ] } }
            """));

        var checkedFirst = await server.PostAsync(server.Administrator, "/api/layers/check", Publish(Days(3)));
        checkedFirst.Body["items"].Items.Should().ContainSingle(r => r["unit"].AsText() == "/530000/" && r["fits"].AsBool() == false)
            .Which["findings"].Items[0]["sentence"]["zh-CN"].AsText().Should().Contain("办法 第四条");
        var refused = await server.PostAsync(server.Administrator, "/api/packs", Publish(Days(3)));
        refused.Status.Should().Be(422);
        refused.Code.Should().Be("layer-loosens");
        await server.DoAsync(server.Administrator, "/api/packs", Publish(Days(7)));

        var layers = await server.GetAsync(server.Administrator, "/api/layers");
        layers.Body["items"].Items.Should().ContainSingle().Which["changes"].Items[0]["sentence"]["zh-CN"].AsText().Should().Be("把环节“publicity”的“days”改为 7");
        var effective = (await server.GetAsync(server.Administrator, "/api/definitions/small/effective?unit=/530000/college/&day=2026-09-01")).Body;
        effective["fits"].AsBool().Should().BeTrue();
        effective["origins"].Items.Single(o => o["key"].AsText() == "publicity.days")["unit"].AsText().Should().Be("530000");
        effective["text"].AsText().Should().Contain("\"days\": 7");
        (await server.GetAsync(server.Administrator, "/api/definitions/small/effective?unit=/&day=2026-09-01")).Body["text"].AsText().Should().Contain("\"days\": 5");
        (await server.GetAsync(server.Administrator, "/api/definitions/none/effective?unit=/")).Status.Should().Be(404);

        var without = await server.PostAsync(server.Administrator, "/api/layers/check", """{ "unit": "/", "retract": "-/definition/small/0001" }""");
        without.Body["items"].Items.Should().NotBeEmpty().And.OnlyContain(r => r["fits"].AsBool() == false && r["findings"].Items[0]["code"].AsText() == "effective-definition-unknown");
        (await server.PostAsync(server.Administrator, "/api/layers/check", """{ "unit": "/", "retract": "-/definition/small/0009" }""")).Code.Should().Be("document-unknown");
    }

    [Fact]
    public async Task A_layer_holds_from_the_first_moment_of_its_day_where_the_unit_is()
    {
        await server.DoAsync(server.Administrator, "/api/definitions", Publish("""
            { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "article": "办法 第一条", "root": { "type": "Elsa.Flowchart", "activities": [
              { "id": "ask", "type": "Elsa.RunTask", "taskName": "ask" },
              { "id": "publicity", "type": "StudentAid.Publicity", "title": "结果公示", "article": "第四条", "scope": "school", "days": 5 },
              { "id": "over", "type": "Elsa.Complete", "outcomes": ["Over"] } ], "connections": [ "ask -> publicity.Passed -> over", "publicity.Upheld => ask" ] } }
            """));
        await server.DoAsync(server.Administrator, "/api/packs", Publish(Days(7).Replace("2020-01-01", "2026-09-16", StringComparison.Ordinal)));
        await server.DoAsync(server.Administrator, "/api/packs", Publish(await File.ReadAllTextAsync(Repository.PathOf("workflows/calendars/cn-workdays.json"))));
        async Task<string> Text() => (await server.GetAsync(server.Administrator, "/api/definitions/small/effective?unit=/530000/college/")).Body["text"].AsText()!;

        server.Time.MoveTo(new DateTimeOffset(2026, 9, 15, 15, 59, 0, TimeSpan.Zero));
        (await Text()).Should().Contain("\"days\": 5");
        server.Time.MoveTo(new DateTimeOffset(2026, 9, 15, 16, 0, 0, TimeSpan.Zero));
        (await Text()).Should().Contain("\"days\": 7");
    }

    [Fact]
    public async Task An_overlay_that_is_being_written_shows_what_it_would_come_to_and_nothing_is_kept()
    {
        await server.DoAsync(server.Administrator, "/api/definitions", Publish("""
            { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "article": "办法 第一条", "root": { "type": "Elsa.Flowchart", "activities": [
              { "id": "ask", "type": "Elsa.RunTask", "taskName": "ask" },
              { "id": "publicity", "type": "StudentAid.Publicity", "title": "结果公示", "article": "第四条", "scope": "school", "days": 5 },
              { "id": "over", "type": "Elsa.Complete", "outcomes": ["Over"] } ], "connections": [ "ask -> publicity.Passed -> over", "publicity.Upheld => ask" ] } }
            """));
        async Task<Value> Preview(string text) =>
            (await server.PostAsync(server.Administrator, "/api/layers/preview", JsonSerializer.Serialize(new { unit = "/530000/", procedure = "small", text }))).Body;

        var good = await Preview(Days(7));
        good["findings"].Items.Should().BeEmpty();
        good["changes"].Items.Should().ContainSingle();
        good["effective"]["text"].AsText().Should().Contain("\"days\": 7");
        good["effective"]["origins"].Items.Single(o => o["key"].AsText() == "publicity.days")["unit"].AsText().Should().Be("530000");
        var loose = await Preview(Days(3));
        loose["effective"]["fits"].AsBool().Should().BeFalse();
        loose["effective"]["findings"].Items.Should().Contain(f => f["code"].AsText() == "layer-loosens" && f["place"]["line"].AsNumber() > 0);
        var broken = await Preview(Days(3).Replace("\"set\"", "\"sett\"", StringComparison.Ordinal));
        broken["effective"].Should().Be(Value.Null);
        broken["findings"].Items.Should().ContainSingle(f => f["severity"].AsText() == "error");
        (await server.GetAsync(server.Administrator, "/api/layers")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task An_editor_is_told_the_activity_types_and_the_schemas_and_a_version_keeps_its_reason()
    {
        var types = (await server.GetAsync(server.Administrator, "/api/activities")).Body["items"].Items;
        types.Single(t => t["type"].AsText() == "StudentAid.Publicity")["options"].Items.Should().Contain(o => o["name"].AsText() == "days" && o["kind"].AsText() == "integer");
        (await server.GetAsync(server.Administrator, "/api/schemas/overlay.schema.json")).Body["properties"]["changes"].Should().NotBe(Value.Null);
        (await server.GetAsync(server.Administrator, "/api/schemas/none.schema.json")).Status.Should().Be(404);
        var text = """
            { "$schema": "workflow-definition.schema.json", "definitionId": "tiny", "name": "小流程", "article": "办法 第一条", "root": { "type": "Elsa.Flowchart", "activities": [
              { "id": "ask", "type": "Elsa.RunTask", "taskName": "ask" }, { "id": "over", "type": "Elsa.Complete" } ], "connections": [ "ask -> over" ] } }
            """;
        await server.DoAsync(server.Administrator, "/api/definitions", JsonSerializer.Serialize(new { unit = "/", texts = new[] { text }, reason = "按新办法调整" }));
        (await server.GetAsync(server.Administrator, "/api/definitions?id=tiny")).Body["items"].Items.Should().ContainSingle().Which["reason"].AsText().Should().Be("按新办法调整");
    }

    private static string Publish(string text) => JsonSerializer.Serialize(new { unit = "/", texts = new[] { text } });

    private static string Days(int days) => $$"""
        { "kind": "overlay", "id": "longer", "unit": "530000", "procedure": "small", "article": "本省办法 第二条", "from": "2020-01-01", "name": "公示",
          "changes": [ { "do": "set", "activity": "publicity", "option": "days", "value": {{days}} } ] }
        """;
}
