using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Accounts;

/// <summary>A new installation, by the steps of the page for it: no file is touched on the way to the first round.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task An_empty_database_comes_to_an_open_round_by_what_the_product_brings_and_three_tables()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = server.Administrator;
        (await server.GetAsync(admin, "/api/definitions")).Body["items"].Items.Should().BeEmpty();
        await server.DoAsync(admin, "/api/setup/rules", "{}");
        (await server.GetAsync(admin, "/api/definitions")).Body["items"].Items.Should().Contain(d => d["id"].AsText() == "higher-education-determination" && d["state"].AsText() == "published");
        (await server.PostAsync(admin, "/api/setup/rules", "{}")).Code.Should().Be("document-nothing-new", "what is there already is not published again");
        await server.DoAsync(admin, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/hn/", "kind": "school", "name": "河南学院" } ] }""");
        await TakeAsync(server, "/api/org-units/import?kind=units&unit=/hn/", "/api/org-units/import", "单位名称,类型,上级单位\n农学院,院系,\n农艺2601,班级,农学院\n");
        await TakeAsync(server, "/api/org-units/import?kind=staff&unit=/hn/", "/api/org-units/import", "姓名,岗位,单位\n段老师,班主任,农艺2601\n孟老师,学生资助管理机构,\n");
        await TakeAsync(server, "/api/people/import?school=/hn/", "/api/people/import", "姓名,学号,班级\n周雨禾,S1,农艺2601\n李向南,S2,农艺2601\n");
        (await server.GetAsync(admin, "/api/people/count?unit=/hn/")).Body["count"].AsNumber().Should().Be(2, "the step of students says so without drawing codes");
        (await server.DoAsync(admin, "/api/accounts/codes?dryRun=true", """{ "unit": "/hn/", "who": "students" }"""))["count"].AsNumber().Should().Be(2);
        var round = await server.DoAsync(admin, "/api/rounds", """
            { "school": "/hn/", "procedure": "higher-education-determination", "schoolYear": "2026—2027", "name": "秋季", "termStart": "2026-09-01", "referenceDay": "2026-09-01", "tracks": ["enrolled"],
              "adoption": { "body": "学生资助工作领导小组", "day": "2026-08-28", "meeting": "2026年第3次", "evidenceHash": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" } }
            """);
        (await server.GetAsync(admin, $"/api/rounds/{round["id"].AsText()}")).Body["status"].AsText().Should().Be("open");
        using var teacher = await server.ClientAsync("class-teacher", "/hn/", "班主任");
        (await server.PostAsync(teacher, "/api/setup/rules", "{}")).Status.Should().Be(403);
    }

    private static async Task TakeAsync(RunningServer server, string look, string take, string csv)
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(csv)]);
        using var response = await server.Administrator.PostAsync(new Uri(look, UriKind.Relative), content);
        var preview = await Reply.OfAsync(response);
        preview.Status.Should().Be(200, preview.Text);
        preview.Body["errors"].Items.Should().BeEmpty(preview.Text);
        await server.DoAsync(server.Administrator, $"{take}/{preview.Body["token"].AsText()}/apply", "{}");
    }
}
