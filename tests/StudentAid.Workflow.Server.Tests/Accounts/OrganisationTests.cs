using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Server.Tests.Accounts.AccountSchool;

namespace StudentAid.Workflow.Server.Tests.Accounts;

/// <summary>Units, staff and roles as whoever sets a school up keeps them.</summary>
public sealed class OrganisationTests(AccountSchool school) : IClassFixture<AccountSchool>
{
    private HttpClient Admin => school.Server.Administrator;

    [Fact]
    public async Task A_unit_is_renamed_and_closed_only_when_nobody_is_in_it_and_keeps_what_was_said_of_it()
    {
        await PutAsync("""{ "path": "/college/d1/", "kind": "department", "name": "农学院" }, { "path": "/college/d1/c9/", "kind": "class", "name": "农艺2609", "grade": "2026", "major": "农艺" }""");
        (await ChangeAsync("""{ "path": "/college/d1/c9/", "name": " 农艺2610 " }""")).Status.Should().Be(200);
        var renamed = await UnitAsync("/college/d1/c9/");
        (renamed["name"].AsText(), renamed["grade"].AsText(), renamed["major"].AsText()).Should().Be(("农艺2610", "2026", "农艺"));
        (await ChangeAsync("""{ "path": "/college/d1/c9/", "name": "  " }""")).Code.Should().Be("unit-nameless");
        (await ChangeAsync("""{ "path": "/college/d1/", "closed": true }""")).Code.Should().Be("unit-has-units");
        (await ChangeAsync($$"""{ "path": "{{School.Class}}", "closed": true }""")).Code.Should().Be("unit-has-people");
        (await ChangeAsync("""{ "path": "/college/nowhere/", "closed": true }""")).Code.Should().Be("unit-unknown");
        (await ChangeAsync("""{ "path": "/college/d1/c9/", "closed": true }""")).Status.Should().Be(200);
        (await UnitAsync("/college/d1/c9/"))["closed"].AsBool().Should().BeTrue();
        (await school.Server.PostAsync(Admin, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/college/d1/c9/x/", "kind": "class", "name": "下" } ] }""")).Code.Should().Be("unit-closed");
        (await ChangeAsync("""{ "path": "/college/d1/c9/", "closed": false }""")).Status.Should().Be(200);
        (await UnitAsync("/college/d1/c9/"))["closed"].AsBool().Should().BeFalse();
        (await school.Server.PostAsync(school.School.Office, "/api/org-units/change", """{ "path": "/college/d1/", "name": "x" }""")).Status.Should().Be(403);
    }

    [Fact]
    public async Task A_table_of_units_is_previewed_row_by_row_and_taken_whole_or_not_at_all()
    {
        await PublishAsync("units");
        await PutAsync("""{ "path": "/college/d2/", "kind": "department", "name": "工学院" }""");
        var wrong = await LookAsync("units", School.Path, "单位名称,类型,上级单位,代码\n软件2611,班级,工学院,rj2611\n软件2612,班级,没有的院,rj2612\n软件2613,社团,工学院,\n软件2614,班级,工学院,中文\n");
        wrong["token"].AsText().Should().BeNull("nothing is taken by halves");
        wrong["errors"].Items.Select(e => (e["row"].AsNumber(), e["header"].AsText(), e["code"].AsText())).Should().Equal(
            (3, "上级单位", "row-unit-unknown"), (4, "类型", "cell-not-a-choice"), (5, "代码", "row-code-form"));
        var right = await LookAsync("units", School.Path, "单位名称,类型,上级单位,代码,年级\n信息学院,院（系）,,xx,\n软件2611,班级,信息学院,,2026\n软件2612,班级,信息学院,,2026\n工学院,院系,,,\n");
        right["rows"].Items.Select(r => (r["act"].AsText(), r["name"].AsText(), r["where"].AsText())).Should().Equal(
            ("new", "信息学院", "示例学院"), ("new", "软件2611", "信息学院"), ("new", "软件2612", "信息学院"));
        right["unchanged"].AsNumber().Should().Be(1);
        (await school.Server.GetAsync(Admin, "/api/org-units?below=/college/xx/")).Body["items"].Items.Should().BeEmpty("a preview keeps nothing");
        await ApplyAsync(right);
        (await school.Server.GetAsync(Admin, "/api/org-units?below=/college/xx/")).Body["items"].Items.Select(u => u["name"].AsText()).Should().Equal("信息学院", "软件2611", "软件2612");
        var again = await LookAsync("units", School.Path, "单位名称,类型,上级单位,年级\n软件2611,班级,信息学院,2027\n软件2612,班级,信息学院,2026\n");
        again["rows"].Items.Single()["act"].AsText().Should().Be("changed");
        (again["changed"].AsNumber(), again["unchanged"].AsNumber()).Should().Be((1, 1));
        var round = await LookAsync("units", School.Path, "单位名称,类型,上级单位\n甲,院系,乙\n乙,院系,甲\n丙,院系,\n丙,院系,\n");
        round["errors"].Items.Select(e => e["code"].AsText()).Should().Contain(["row-unit-below-itself", "row-unit-repeated"]);
    }

    [Fact]
    public async Task A_table_of_staff_gives_roles_and_their_codes_are_handed_out_once()
    {
        await PublishAsync("staff");
        await PutAsync("""{ "path": "/college/d3/", "kind": "department", "name": "文学院" }, { "path": "/college/d3/c1/", "kind": "class", "name": "中文2601" }""");
        var wrong = await LookAsync("staff", School.Path, "姓名,岗位,单位\n甲老师,没有的岗位,中文2601\n乙老师,班主任,没有的班\n");
        wrong["errors"].Items.Select(e => e["code"].AsText()).Should().Equal("row-role-unknown", "row-unit-unknown");
        var right = await LookAsync("staff", School.Path, "姓名,岗位,单位\n段老师,班主任,中文2601\n段老师,辅导员,文学院\n孟老师,学生资助管理机构,\n");
        right["rows"].Items.Select(r => (r["act"].AsText(), r["name"].AsText())).Should().Equal(("new", "段老师"), ("new", "孟老师"));
        await ApplyAsync(right);
        await school.Server.DoAsync(Admin, "/api/principals", """{ "unit": "/college/", "name": "学生代表丁", "kind": "person", "grants": [ { "role": "student-representative", "unit": "/college/d3/c1/" } ] }""");
        var found = await FindAsync("""{ "below": "/college/", "text": "dls" }""");
        var teacher = found["items"].Items.Single();
        (teacher["name"].AsText(), teacher["state"].AsText()).Should().Be(("段老师", "none"));
        teacher["roles"].Items.Select(r => r["role"].AsText()).Should().BeEquivalentTo("class-teacher", "counsellor");
        (await LookAsync("staff", School.Path, "姓名,岗位,单位\n段老师,班主任,中文2601\n"))["unchanged"].AsNumber().Should().Be(1);
        var codes = await school.Server.DoAsync(Admin, "/api/accounts/codes", """{ "unit": "/college/", "who": "staff" }""");
        codes["count"].AsNumber().Should().BeGreaterThanOrEqualTo(2);
        var twice = await school.Server.DoAsync(Admin, "/api/accounts/codes", """{ "unit": "/college/", "who": "staff" }""");
        (twice["count"].AsNumber(), twice["left"].IsNull).Should().Be((0, true), "whoever holds a code that is good keeps it");
        (await school.Server.GetAsync(Admin, codes["table"].AsText()!)).Text.Should().Contain("段老师").And.Contain("孟老师").And.NotContain("学生代表丁");
        (await school.Server.GetAsync(Admin, codes["table"].AsText()!)).Status.Should().Be(404, "the list is shown once");
        (await FindAsync("""{ "below": "/college/", "text": "dls" }"""))["items"].Items.Single()["state"].AsText().Should().Be("code");
    }

    [Fact]
    public async Task A_row_of_a_closed_class_is_an_error_of_the_preview()
    {
        await PutAsync("""{ "path": "/college/d5/", "kind": "department", "name": "停办系" }, { "path": "/college/d5/c1/", "kind": "class", "name": "停用班" }""");
        (await ChangeAsync("""{ "path": "/college/d5/c1/", "closed": true }""")).Status.Should().Be(200);
        await PutAsync("""{ "path": "/college/d5/c1/", "kind": "class", "name": "停用班" }""");
        (await UnitAsync("/college/d5/c1/"))["closed"].AsBool().Should().BeTrue("to put a unit again does not open it");
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("姓名,学号,班级\n新同学,S91,停用班\n别同学,S92,农艺2401\n")]);
        using var response = await Admin.PostAsync(new Uri($"/api/people/import?school={School.Path}", UriKind.Relative), content);
        var preview = await Reply.OfAsync(response);
        preview.Body["errors"].Items.Select(e => (e["row"].AsNumber(), e["code"].AsText())).Should().Equal([(2, "person-place-closed")], preview.Text);
        preview.Body["new"].AsNumber().Should().Be(1);
    }

    [Fact]
    public async Task Staff_are_listed_by_page_and_families_only_by_name()
    {
        for (var n = 0; n < 5; n++)
            await PersonAsync($"页老师{n}", """{ "role": "counsellor", "unit": "/college/" }""");
        List<string> names = [];
        string? next = null;
        do
        {
            var page = await FindAsync(next is null ? """{ "below": "/college/", "text": "页", "size": 2 }""" : $$"""{ "below": "/college/", "text": "页", "size": 2, "cursor": "{{next}}" }""");
            page["items"].Items.Should().HaveCountLessThanOrEqualTo(2);
            page["atLeast"].AsNumber().Should().Be(5);
            names.AddRange(page["items"].Items.Select(i => i["name"].AsText()!));
            next = page["next"].AsText();
        }
        while (next is not null);
        names.Should().Equal("页老师0", "页老师1", "页老师2", "页老师3", "页老师4");
        (await school.Server.PostAsync(Admin, "/api/accounts/search", """{ "below": "/college/", "families": true }""")).Code.Should().Be("search-word-missing");
        await school.ClassCodesAsync(Admin);
        (await FindAsync("""{ "below": "/college/", "families": true, "text": "周雨禾" }"""))["items"].Items.Single()["name"].AsText().Should().Be("周雨禾");
        (await FindAsync("""{ "below": "/college/", "text": "周雨禾" }"""))["items"].Items.Should().BeEmpty("families are no staff");
    }

    [Fact]
    public async Task A_role_is_held_from_its_first_day_to_its_last()
    {
        var today = DateOnly.FromDateTime(school.Server.Time.GetUtcNow().AddHours(8).UtcDateTime);
        var id = await PersonAsync("期老师", $$"""{ "role": "aid-office", "unit": "/college/", "until": "{{today:yyyy-MM-dd}}" }, { "role": "counsellor", "unit": "/college/", "from": "{{today.AddDays(1):yyyy-MM-dd}}" }""");
        using var client = await school.Server.MachineOfAsync(id);
        (await school.Server.GetAsync(client, "/api/me")).Body["grants"].Items.Select(g => g["role"].AsText()).Should().Equal("aid-office");
        var row = (await FindAsync("""{ "below": "/college/", "text": "期老师" }"""))["items"].Items.Single();
        row["roles"].Items.Select(r => (r["role"].AsText(), r["holds"].AsBool())).Should().Equal(("aid-office", true), ("counsellor", false));
        school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddDays(1));
        (await school.Server.GetAsync(client, "/api/me")).Body["grants"].Items.Select(g => g["role"].AsText()).Should().Equal("counsellor");
        (await school.Server.PostAsync(Admin, "/api/principals", """{ "unit": "/", "name": "反老师", "kind": "person", "grants": [ { "role": "counsellor", "unit": "/college/", "from": "2026-10-02", "until": "2026-10-01" } ] }"""))
            .Code.Should().Be("grant-term-reversed");
    }

    [Fact]
    public async Task A_stopped_account_lets_nobody_in_until_it_is_given_free()
    {
        var (id, login) = await school.StaffAsync("stopped-1");
        using var page = school.Page();
        await page.SignInAsync(login, Good);
        (await page.GetAsync("/api/me")).Status.Should().Be(200);
        await school.Server.DoAsync(Admin, $"/api/accounts/{id}/stop", "{}");
        (await page.GetAsync("/api/me")).Status.Should().Be(401, "his sessions ended");
        (await page.SignInAsync(login, Good)).Code.Should().Be("account-stopped");
        (await page.SignInAsync(login, "wrong wrong wrong")).Code.Should().Be("sign-in-wrong", "who does not know the password learns nothing");
        (await school.Server.PostAsync(Admin, $"/api/accounts/{id}/issue", "{}")).Code.Should().Be("account-stopped");
        (await school.Server.PostAsync(school.School.Teacher, $"/api/accounts/{id}/restore", "{}")).Status.Should().BeOneOf(403, 404);
        await school.Server.DoAsync(Admin, $"/api/accounts/{id}/restore", "{}");
        (await page.SignInAsync(login, Good)).Status.Should().Be(204);
        for (var n = 0; n < 5; n++)
            await page.SignInAsync(login, $"wrong wrong {n}");
        (await page.SignInAsync(login, Good)).Code.Should().Be("sign-in-locked");
        await school.Server.DoAsync(Admin, $"/api/accounts/{id}/restore", "{}");
        (await page.SignInAsync(login, Good)).Status.Should().Be(204, "the pause is over too");
    }

    [Fact]
    public async Task Roles_say_which_list_they_come_from()
    {
        await school.Server.DoAsync(Admin, "/api/packs", Value.Record(("unit", "/other/"), ("texts", Value.List("""
            { "kind": "roles", "id": "roles", "article": "t", "from": "2018-01-01", "name": "本校岗位", "roles": [ { "id": "registrar", "name": { "zh-CN": "学生处", "en": "Registrar" }, "duties": ["keep-rounds"], "units": ["school"] } ] }
            """))).ToJson());
        var roles = (await school.Server.GetAsync(Admin, "/api/roles?unit=/other/")).Body["items"].Items;
        var own = roles.Single(r => r["id"].AsText() == "registrar");
        (own["origin"].AsText(), own["layer"].AsText(), own["duties"].Items.Single()["id"].AsText()).Should().Be(("别校", "/other/", "keep-rounds"));
        roles.Single(r => r["id"].AsText() == "administrator")["origin"].IsNull.Should().BeTrue("the product brings it");
        (await school.Server.GetAsync(Admin, "/api/roles?unit=/college/")).Body["items"].Items.Should().NotContain(r => r["id"].AsText() == "registrar");
        (await school.Server.GetAsync(school.School.Teacher, "/api/roles?unit=/other/")).Status.Should().Be(404);
    }

    private Task<Value> PutAsync(string units) => school.Server.DoAsync(Admin, "/api/org-units", $$"""{ "unit": "/", "units": [ {{units}} ] }""");

    private Task<Reply> ChangeAsync(string change) => school.Server.PostAsync(Admin, "/api/org-units/change", change);

    private Task<Value> FindAsync(string search) => school.Server.DoAsync(Admin, "/api/accounts/search", search);

    private async Task<Value> UnitAsync(string path) => (await school.Server.GetAsync(Admin, "/api/org-units?below=" + path)).Body["items"].Items.Single(u => u["path"].AsText() == path);

    private async Task<string> PersonAsync(string name, string grants) =>
        (await school.Server.DoAsync(Admin, "/api/principals", $$"""{ "unit": "/", "name": "{{name}}", "kind": "person", "grants": [ {{grants}} ] }"""))["id"].AsText()!;

    private async Task PublishAsync(string profile) => await school.Server.DoAsync(
        Admin, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(await File.ReadAllTextAsync(Repository.PathOf($"workflows/national/imports/{profile}.json"))))).ToJson());

    private async Task<Value> LookAsync(string kind, string unit, string csv)
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(csv)]);
        using var response = await Admin.PostAsync(new Uri($"/api/org-units/import?kind={kind}&unit={unit}", UriKind.Relative), content);
        var reply = await Reply.OfAsync(response);
        reply.Status.Should().Be(200, reply.Text);
        return reply.Body;
    }

    private Task<Value> ApplyAsync(Value preview) => school.Server.DoAsync(Admin, $"/api/org-units/import/{preview["token"].AsText()}/apply", "{}");
}
