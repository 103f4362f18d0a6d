using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What an authority sees of the schools it supervises, and what it may do there: findings, and nothing else.</summary>
public sealed class OversightTests
{
    private const string Evidence = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task An_authority_sees_a_school_of_another_branch_once_its_record_names_it_and_acts_on_nothing_there()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var notice = await school.PublishAsync();
        await server.DoAsync(server.Administrator, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/hr/", "kind": "authority", "name": "人社局" }, { "path": "/edu/", "kind": "authority", "name": "教育局" } ] }""");
        using var labour = await school.ColleagueAsync("人社局", "authority", "/hr/");
        using var education = await school.ColleagueAsync("教育局", "authority", "/edu/");
        using var clerk = await school.ColleagueAsync("人社局办公室", "aid-office", "/hr/");
        (await server.GetAsync(labour, $"/api/publicities/{notice}")).Status.Should().Be(404, "nobody has recorded that it supervises the school");

        await SuperviseAsync(server, "human-resources", "/hr/");

        (await server.GetAsync(labour, $"/api/publicities/{notice}")).Status.Should().Be(200);
        (await RoundsOf(server, labour)).Should().Be(1);
        (await server.GetAsync(education, $"/api/publicities/{notice}")).Status.Should().Be(404, "the other tree's authority is not the school's");
        (await RoundsOf(server, clerk)).Should().Be(0, "only roles of oversight see by supervision");
        (await server.PostAsync(labour, "/api/objections/1/answer", $$"""{ "publicity": "{{notice}}", "upheld": true, "text": "属实" }""")).Status.Should().BeOneOf(403, 404);
        (await server.PostAsync(labour, $"/api/publicities/{notice}/post", """{ "where": ["board"] }""")).Code.Should().Be("not-your-list");
        (await server.PostAsync(labour, $"/api/cases/{school.Cases[0]}/reveal", """{ "fields": ["income"], "purpose": "抽查" }""")).Status.Should().BeOneOf(403, 404);
        (await server.GetAsync(labour, "/api/me")).Body["grants"].Items.Should().ContainSingle("what it supervises is no role of its own");

        await SuperviseAsync(server, "education", "/edu/");

        (await server.GetAsync(labour, $"/api/publicities/{notice}")).Status.Should().Be(404, "the record was changed");
        (await server.GetAsync(education, $"/api/publicities/{notice}")).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_finding_goes_from_the_issue_over_the_answer_with_evidence_to_striking_off_and_is_listed_while_overdue()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await server.DoAsync(server.Administrator, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/hr/", "kind": "authority", "name": "人社局" } ] }""");
        using var labour = await school.ColleagueAsync("人社局", "authority", "/hr/");
        var input = $$"""{ "school": "{{School.Path}}", "article": "第十六条(四)", "issue": "公示照片缺失", "due": "2026-12-31", "case": "{{school.Cases[0]}}" }""";
        (await server.PostAsync(labour, "/api/findings", input)).Status.Should().Be(404, "a case that it may not see does not exist for it");
        await SuperviseAsync(server, "human-resources", "/hr/");
        (await server.PostAsync(school.Office, "/api/findings", input)).Code.Should().Be("not-yours");
        var id = (await server.DoAsync(labour, "/api/findings", input))["id"].AsText();
        (await ListAsync(server, labour, "")).Should().ContainSingle().Which["status"].AsText().Should().Be("open");
        (await ListAsync(server, school.Stranger, "")).Should().BeEmpty();
        (await server.GetAsync(school.Stranger, $"/api/findings/{id}")).Status.Should().Be(404);
        (await ListAsync(server, labour, "?overdue=true")).Should().BeEmpty();

        server.Time.MoveTo(server.Time.GetUtcNow().AddDays(365));
        (await ListAsync(server, school.Office, "?overdue=true")).Should().ContainSingle();
        var progress = (await server.GetAsync(labour, "/api/oversight/progress")).Body["items"].Items.Should().ContainSingle().Subject;
        (progress["cases"].AsNumber(), progress["findings"].AsNumber(), progress["overdueFindings"].AsNumber()).Should().Be((3, 1, 1));

        (await server.PostAsync(school.Office, $"/api/findings/{id}/answer", $$"""{ "text": "已补拍", "evidence": ["{{Evidence}}"] }""")).Code.Should().Be("file-not-uploaded");
        (await ActsAsync(server, school.Office, id)).Should().Equal("answer");
        var photo = await server.KeepAsync(School.Path);
        await server.DoAsync(school.Office, $"/api/findings/{id}/answer", $$"""{ "text": "已补拍", "evidence": ["{{photo}}"] }""");
        (await ListAsync(server, labour, "?overdue=true")).Should().BeEmpty();
        (await ListAsync(server, labour, "?status=answered")).Should().ContainSingle().Which["authorityName"].AsText().Should().Be("人社局");
        (await ListAsync(server, labour, "?status=open")).Should().BeEmpty();
        (await ActsAsync(server, labour, id)).Should().Equal("return", "close");
        (await ActsAsync(server, school.Office, id)).Should().BeEmpty();
        (await server.GetAsync(labour, $"/api/files/{photo}")).Status.Should().Be(200, "it judges the evidence");
        (await server.PostAsync(school.Office, $"/api/findings/{id}/close", """{ "note": "整改到位" }""")).Code.Should().Be("not-yours");
        await server.DoAsync(labour, $"/api/findings/{id}/close", """{ "note": "整改到位" }""");
        var sheet = (await server.GetAsync(school.Office, $"/api/findings/{id}")).Body;
        (sheet["issue"].AsText(), sheet["row"]["status"].AsText()).Should().Be(("公示照片缺失", "closed"));
        sheet["turns"].Items.Select(t => t["text"].AsText()).Should().Equal("已补拍", "整改到位");
    }

    [Fact]
    public async Task Of_what_a_school_keeps_an_authority_is_shown_the_evidence_on_its_findings_and_of_all_else_as_little_as_of_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await server.DoAsync(server.Administrator, "/api/org-units", """
            { "unit": "/", "units": [ { "path": "/hr/", "kind": "authority", "name": "人社局" }, { "path": "/edu/", "kind": "authority", "name": "教育局" } ] }
            """);
        await server.DoAsync(server.Administrator, "/api/org-units", $$"""
            { "unit": "/", "units": [ { "path": "{{School.Path}}", "kind": "school", "name": "示例学院",
              "supervisedBy": [ { "tree": "human-resources", "unit": "/hr/" }, { "tree": "education", "unit": "/edu/" } ] } ] }
            """);
        using var labour = await school.ColleagueAsync("人社局", "authority", "/hr/");
        using var education = await school.ColleagueAsync("教育局", "authority", "/edu/");
        using var above = await school.ColleagueAsync("教育厅", "authority", "/");
        var (photo, minutes) = (await server.KeepAsync(School.Path), await server.KeepAsync(School.Path, "%PDF-1.7 minutes %%EOF"));
        var id = (await server.DoAsync(labour, "/api/findings", $$"""{ "school": "{{School.Path}}", "article": "第十六条(四)", "issue": "公示照片缺失", "due": "2026-12-31" }"""))["id"].AsText();
        foreach (var authority in (HttpClient[])[labour, above])
            (await server.GetAsync(authority, $"/api/files/{photo}")).Status.Should().Be(404, "nobody has handed it in yet");
        await server.DoAsync(school.Office, $"/api/findings/{id}/answer", $$"""{ "text": "已补拍", "evidence": ["{{photo}}"] }""");

        var never = (await server.GetAsync(labour, $"/api/files/{new string('0', photo.Length)}")).Body["code"].AsText();
        foreach (var (authority, hash, status) in ((HttpClient, string, int)[])[
            (labour, photo, 200), (above, photo, 200), (education, photo, 404), (labour, minutes, 404), (above, minutes, 404), (school.Office, minutes, 200), (server.Administrator, minutes, 200)])
        {
            var reply = await server.GetAsync(authority, $"/api/files/{hash}");
            (reply.Status, reply.Status == 404 ? reply.Code : never).Should().Be((status, never));
        }

        (await FilesAsync(labour)).Should().Equal(photo);
        (await FilesAsync(above)).Should().Equal(photo);
        (await FilesAsync(school.Office)).Should().BeEquivalentTo(photo, minutes);
        (await server.GetAsync(education, $"/api/files?unit={School.Path}")).Status.Should().Be(404);
        (await server.PostAsync(labour, "/api/uploads", $$"""{ "size": 10, "unit": "{{School.Path}}" }""")).Status.Should().Be(404, "it puts nothing into a school's files");

        await SuperviseAsync(server, "education", "/edu/");
        (await server.GetAsync(labour, $"/api/files/{photo}")).Status.Should().Be(404, "the record was changed");

        async Task<IEnumerable<string?>> FilesAsync(HttpClient client) =>
            (await server.GetAsync(client, $"/api/files?unit={School.Path}")).Body["items"].Items.Select(f => f["hash"].AsText());
    }

    [Fact]
    public async Task Progress_is_read_by_school_year_and_findings_page_by_page()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        foreach (var year in (string[])["2027", "2028"])
        {
            await server.DoAsync(school.Office, "/api/rounds", $$"""
                { "school": "{{School.Path}}", "procedure": "small", "schoolYear": "{{year}}", "name": "在校生", "termStart": "{{year}}-09-01", "referenceDay": "{{year}}-09-01", "tracks": ["enrolled"] }
                """);
        }

        using var above = await school.ColleagueAsync("教育厅", "authority", "/");
        foreach (var day in (string[])["2026-12-03", "2026-12-01", "2026-12-02"])
            await server.DoAsync(above, "/api/findings", $$"""{ "school": "{{School.Path}}", "article": "第十六条(四)", "issue": "公示照片缺失", "due": "{{day}}" }""");

        var ofYear = (await server.GetAsync(above, "/api/oversight/progress?schoolYear=2027")).Body["items"].Items.Should().ContainSingle().Subject;
        (ofYear["schoolYear"].AsText(), ofYear["findings"].AsNumber()).Should().Be(("2027", 3m));
        var pages = await server.PagesAsync(above, "/api/oversight/progress?size=2");
        pages.Select(p => p["items"].Items.Length).Should().Equal(2, 1);
        pages.SelectMany(p => p["items"].Items).Select(i => i["schoolYear"].AsText()).Should().BeEquivalentTo("2026", "2027", "2028");
        var first = (await server.GetAsync(above, "/api/findings?size=2")).Body;
        first["items"].Items.Should().HaveCount(2);
        (await server.GetAsync(above, $"/api/findings?size=2&cursor={Uri.EscapeDataString(first["next"].AsText()!)}")).Body["items"].Items.Should().ContainSingle();
        (await server.GetAsync(above, "/api/findings?overdue=true")).Body["items"].Items.Should().BeEmpty();
    }

    private static async Task<IEnumerable<string?>> ActsAsync(RunningServer server, HttpClient client, string? id) =>
        (await server.GetAsync(client, $"/api/findings/{id}")).Body["acts"].Items.Select(a => a.AsText());

    private static async Task<IReadOnlyList<Value>> ListAsync(RunningServer server, HttpClient client, string query) =>
        [.. (await server.GetAsync(client, $"/api/findings{query}")).Body["items"].Items];

    private static async Task<int> RoundsOf(RunningServer server, HttpClient client) => (await server.GetAsync(client, "/api/rounds")).Body["items"].Items.Length;

    private static Task SuperviseAsync(RunningServer server, string tree, string unit) => server.DoAsync(server.Administrator, "/api/org-units", $$"""
        { "unit": "/", "units": [ { "path": "{{School.Path}}", "kind": "school", "name": "示例学院", "supervisedBy": [ { "tree": "{{tree}}", "unit": "{{unit}}" } ] } ] }
        """);
}
