using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>The lists that wait for somebody, where there are more than are read.</summary>
public sealed class OwnListsTests
{
    private const string ByClass = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "office", "type": "StudentAid.Approval", "title": "批准", "role": "aid-office", "scope": "class", "act": "approve", "roster": true, "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> office.Approved -> determined", "office.Returned => suggest", "office.NotDetermined -> refused" ] } }
        """;

    private const int Classes = 52;

    [Fact]
    public async Task Of_more_than_fifty_lists_fifty_are_shown_none_is_shown_twice_and_each_that_is_decided_makes_room_for_another()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server, ByClass);
        var units = Enumerable.Range(1, Classes).Select(n => (Value)Value.Record(("path", $"{School.Path}g{n}/"), ("kind", "class"), ("name", $"园艺{n}班")));
        await server.DoAsync(server.Administrator, "/api/org-units", Value.Record(("unit", "/"), ("units", Value.List(units))).ToJson());
        await school.ImportAsync("姓名,学号,班级\n" + string.Concat(Enumerable.Range(1, Classes).Select(n => $"甲{(char)('一' + n)},N{n},园艺{n}班\n")), Classes);
        foreach (var person in (await server.PeopleAsync(School.Path)).Where(p => p.Place != School.Class))
        {
            await server.DoAsync(school.Office, "/api/cases", $$"""{ "round": "{{school.Round}}", "person": "{{person.Id}}", "track": "enrolled" }""");
            await server.DoAsync(school.Office, "/api/rosters", $$"""{ "round": "{{school.Round}}", "activity": "office", "unit": "{{person.Place}}", "reason": "逐班办理" }""");
        }

        async Task<List<string>> MineAsync() => [.. (await server.GetAsync(school.Office, "/api/rosters/mine")).Body["items"].Items.Select(i => i["id"].AsText()!)];
        var shown = await MineAsync();
        shown.Should().HaveCount(50).And.OnlyHaveUniqueItems();
        var all = (await server.PagesAsync(school.Office, $"/api/rosters?round={school.Round}&size=20")).SelectMany(p => p["items"].Items).Select(i => i["id"].AsText()!).ToList();
        all.Should().HaveCount(Classes).And.Contain(shown);

        foreach (var list in shown.Take(3))
        {
            var reply = await server.GetAsync(school.Office, $"/api/rosters/{list}");
            await server.DoAsync(
                school.Office, $"/api/rosters/{list}/decide", $$"""{ "entries": [ { "case": "{{reply.Body["entries"].Items.Single()["case"].AsText()}}", "verdict": "agree", "level": "low" } ] }""", $"If-Match: {reply.Etag}");
        }

        (await MineAsync()).Should().BeEquivalentTo(all.Except(shown.Take(3)));
    }
}
