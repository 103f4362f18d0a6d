using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Api.Jobs;
using StudentAid.Workflow.Server.Tests.Accounts;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>
/// What a season leaves behind at each school and class of the world, so that more operations have something to be asked about: a case that was decided and what follows
/// from it, a notice with objections and one that waits to be posted, a meeting with members, drafts, proposals, funds, uploads, jobs.
/// </summary>
internal sealed class PolicyThings(PolicyWorld world)
{
    private const string Paper = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// <summary>Case by case to the end.</summary>
    private const string Whole = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "whole", "name": "逐件流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "class-teacher", "scope": "class", "act": "approve", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> head.Approved -> determined", "head.Returned => verify", "head.NotDetermined -> refused" ] } }
        """;

    /// <summary>A notice with a second instance.</summary>
    private const string Shown = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "shown", "name": "公示流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "class-teacher", "scope": "class", "act": "approve", "scale": "levels" },
            { "id": "publicity", "type": "StudentAid.Publicity", "title": "结果公示", "role": "class-teacher", "scope": "class", "days": 5, "secondRole": "class-teacher", "secondDays": 3, "secondAnswerDays": 3, "roster": true },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> head.Approved -> publicity.Passed -> determined", "head.Returned => verify", "publicity.Upheld => head", "head.NotDetermined -> refused" ] } }
        """;

    /// <summary>A body that meets, votes and scores.</summary>
    private const string Voted = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "voted", "name": "评议流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "group", "type": "StudentAid.CommitteeReview", "title": "民主评议", "body": "review-group", "scope": "class", "act": "propose", "scale": "levels", "sheet": "points", "roster": true },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "class-teacher", "scope": "class", "act": "approve", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> verify -> group.Proposed -> head.Approved -> determined", "group.Returned => verify", "head.Returned => group", "head.NotDetermined -> refused" ] } }
        """;

    /// <summary>Of rounds in which nobody applied.</summary>
    private static readonly string Spare = PolicyWorld.Definition.Replace("\"small\"", "\"spare\"", StringComparison.Ordinal);

    private const string Group = """
        { "kind": "body", "id": "review-group", "article": "t", "from": "2018-01-01", "procedure": "voted", "name": "评议小组", "scopes": ["class"],
          "categories": [ { "id": "class-teacher", "name": "班主任", "minimum": 0 }, { "id": "student-representative", "name": "学生代表", "minimum": 0, "student": true } ],
          "chairOf": ["class-teacher"], "quorum": { "present": { "minimum": "1/3" }, "agree": { "exclusiveMinimum": "1/3" }, "of": "present" }, "duties": { "decide": ["class-teacher"] } }
        """;

    private const string Sheet = """
        { "kind": "review-sheet", "id": "points", "article": "t", "from": "2018-01-01", "procedure": "voted", "name": "评分表", "items": [ { "id": "need", "name": "困难程度", "maximum": 10 } ] }
        """;

    private const string Revoked = """{ "kind": "revocation-rules", "id": "revocation-rules", "article": "t", "from": "2018-01-01", "name": "撤销", "body": "", "role": "finance-office" }""";

    private const string Enrolled = """
        { "kind": "enrolment-rules", "id": "enrolment-rules", "article": "t", "from": "2018-01-01", "name": "学籍异动", "days": 10, "dayUnit": "working-days", "role": "aid-office", "fullTime": ["full-time"],
          "registration": { "windows": [ { "id": "autumn", "name": "秋季学期", "opens": "08-15", "closes": "10-20" } ], "required": [ { "field": "guardianName", "name": "监护人姓名" } ] },
          "changes": [ { "id": "suspension", "name": "休学", "status": "suspended", "effect": "suspend" }, { "id": "withdrawal", "name": "退学", "status": "left", "effect": "stop" } ] }
        """;

    private const string Exported = """
        { "kind": "export-profile", "id": "plain", "article": "t", "from": "2018-01-01", "name": "名册", "purpose": "entry", "sheet": "名册", "columns": [ { "title": "姓名", "source": "person.name", "required": true } ] }
        """;

    /// <summary>The rules of it all, published at the top.</summary>
    public static async Task<IEnumerable<string>> DocumentsAsync() =>
        [Whole, Shown, Voted, Spare, Group, Sheet, Revoked, Enrolled, Exported, await File.ReadAllTextAsync(Repository.PathOf("workflows/national/adjustment-rules.json"))];

    /// <summary>By procedure: the rounds in which the things of a school come into being.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RoundsAsync(string school)
    {
        var rounds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var procedure in (string[])["whole", "shown", "voted", "spare"])
            rounds[procedure] = await world.RoundAsync(school, procedure);
        rounds["practice"] = await world.RoundAsync(school, "spare", practice: true);
        rounds["done"] = await world.RoundAsync(school, "spare", named: "已办结");
        await Do(world.Server.Administrator, $"/api/rounds/{rounds["done"]}/complete", "{}");
        return rounds;
    }

    /// <summary>The ids by the word that <see cref="Target.Instead"/> knows them by.</summary>
    public async Task<Dictionary<string, string>> OfClassAsync(string @class, string canary, HttpClient teacher, IReadOnlyList<string> people, IReadOnlyDictionary<string, string> rounds)
    {
        var things = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = new Place(@class, canary, teacher, people);
        await DecidedAsync(at, rounds["whole"], things);
        await NoticesAsync(at, rounds["shown"], things);
        await MeetingsAsync(at, rounds["voted"], things);
        await BesideAsync(at, things);
        foreach (var round in (string[])["spare", "practice", "done"])
            things[round] = rounds[round];
        return things;
    }

    /// <summary>What a school has once, whatever its classes.</summary>
    public async Task OfSchoolAsync(string school)
    {
        var administrator = world.Server.Administrator;
        var province = $"/{school.Split('/')[1]}/";
        await Do(administrator, "/api/org-units/authority", $$"""{ "school": "{{school}}", "unit": "{{province}}", "name": "主管部门", "role": "authority" }""");
        await Do(administrator, "/api/aid-ledgers", $$"""{ "school": "{{school}}", "schoolYear": "2026", "base": 100000, "share": 0.05, "paper": "{{Paper}}" }""");
        using var above = await world.ClientAsync("above", "authority", "/");
        await Do(above, "/api/quotas", $$"""{ "procedure": "small", "schoolYear": "2026", "unit": "{{school}}", "places": 7, "paper": "{{Paper}}" }""");
        await Do(administrator, "/api/definitions/draft", Value.Record(("unit", school), ("text", Whole.Replace("\"whole\"", "\"drafted\"", StringComparison.Ordinal))).ToJson());
        await Do(administrator, "/api/packs/draft", Value.Record(("unit", school), ("text", School.Scale.Replace("\"id\": \"levels\"", "\"id\": \"drafted\", \"procedure\": \"drafted\"", StringComparison.Ordinal))).ToJson());
    }

    /// <summary>What follows from a decision, and what stands beside the cases.</summary>
    private async Task BesideAsync(Place at, Dictionary<string, string> things)
    {
        var (administrator, school) = (world.Server.Administrator, world.SchoolOf(at.Class));
        var scan = things["scan"] = await world.Server.KeepAsync(school, $"%PDF-1.7 school {at.Canary} %%EOF");
        things["adjustment"] = IdOf(await Do(administrator, "/api/adjustments", $$"""{ "case": "{{things["decided"]}}", "trigger": "school-finds", "text": "家里好转{{at.Canary}}" }"""));
        things["sample"] = IdOf(await Do(administrator, "/api/samples", $$"""{ "round": "{{things["whole"]}}", "seed": "{{at.Class}}", "share": 100, "visitShare": 0 }"""));
        foreach (var (name, about) in ((string, string)[])[("revocation", "decided"), ("recovery", "revoked")])
        {
            things[name] = IdOf(await Do(administrator, "/api/revocations", $$"""{ "case": "{{things[about]}}", "finding": "材料不实{{at.Canary}}", "evidence": ["{{scan}}"], "statementDue": "2026-09-30" }"""));
            await Do(administrator, $"/api/revocations/{things[name]}/hear", $$"""{ "channel": "letter", "text": "愿意退还{{at.Canary}}" }""");
        }

        await Do(administrator, $"/api/revocations/{things["recovery"]}/decide", $$"""
            { "result": "revoked", "body": "领导小组", "meeting": "2026-3", "article": "t", "reasons": "不实{{at.Canary}}", "paper": "{{scan}}", "recoveries": [ { "aid": "grant", "amount": 1000, "due": "2026-10-30" } ] }
            """);
        using var finance = await world.ClientAsync("finance", "finance-office", school);
        await Do(finance, $"/api/revocations/{things["recovery"]}/repay", $$"""{ "recovery": 1, "amount": 400, "receipt": "{{scan}}", "day": "2026-09-14" }""");
        things["reconsideration"] = IdOf(await Do(administrator, "/api/reconsiderations", $$"""{ "case": "{{things["decided"]}}", "channel": "letter", "text": "请复议{{at.Canary}}" }"""));
        things["change"] = IdOf(await Do(
            administrator, "/api/enrolment-changes", $$"""{ "school": "{{school}}", "person": "{{at.People[4]}}", "change": "suspension", "occurredOn": "2026-09-11", "reason": "illness" }"""));
        things["webhook"] = IdOf(await Do(administrator, "/api/webhooks", $$"""{ "unit": "{{school}}", "name": "{{at.Canary}}", "url": "http://127.0.0.1:9/", "topics": ["case.finished"] }"""));
        things["unbound"] = at.People[4];
        using var above = await world.ClientAsync("above", "authority", $"/{school.Split('/')[1]}/");
        things["answered"] = IdOf(await Do(above, "/api/findings", $$"""{ "school": "{{school}}", "article": "第十六条(四)", "issue": "照片缺失{{at.Canary}}", "due": "2026-12-31" }"""));
        await Do(administrator, $"/api/findings/{things["answered"]}/answer", $$"""{ "text": "已补拍{{at.Canary}}", "evidence": ["{{scan}}"] }""");
        things["accepted"] = IdOf(await Do(administrator, "/api/complaints", $$"""{ "school": "{{school}}", "channel": "telephone", "text": "当众诉苦{{at.Canary}}" }"""));
        await Do(administrator, $"/api/complaints/{things["accepted"]}/accept", """{ "due": "2026-12-31" }""");
        foreach (var name in (string[])["colleague", "other"])
            things[name] = IdOf(await Do(administrator, "/api/principals", $$"""{ "unit": "{{at.Class}}", "name": "{{name}}{{at.Canary}}", "kind": "person", "grants": [ { "role": "counsellor", "unit": "{{at.Class}}" } ] }"""));
        await Do(administrator, "/api/substitutions", $$"""{ "of": "{{things["other"]}}", "substitute": "{{things["colleague"]}}", "from": "2026-09-15", "until": "2026-09-20" }""");
    }

    /// <summary>A later version of what rounds go by, after they were opened.</summary>
    public Task LaterAsync() => Do(world.Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(Spare.Replace("结果公示", "结果的公示", StringComparison.Ordinal)))).ToJson());

    /// <summary>What is an actor's own: his jobs, views, uploads, codes and tables, and proposals of another person of his school.</summary>
    public async Task<Dictionary<string, string>> OfActorsAsync(Target own, Func<string, HttpClient> actor, PageClient proposer)
    {
        var things = new Dictionary<string, string>(StringComparer.Ordinal);
        var (office, teacher, administrator) = (actor("aid-office"), actor("class-teacher"), actor("administrator"));
        string Job(string etag) => $$"""{ "work": "tasks", "verb": "record", "input": {}, "tasks": [ { "id": "{{own.Ids["tasks"]}}", "etag": "{{etag}}" } ] }""";
        things["failed"] = IdOf((await world.Server.PostAsync(office, "/api/jobs", Job("99"))).Body);
        while (await world.Server.Get<JobWorker>().RunOnceAsync())
        {
        }

        things["job"] = IdOf((await world.Server.PostAsync(office, "/api/jobs", Job("98"))).Body);
        things["view"] = IdOf(await Do(teacher, "/api/views", $$"""{ "name": "待办", "noun": "tasks", "filter": {}, "unit": "{{own.Class}}" }"""));
        var begun = IdOf(await Do(teacher, "/api/cases", $$"""{ "round": "{{own.Ids["practice"]}}", "person": "{{own.Ids["people"]}}", "track": "enrolled" }"""));
        await new Place(own.Class, own.Canary, teacher, []).ActAsync(
            world.Server, begun, "record", $$"""{ "method": "home-visit", "date": "2026-09-10", "persons": ["{{own.Ids["people"]}}"], "finding": "属实", "finish": true }""");
        things["done-by-him"] = begun;
        things["upload"] = IdOf((await world.Server.PostAsync(office, "/api/uploads", $$"""{ "size": 10, "unit": "{{own.School}}" }""")).Body);
        foreach (var name in (string[])["codes", "slips"])
            things[name] = (await Do(administrator, "/api/accounts/codes", $$"""{ "unit": "{{own.Class}}" }"""))["table"].AsText()!.Split('/')[^1];
        using var table = new ByteArrayContent(Bodies.Table);
        using var preview = await administrator.PostAsync(new Uri($"/api/people/import?school={own.School}", UriKind.Relative), table);
        things["table"] = (await Reply.OfAsync(preview)).Body["token"].AsText()!;
        using var units = new ByteArrayContent(Bodies.Units);
        using var seen = await administrator.PostAsync(new Uri($"/api/org-units/import?kind=units&unit={own.School}", UriKind.Relative), units);
        things["units-table"] = (await Reply.OfAsync(seen)).Body["token"].AsText()!;
        foreach (var (noun, text, key) in ((string, string, string)[])[("packs", PolicyWorld.OwnScale.Replace("特别困难", "特困", StringComparison.Ordinal), "own/scale/own/0002"), ("definitions", PolicyWorld.OwnDefinition.Replace("结果公示", "公示", StringComparison.Ordinal), "-/definition/own/0002")])
        {
            (await proposer.PostAsync($"/api/{noun}", Value.Record(("unit", own.School), ("texts", Value.List(text))).ToJson())).Status.Should().Be(200);
            things[$"proposed-{noun}"] = key;
            things[$"pin-{noun}"] = (await proposer.GetAsync($"/api/{noun}")).Body["items"].Items.Single(d => d["key"].AsText() == key && d["layer"].AsText() == own.School)["pin"].AsText()!;
        }

        things["batch"] = (await Do(office, $"/api/rounds/{own.Ids["whole"]}/exports/plain", "{}"))["batch"].AsText()!;
        return things;
    }

    private static string IdOf(Value answer) => answer["id"].AsText()!;

    private async Task DecidedAsync(Place at, string round, Dictionary<string, string> things)
    {
        var cases = await at.BeginAsync(world.Server, Do, round, 4);
        foreach (var @case in cases.Take(3))
            await at.ActAsync(world.Server, @case, "approve", """{ "level": "low", "opinion": "同意" }""");
        (things["decided"], things["revoked"], things["held"], things["upstream"]) = (cases[0], cases[1], cases[2], cases[3]);
        things["whole"] = round;
        things["bookmark"] = (await at.OfferedAsync(world.Server, cases[3]))["task"].AsText()!.Split('-')[^1];
    }

    private async Task NoticesAsync(Place at, string round, Dictionary<string, string> things)
    {
        var cases = await at.BeginAsync(world.Server, Do, round, 4);
        (things["shown"], things["suspended"], things["cancelled"]) = (cases[0], cases[2], cases[3]);
        await Do(world.Server.Administrator, $"/api/cases/{cases[2]}/suspend", """{ "reason": "inspection" }""");
        await Do(world.Server.Administrator, $"/api/cases/{cases[3]}/cancel", """{ "reason": "left-school" }""");
        foreach (var n in (int[])[0, 1])
        {
            await at.ActAsync(world.Server, cases[n], "approve", """{ "level": "low", "opinion": "同意" }""");
            var notice = await at.FreezeAsync(Do, round, "publicity");
            things[n == 0 ? "posted" : "unposted"] = notice;
            if (n == 0)
                await Do(at.Teacher, $"/api/publicities/{notice}/post", """{ "where": ["open", "board"] }""");
        }

        foreach (var text in (string[])["家里有三套房", "另有收入"])
            await Do(at.Teacher, "/api/objections", $$"""{ "publicity": "{{things["posted"]}}", "case": "{{cases[0]}}", "channel": "paper", "objector": "赵{{at.Canary}}", "text": "{{text}}{{at.Canary}}" }""");
        await Do(at.Teacher, "/api/objections/1/answer", $$"""{ "publicity": "{{things["posted"]}}", "upheld": false, "text": "只有一套{{at.Canary}}" }""");
        things["objection"] = $"{things["posted"]}-1";
    }

    private async Task MeetingsAsync(Place at, string round, Dictionary<string, string> things)
    {
        string Member(string id, string category, bool chair) => $$"""{ "id": "{{id}}", "name": "委员{{at.Canary}}{{id}}", "category": "{{category}}", "chair": {{(chair ? "true" : "false")}} }""";
        await Do(world.Server.Administrator, "/api/committees", $$"""
            { "school": "{{world.SchoolOf(at.Class)}}", "procedure": "voted", "body": "review-group", "unit": "{{at.Class}}", "term": "2026", "published": "2026-09-01",
              "members": [ {{Member("m1", "class-teacher", true)}}, {{Member("m2", "class-teacher", false)}}, {{Member("m3", "student-representative", false)}} ] }
            """);
        var lists = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            things[$"voted-{n}"] = (await at.BeginAsync(world.Server, Do, round, 1, from: n))[0];
            lists.Add(await at.FreezeAsync(Do, round, "group"));
        }

        string Seat(string id, string attendance, string vote) => $$"""{ "member": "{{id}}", "attendance": "{{attendance}}", "substitute": "", "vote": "{{vote}}" }""";
        string Meeting(string last) => $$"""{ "day": "2026-09-14", "mode": "in-person", "seats": [ {{Seat("m1", "present", "agree")}}, {{Seat("m2", "excused", "")}}, {{Seat("m3", "present", last)}} ] }""";
        await Do(at.Teacher, $"/api/rosters/{lists[0]}/meet", Meeting(""));
        await Do(at.Teacher, $"/api/rosters/{lists[2]}/meet", Meeting("agree"));
        foreach (var member in (string[])["m1", "m3"])
            await Do(at.Teacher, $"/api/rosters/{lists[2]}/sheet", $$"""{ "member": "{{member}}", "rows": [ { "case": "{{things["voted-2"]}}", "points": { "need": 5 } } ] }""");
        var shown = await world.Server.GetAsync(at.Teacher, $"/api/rosters/{lists[2]}");
        await Do(at.Teacher, $"/api/rosters/{lists[2]}/decide", $$"""{ "entries": [ { "case": "{{things["voted-2"]}}", "verdict": "agree", "level": "low" } ] }""", $"If-Match: {shown.Etag}");
        (things["met"], things["unmet"], things["told"]) = (lists[0], lists[1], lists[2]);
        using var student = await world.ClientAsync("student", "student-representative", at.Class);
        things["pledge"] = (await world.Server.GetAsync(student, $"/api/rosters/{lists[1]}/pledge")).Body["hash"].AsText()!;
    }

    private async Task<Value> Do(HttpClient client, string path, string json, params string[] headers) => await world.Server.DoAsync(client, path, json, headers);

    private delegate Task<Value> Doing(HttpClient client, string path, string json, params string[] headers);

    /// <summary>A class with its teacher, who does what is done there. Cases begin verified.</summary>
    private sealed record Place(string Class, string Canary, HttpClient Teacher, IReadOnlyList<string> People)
    {
        public async Task<IReadOnlyList<string>> BeginAsync(RunningServer server, Doing post, string round, int count, int from = 0)
        {
            var cases = new List<string>();
            foreach (var person in People.Skip(from).Take(count))
            {
                cases.Add((await post(Teacher, "/api/cases", $$"""{ "round": "{{round}}", "person": "{{person}}", "track": "enrolled" }"""))["id"].AsText()!);
                await ActAsync(server, cases[^1], "record", $$"""{ "method": "home-visit", "date": "2026-09-10", "persons": ["{{person}}"], "finding": "属实{{Canary}}", "finish": true }""");
            }

            return cases;
        }

        public async Task<Value> OfferedAsync(RunningServer server, string @case) => (await server.GetAsync(Teacher, $"/api/cases/{@case}/actions")).Body["items"].Items[0];

        public async Task ActAsync(RunningServer server, string @case, string verb, string input)
        {
            var offered = await OfferedAsync(server, @case);
            await server.DoAsync(Teacher, $"/api/tasks/{offered["task"].AsText()}/{verb}", input, $"If-Match: {offered["etag"].AsText()}");
        }

        public async Task<string> FreezeAsync(Doing post, string round, string activity) =>
            (await post(Teacher, "/api/rosters", $$"""{ "round": "{{round}}", "activity": "{{activity}}", "unit": "{{Class}}", "reason": "其余不等" }"""))["id"].AsText()!;
    }
}
