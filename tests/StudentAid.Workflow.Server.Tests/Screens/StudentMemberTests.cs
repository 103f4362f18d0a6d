using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Api;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>A student who sits in a review group votes on his classmates and learns no more of them than that takes.</summary>
public sealed class StudentMemberTests(DemoServer demo) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task A_student_of_the_group_pledges_and_sees_what_he_votes_on_while_the_meeting_is_open()
    {
        var (list, state) = (await demo.Played.ListOf(demo.Played.RoundOf("新生")!, "class", DemoServer.Class))!.Value;
        state.Status.Should().Be("frozen");
        using var member = await demo.ClientAsync("评议代表", "student-representative", DemoServer.Class);

        var before = await demo.GetAsync(member, $"/api/rosters/{list}");
        (before.Status, before.Code).Should().Be((403, "pledge-missing"));
        (await demo.GetAsync(member, $"/api/rosters/{list}/seats")).Code.Should().Be("pledge-missing");
        var words = (await demo.GetAsync(member, $"/api/rosters/{list}/pledge")).Body;
        words["text"].ToJson().Should().Contain("保密");
        words["signed"].AsBool().Should().BeFalse();
        string Signed(string name, string hash) => $$"""{ "name": "{{name}}", "hash": "{{hash}}" }""";
        var hash = words["hash"].AsText()!;
        (await demo.Server.PostAsync(member, $"/api/rosters/{list}/pledge", Signed("别人", hash))).Code.Should().Be("pledge-wrong-name");
        (await demo.Server.PostAsync(member, $"/api/rosters/{list}/pledge", Signed("评议代表", "0000"))).Code.Should().Be("pledge-text-changed");
        (await demo.Server.PostAsync(member, $"/api/rosters/{list}/pledge", Signed("评议代表", hash))).Status.Should().Be(200);
        (await demo.Server.PostAsync(member, $"/api/rosters/{list}/pledge", Signed("评议代表", hash))).Code.Should().Be("pledge-signed");

        var shown = await demo.GetAsync(member, $"/api/rosters/{list}");
        shown.Status.Should().Be(200, shown.Text);
        var whole = (await demo.GetAsync(demo.Teacher, $"/api/rosters/{list}")).Body;
        shown.Body["entries"].Items.Select(e => (e["name"], e["total"], e["suggested"], e["match"])).Should().Equal(whole["entries"].Items.Select(e => (e["name"], e["total"], e["suggested"], e["match"])));
        shown.Body["entries"].Items.Should().OnlyContain(e => e["name"].AsText()!.Length > 0 && e["level"].AsText() == "");
        (shown.Body["hints"].Items.Length, shown.Body["worksheet"].IsNull, shown.Body["objections"].Items.Length).Should().Be((0, true, 0));
        (await demo.GetAsync(member, $"/api/rosters/{list}/seats")).Status.Should().Be(200);
        (await demo.GetAsync(member, $"/api/rosters?round={demo.Played.IdOf(demo.Played.RoundOf("新生")!)}")).Body["items"].Items.Should().Contain(r => r["id"].AsText() == list.ToString());
    }

    [Fact]
    public async Task He_neither_exports_nor_prints_nor_reads_another_class_nor_a_list_that_is_decided()
    {
        var (list, _) = (await demo.Played.ListOf(demo.Played.RoundOf("新生")!, "class", DemoServer.Class))!.Value;
        using var member = await demo.ClientAsync("另一位代表", "student-representative", DemoServer.Class);
        foreach (var path in (string[])[$"/api/rosters/{list}/workbook", $"/api/rosters/{list}/minutes", $"/api/rosters/{list}/actions", $"/api/prints/review-record?roster={list}"])
            (await demo.GetAsync(member, path)).Status.Should().Be(404, path);
        (await demo.Server.PostAsync(member, "/api/people/search", """{ "text": "王" }""")).Status.Should().Be(404, "no place of his own is searched");

        const string Elsewhere = "/education/14901/agronomy/agronomy-2401/";
        var (decided, state) = (await demo.Played.ListOf(demo.Played.RoundOf("2025—2026 学年")!, "class", Elsewhere))!.Value;
        state.Status.Should().NotBe("frozen");
        (await demo.GetAsync(member, $"/api/rosters/{decided}")).Status.Should().Be(404);
        (await demo.GetAsync(member, $"/api/rosters/{decided}/pledge")).Status.Should().Be(404);
        using var late = await demo.ClientAsync("迟来的代表", "student-representative", Elsewhere);
        var over = await demo.GetAsync(late, $"/api/rosters/{decided}");
        (over.Status, over.Code).Should().Be((403, "meeting-over"));
    }
}
