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
    public async Task Each_role_has_the_menu_that_its_document_gives_it_by_the_role_s_own_words()
    {
        async Task<string> MenuAsync(string role, string unit)
        {
            using var client = await demo.Server.ClientAsync(role, unit);
            return string.Join('/', (await demo.GetAsync(client, "/api/me")).Body["menu"].Items.Select(m => m["name"]["zh-CN"].AsText() ?? m["screen"].AsText()));
        }

        (await MenuAsync("class-teacher", "/education/14901/information/software-2601/")).Should().Be("home/本班学生/民主评议/核实/公示");
        (await MenuAsync("department-secretary", "/education/14901/agronomy/")).Should().Be("home/rosters/cases/publicities/进度");
        (await MenuAsync("aid-office", "/education/14901/")).Should().Be("home/rounds/rosters/tasks/cases/publicities/filing");
        (await MenuAsync("group-secretary", "/education/14901/")).Should().Be("会议/rosters/minutes");
        (await MenuAsync("authority", "/education/")).Should().Be("home/progress/samples/reconsiderations/rules/places/base");
        (await MenuAsync("principal", "/education/14901/")).Should().Be("签署");
        (await MenuAsync("student-representative", "/education/14901/agronomy/agronomy-2401/")).Should().Be("home", "no meeting is open there");
        (await MenuAsync("counsellor", "/education/14901/")).Should().Be("home/cases/rosters/tasks/publicities", "whom no document gives one has the one for all");
        string.Join('/', (await demo.GetAsync(demo.Server.Administrator, "/api/me")).Body["menu"].Items.Select(m => m["screen"].AsText())).Should().Be("home/rules/organisation/operations/audit/settings/checks");
    }

    [Fact]
    public async Task The_lists_at_hand_are_those_at_which_one_has_something_to_do()
    {
        using var teacher = await demo.Server.ClientAsync("class-teacher", "/education/14901/information/software-2601/");
        var own = (await demo.GetAsync(teacher, "/api/rosters/mine")).Body["items"].Items;
        own.Select(l => $"{l["unitName"].AsText()} {l["status"].AsText()} {string.Join('+', l["acts"].Items.Select(a => a.AsText()))}").Should().Contain(l => l.StartsWith("软件2601 frozen", StringComparison.Ordinal));
        using var other = await demo.Server.ClientAsync("counsellor", "/education/14901/agronomy/agronomy-2501/");
        (await demo.GetAsync(other, "/api/rosters/mine")).Body["items"].Items.Where(l => l["status"].AsText() == "frozen").Should().BeEmpty("he decides no list");
    }
}
