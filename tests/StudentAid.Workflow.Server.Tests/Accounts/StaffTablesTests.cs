using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Server.Tests.Accounts.AccountSchool;

namespace StudentAid.Workflow.Server.Tests.Accounts;

/// <summary>What a table of units or staff may not do: write over what changed since it was read, double anybody, or take somebody for another.</summary>
public sealed class StaffTablesTests : IAsyncLifetime
{
    private readonly AccountSchool school = new();

    private HttpClient Admin => school.Server.Administrator;

    public async Task InitializeAsync()
    {
        await school.InitializeAsync();
        foreach (var profile in (string[])["staff", "units"])
        {
            await school.Server.DoAsync(
                Admin, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(await File.ReadAllTextAsync(Repository.PathOf($"workflows/national/imports/{profile}.json"))))).ToJson());
        }
    }

    public Task DisposeAsync() => school.DisposeAsync();

    [Fact]
    public async Task A_table_of_staff_is_applied_to_what_it_was_compared_with_and_brings_nobody_about_twice()
    {
        var id = await PersonAsync("段老师", """{ "role": "counsellor", "unit": "/college/" }, { "role": "aid-office", "unit": "/college/" }""");
        const string table = "姓名,岗位,单位\n段老师,班主任,农艺2401\n孟老师,学生资助管理机构,\n";
        var read = await LookAsync("staff", table);
        await school.Server.DoAsync(Admin, "/api/principals", $$"""{ "unit": "/college/", "id": "{{id}}", "name": "段老师", "kind": "person", "grants": [ { "role": "counsellor", "unit": "/college/" } ] }""");
        (await ApplyAsync(read)).Code.Should().Be("table-person-moved", "the role that was taken away does not come back");
        var again = await LookAsync("staff", table);
        (await ApplyAsync(again)).Status.Should().Be(200);
        (await ApplyAsync(again)).Code.Should().Be("table-person-moved");
        (await FindAsync("段老师"))["items"].Items.Single()["roles"].Items.Select(r => r["role"].AsText()).Should().BeEquivalentTo("counsellor", "class-teacher");
        (await FindAsync("孟老师"))["items"].Items.Should().ContainSingle();
    }

    [Fact]
    public async Task A_table_of_units_opens_none_that_was_closed_since_it_was_read()
    {
        await school.Server.DoAsync(Admin, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/college/d7/", "kind": "department", "name": "林学院" } ] }""");
        var read = await LookAsync("units", "单位名称,类型,联系电话,代码\n林学院,院系,010-1,d7\n");
        await school.Server.DoAsync(Admin, "/api/org-units/change", """{ "path": "/college/d7/", "closed": true }""");
        (await ApplyAsync(read)).Code.Should().Be("table-unit-moved");
        (await school.Server.GetAsync(Admin, "/api/org-units?below=/college/d7/")).Body["items"].Items.Single()["closed"].AsBool().Should().BeTrue();
    }

    [Fact]
    public async Task The_same_table_read_for_two_units_stays_two_previews()
    {
        const string table = "姓名,岗位,单位\n新老师,学生资助管理机构,\n";
        var (here, there) = (await LookAsync("staff", table), await LookAsync("staff", table, "/other/"));
        here["token"].AsText().Should().NotBe(there["token"].AsText());
        (await ApplyAsync(here)).Status.Should().Be(200);
        (await FindAsync("新老师"))["items"].Items.Single()["roles"].Items.Single()["unit"].AsText().Should().Be("/college/");
    }

    [Fact]
    public async Task Forty_members_of_the_staff_who_are_on_record_are_given_a_role_each_by_one_table()
    {
        for (var n = 0; n < 40; n++)
            await PersonAsync($"职工{n:00}", """{ "role": "aid-office", "unit": "/college/" }""");
        var read = await LookAsync("staff", "姓名,岗位,单位\n" + string.Concat(Enumerable.Range(0, 40).Select(n => $"职工{n:00},辅导员,\n")));
        read["changed"].AsNumber().Should().Be(40);
        (await ApplyAsync(read)).Status.Should().Be(200);
        (await FindAsync("职工39"))["items"].Items.Single()["roles"].Items.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_student_of_the_same_name_is_no_member_of_the_staff()
    {
        await PersonAsync("王伟", $$"""{ "role": "student-representative", "unit": "{{School.Class}}" }""");
        var read = await LookAsync("staff", "姓名,岗位,单位\n王伟,学生资助管理机构,\n");
        (read["new"].AsNumber(), read["changed"].AsNumber()).Should().Be((1, 0));
        (await ApplyAsync(read)).Status.Should().Be(200);
        (await FindAsync("王伟"))["items"].Items.Select(i => string.Join(' ', i["roles"].Items.Select(r => r["role"].AsText()))).Should().BeEquivalentTo("student-representative", "aid-office");
    }

    [Fact]
    public async Task Whose_roles_are_changed_without_a_word_about_his_children_keeps_them()
    {
        var child = (await school.Server.DoAsync(Admin, "/api/people/search", """{ "text": "周雨禾", "below": "/college/" }"""))["items"].Items.Single()["id"].AsText()!;
        var put = $$"""{ "unit": "/college/", "name": "周老师", "kind": "person", "grants": [ { "role": "counsellor", "unit": "/college/" } ]""";
        var id = (await school.Server.DoAsync(Admin, "/api/principals", $$"""{{put}}, "persons": ["{{child}}"] }"""))["id"].AsText()!;
        await school.Server.DoAsync(Admin, "/api/principals", $$"""{{put}}, "id": "{{id}}" }""");
        (await PersonsAsync(id)).Should().Equal(child);
        await school.Server.DoAsync(Admin, "/api/principals", $$"""{{put}}, "id": "{{id}}", "persons": [] }""");
        (await PersonsAsync(id)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_key_of_somebody_whose_account_is_stopped_opens_nothing_and_nobody_waits_for_him()
    {
        var (id, _) = await school.StaffAsync("held-by-key", "administrator", School.Path);
        using var machine = await school.Server.MachineOfAsync(id);
        (await school.Server.GetAsync(machine, "/api/me")).Status.Should().Be(200);
        var signIns = school.Server.Get<Casework.Accounts.SignIns>();
        (await signIns.CanAsync(Engine.Streams.Id.Parse(id), default)).Should().BeTrue();
        await school.Server.DoAsync(Admin, $"/api/accounts/{id}/stop", "{}");
        (await school.Server.GetAsync(machine, "/api/me")).Status.Should().Be(401);
        (await signIns.CanAsync(Engine.Streams.Id.Parse(id), default)).Should().BeFalse("he is no second person");
        (await signIns.StaysAwayAsync(Engine.Streams.Id.Parse(id), default)).Should().BeTrue("no vote is asked of him");
        await school.Server.DoAsync(Admin, $"/api/accounts/{id}/restore", "{}");
        (await school.Server.GetAsync(machine, "/api/me")).Status.Should().Be(200);
    }

    private async Task<IEnumerable<string>> PersonsAsync(string id) => (await school.Server.GetAsync(Admin, "/api/principals?below=/college/")).Body["items"].Items
        .Single(p => p["id"].AsText() == id)["persons"].Items.Select(p => p.AsText()!);

    private async Task<string> PersonAsync(string name, string grants) =>
        (await school.Server.DoAsync(Admin, "/api/principals", $$"""{ "unit": "/college/", "name": "{{name}}", "kind": "person", "grants": [ {{grants}} ] }"""))["id"].AsText()!;

    private Task<Value> FindAsync(string name) => school.Server.DoAsync(Admin, "/api/accounts/search", $$"""{ "below": "/college/", "text": "{{name}}" }""");

    private async Task<Value> LookAsync(string kind, string csv, string unit = School.Path)
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(csv)]);
        using var response = await Admin.PostAsync(new Uri($"/api/org-units/import?kind={kind}&unit={unit}", UriKind.Relative), content);
        var reply = await Reply.OfAsync(response);
        reply.Status.Should().Be(200, reply.Text);
        reply.Body["errors"].Items.Should().BeEmpty(reply.Text);
        return reply.Body;
    }

    private Task<Reply> ApplyAsync(Value preview) => school.Server.PostAsync(Admin, $"/api/org-units/import/{preview["token"].AsText()}/apply", "{}");
}
