using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests;

/// <summary>
/// A college with one class of three students, brought into being over HTTP: a verification by the class teacher, the college's endorsement by list,
/// five working days of publicity.
/// </summary>
public sealed class School(RunningServer server)
{
    public const string Path = "/college/";
    public const string Class = "/college/c1/";

    /// <summary>The procedure that it goes by where none is given.</summary>
    public const string Definition = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "office", "type": "StudentAid.Approval", "title": "批准", "role": "aid-office", "scope": "school", "act": "approve", "roster": true, "scale": "levels" },
            { "id": "publicity", "type": "StudentAid.Publicity", "title": "结果公示", "scope": "school", "days": 5, "roster": true },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> office.Approved -> publicity.Passed -> determined", "office.Returned => verify", "publicity.Upheld => office", "office.NotDetermined -> refused" ] } }
        """;

    public const string Scale = """
        { "kind": "scale", "id": "levels", "article": "t", "from": "2018-01-01", "name": "等级",
          "levels": [ { "id": "high", "name": "特别困难" }, { "id": "low", "name": "一般困难" } ],
          "notDetermined": { "id": "none", "name": "不予认定", "reasons": [ { "id": "other", "name": "其他", "article": "t" } ] } }
        """;

    private const string Register = "姓名,学号,班级\n周雨禾,S1,农艺2401\n李向南,S2,农艺2401\n王·思远,S3,农艺2401\n";

    public Id Round { get; private set; }

    public HttpClient Office { get; private set; } = null!;

    public HttpClient Teacher { get; private set; } = null!;

    /// <summary>A principal of another school.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    private const string OpenAndBoard = "\"open\", \"board\"";

    public IReadOnlyList<Id> People { get; private set; } = [];

    public IReadOnlyList<Id> Cases { get; private set; } = [];

    /// <param name="definitions">What it goes by instead of the flow above; one of them is <c>small</c>.</param>
    public static async Task<School> OpenAsync(RunningServer server, params string[] definitions)
    {
        var school = new School(server);
        await school.SetUpAsync(definitions.Length == 0 ? [Definition] : definitions);
        await school.ImportAsync(Register, 3);
        await school.OpenRoundAsync();
        return school;
    }

    /// <summary>The class teacher verifies every case, so that all wait for the office's list.</summary>
    public async Task VerifyAllAsync()
    {
        for (var student = 0; student < Cases.Count; student++)
            await ActAsync(Teacher, student, "record", Verification);
    }

    /// <summary>The one task that the client is offered at a student's case.</summary>
    public async Task<Value> OfferedAsync(HttpClient client, int student) => (await server.GetAsync(client, $"/api/cases/{Cases[student]}/actions")).Body["items"].Items.Single();

    /// <summary>Completes a task as it was shown when it was offered.</summary>
    public Task<Reply> SendAsync(HttpClient client, Value offered, string verb, string input, params string[] headers) =>
        server.PostAsync(client, $"/api/tasks/{offered["task"].AsText()}/{verb}", input, [$"If-Match: {offered["etag"].AsText()}", .. headers]);

    /// <summary>The client does what he is offered at a student's case.</summary>
    public async Task<Value> ActAsync(HttpClient client, int student, string verb, string input)
    {
        var reply = await SendAsync(client, await OfferedAsync(client, student), verb, input);
        reply.Status.Should().Be(200, "{0} answered {1}", verb, reply.Text);
        return reply.Body;
    }

    /// <summary>Somebody else who holds the office's role, or another, at the school or another unit.</summary>
    public Task<HttpClient> ColleagueAsync(string name, string role = "aid-office", string unit = Path) => server.ClientAsync(role, unit, name);

    /// <summary>The student himself.</summary>
    public Task<HttpClient> FamilyAsync(int student) => server.FamilyAsync(People[student]);

    public string Verification => $$"""{ "method": "home-visit", "date": "2026-09-10", "persons": ["{{People[0]}}"], "finding": "属实", "finish": true }""";

    public async Task<Id> FreezeAsync(string activity) =>
        Id.Parse((await server.DoAsync(Office, "/api/rosters", $$"""{ "round": "{{Round}}", "activity": "{{activity}}", "unit": "{{Path}}", "reason": "其余不等" }"""))["id"].AsText()!);

    /// <summary>Freezes and decides the office's list, and lets the publicity be posted on the web.</summary>
    public async Task<Id> PublishAsync(string where = OpenAndBoard)
    {
        await VerifyAllAsync();
        await DecideAsync(await FreezeAsync("office"), Cases);
        return await PostAsync(where);
    }

    /// <summary>The office agrees to these of its list.</summary>
    public async Task DecideAsync(Id list, IEnumerable<Id> cases)
    {
        var shown = await server.GetAsync(Office, $"/api/rosters/{list}");
        var verdicts = string.Join(',', cases.Select(c => $$"""{ "case": "{{c}}", "verdict": "agree", "level": "low" }"""));
        await server.DoAsync(Office, $"/api/rosters/{list}/decide", $$"""{ "entries": [{{verdicts}}] }""", $"If-Match: {shown.Etag}");
        await server.SettleAsync();
    }

    /// <summary>Makes a notice of who waits for it, and posts it on the web and a board, or elsewhere.</summary>
    public async Task<Id> PostAsync(string where = OpenAndBoard)
    {
        var notice = await FreezeAsync("publicity");
        await server.DoAsync(Office, $"/api/publicities/{notice}/post", $$"""{ "where": [{{where}}] }""");
        return notice;
    }

    private async Task SetUpAsync(string[] definitions)
    {
        var admin = server.Administrator;
        await server.DoAsync(admin, "/api/org-units", $$"""
            { "unit": "/", "units": [ { "path": "/", "kind": "root", "name": "全部" }, { "path": "{{Path}}", "kind": "school", "name": "示例学院" }, { "path": "/other/", "kind": "school", "name": "别校" },
              { "path": "{{Class}}", "kind": "class", "name": "农艺2401" } ] }
            """);
        var calendar = await File.ReadAllTextAsync(Repository.PathOf("workflows/calendars/cn-workdays.json"));
        var columns = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/imports/students.json"));
        await server.DoAsync(admin, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List([calendar, columns, Scale, .. definitions]))).ToJson());
        Office = await server.ClientAsync("aid-office", Path, "资助中心");
        Teacher = await server.ClientAsync("class-teacher", Class, "班主任");
        Stranger = await server.ClientAsync("aid-office", "/other/", "别校");
    }

    /// <summary>A register as the school sends it, of so many people who are new.</summary>
    public async Task ImportAsync(string csv, int expected)
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(csv)]);
        using var response = await server.Administrator.PostAsync(new Uri($"/api/people/import?school={Path}", UriKind.Relative), content);
        var preview = await Reply.OfAsync(response);
        preview.Body["new"].AsNumber().Should().Be(expected, preview.Text);
        await server.DoAsync(server.Administrator, $"/api/people/import/{preview.Body["token"].AsText()}/apply", "{}");
        People = [.. (await server.PeopleAsync(Class)).Select(p => p.Id)];
    }

    private async Task OpenRoundAsync()
    {
        var round = await server.DoAsync(Office, "/api/rounds", $$"""
            { "school": "{{Path}}", "procedure": "small", "schoolYear": "2026", "name": "在校生", "termStart": "2026-09-01", "referenceDay": "2026-09-01", "tracks": ["enrolled"] }
            """);
        Round = Id.Parse(round["id"].AsText()!);
        await server.DoAsync(Office, $"/api/rounds/{Round}/announce", """{ "track": "enrolled", "day": "2026-09-01", "channels": ["board"], "textHash": "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "evidence": ["1a2b3c4d5e6f70819293a4b5c6d7e8f9"] }""");
        var cases = new List<Id>();
        foreach (var person in People)
        {
            var begun = await server.DoAsync(Teacher, "/api/cases", $$"""{ "round": "{{Round}}", "person": "{{person}}", "track": "enrolled" }""");
            cases.Add(Id.Parse(begun["id"].AsText()!));
        }

        Cases = cases;
    }
}
