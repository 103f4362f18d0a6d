using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>The first page, the inbox, and who is signed in.</summary>
public sealed class HomeTests
{
    [Fact]
    public async Task The_first_page_counts_what_a_teacher_has_to_do_and_the_inbox_says_of_each_whose_it_is()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var home = await server.GetAsync(school.Teacher, "/api/home");
        home.Status.Should().Be(200, home.Text);
        var tasks = home.Body["today"].Items.Single(i => i["kind"].AsText() == "tasks");
        (tasks["count"].AsNumber(), tasks["sentence"].AsText(), tasks["link"].AsText()).Should().Be((3m, "有 3 项待办", "/api/tasks"));
        home.Body["days"].Items.Single()["name"].AsText().Should().Be("在校生");

        var inbox = (await server.GetAsync(school.Teacher, "/api/tasks?size=2")).Body;
        inbox["items"].Items.Should().HaveCount(2);
        inbox["items"].Items[0]["sentence"].AsText().Should().Be("等待核实");
        inbox["items"].Items[0]["unitName"].AsText().Should().Be("农艺2401");
        inbox["items"].Items[0]["number"].AsText().Should().StartWith("college-2026-");
        inbox["items"].Items[0]["name"].AsText().Should().NotBeNullOrEmpty();
        var rest = (await server.GetAsync(school.Teacher, $"/api/tasks?size=2&cursor={inbox["next"].AsText()}")).Body;
        rest["items"].Items.Should().ContainSingle();
        var backwards = (await server.GetAsync(school.Teacher, "/api/tasks?sort=-due")).Body["items"].Items;
        backwards.Select(t => t["id"].AsText()).Should().Equal(inbox["items"].Items.Concat(rest["items"].Items).Select(t => t["id"].AsText()).Reverse());
        (await server.GetAsync(school.Teacher, "/api/tasks?overdue=true")).Body["items"].Items.Should().BeEmpty();
        (await server.GetAsync(school.Teacher, "/api/tasks?unit=/other/")).Body["items"].Items.Should().BeEmpty();
        var counted = (await server.GetAsync(school.Teacher, "/api/tasks/counts")).Body["items"].Items.Single();
        (counted["unitName"].AsText(), counted["title"].AsText()).Should().Be(("农艺2401", "核实"));
        (await server.GetAsync(school.Teacher, $"/api/tasks/counts?round={school.Round}")).Body["items"].Items.Single()["title"].AsText().Should().Be("核实");
    }

    [Fact]
    public async Task The_office_is_told_of_lists_and_of_the_notice_that_ends_and_a_stranger_of_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        await school.FreezeAsync("office");
        var lists = (await server.GetAsync(school.Office, "/api/home")).Body["today"].Items.Single(i => i["kind"].AsText() == "lists");
        lists["sentence"].AsText().Should().Be("有 1 份名单等待处理：批准");
        (await server.GetAsync(school.Office, lists["link"].AsText()!)).Body["items"].Items.Should().ContainSingle();
        (await server.GetAsync(school.Stranger, "/api/home")).Body["today"].Items.Should().BeEmpty();
        (await server.GetAsync(school.Stranger, "/api/home")).Body["days"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task A_notice_s_end_is_said_in_working_days_also_to_the_class_teacher()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.PublishAsync();
        foreach (var client in (HttpClient[])[school.Office, school.Teacher])
        {
            var notice = (await server.GetAsync(client, "/api/home")).Body["today"].Items.Single(i => i["kind"].AsText() == "publicities");
            notice["sentence"].AsText().Should().Be("在校生的公示 9 月 20 日 24:00 结束，还剩 5 个工作日");
            (await server.GetAsync(client, notice["link"].AsText()!)).Status.Should().Be(200);
        }

        var photo = (await server.GetAsync(school.Office, "/api/tasks")).Body["items"].Items.Single();
        photo["sentence"].AsText().Should().Be("等待张贴公示并拍照，还剩 5 个工作日");
        server.Time.MoveTo(server.Time.GetUtcNow().AddDays(10));
        var late = (await server.GetAsync(school.Office, "/api/tasks", "en")).Body["items"].Items.Single();
        late["overdue"].AsBool().Should().BeTrue();
        late["dueText"].AsText().Should().Be("4 working days overdue");
    }

    [Fact]
    public async Task What_one_did_and_began_is_found_again_and_is_nobody_else_s()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var done = (await server.GetAsync(school.Teacher, "/api/tasks/done")).Body["items"].Items;
        done.Should().HaveCount(6);
        done[0]["title"].AsText().Should().Be("核实");
        var begun = (await server.GetAsync(school.Teacher, "/api/tasks/started")).Body["items"].Items;
        begun.Select(b => b["case"].AsText()).Should().BeEquivalentTo(school.Cases.Select(c => c.ToString()));
        (await server.GetAsync(school.Stranger, "/api/tasks/done")).Body["items"].Items.Should().BeEmpty();
        (await server.GetAsync(school.Teacher, "/api/tasks/done?cursor=nonsense")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Of_several_roles_one_is_chosen_and_one_that_is_not_held_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var both = await server.DoAsync(server.Administrator, "/api/principals", $$"""
            { "unit": "/", "name": "两岗", "kind": "machine", "grants": [ { "role": "aid-office", "unit": "{{School.Path}}" }, { "role": "class-teacher", "unit": "{{School.Class}}" } ] }
            """);
        var key = await server.DoAsync(server.Administrator, "/api/api-keys", $$"""{ "unit": "/", "holder": "{{both["id"].AsText()}}", "name": "test" }""");
        using var client = server.ClientOf(key["key"].AsText());
        var me = (await server.GetAsync(client, "/api/me")).Body;
        me["grants"].Items.Select(g => g["unitName"].AsText()).Should().BeEquivalentTo("示例学院", "农艺2401");
        me["menu"].Items.Select(m => m["screen"].AsText()).Should().Equal("home", "rounds", "rosters", "tasks", "cases", "publicities", "filing");
        (await server.GetAsync(client, "/api/tasks")).Body["items"].Items.Should().HaveCount(3);

        using var asOffice = server.ClientOf(key["key"].AsText());
        asOffice.DefaultRequestHeaders.Add("Acting-As", $"aid-office {School.Path}");
        (await server.GetAsync(asOffice, "/api/tasks")).Body["items"].Items.Should().BeEmpty();
        (await server.GetAsync(asOffice, "/api/me")).Body["actingAs"].AsText().Should().Be($"aid-office {School.Path}");
        using var asOther = server.ClientOf(key["key"].AsText());
        asOther.DefaultRequestHeaders.Add("Acting-As", "administrator /");
        var refused = await server.GetAsync(asOther, "/api/me");
        (refused.Status, refused.Code).Should().Be((403, "not-your-role"));
    }

    [Fact]
    public async Task Views_are_one_s_own_or_shared_with_one_s_unit()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var own = await server.DoAsync(school.Teacher, "/api/views", """{ "name": "快到期", "noun": "tasks", "filter": { "overdue": true } }""");
        own["version"].AsNumber().Should().Be(1);
        await server.DoAsync(school.Teacher, "/api/views", $$"""{ "name": "本班", "noun": "tasks", "filter": {}, "unit": "{{School.Class}}" }""");
        await server.DoAsync(school.Office, "/api/views", $$"""{ "name": "全校", "noun": "tasks", "filter": {}, "unit": "{{School.Path}}" }""");
        Names(await server.GetAsync(school.Teacher, "/api/views")).Should().BeEquivalentTo("快到期", "本班", "全校");
        Names(await server.GetAsync(school.Office, "/api/views")).Should().BeEquivalentTo("全校");
        (await server.PostAsync(school.Teacher, "/api/views", $$"""{ "name": "x", "noun": "tasks", "filter": {}, "unit": "{{School.Path}}" }""")).Code.Should().Be("not-your-unit");
        (await server.PostAsync(school.Teacher, "/api/views", """{ "name": "", "noun": "tasks", "filter": {} }""")).Status.Should().Be(422);
        var id = (await server.GetAsync(school.Teacher, "/api/views")).Body["items"].Items[0]["id"].AsText();
        (await server.PostAsync(school.Office, $"/api/views/{id}/drop", "{}")).Status.Should().Be(404);
        await server.DoAsync(school.Teacher, $"/api/views/{id}/drop", "{}");
        Names(await server.GetAsync(school.Teacher, "/api/views")).Should().BeEquivalentTo("本班", "全校");
    }

    private static IEnumerable<string?> Names(Reply reply) => reply.Body["items"].Items.Select(v => v["name"].AsText());
}
