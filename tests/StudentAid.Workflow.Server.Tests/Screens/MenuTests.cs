using FluentAssertions;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>A role's menu is data: read strictly, laid under the layers, and put together where somebody has several roles.</summary>
public sealed class MenuTests
{
    [Fact]
    public void A_menu_that_is_too_long_names_no_screen_or_opens_elsewhere_is_refused()
    {
        Refused("""[{ "screen": "home" }, { "screen": "cases" }]""").Should().BeEmpty();
        Refused("""[{ "screen": "home" }, { "screen": "somewhere" }]""").Should().Equal("pack-unknown-word");
        Refused("""[{ "screen": "cases" }]""").Should().Equal(RoleCodes.MenuFirst.Id);
        Refused("""[{ "screen": "home" }, { "screen": "desk" }]""").Should().Equal([RoleCodes.MenuFirst.Id], "only one opens the dashboard");
        Refused("""[{ "screen": "home" }, { "screen": "cases" }, { "screen": "cases" }]""").Should().HaveCount(1, "twice is once too often");
        Refused("""[{ "screen": "home" }, { "screen": "cases" }, { "screen": "rosters" }, { "screen": "tasks" }, { "screen": "rounds" }, { "screen": "rules" }, { "screen": "audit" }, { "screen": "base" }]""")
            .Should().Equal(RoleCodes.MenuTooLong.Id);
        Refused("""[{ "screen": "home", "nmae": "今天" }]""").Should().HaveCount(1);
    }

    [Fact]
    public void A_lower_layer_writes_a_role_s_menu_anew_or_leaves_it_and_a_role_without_one_has_that_of_its_duty()
    {
        var above = ListOf("""{ "id": "clerk", "name": "办事员", "duties": ["verify"], "menu": [{ "screen": "home" }, { "screen": "tasks" }] }""");
        Screens(above.Under(ListOf("""{ "id": "clerk", "name": "经办人" }""")), "clerk").Should().Be("home/tasks");
        var anew = above.Under(ListOf("""{ "id": "clerk", "name": "办事员", "menu": [{ "screen": "desk", "name": "签字" }] }"""));
        (Screens(anew, "clerk"), anew.OwnMenuOf(anew.Find("clerk"))!.Value[0].Name!.ZhCn).Should().Be(("desk", "签字"));
        Screens(above.Under(ListOf("""{ "id": "helper", "name": "协办", "duties": ["verify"] }""")), "helper").Should().Be("home/tasks");
        above.Under(ListOf("""{ "id": "guest", "name": "来宾", "duties": [] }""")).OwnMenuOf(null).Should().BeNull();
    }

    [Fact]
    public void Several_menus_are_one_in_which_each_screen_stands_once_and_what_opens_the_dashboard_first()
    {
        var one = MenuEntry.Together([new("desk", null), new("cases", "本班学生"), new("home", null), new("cases", null)]);
        one.Select(e => e.Screen).Should().Equal("home", "desk", "cases");
        one[2].Name!.ZhCn.Should().Be("本班学生");
        MenuEntry.Together(MenuEntry.Screens.Select(s => new MenuEntry(s, null))).Should().HaveCount(MenuEntry.Longest);
    }

    [Fact]
    public void Whatever_the_product_brings_names_only_screens_that_there_are()
    {
        RoleList.Shipped.Menu.Should().NotBeNull();
        RoleList.Shipped.Roles.SelectMany(r => r.Menu ?? []).Select(e => e.Screen).Should().OnlyContain(s => MenuEntry.Screens.Contains(s));
        var drawn = File.ReadAllText(Repository.PathOf("src/StudentAid.Workflow.Web/src/app/menu.tsx"));
        MenuEntry.Screens.Should().OnlyContain(s => drawn.Contains($"  {s}: {{ path:", StringComparison.Ordinal), "the dashboard draws each of them");
    }

    private static string Screens(RoleList list, string role) => string.Join('/', list.OwnMenuOf(list.Find(role))!.Value.Select(e => e.Screen));

    private static IEnumerable<string> Refused(string menu) => RoleList.Kind.Read(Document($$"""{ "id": "clerk", "name": "办事员", "menu": {{menu}} }""")).Diagnostics.Select(d => d.Code.Id);

    private static RoleList ListOf(string role) => RoleList.Kind.Read(Document(role)).Document!;

    private static Value Document(string role) => Value.Parse($$"""{ "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", "roles": [{{role}}] }""");
}
