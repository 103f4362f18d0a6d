using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Api;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>What the demonstration's people see first.</summary>
[Collection(DemoServer.Name)]
public sealed class DemoScreenTests(DemoServer demo)
{
    [Fact]
    public async Task The_office_opens_on_the_days_of_the_rounds_and_on_the_notice_that_is_up()
    {
        var home = (await demo.GetAsync(demo.Office, "/api/home")).Body;
        home["days"].Items.Should().Contain(d => d["sentence"].AsText() == "60 天已过 21 天；最迟 10 月 23 日张贴公示，否则超期" && d["passed"].AsNumber() == 21);
        home["today"].Items.Should().HaveCountLessThanOrEqualTo(3)
            .And.Contain(i => i["kind"].AsText() == "publicities" && i["sentence"].AsText() == "在校生的公示 9 月 24 日 24:00 结束，还剩 2 个工作日");
        foreach (var item in home["today"].Items)
            (await demo.GetAsync(demo.Office, item["link"].AsText()!)).Status.Should().Be(200, item["link"].AsText());
    }

    [Fact]
    public async Task A_class_teacher_sees_the_list_that_his_class_decides_today()
    {
        var home = (await demo.GetAsync(demo.Teacher, "/api/home")).Body;
        home["today"].Items.Should().Contain(i => i["kind"].AsText() == "lists" && i["sentence"].AsText() == "有 1 份名单等待处理：民主评议");
    }

    [Fact]
    public async Task The_telephone_call_needs_a_name_and_gives_three_sentences()
    {
        var found = (await demo.Server.DoAsync(demo.Office, "/api/cases/search", """{ "text": "赵子墨" }"""))["items"].Items;
        found.Should().NotBeEmpty().And.OnlyContain(c => c["name"].AsText() == "赵子墨");
        (await demo.Server.DoAsync(demo.Office, "/api/cases/search", """{ "text": "zzm" }"""))["items"].Items.Should().Contain(c => c["name"].AsText() == "赵子墨");
        (await demo.GetAsync(demo.Office, $"/api/cases/{found[0]["case"].AsText()}/summary")).Body["sentences"].Items.Should().HaveCount(3);
        (await demo.Server.PostAsync(demo.Authority, $"/api/cases/{found[0]["case"].AsText()}/reveal", """{ "fields": ["person.name"], "purpose": "check" }""")).Status.Should().BeOneOf(404, 409);
    }

    [Fact]
    public async Task Each_door_has_a_menu_of_at_most_seven_entries_that_begins_at_home()
    {
        foreach (var client in (HttpClient[])[demo.Office, demo.Secretary, demo.Teacher, demo.Authority, demo.Server.Administrator])
        {
            var menu = (await demo.GetAsync(client, "/api/me")).Body["menu"].Items.Select(m => m.AsText()).ToList();
            menu.Should().HaveCountLessThanOrEqualTo(7).And.StartWith("home");
        }

        using var above = await demo.Server.ClientAsync("authority", "/education/");
        (await demo.GetAsync(above, "/api/me")).Body["menu"].Items.Select(m => m.AsText()).Should().Contain(["reconsiderations", "base", "places"]);
        (await demo.GetAsync(demo.Server.Administrator, "/api/me")).Body["menu"].Items.Select(m => m.AsText()).Should().Contain("checks", "who keeps rounds handles their complaints, whatever he sets up beside");
    }
}
