using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Samples;

/// <summary>A round whose lists lie inside a definition that is used as an activity, over HTTP.</summary>
public sealed class ListsInsideTests
{
    private const string Chain = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "two-looks", "name": { "zh-CN": "两级审核", "en": "Two looks" }, "usableAsActivity": true, "outcomes": ["Approved", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "check", "type": "StudentAid.Approval", "title": { "zh-CN": "初审", "en": "First look" }, "role": "aid-office", "scope": "school", "act": "review", "roster": true, "scale": "levels", "freeze": "deadline", "freezeDay": 10 },
            { "id": "office", "type": "StudentAid.Approval", "title": { "zh-CN": "批准", "en": "Approval" }, "role": "aid-office", "scope": "school", "act": "approve", "roster": true, "scale": "levels" },
            { "id": "approved", "type": "Elsa.Complete", "outcomes": ["Approved"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "connections": [ "check.Reviewed -> office.Approved -> approved", "check.Returned -> refused", "office.Returned => check", "office.NotDetermined -> refused" ] } }
        """;

    private const string User = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "chain", "type": "two-looks", "title": "逐级认定" },
            { "id": "publicity", "type": "StudentAid.Publicity", "title": "结果公示", "scope": "school", "days": 5, "roster": true },
            { "id": "archive", "type": "StudentAid.Archive" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> chain.Approved -> publicity.Passed -> archive -> determined", "publicity.Upheld => chain/office", "chain.NotDetermined -> refused" ] } }
        """;

    [Fact]
    public async Task A_whole_round_runs_by_the_lists_inside_and_changes_its_definition_on_the_way()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server, Chain, User);
        await school.VerifyAllAsync();

        // Frozen by itself, for the first look has a deadline that is over.
        await server.SettleAsync();
        var first = await TheListAsync(server, school, "chain/check");
        var shown = await server.GetAsync(school.Office, $"/api/rosters/{first}");
        shown.Body["entries"].Items.Should().HaveCount(3);
        shown.Body["duties"]["mayDecide"].AsBool().Should().BeTrue();
        (await server.GetAsync(school.Office, $"/api/rounds/{school.Round}")).Body["gates"].Items.Select(g => g["activity"].AsText()).Should().Equal("chain/check", "chain/office", "publicity");
        (await PageAsync(server, school.Office, $"/ui/rosters/{first}")).Should().Contain("初审");

        await DecideAsync(server, school, first);
        (await StandAsync(server, school)).Should().Equal("chain/office");
        await server.DoAsync(school.Office, $"/api/rosters/{first}/take-back", """{ "reason": "登记有误" }""");
        await server.SettleAsync();
        (await StandAsync(server, school)).Should().Equal("chain/check");
        (await server.GetAsync(school.Office, $"/api/rosters/{first}")).Body["takenBack"].AsBool().Should().BeTrue();
        (await server.GetAsync(school.Office, $"/api/rosters?round={school.Round}")).Body["items"].Items.Single(r => r["id"].AsText() == first.ToString())["takenBack"].AsBool().Should().BeTrue("nothing of it went on");
        await DecideAsync(server, school, await school.FreezeAsync("chain/check"));

        await RepinAsync(server, school);
        (await StandAsync(server, school)).Should().Equal("chain/centre");

        await DecideAsync(server, school, await school.FreezeAsync("chain/centre"));
        var notice = await school.FreezeAsync("publicity");
        await server.DoAsync(school.Office, $"/api/publicities/{notice}/post", """{ "where": ["open"] }""");
        server.Time.MoveTo(server.Time.GetUtcNow().AddDays(9));
        await server.SettleAsync();
        foreach (var @case in school.Cases)
            (await server.GetAsync(school.Office, $"/api/cases/{@case}")).Body["status"].AsText().Should().Be("finished");
    }

    /// <summary>The chain calls its last look otherwise: the round takes it, and who waits there waits on under the new name.</summary>
    private static async Task RepinAsync(RunningServer server, School school)
    {
        var renamed = Chain.Replace("\"office", "\"centre", StringComparison.Ordinal).Replace("-> office.", "-> centre.", StringComparison.Ordinal);
        var user = User.Replace("chain/office", "chain/centre", StringComparison.Ordinal);
        await server.DoAsync(server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(renamed, user))).ToJson());
        var forgotten = await server.PostAsync(school.Office, $"/api/rounds/{school.Round}/repin", """{ "reason": "机构更名" }""");
        forgotten.Status.Should().Be(422, forgotten.Text);
        forgotten.Text.Should().Contain("chain/office");
        await server.DoAsync(school.Office, $"/api/rounds/{school.Round}/repin", """{ "reason": "机构更名", "mapping": [ { "from": "chain/office", "to": "chain/centre" } ] }""");
        await server.SettleAsync();
    }

    private static async Task<Id> TheListAsync(RunningServer server, School school, string activity)
    {
        var lists = (await server.GetAsync(school.Office, $"/api/rosters?round={school.Round}")).Body["items"].Items;
        return Id.Parse(lists.Single(l => l["activity"].AsText() == activity)["id"].AsText()!);
    }

    private static async Task DecideAsync(RunningServer server, School school, Id list)
    {
        var shown = await server.GetAsync(school.Office, $"/api/rosters/{list}");
        var verdicts = string.Join(',', school.Cases.Select(c => $$"""{ "case": "{{c}}", "verdict": "agree", "level": "low" }"""));
        await server.DoAsync(school.Office, $"/api/rosters/{list}/decide", $$"""{ "entries": [{{verdicts}}] }""", $"If-Match: {shown.Etag}");
        await server.SettleAsync();
    }

    private static async Task<IEnumerable<string?>> StandAsync(RunningServer server, School school)
    {
        var places = new List<string?>();
        foreach (var @case in school.Cases)
            places.AddRange((await server.GetAsync(school.Office, $"/api/cases/{@case}")).Body["waits"].Items.Select(w => w["activity"].AsText()));
        return places.Distinct(StringComparer.Ordinal);
    }

    private static async Task<string> PageAsync(RunningServer server, HttpClient client, string path) => (await server.GetAsync(client, path)).Text;
}
