using FluentAssertions;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Server.Tests.Accounts.AccountSchool;

namespace StudentAid.Workflow.Server.Tests.Accounts;

public sealed class CodesTests(AccountSchool school) : IClassFixture<AccountSchool>
{
    [Fact]
    public async Task A_class_gets_slips_that_are_shown_once()
    {
        var handed = await school.Server.DoAsync(school.Server.Administrator, "/api/accounts/codes", $$"""{ "unit": "{{School.Class}}" }""");
        handed["count"].AsNumber().Should().Be(3);
        var slips = await school.Server.GetAsync(school.Server.Administrator, handed["slips"].AsText()!);
        slips.ContentType.Should().Be("text/html");
        slips.Text.Should().Contain("李向南").And.Contain("农艺2401").And.Contain("登录号").And.MatchRegex("<b>[2-9A-HJKMNP-TV-Z]{4} [2-9A-HJKMNP-TV-Z]{4}</b>").And.Contain("2026 年");
        slips.Headers.CacheControl!.NoStore.Should().BeTrue();
        (await school.Server.GetAsync(school.Server.Administrator, handed["slips"].AsText()!)).Code.Should().Be("handed-out-unknown");
        (await school.Server.GetAsync(school.Server.Administrator, handed["table"].AsText()!)).Code.Should().Be("handed-out-unknown");
    }

    [Fact]
    public async Task The_list_is_for_whoever_asked_for_it()
    {
        var handed = await school.Server.DoAsync(school.School.Teacher, "/api/accounts/codes", $$"""{ "unit": "{{School.Class}}" }""");
        (await school.Server.GetAsync(school.Server.Administrator, handed["table"].AsText()!)).Code.Should().Be("handed-out-unknown");
        (await school.Server.GetAsync(school.School.Teacher, handed["table"].AsText()!)).Status.Should().Be(200);
    }

    [Fact]
    public async Task Whose_role_hands_out_codes_is_told_so_and_nobody_else_is()
    {
        (await GrantAsync(school.School.Teacher))["handsOutAccess"].AsBool().Should().BeTrue("the rules of sign-in name the role");
        (await GrantAsync(school.Server.Administrator))["handsOutAccess"].AsBool().Should().BeTrue("who sets the unit up may");
        (await GrantAsync(school.School.Office))["handsOutAccess"].AsBool().Should().BeFalse();

        async Task<Value> GrantAsync(HttpClient who) => (await school.Server.GetAsync(who, "/api/me")).Body["grants"].Items.Single();
    }

    [Fact]
    public async Task Families_with_accounts_are_not_among_the_staff()
    {
        await school.ClassCodesAsync(school.School.Teacher, "guardians");
        var staff = (await school.Server.GetAsync(school.Server.Administrator, "/api/principals")).Body["items"].Items;
        staff.Should().NotBeEmpty().And.OnlyContain(p => p["grants"].Items.Any());
        staff.Select(p => p["name"].AsText()).Should().NotContain(n => n!.Contains("监护人", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_student_signs_in_with_his_slip_and_sees_himself_alone()
    {
        var slip = (await school.ClassCodesAsync(school.School.Teacher)).Single(s => s[0] == "周雨禾");
        using var page = school.Page();
        slip[2].Should().MatchRegex("^[0-9]{9}$", "nothing of a person is in it");
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "{{slip[2]}}", "code": "{{slip[3]}}", "password": "三只灰兔子吃玉米" }""")).Status.Should().Be(204);
        (await page.SignInAsync(slip[2], "三只灰兔子吃玉米")).Status.Should().Be(204);
        var me = await page.GetAsync("/api/me");
        me.Body["grants"].Items.Should().BeEmpty();
        me.Body["persons"].Items.Should().ContainSingle();
        (await page.GetAsync("/api/accounts")).Status.Should().Be(403);
    }

    [Fact]
    public async Task A_parent_who_was_put_by_hand_is_not_handed_the_childs_code()
    {
        var child = (await school.Server.DoAsync(school.Server.Administrator, "/api/people/search", $$"""{ "text": "李向南", "below": "{{School.Path}}" }"""))["items"].Items.Single()["id"].AsText();
        var parent = await school.Server.DoAsync(
            school.Server.Administrator, "/api/principals", $$"""{ "unit": "{{School.Path}}", "name": "李父", "kind": "person", "grants": [], "persons": ["{{child}}"] }""");
        var slip = (await school.ClassCodesAsync(school.School.Teacher)).Single(s => s[0] == "李向南");
        using var page = school.Page();
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "{{slip[2]}}", "code": "{{slip[3]}}", "password": "{{Good}}" }""")).Status.Should().Be(204);
        (await page.SignInAsync(slip[2], Good)).Status.Should().Be(204);
        (await page.GetAsync("/api/me")).Body["id"].AsText().Should().NotBe(parent["id"].AsText());
    }

    [Fact]
    public async Task A_new_code_kills_the_old_one()
    {
        var old = (await school.ClassCodesAsync(school.School.Teacher)).Single(s => s[0] == "李向南");
        var now = (await school.ClassCodesAsync(school.School.Teacher)).Single(s => s[0] == "李向南");
        now[2].Should().Be(old[2]);
        using var page = school.Page();
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "{{old[2]}}", "code": "{{old[3]}}", "password": "{{Good}}" }""")).Code.Should().Be("activation-wrong");
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "{{now[2]}}", "code": "{{now[3]}}", "password": "{{Good}}" }""")).Status.Should().Be(204);
    }

    [Fact]
    public async Task A_code_holds_fourteen_days()
    {
        var slip = (await school.ClassCodesAsync(school.School.Teacher)).Single(s => s[0] == "王·思远");
        var until = school.Server.Time.GetUtcNow().AddDays(14);
        school.Server.Time.MoveTo(until);
        using var page = school.Page();
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "{{slip[2]}}", "code": "{{slip[3]}}", "password": "{{Good}}" }""")).Code.Should().Be("activation-wrong");
    }

    [Fact]
    public async Task Each_guardian_has_a_code_of_his_own()
    {
        var slips = await school.ClassCodesAsync(school.School.Teacher, "guardians", 2);
        slips.Should().HaveCount(6);
        slips.Select(s => s[0]).Should().Contain("李向南的监护人1").And.Contain("李向南的监护人2");
        slips.Select(s => s[2]).Should().OnlyHaveUniqueItems();
        slips.Select(s => s[3]).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Whose_code_is_refused_goes_without_and_the_others_of_the_class_have_theirs()
    {
        await using var server = await RunningServer.StartAsync();
        var own = await School.OpenAsync(server);
        await server.DoAsync(server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List("""
            { "kind": "sign-in", "id": "sign-in", "article": "t", "from": "2018-01-01", "name": "登录", "issue": ["class-teacher"] }
            """))).ToJson());
        await server.DoAsync(server.Administrator, "/api/principals", $$"""
            { "unit": "{{School.Path}}", "id": "{{FamilyAccount.StudentId(own.People[1])}}", "name": "学生代表", "kind": "person", "persons": ["{{own.People[1]}}"],
              "grants": [ { "role": "student-representative", "unit": "{{School.Class}}" } ] }
            """);

        var handed = await server.DoAsync(own.Teacher, "/api/accounts/codes", $$"""{ "unit": "{{School.Class}}" }""");
        (handed["count"].AsNumber(), handed["left"]["count"].AsNumber()).Should().Be((2, 1));
        handed["left"]["code"].AsText().Should().Be("not-yours", "an account with a role is handed out by who sets the unit up");
        (await server.GetAsync(own.Teacher, handed["table"].AsText()!)).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(3, "what was handed out is shown");
    }

    [Fact]
    public async Task A_class_teacher_hands_out_to_the_families_of_his_class_and_to_nobody_else()
    {
        var (office, _) = await school.StaffAsync("codes-office");
        (await school.Server.PostAsync(school.School.Teacher, $"/api/accounts/{office}/issue", "{}")).Status.Should().Be(404);
        (await school.Server.PostAsync(school.School.Teacher, "/api/accounts/codes", $$"""{ "unit": "{{School.Path}}" }""")).Status.Should().Be(404);
        (await school.Server.PostAsync(school.School.Stranger, "/api/accounts/codes", $$"""{ "unit": "{{School.Class}}" }""")).Status.Should().Be(404);
        (await school.Server.PostAsync(school.School.Office, "/api/accounts/codes", $$"""{ "unit": "{{School.Class}}" }""")).Code.Should().Be("not-yours");
    }

    [Theory]
    [InlineData("13912345678", "login-form")]
    [InlineData("410101200903070014", "login-form")]
    [InlineData("张三", "login-form")]
    [InlineData("abc", "login-form")]
    public async Task A_login_id_says_nothing_about_its_holder(string login, string code)
    {
        var principal = await school.Server.DoAsync(school.Server.Administrator, "/api/principals", """{ "unit": "/", "name": "赵", "kind": "person", "grants": [] }""");
        (await school.Server.PostAsync(school.Server.Administrator, $"/api/accounts/{principal["id"].AsText()}/issue", $$"""{ "login": "{{login}}" }""")).Code.Should().Be(code);
    }

    [Fact]
    public async Task A_login_id_is_one_persons()
    {
        await school.StaffAsync("codes-twice");
        var principal = await school.Server.DoAsync(school.Server.Administrator, "/api/principals", """{ "unit": "/", "name": "赵", "kind": "person", "grants": [] }""");
        (await school.Server.PostAsync(school.Server.Administrator, $"/api/accounts/{principal["id"].AsText()}/issue", """{ "login": "codes-twice" }""")).Code.Should().Be("login-taken");
    }
}
