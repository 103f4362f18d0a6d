using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>What the desks read beside a list and a case: last year's level, the score item by item, the notice before it hangs, who is missing in the reader's language.</summary>
[Collection(DemoServer.Name)]
public sealed class DeskReadingTests(DemoServer demo)
{
    private const string Class = "/education/14901/agronomy/agronomy-2401/";

    [Fact]
    public async Task A_score_is_told_item_by_item_with_its_table_and_the_correction_apart_to_who_may_read_the_family_and_is_on_record()
    {
        var office = demo.Office;
        var found = (await demo.Server.DoAsync(office, "/api/cases/search", """{ "text": "王思远" }"""))["items"].Items;
        var (id, score) = ("", Value.Null);
        foreach (var each in found.Select(f => f["case"].AsText()!))
        {
            // Last year he was what he scored; this year a flood is not in the table.
            if ((await demo.GetAsync(office, $"/api/cases/{each}/score")).Body is var told && (score.IsNull || !told["corrections"].Items.IsEmpty))
                (id, score) = (each, told);
        }

        score["table"].IsNull.Should().BeFalse();
        score["version"].AsText().Should().HaveLength(8);
        score["factors"].Items.SelectMany(f => f["items"].Items).Should().NotBeEmpty();
        score["suggested"]["zh-CN"].AsText().Should().Be("一般困难");
        var correction = score["corrections"].Items.First();
        correction["level"]["zh-CN"].AsText().Should().Be("比较困难");
        correction["opinion"].AsText().Should().Contain("洪水");
        await demo.GetAsync(office, $"/api/cases/{id}/score");
        (await demo.GetAsync(office, $"/api/cases/{id}/accesses")).Body["items"].Items.Where(a => a["purpose"].AsText() == "view-score")
            .Should().ContainSingle("a page that is asked for again while it stays open is one look");
        (await demo.GetAsync(demo.Authority, $"/api/cases/{id}/score")).Status.Should().BeOneOf(403, 404);
    }

    [Fact]
    public async Task A_score_names_the_rules_beside_its_points_that_hold()
    {
        var grounds = new List<Value>();
        foreach (var surname in (string[])["王", "李", "张", "刘", "陈"])
        {
            foreach (var found in (await demo.Server.DoAsync(demo.Office, "/api/cases/search", $$"""{ "text": "{{surname}}" }"""))["items"].Items.Select(f => f["case"].AsText()!).Distinct())
                grounds.AddRange((await demo.GetAsync(demo.Office, $"/api/cases/{found}/score")).Body["grounds"].Items);
        }

        grounds.Should().NotBeEmpty().And.OnlyContain(g => g["name"]["zh-CN"].AsText() != "" && g["veto"].AsBool() == false, "some are on a list that gives a level directly, and nobody is vetoed");
    }

    [Fact]
    public async Task A_list_shows_last_year_s_level_of_whoever_had_one()
    {
        using var teacher = await demo.Server.ClientAsync("class-teacher", Class);
        var round = (await demo.GetAsync(demo.Office, "/api/rounds")).Body["items"].Items.Single(r => r["name"].AsText() == "在校生")["id"].AsText();
        var list = (await demo.GetAsync(teacher, $"/api/rosters?round={round}")).Body["items"].Items.First(r => r["activity"].AsText() == "class")["id"].AsText();
        var entries = (await demo.GetAsync(teacher, $"/api/rosters/{list}")).Body["entries"].Items;
        entries.Count(e => !e["last"].IsNull).Should().BeGreaterThan(5);
        entries.First(e => !e["last"].IsNull)["last"]["name"]["zh-CN"].AsText().Should().EndWith("困难");
    }

    [Fact]
    public async Task A_case_s_history_tells_its_staff_how_each_body_voted_in_numbers_and_its_family_nothing_of_it()
    {
        var path = $"/api/cases/{await demo.CaseOf("在校生", "王思远")}/events";
        var decided = (await demo.GetAsync(demo.Office, path)).Body["items"].Items.Where(s => !s["decision"].IsNull).ToList();
        var reviewed = decided.First(s => s["decision"]["body"].AsText()!.Length > 0)["votes"];
        reviewed["present"].AsNumber().Should().BePositive().And.Be(reviewed["agree"].AsNumber() + reviewed["disagree"].AsNumber() + reviewed["abstain"].AsNumber());
        decided.Where(s => s["decision"]["body"].AsText() == "").Should().OnlyContain(s => s["votes"].IsNull, "a post decides alone");
        using var family = await demo.Server.FamilyAsync(demo.Played.PersonOf("王思远")!.Id, "本人");
        var told = (await demo.GetAsync(family, path)).Body["items"].Items;
        told.Should().Contain(s => !s["decision"].IsNull).And.OnlyContain(s => s["votes"].IsNull);
    }

    [Fact]
    public async Task A_class_s_open_list_says_whether_its_group_has_still_to_meet_and_one_that_is_decided_says_nothing()
    {
        var lists = (await demo.GetAsync(demo.Office, $"/api/rosters?round={demo.RoundOf("新生")}")).Body["items"].Items.Where(r => r["activity"].AsText() == "class").ToList();
        lists.Where(r => r["status"].AsText() == "frozen").Should().OnlyContain(r => r["stage"].AsText() == "to-meet" || r["stage"].AsText() == "meeting").And.NotBeEmpty();
        lists.Where(r => r["status"].AsText() == "released").Should().OnlyContain(r => r["stage"].IsNull);
        var open = lists.First(r => r["status"].AsText() == "frozen");
        (await demo.GetAsync(demo.Office, $"/api/rosters/{open["id"].AsText()}")).Body["stage"].AsText().Should().Be(open["stage"].AsText());
    }

    [Fact]
    public async Task A_posted_notice_says_how_many_working_days_it_still_hangs()
    {
        var notices = (await demo.GetAsync(demo.Office, "/api/publicities?status=posted")).Body["items"].Items;
        notices[0]["period"]["left"].AsText().Should().Be("还剩 2 个工作日");
        (await demo.GetAsync(demo.Office, $"/api/publicities/{notices[0]["id"].AsText()}")).Body["period"]["left"].AsText().Should().Be("还剩 2 个工作日");
        (await demo.GetAsync(demo.Office, $"/api/publicities/{notices[0]["id"].AsText()}/notice")).Status.Should().Be(404, "it hangs already");
    }
}
