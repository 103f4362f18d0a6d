using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations.Tables;
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

    private readonly PolicyTold told = new(world);

    /// <summary>By procedure: the rounds in which the things of a school come into being.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RoundsAsync(string school)
    {
        var rounds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var procedure in (string[])["whole", "shown", "voted", "spare", "told", "broken"])
            rounds[procedure] = await world.RoundAsync(school, procedure);
        await Do(world.Server.Administrator, $"/api/rounds/{rounds["told"]}/window", """{ "track": "enrolled", "opens": "2026-09-01T00:00:00+08:00", "closes": "2026-10-31T00:00:00+08:00" }""");
        rounds["past"] = await world.RoundAsync(school, "spare", named: "往年", year: 2018);
        rounds["practice"] = await world.RoundAsync(school, "spare", practice: true);
        rounds["done"] = await world.RoundAsync(school, "spare", named: "已办结");
        await Do(world.Server.Administrator, $"/api/rounds/{rounds["done"]}/complete", "{}");
        return rounds;
    }

    /// <summary>The ids by the word that <see cref="Instead"/> knows them by.</summary>
    public async Task<Dictionary<string, string>> OfClassAsync(Place at, IReadOnlyDictionary<string, string> rounds)
    {
        var things = new Dictionary<string, string>(StringComparer.Ordinal);
        await DecidedAsync(at, rounds["whole"], things);
        await NoticesAsync(at, rounds["shown"], things);
        await MeetingsAsync(at, rounds["voted"], things);
        await BesideAsync(at, things);
        await told.OfClassAsync(at, rounds, things);
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
        await Do(administrator, "/api/definitions/draft", Value.Record(("unit", school), ("text", PolicyRules.Whole.Replace("\"whole\"", "\"drafted\"", StringComparison.Ordinal))).ToJson());
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
        things["oversight"] = IdOf(await Do(above, "/api/oversight/samples", $$"""
            { "schools": ["{{school}}"], "schoolYear": "2026", "seed": "{{at.Class}}", "share": 100, "parts": ["record"], "until": "2026-12-31", "purpose": "抽查{{at.Canary}}" }
            """));
        things["answered"] = IdOf(await Do(above, "/api/findings", $$"""{ "school": "{{school}}", "article": "第十六条(四)", "issue": "照片缺失{{at.Canary}}", "due": "2026-12-31", "case": "{{things["decided"]}}" }"""));
        await Do(administrator, $"/api/findings/{things["answered"]}/answer", $$"""{ "text": "已补拍{{at.Canary}}", "evidence": ["{{scan}}"] }""");
        things["accepted"] = IdOf(await Do(administrator, "/api/complaints", $$"""{ "school": "{{school}}", "channel": "telephone", "text": "当众诉苦{{at.Canary}}" }"""));
        await Do(administrator, $"/api/complaints/{things["accepted"]}/accept", """{ "due": "2026-12-31" }""");
        foreach (var name in (string[])["colleague", "other"])
            things[name] = IdOf(await Do(administrator, "/api/principals", $$"""{ "unit": "{{at.Class}}", "name": "{{name}}{{at.Canary}}", "kind": "person", "grants": [ { "role": "counsellor", "unit": "{{at.Class}}" } ] }"""));
        await Do(administrator, "/api/substitutions", $$"""{ "of": "{{things["other"]}}", "substitute": "{{things["colleague"]}}", "from": "2026-09-15", "until": "2026-09-20" }""");
    }

    /// <summary>A later version of what rounds go by, after they were opened.</summary>
    public async Task LaterAsync() => await Do(world.Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List((await PolicyRules.LaterAsync()).Select(Value.Of)))).ToJson());

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

        var batch = things["batch"] = (await Do(office, $"/api/rounds/{own.Ids["whole"]}/exports/plain", "{}"))["batch"].AsText()!;
        await TableAsync(office, $"/api/rounds/{own.Ids["whole"]}/exports/plain/errors?batch={batch}", $"姓名,错误原因\n王{own.Canary}甲,重复{own.Canary}\n");
        things["workbook"] = await WorkbookAsync(teacher, own.Ids["rosters"]);
        return things;
    }

    /// <summary>What came of messages once all was settled: the copy that the office was sent.</summary>
    public async Task<Dictionary<string, string>> OfSettledAsync(Target target)
    {
        using var office = await world.ClientAsync("office", "aid-office", target.School);
        var copies = (await world.Server.GetAsync(office, "/api/copies")).Body["items"].Items;
        return new Dictionary<string, string>(StringComparer.Ordinal) { ["copies"] = copies.Single(c => c["case"].AsText() == target.Ids["held"])["id"].AsText()! };
    }

    /// <summary>A list's table, filled with another level and sent back to be looked at: the preview's token.</summary>
    private async Task<string> WorkbookAsync(HttpClient teacher, string list)
    {
        var address = $"/api/rosters/{list}/workbook";
        var sheet = TableFile.Read(await world.Server.BytesAsync(teacher, address)).Table!.Sheets[0];
        string[][] rows = [.. sheet.Rows.Select(r => Enumerable.Range(0, 8).Select(i => r[i]).ToArray())];
        using var body = new ByteArrayContent(TableWriter.Xlsx("名单", rows[0], rows.Skip(1).Select(r => (string[])[.. r[..6], "特别困难", "洪灾"])));
        body.Headers.ContentType = new("application/octet-stream");
        using var response = await teacher.PostAsync(new Uri(address, UriKind.Relative), body);
        var preview = await Reply.OfAsync(response);
        preview.Body["changes"].Items.Should().ContainSingle(preview.Text);
        return preview.Body["token"].AsText()!;
    }

    /// <summary>Sends a table, and expects that it was taken.</summary>
    internal static async Task TableAsync(HttpClient client, string address, string table)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(table)) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Add("Idempotency-Key", address);
        using var response = await client.SendAsync(request);
        var reply = await Reply.OfAsync(response);
        reply.Status.Should().Be(200, "{0} answered {1}", address, reply.Text);
    }

    private static string IdOf(Value answer) => answer["id"].AsText()!;

    private async Task DecidedAsync(Place at, string round, Dictionary<string, string> things)
    {
        var cases = await at.BeginAsync(world.Server, Do, round, 4);
        await at.ActAsync(world.Server, cases[2], "copy", $$"""{ "role": "aid-office", "unit": "{{world.SchoolOf(at.Class)}}" }""");
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
}
