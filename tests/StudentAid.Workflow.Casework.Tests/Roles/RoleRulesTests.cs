using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Roles;

/// <summary>What roles come to layer over layer, and what is told of a list that does not fit.</summary>
public sealed class RoleRulesTests
{
    private const string Province = "/410000/";
    private const string School = "/410000/s/";

    [Fact]
    public void A_role_carries_its_own_duties_and_one_that_says_nothing_carries_none()
    {
        One("a", Duty.Verify).Carries(Duty.Verify).Should().BeTrue();
        One("a", Duty.Verify).Carries(Duty.SetUp).Should().BeFalse();
        (One("a") with { Duties = null }).Carries(Duty.Verify).Should().BeFalse();
    }

    [Fact]
    public void Every_duty_is_named_in_both_languages()
    {
        foreach (var (duty, name) in Duty.Names)
        {
            name.ZhCn.Should().MatchRegex("^[\u4e00-\u9fff、]+$", duty);
            name.En.Should().MatchRegex("^[a-z ,']+$", duty);
        }

        Duty.Names.Values.Select(n => n.ZhCn).Should().OnlyHaveUniqueItems();
        (RoleList.Kind.Label.ZhCn, RoleList.Kind.Label.En).Should().Be(("岗位和职责", "Roles and duties"));
    }

    [Fact]
    public void A_list_that_says_nothing_of_a_role_s_duties_leaves_them_as_they_are()
    {
        var told = RoleList.Kind.Read(Value.Parse("""{ "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", "roles": [ { "id": "aa", "name": "甲" }, { "id": "bb", "name": "乙", "duties": [] } ] }""")).Document!;
        told.Find("aa")!.Duties.Should().BeNull("nothing is said of them");
        told.Find("bb")!.Duties!.Value.Should().BeEmpty("it is said that there are none");
    }

    [Fact]
    public void A_role_fits_at_the_kinds_of_unit_that_it_names_and_anywhere_where_it_names_none()
    {
        (One("a") with { Units = ["school", "class"] }).FitsAt("class").Should().BeTrue();
        (One("a") with { Units = ["school"] }).FitsAt("class").Should().BeFalse();
        (One("a") with { Units = [] }).FitsAt("class").Should().BeTrue();
        One("a").FitsAt("class").Should().BeTrue();
    }

    [Fact]
    public void Under_a_higher_layer_a_role_keeps_what_is_required_and_what_the_lower_one_does_not_say()
    {
        var above = One("a", Duty.Verify, Duty.Operate) with { Required = [Duty.Operate], Units = ["school"] };
        var silent = above.Under(One("a") with { Name = "本校", Duties = null, Personal = true });
        (silent.Name, silent.Duties!.Value.AsEnumerable(), silent.Personal).Should().BeEquivalentTo(((Text)"本校", new[] { Duty.Verify, Duty.Operate }.AsEnumerable(), true));
        silent.Required.Should().Equal(Duty.Operate);
        silent.Units.Should().Equal("school");
        var told = above.Under(One("a", Duty.SetUp) with { Required = [Duty.SetUp], Units = ["class"] });
        told.Duties.Should().Equal(Duty.SetUp, Duty.Operate);
        told.Required.Should().Equal(Duty.Operate, Duty.SetUp);
        told.Units.Should().Equal("class");
    }

    [Fact]
    public void A_role_that_nobody_names_is_called_by_its_id_and_is_no_student_s()
    {
        var list = new RoleList([One("a") with { Name = "甲岗", Student = true }, One("b")]);
        (list.NameOf("a").ZhCn, list.NameOf("x").ZhCn).Should().Be(("甲岗", "x"));
        (list.IsStudent("a"), list.IsStudent("b"), list.IsStudent("x")).Should().Be((true, false, false));
        list.Find("b")!.Id.Should().Be("b");
        list.Find("x").Should().BeNull();
    }

    [Fact]
    public void To_look_a_role_up_allocates_nothing_for_it_is_done_before_every_step()
    {
        string[] ids = [.. RoleList.Shipped.Roles.Select(r => r.Id), "nobody"];
        FindAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = FindAll();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        found.Should().Be(ids.Length - 1);

        int FindAll()
        {
            var count = 0;
            foreach (var id in ids)
                count += RoleList.Shipped.Find(id) is null ? 0 : 1;
            return count;
        }
    }

    [Fact]
    public void Who_acts_is_the_role_that_is_named_and_else_the_first_that_carries_the_duty()
    {
        var list = new RoleList([One("a"), One("b", Duty.Verify), One("c", Duty.Verify)]);
        list.With(Duty.Verify).Select(r => r.Id).Should().Equal("b", "c");
        list.For("named", Duty.Verify).Should().Be("named");
        list.For("", Duty.Verify).Should().Be("b");
        list.For("", Duty.SetUp).Should().BeEmpty();
    }

    [Fact]
    public void A_lower_list_adds_roles_and_describes_others_anew_and_second_persons_add_up()
    {
        var above = new RoleList([One("a", Duty.Verify), One("b", Duty.Operate)]) { SecondPerson = [Duty.SetUp] };
        var both = above.Under(new RoleList([One("c"), One("a", Duty.SetUp)]) { SecondPerson = [Duty.PublishDefinitions, Duty.SetUp] });
        both.Roles.Select(r => r.Id).Should().Equal("a", "b", "c");
        both.Find("a")!.Duties.Should().Equal(Duty.SetUp);
        both.Find("b")!.Duties.Should().Equal(Duty.Operate);
        both.SecondPerson.Should().Equal(Duty.SetUp, Duty.PublishDefinitions);
    }

    [Fact]
    public void A_lower_list_is_refused_where_it_takes_a_required_duty_away_or_leaves_one_to_nobody()
    {
        var above = new RoleList([One("a", Duty.Operate) with { Name = "甲岗", Required = [Duty.Operate] }, One("b", Duty.Verify)]);
        Told(above.Refusals(new RoleList([One("a", Duty.Verify)]))).Should().Equal("role-duty-required duty=处理异常办件 duty.en=help cases that are stuck role=甲岗");
        Told(above.Refusals(new RoleList([One("b")]))).Should().Equal("role-duty-nobody duty=核实申请 duty.en=verify applications");
        Told(above.Refusals(new RoleList([One("b"), One("c", Duty.Verify)]))).Should().BeEmpty();
        Told(above.Refusals(new RoleList([One("a") with { Duties = null }, One("x")]))).Should().BeEmpty("what is not said is not taken away, and what nobody carried before is asked of nobody");
        var unknown = new RoleList([One("a", "elsewhere") with { Required = ["elsewhere"] }]);
        Told(unknown.Refusals(new RoleList([One("a")]))).Should().Equal("role-duty-required duty=elsewhere role=a");
    }

    [Fact]
    public void A_list_is_written_as_it_is_read()
    {
        var list = new RoleList(
        [
            One("aa", Duty.Verify) with { Required = [Duty.Verify], Personal = true, Student = true, Units = ["school"] },
            One("bb") with { Name = new Text("乙岗", "B"), Units = [] }, One("cc"),
        ]) { SecondPerson = [Duty.SetUp] };
        list.ToDocument().ToJson().Should().Be(Value.Parse("""
            { "kind": "roles", "id": "roles", "roles": [
                { "id": "aa", "name": "aa", "duties": ["verify"], "required": ["verify"], "personal": true, "student": true, "units": ["school"] },
                { "id": "bb", "name": { "zh-CN": "乙岗", "en": "B" }, "duties": [], "units": [] }, { "id": "cc", "name": "cc", "duties": [] } ],
              "secondPerson": ["set-up"] }
            """).ToJson());
        (list with { SecondPerson = [] }).ToDocument()["secondPerson"].IsNull.Should().BeTrue();
        var read = RoleList.Kind.Read(list.ToDocument()).Document!;
        read.ToDocument().ToJson().Should().Be(list.ToDocument().ToJson());
        (read.Find("cc")!.Units, read.Find("cc")!.Personal, read.Find("cc")!.Student).Should().Be((null, false, false));
    }

    [Fact]
    public void A_list_that_is_wrong_is_told_word_by_word_at_its_place()
    {
        Findings("""{ "id": "aa", "name": "甲", "duties": ["verify", "verifi", ""], "required": ["operate"] }""").Should().BeEquivalentTo(
            $"pack-unknown-word Error /roles/0/duties verifi {string.Join(", ", Duty.Names.Keys)}", "role-required-not-carried Error /roles/0/required operate");
        Findings("""{ "id": "aa", "name": "甲", "required": ["verify"] }""").Should().Equal("role-required-not-carried Error /roles/0/required verify");
        Findings("""{ "id": "aa", "name": "甲", "duties": ["verify"], "required": ["verify"] }""").Should().BeEmpty();
        Findings("""{ "id": "aa", "name": "甲" }""", """ "secondPerson": ["publish-definitions", "set-up", "keep-rounds", "no-duty"], """).Should().BeEquivalentTo(
            "pack-unknown-word Warning /secondPerson keep-rounds publish-definitions, set-up", $"pack-unknown-word Error /secondPerson no-duty {string.Join(", ", Duty.Names.Keys)}");
        Findings("").Should().ContainSingle().Which.Should().StartWith("pack-empty");
        Findings("""{ "id": "aa", "name": "甲", "else": 1 }""").Should().ContainSingle();
        Findings("""{ "id": "aa", "name": "甲" }""", """ "else": 1, """).Should().ContainSingle();
    }

    [Fact]
    public void Of_one_place_the_latest_day_holds_and_there_the_latest_version()
    {
        Book(Layer(School, 1, One("old")), Layer(School, 2, One("new"))).At(School).Find("new").Should().NotBeNull();
        Book(Layer(School, 2, One("new")), Layer(School, 1, One("old"))).At(School).Find("old").Should().BeNull();
        var early = Layer(School, 9, One("old"));
        var book = Book(early, Layer(School, 1, One("new")) with { Document = early.Document with { From = new DateOnly(2026, 2, 1), Version = 1 } });
        (book.At(School).Find("new"), book.At(School).Find("old")).Should().Match<(Role?, Role?)>(f => f.Item1 != null && f.Item2 == null);
    }

    [Fact]
    public void A_unit_s_list_is_the_product_s_under_each_layer_of_its_line_from_the_top()
    {
        var book = Book(Layer(School, 1, One("xx", Duty.Verify)), Layer(Province, 1, One("xx", Duty.Operate), One("yy")), Layer("/410000/t/", 1, One("zz")));
        var at = book.At($"{School}c/");
        at.Find("xx")!.Duties.Should().Equal(Duty.Verify);
        at.Find("yy").Should().NotBeNull();
        at.Find("zz").Should().BeNull();
        at.Find("aid-office").Should().NotBeNull();
        book.At(Province).Find("xx")!.Duties.Should().Equal(Duty.Operate);
        book.At("/").Should().BeEquivalentTo(RoleList.Shipped);
        book.Above(School).Find("xx")!.Duties.Should().Equal(Duty.Operate);
        book.Above(Province).Find("xx").Should().BeNull();
        (book.IsChangedFor(School), book.IsChangedFor("/420000/"), RoleBook.Shipped.IsChangedFor(School)).Should().Be((true, false, false));
        book.At(School).Should().BeSameAs(book.At(School), "it is folded once");
    }

    [Fact]
    public void Two_lists_of_one_place_are_laid_over_each_other_by_their_ids()
    {
        var (a, b) = (Layer(School, 1, One("xx", Duty.Verify)), Layer(School, 1, One("xx", Duty.Operate)));
        (a, b) = (a with { Document = a.Document with { Id = "roles-a" } }, b with { Document = b.Document with { Id = "roles-b" } });
        Book(a, b).At(School).Find("xx")!.Duties.Should().Equal(Duty.Operate);
        Book(b, a).At(School).Find("xx")!.Duties.Should().Equal(Duty.Operate);
    }

    [Fact]
    public void A_role_carries_a_duty_at_its_unit_or_where_a_layer_below_gives_it()
    {
        var book = Book(Layer(School, 1, One("xx", Duty.Verify)), Layer("/420000/", 1, One("xx", Duty.Operate)));
        book.Carries("xx", School, Duty.Verify).Should().BeTrue();
        book.Carries("xx", Province, Duty.Verify).Should().BeTrue("somewhere below");
        book.Carries("xx", Province, Duty.Operate).Should().BeFalse("that is beside it");
        book.Carries("yy", Province, Duty.Verify).Should().BeFalse();
        book.Carries("class-teacher", Province, Duty.Verify).Should().BeTrue("as the product brings it");
        book.Carries("class-teacher", Province, Duty.SetUp).Should().BeFalse();
    }

    [Fact]
    public void A_layer_of_a_unit_that_is_named_by_its_code_holds_there_wherever_that_unit_lies()
    {
        var city = Layer("/", 1, One("xx", Duty.Verify));
        city = city with { Document = city.Document with { Unit = "410400" } };
        var book = Book(city);
        book.At("/410000/410400/s/").Find("xx").Should().NotBeNull();
        book.At("/410000/").Find("xx").Should().BeNull();
        book.Carries("xx", "/410000/", Duty.Verify).Should().BeTrue("its place by the codes of divisions");
        book.Carries("xx", "/420000/", Duty.Verify).Should().BeFalse();
        var school = Layer(Province, 1, One("xx", Duty.Verify));
        school = school with { Document = school.Document with { Unit = "s" } };
        Book(school).Carries("xx", Province, Duty.Verify).Should().BeTrue("below its layer");
        Book(school).Carries("xx", "/s/", Duty.Verify).Should().BeFalse("the layer does not reach there");
        Book(school).Carries("xx", "/420000/", Duty.Verify).Should().BeFalse();
    }

    [Fact]
    public void A_book_has_these_documents_and_no_others()
    {
        var (a, b) = (Layer(Province, 1, One("xx")), Layer(School, 1, One("xx")));
        Book(a, b).Has([a.Document, b.Document]).Should().BeTrue();
        Book(a, b).Has([a.Document]).Should().BeFalse();
        Book(a).Has([b.Document]).Should().BeFalse();
        RoleBook.Shipped.Has([]).Should().BeTrue();
    }

    [Fact]
    public void A_menu_opens_with_home_or_desk_has_seven_entries_at_most_and_names_screens_that_there_are()
    {
        static string Menu(params string[] screens) => $$"""{ "id": "aa", "name": "甲", "menu": [{{string.Join(',', screens.Select(s => $$"""{ "screen": "{{s}}" }"""))}}] }""";
        static IEnumerable<string> Said(string role) => PackReader.Read($$"""{ "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", "roles": [{{role}}] }""").Diagnostics
            .Select(f => string.Join(' ', [f.Code.Id, .. f.Arguments.Where(a => a.Key != "at").OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}")]));
        Said(Menu("home", "tasks", "rosters", "rounds", "cases", "rules", "audit")).Should().BeEmpty();
        Said(Menu("desk")).Should().BeEmpty();
        Said(Menu("home", "tasks", "rosters", "rounds", "cases", "rules", "audit", "samples")).Should().Equal("role-menu-too-long count=8 longest=7");
        Said(Menu("tasks", "home")).Should().Equal("role-menu-first first=home, desk screen=tasks", "role-menu-first first=home, desk screen=home");
        Said(Menu("home", "kitchen")).Should().ContainSingle().Which.Should().StartWith($"{PackCodes.UnknownWord.Id} known=audit, ").And.EndWith(" word=kitchen");
    }

    [Fact]
    public void Several_menus_are_one_in_which_each_screen_stands_once_and_what_opens_the_dashboard_first()
    {
        MenuEntry[] entries = [new("tasks", "待办"), new("desk", null), new("tasks", "别的"), new("home", null), new("rounds", null), new("cases", null), new("rules", null), new("audit", null), new("samples", null)];
        var menu = MenuEntry.Together(entries);
        menu.Select(e => e.Screen).Should().Equal("home", "desk", "tasks", "rounds", "cases", "rules", "audit");
        menu[2].Name!.ZhCn.Should().Be("待办", "by its first name");
    }

    [Fact]
    public void A_role_without_a_menu_has_that_of_the_first_that_carries_its_first_duty()
    {
        var list = new RoleList([One("a", Duty.Verify), One("b", Duty.Verify, Duty.SetUp) with { Menu = [new("home", null)] }, One("c", Duty.SetUp) with { Menu = [new("desk", null)] }, One("d", Duty.Operate), One("e")]);
        list.OwnMenuOf(list.Find("a"))!.Value.Single().Screen.Should().Be("home");
        list.OwnMenuOf(list.Find("c"))!.Value.Single().Screen.Should().Be("desk", "his own");
        list.OwnMenuOf(list.Find("d")).Should().BeNull("nobody who carries it has one");
        list.OwnMenuOf(list.Find("e")).Should().BeNull();
        list.OwnMenuOf(null).Should().BeNull();
        list.MenuFor(Duty.SetUp)!.Value.Single().Screen.Should().Be("home");
    }

    private static Role One(string id, params string[] duties) => new(id, id, [.. duties], [], Personal: false, Student: false, Units: null);

    private static RoleBook Book(params RoleLayer[] layers) => new([.. layers]);

    private static RoleLayer Layer(string place, int version, params Role[] roles) =>
        new(new StoredDocument("roles", "roles", "", "", new DateOnly(2026, 1, 1), version, StoredDocument.Published, "h", "s", Value.Null, place), new RoleList([.. roles]));

    private static IEnumerable<string> Told(IEnumerable<Rejection> refusals) =>
        refusals.Select(r => $"{r.Code.Id} {string.Join(' ', r.Arguments.Select(a => $"{a.Key}={a.Value}"))}");

    private static IEnumerable<string> Findings(string roles, string more = "") => Told(PackReader.Read(
        $$"""{ "kind": "roles", "id": "roles", "article": "t", "from": "2020-01-01", "name": "岗位", {{more}}"roles": [{{roles}}] }""").Diagnostics);

    private static IEnumerable<string> Told(ImmutableArray<Diagnostic> findings) => findings.Select(f =>
        string.Join(' ', [f.Code.Id, f.Severity.ToString(), f.Arguments["at"], .. new[] { "word", "duty", "known" }.Where(f.Arguments.ContainsKey).Select(k => f.Arguments[k])]));
}
