using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>The right to read a case for a time: who gives it, to whom, what it shows, and that every reading is on record.</summary>
public sealed class ReadGrantTests
{
    [Fact]
    public async Task Who_objects_may_be_let_read_the_result_until_a_day_and_never_what_the_family_told()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var notice = await school.PublishAsync();
        await server.DoAsync(school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[0]}}", "channel": "telephone", "text": "家里有铺面", "objector": "赵不平" }""");
        using var objector = await school.FamilyAsync(2);
        string Input(string parts, string until = "2026-09-30", string to = "objector") => $$"""
            { "case": "{{school.Cases[0]}}", "ground": "objection", "about": "{{notice}}", "number": 1, "to": "{{to}}", "who": "{{school.People[2]}}", "parts": [{{parts}}], "until": "{{until}}", "reason": "异议人申请查阅" }
            """;
        (await server.PostAsync(school.Teacher, "/api/read-grants", Input("\"result\""))).Status.Should().BeOneOf(403, 404);
        (await server.PostAsync(school.Stranger, "/api/read-grants", Input("\"result\""))).Status.Should().Be(404);
        (await server.PostAsync(school.Office, "/api/read-grants", Input("\"result\", \"facts\""))).Code.Should().Be("read-grant-part-not-for-objector");
        (await server.PostAsync(school.Office, "/api/read-grants", Input("\"all\""))).Code.Should().Be("read-grant-part-unknown");
        (await server.PostAsync(school.Office, "/api/read-grants", Input("\"result\"", until: "2020-01-01"))).Code.Should().Be("read-grant-day");
        (await server.PostAsync(school.Office, "/api/read-grants", Input("\"result\"", to: "second-instance"))).Code.Should().Be("read-grant-without-recipient", "this publicity has none");
        (await server.PostAsync(school.Office, "/api/read-grants", Input("\"result\"").Replace("\"number\": 1", "\"number\": 2", StringComparison.Ordinal))).Code.Should().Be("read-grant-without-ground");

        (await server.PostAsync(school.Office, "/api/read-grants", Input("\"result\"").Replace(school.People[2].ToString(), Id.Of("somebody", "else").ToString(), StringComparison.Ordinal))).Code.Should().Be("read-grant-without-recipient");
        await server.DoAsync(school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[0]}}", "channel": "telephone", "text": "没有留名" }""");
        (await server.PostAsync(school.Office, "/api/read-grants", Input("\"result\"").Replace("\"number\": 1", "\"number\": 2", StringComparison.Ordinal))).Code
            .Should().Be("read-grant-without-recipient", "nobody is known to have objected");

        var id = (await server.DoAsync(school.Office, "/api/read-grants", Input("\"result\"")))["id"].AsText();

        var mine = (await server.GetAsync(objector, "/api/read-grants")).Body["items"].Items.Should().ContainSingle().Subject;
        (mine["id"].AsText(), mine["reason"].AsText(), mine["givenBy"].AsText()).Should().Be((id, "", ""));
        (await server.PostAsync(objector, $"/api/read-grants/{id}/read", """{ "purpose": "" }""")).Code.Should().Be("purpose-missing");
        (await server.PostAsync(objector, $"/api/read-grants/{id}/read", """{ "purpose": "objection", "parts": ["facts"] }""")).Code.Should().Be("read-grant-part-unknown");
        (await AccessesAsync(server, school)).Should().BeEmpty();
        var read = await server.DoAsync(objector, $"/api/read-grants/{id}/read", """{ "purpose": "objection" }""");
        read["result"]["stages"].Items.Should().NotBeEmpty();
        (read["record"].IsNull, read["facts"].IsNull, read["files"].IsNull).Should().Be((true, true, true));
        read.ToJson().Should().NotContain("属实").And.NotContain("周雨禾");
        foreach (var other in (HttpClient[])[school.Teacher, school.Office, school.Stranger])
            (await server.PostAsync(other, $"/api/read-grants/{id}/read", """{ "purpose": "objection" }""")).Status.Should().Be(404, "it was given to somebody else");
        var access = (await AccessesAsync(server, school)).Should().ContainSingle().Subject;
        (access["grant"].AsText(), access["purpose"].AsText()).Should().Be((id, "objection"));
        var row = (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}/read-grants")).Body["items"].Items.Should().ContainSingle().Subject;
        (row["to"].AsText(), row["reason"].AsText(), row["givenBy"].AsText(), row["open"].AsBool(), row["acts"].Items.Single().AsText()).Should().Be(("person", "异议人申请查阅", "资助中心", true, "end"));
        row.ToJson().Should().NotContain(school.People[2].ToString(), "who objects is his answerer's to know");
        (await server.GetAsync(school.Stranger, $"/api/cases/{school.Cases[0]}/read-grants")).Status.Should().Be(404);

        server.Time.MoveTo(new DateTimeOffset(2026, 10, 2, 0, 0, 0, TimeSpan.Zero));
        (await server.PostAsync(objector, $"/api/read-grants/{id}/read", """{ "purpose": "objection" }""")).Status.Should().Be(404, "its day has passed");
        (await server.GetAsync(objector, "/api/read-grants")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task A_school_lets_the_authority_of_a_finding_read_the_case_and_takes_it_back()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.PublishAsync();
        await server.DoAsync(server.Administrator, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/hr/", "kind": "authority", "name": "人社局" } ] }""");
        await SuperviseAsync(server, "/hr/");
        using var labour = await school.ColleagueAsync("人社局", "authority", "/hr/");
        var finding = (await server.DoAsync(labour, "/api/findings", $$"""{ "school": "{{School.Path}}", "article": "第十九条", "issue": "材料不全", "due": "2026-12-31", "case": "{{school.Cases[0]}}" }"""))["id"].AsText();
        string Input(int @case) => $$"""
            { "case": "{{school.Cases[@case]}}", "ground": "finding", "about": "{{finding}}", "to": "authority", "parts": ["record", "facts", "files"], "until": "2026-12-01", "reason": "核查检查问题" }
            """;
        (await server.PostAsync(labour, "/api/read-grants", Input(0))).Code.Should().Be("not-yours", "nobody gives himself the right");
        (await server.PostAsync(school.Office, "/api/read-grants", Input(1))).Code.Should().Be("read-grant-without-ground", "the finding is about another case");
        var whole = (await server.DoAsync(labour, "/api/findings", $$"""{ "school": "{{School.Path}}", "article": "第十九条", "issue": "公示晚贴一天", "due": "2026-12-31" }"""))["id"].AsText();
        string OfWhole(string parts) => Input(1).Replace(finding!, whole, StringComparison.Ordinal).Replace("\"record\", \"facts\", \"files\"", parts, StringComparison.Ordinal);
        (await server.PostAsync(school.Office, "/api/read-grants", OfWhole("\"files\""))).Code.Should().Be("read-grant-without-ground", "a finding about no case opens no family's papers");
        (await server.PostAsync(school.Office, "/api/read-grants", OfWhole("\"record\""))).Status.Should().Be(200);
        var id = (await server.DoAsync(school.Office, "/api/read-grants", Input(0)))["id"].AsText();

        var read = await server.DoAsync(labour, $"/api/read-grants/{id}/read", """{ "purpose": "核查检查问题" }""");
        read["record"]["checks"].Items.Single()["finding"].AsText().Should().Be("属实");
        read["facts"].Items.Select(f => f["field"].AsText()).Should().Contain("person.name").And.NotContain("person.idNumber");
        read["result"].IsNull.Should().BeTrue();
        (await server.PostAsync(labour, $"/api/read-grants/{id}/file", """{ "hash": "0123456789abcdef", "purpose": "inspection" }""")).Status.Should().Be(404, "the case names no such file");
        (await server.PostAsync(labour, $"/api/read-grants/{id}/end", """{ "reason": "查完了" }""")).Code.Should().Be("read-grant-not-yours");
        await server.DoAsync(school.Office, $"/api/read-grants/{id}/end", """{ "reason": "查完了" }""");
        (await server.PostAsync(labour, $"/api/read-grants/{id}/read", """{ "purpose": "inspection" }""")).Status.Should().Be(404);
        (await server.PostAsync(school.Office, $"/api/read-grants/{id}/end", """{ "reason": "查完了" }""")).Code.Should().Be("read-grant-over");
        (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}/read-grants")).Body["items"].Items.Single()["endReason"].AsText().Should().Be("查完了");
    }

    [Fact]
    public async Task An_authority_draws_by_a_seed_and_reads_what_was_drawn_while_the_sample_is_open()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.PublishAsync();
        await server.DoAsync(server.Administrator, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/hr/", "kind": "authority", "name": "人社局" } ] }""");
        using var labour = await school.ColleagueAsync("人社局", "authority", "/hr/");
        string Input(string seed, int share = 50) => $$"""
            { "schools": ["{{School.Path}}"], "schoolYear": "2026", "seed": "{{seed}}", "share": {{share}}, "parts": ["record"], "until": "2026-12-01", "purpose": "秋季抽查" }
            """;
        (await server.PostAsync(labour, "/api/oversight/samples", Input("a"))).Code.Should().Be("finding-not-authority", "nobody has recorded that it supervises the school");
        await SuperviseAsync(server, "/hr/");
        (await server.PostAsync(labour, "/api/oversight/samples", Input("a"))).Code.Should().Be("sample-empty", "nothing is decided yet");
        server.Time.MoveTo(new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero));
        await server.SettleAsync();
        (await server.PostAsync(school.Office, "/api/oversight/samples", Input("a"))).Status.Should().Be(403);
        (await server.PostAsync(labour, "/api/oversight/samples", Input("a", share: 0))).Code.Should().Be("authority-sample-incomplete");

        var id = (await server.DoAsync(labour, "/api/oversight/samples", Input("a")))["id"].AsText();
        await server.SettleAsync();

        (await server.PostAsync(labour, "/api/oversight/samples", Input("a"))).Code.Should().Be("sample-drawn");
        var sheet = (await server.GetAsync(labour, $"/api/oversight/samples/{id}")).Body;
        (sheet["row"]["population"].AsNumber(), sheet["row"]["cases"].AsNumber(), sheet["purpose"].AsText()).Should().Be((3, 2, "秋季抽查"));
        (await server.GetAsync(school.Office, $"/api/oversight/samples/{id}")).Status.Should().Be(403);
        var drawn = sheet["cases"].Items[0];
        var grant = drawn["grant"].AsText();
        var record = (await server.DoAsync(labour, $"/api/read-grants/{grant}/read", """{ "purpose": "inspection" }"""))["record"];
        record["number"].AsText().Should().Be(drawn["number"].AsText()).And.NotBeNullOrEmpty();
        (await server.GetAsync(labour, "/api/read-grants")).Body["items"].Items.Should().HaveCount(2);
        (await server.GetAsync(school.Office, $"/api/cases/{drawn["case"].AsText()}/read-grants")).Body["items"].Items.Single()["ground"].AsText().Should().Be("sample");
        (await server.PostAsync(labour, $"/api/cases/{drawn["case"].AsText()}/reveal", """{ "fields": ["person.name"], "purpose": "inspection" }""")).Status.Should().BeOneOf(403, 404);

        server.Time.MoveTo(new DateTimeOffset(2026, 12, 3, 0, 0, 0, TimeSpan.Zero));
        (await server.PostAsync(labour, $"/api/read-grants/{grant}/read", """{ "purpose": "inspection" }""")).Status.Should().Be(404, "the sample is over");
        (await server.GetAsync(labour, "/api/oversight/samples")).Body["items"].Items.Single()["open"].AsBool().Should().BeFalse();
    }

    private static async Task<IReadOnlyList<Value>> AccessesAsync(RunningServer server, School school) =>
        [.. (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}/accesses")).Body["items"].Items];

    private static Task SuperviseAsync(RunningServer server, string unit) => server.DoAsync(server.Administrator, "/api/org-units", $$"""
        { "unit": "/", "units": [ { "path": "{{School.Path}}", "kind": "school", "name": "示例学院", "supervisedBy": [ { "tree": "human-resources", "unit": "{{unit}}" } ] } ] }
        """);
}
