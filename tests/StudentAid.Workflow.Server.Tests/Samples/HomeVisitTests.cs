using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Cli;

namespace StudentAid.Workflow.Server.Tests.Samples;

/// <summary>The sample's type that waits for a person, loaded by configuration: its verbs come by the public API as those of a built-in one do.</summary>
public sealed class HomeVisitTests : IAsyncLifetime
{
    private const string Flow = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Visited", "NotVisited"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "visit", "type": "Sample.HomeVisit", "title": "入户走访", "role": "class-teacher", "scope": "class" },
            { "id": "visited", "type": "Elsa.Complete", "outcomes": ["Visited"] },
            { "id": "not-visited", "type": "Elsa.Complete", "outcomes": ["NotVisited"] } ],
          "connections": [ "visit.Visited -> visited", "visit.CalledOff -> not-visited" ] } }
        """;

    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "custom-activity");
    private static readonly string Assembly = Path.Combine(Folder, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Sample.Activities.dll");

    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync($"--Activities:Assemblies:0={Assembly}");
        school = await School.OpenAsync(server, Flow);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Its_holder_is_offered_its_verbs_with_labels_consequences_reasons_and_forms()
    {
        var own = (await OfferedAsync(school.Teacher))["actions"].Items.Where(a => a["verb"].AsText() is "arrange" or "record-visit" or "call-off").ToArray();

        own.Select(a => a["verb"].AsText()).Should().Equal("arrange", "record-visit", "call-off");
        own.Select(a => a["label"]["zh-CN"].AsText()).Should().Equal("约定走访", "登记走访情况", "不走访");
        own.Select(a => a["label"]["en"].AsText()).Should().Equal("Arrange the visit", "Record the visit", "Call it off");
        own.Select(a => a["tone"].AsText()).Should().Equal("default", "primary", "danger");
        own.Should().OnlyContain(a => a["consequence"]["zh-CN"].AsText()!.Length > 0);
        own[1]["input"]["required"].Items.Select(r => r.AsText()).Should().Equal("day", "met", "finding");
        own[1]["input"]["properties"]["met"]["labels"].Items.Should().HaveCount(3);
        own[2]["reasons"].Items.Select(r => r["code"].AsText()).Should().Equal("moved-away", "declined", "no-need");
        (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}/actions")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task It_is_arranged_and_recorded_over_http_and_an_older_page_is_refused()
    {
        var first = await OfferedAsync(school.Teacher);
        await DoAsync(first, "arrange", """{ "day": "2026-09-16", "place": "村口小学" }""");
        var stale = await SendAsync(first, "record-visit", """{ "day": "2026-09-16", "met": "guardian", "finding": "与申请内容相符" }""");
        stale.Status.Should().Be(412, stale.Text);

        await DoAsync(await OfferedAsync(school.Teacher), "record-visit", """{ "day": "2026-09-16", "met": "guardian", "finding": "与申请内容相符" }""");

        var seen = (await server.GetAsync(school.Teacher, $"/api/cases/{school.Cases[0]}")).Body;
        seen["status"].AsText().Should().Be("finished");
        seen["outcomes"].Items.Select(o => o.AsText()).Should().Equal("Visited");
        (await server.GetAsync(school.Teacher, $"/api/cases/{school.Cases[0]}/actions")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task What_it_refuses_is_a_sentence_and_its_reason_is_one_of_those_it_describes()
    {
        var task = await OfferedAsync(school.Teacher);

        (await SendAsync(task, "record-visit", """{ "day": "2026-09-16", "met": "guardian", "finding": "x" }""")).Code.Should().Be("visit-not-arranged");
        (await SendAsync(task, "call-off", """{ "reason": "too-far" }""")).Text.Should().Contain("moved-away").And.Contain("too-far");
        (await SendAsync(task, "record", "{}")).Text.Should().Contain("visit-verb-unknown").And.Contain("record-visit");
        await DoAsync(task, "call-off", """{ "reason": "declined" }""");
        (await server.GetAsync(school.Teacher, $"/api/cases/{school.Cases[0]}")).Body["outcomes"].Items.Select(o => o.AsText()).Should().Equal("NotVisited");
    }

    [Fact]
    public async Task What_was_found_stands_in_no_event_in_clear()
    {
        await DoAsync(await OfferedAsync(school.Teacher), "arrange", """{ "day": "2026-09-16", "place": "村口小学" }""");
        await DoAsync(await OfferedAsync(school.Teacher), "record-visit", """{ "day": "2026-09-16", "met": "guardian", "finding": "父亲长期卧床" }""");

        var events = await server.Get<Engine.Streams.IStepStore>().EventsAsync(school.Cases[0]);
        var written = string.Concat(events.Select(e => System.Text.Encoding.UTF8.GetString(e.Data.Span)));
        written.Should().Contain("guardian").And.NotContain("父亲").And.NotContain("村口");
    }

    [Fact]
    public async Task Editors_schema_and_diagram_know_it_like_a_built_in_one()
    {
        var listed = (await server.GetAsync(server.Administrator, "/api/activities")).Body["items"].Items.Single(t => t["type"].AsText() == "Sample.HomeVisit");
        listed["verbs"].Items.Select(v => v["label"]["zh-CN"].AsText()).Should().Equal("约定走访", "登记走访情况", "不走访");
        listed["options"].Items.Select(o => o["name"].AsText()).Should().Equal("role", "scope", "days");

        using var scratch = new Scratch();
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "rules", "home-visits.json"));
        var unconnected = scratch.Write("unconnected.json", text.Replace(", \"visit.Overdue -> not-visited\"", "", StringComparison.Ordinal));
        var misspelt = scratch.Write("misspelt.json", text.Replace("\"role\"", "\"rolle\"", StringComparison.Ordinal));
        (await Called.With("lint", Path.Combine(Folder, "rules", "home-visits.json"), "--activities", Assembly, "--strict")).Lines.Should().BeEmpty();
        (await Called.With("lint", unconnected, "--activities", Assembly, "--lang", "en")).Out.Should().Contain("outcome-not-connected error Expected outcome 'Overdue'");
        (await Called.With("lint", misspelt, "--activities", Assembly, "--lang", "en")).Out.Should().Contain("Did you mean 'role'?");
        (await Called.With("schema", "--activities", Assembly)).Json["$defs"]["Sample.HomeVisit"]["properties"]["days"]["description"].ToJson().Should().Contain("Overdue");
        (await Called.With("diagram", Path.Combine(Folder, "rules", "home-visits.json"), "--activities", Assembly)).Out.Should().Contain("入户走访");
    }

    [Fact]
    public async Task Its_case_file_passes() =>
        (await Called.With("test", Path.Combine(Folder, "visit.case.json"), "--activities", Assembly)).ExitCode.Should().Be(0);

    private async Task<Value> OfferedAsync(HttpClient who)
    {
        var answer = await server.GetAsync(who, $"/api/cases/{school.Cases[0]}/actions");
        answer.Body["items"].Items.Should().ContainSingle(answer.Text);
        return answer.Body["items"].Items[0];
    }

    private Task<Reply> SendAsync(Value task, string verb, string input) =>
        server.PostAsync(school.Teacher, $"/api/tasks/{task["task"].AsText()}/{verb}", input, $"If-Match: {task["etag"].AsText()}");

    private async Task DoAsync(Value task, string verb, string input) => (await SendAsync(task, verb, input)).Status.Should().Be(200);
}
