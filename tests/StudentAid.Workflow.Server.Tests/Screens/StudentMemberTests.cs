using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Tests.Api;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>A student who sits in a review group votes on his classmates and learns no more of them than that takes.</summary>
[Collection(DemoServer.Name)]
public sealed class StudentMemberTests(DemoServer demo)
{
    [Fact]
    public async Task A_student_of_the_group_pledges_and_sees_what_he_votes_on_while_the_meeting_is_open()
    {
        var (list, state) = (await demo.Played.ListOf(demo.Played.RoundOf("新生")!, "class", DemoServer.Class))!.Value;
        state.Status.Should().Be("frozen");
        using var member = await demo.Server.ClientAsync("student-representative", DemoServer.Class, "评议代表");

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

        await MeetAsync(list, quorate: false);
        var early = await demo.GetAsync(member, $"/api/rosters/{list}");
        (early.Status, early.Code).Should().Be((403, "meeting-not-open"), "below the quorum nobody meets");
        (await demo.GetAsync(member, $"/api/rosters/{list}/seats")).Code.Should().Be("meeting-not-open");
        await MeetAsync(list, quorate: true);
        var shown = await demo.GetAsync(member, $"/api/rosters/{list}");
        shown.Status.Should().Be(200, shown.Text);
        var trail = (await demo.GetAsync(demo.Server.Administrator, "/api/audit?size=20")).Body["items"].Items;
        trail.Should().Contain(r => r["what"].AsText() == "Given" && r["purpose"].AsText() == "vote" && r["unit"].AsText() == DemoServer.Class, "his reading is on record");
        var whole = (await demo.GetAsync(demo.Teacher, $"/api/rosters/{list}")).Body;
        shown.Body["entries"].Items.Select(e => (e["name"], e["total"], e["suggested"], e["match"])).Should().Equal(whole["entries"].Items.Select(e => (e["name"], e["total"], e["suggested"], e["match"])));
        shown.Body["entries"].Items.Should().OnlyContain(e => e["name"].AsText()!.Length > 0 && e["level"].AsText() == "");
        (shown.Body["hints"].Items.Length, shown.Body["worksheet"].IsNull, shown.Body["objections"].Items.Length).Should().Be((0, true, 0));
        (await demo.GetAsync(member, $"/api/rosters/{list}/seats")).Status.Should().Be(200);
        (await demo.GetAsync(member, $"/api/rosters?round={demo.Played.IdOf(demo.Played.RoundOf("新生")!)}")).Body["items"].Items.Should().Contain(r => r["id"].AsText() == list.ToString());
    }

    [Fact]
    public async Task Whoever_has_still_to_vote_finds_it_in_his_inbox_and_votes_once_with_the_pledge_signed()
    {
        var (list, _) = (await demo.Played.ListOf(demo.Played.RoundOf("新生")!, "class", DemoServer.Class))!.Value;
        using var member = await MemberAsync("闵思源");
        (await demo.GetAsync(member, "/api/tasks")).Body["items"].Items.Should().BeEmpty();
        var seats = (await demo.GetAsync(demo.Teacher, $"/api/rosters/{list}/seats")).Body["items"].Items;
        string IdOf(string name) => seats.Single(s => s["name"].AsText() == name)["id"].AsText()!;
        string Seat(Value seat) => seat["name"].AsText() switch
        {
            "马骏" => Written(seat, "withdrawn", ""),
            "闵思源" or "池雨薇" => Written(seat, "present", ""),
            _ => Written(seat, "present", "agree"),
        };
        await demo.Server.DoAsync(demo.Teacher, $"/api/rosters/{list}/meet", $$"""{ "day": "2026-09-22", "mode": "mixed", "seats": [{{string.Join(',', seats.Select(Seat))}}] }""");

        var task = (await demo.GetAsync(member, "/api/tasks")).Body["items"].Items.Should().ContainSingle().Subject;
        (task["activity"].AsText(), task["stream"].AsText(), task["title"].AsText()).Should().Be(("cast-vote", list.ToString(), "表决"));
        (await demo.GetAsync(member, $"/api/tasks/{task["id"].AsText()}")).Status.Should().Be(200);
        (await demo.GetAsync(member, "/api/tasks/counts")).Body["items"].Items.Single()["count"].AsNumber().Should().Be(1);
        (await demo.GetAsync(member, "/api/notifications")).Body["items"].Items.Should().Contain(n => n["link"].AsText() == $"/api/tasks/{task["id"].AsText()}");
        var kept = (await demo.GetAsync(demo.Teacher, "/api/tasks")).Body["items"].Items.Should().ContainSingle(t => t["activity"].AsText() == "cast-vote", "his is his alone, and she has no account").Subject;
        kept["id"].AsText().Should().NotBe(task["id"].AsText());
        (await demo.GetAsync(demo.Teacher, $"/api/tasks/{kept["id"].AsText()}")).Status.Should().Be(200);
        var meeting = (await demo.GetAsync(demo.Teacher, $"/api/rosters/{list}")).Body["meeting"];
        meeting["awaited"].Items.Select(m => m.AsText()).Should().BeEquivalentTo(IdOf("闵思源"), IdOf("池雨薇"));
        meeting["withoutAccount"].Items.Select(m => m.AsText()).Should().Equal([IdOf("池雨薇")], "nobody reminds her");

        var vote = $$"""{ "member": "{{IdOf("闵思源")}}", "vote": "disagree" }""";
        (await demo.Server.PostAsync(member, $"/api/rosters/{list}/vote", vote)).Code.Should().Be("pledge-missing");
        var hash = (await demo.GetAsync(member, $"/api/rosters/{list}/pledge")).Body["hash"].AsText();
        await demo.Server.DoAsync(member, $"/api/rosters/{list}/pledge", $$"""{ "name": "闵思源", "hash": "{{hash}}" }""");
        var own = (await demo.GetAsync(member, $"/api/rosters/{list}")).Body["ownVote"];
        (own["member"].AsText(), own["open"].AsBool()).Should().Be((IdOf("闵思源"), true));
        (await demo.Server.PostAsync(member, $"/api/rosters/{list}/vote", vote.Replace(IdOf("闵思源"), IdOf("池雨薇"), StringComparison.Ordinal))).Code.Should().Be("not-your-list");
        await demo.Server.DoAsync(member, $"/api/rosters/{list}/vote", vote);
        (await demo.Server.PostAsync(member, $"/api/rosters/{list}/vote", vote)).Code.Should().Be("vote-cast");
        (await demo.GetAsync(member, "/api/tasks")).Body["items"].Items.Should().BeEmpty();
        var cast = (await demo.GetAsync(member, $"/api/rosters/{list}")).Body["ownVote"];
        (cast["vote"].AsText(), cast["open"].AsBool()).Should().Be(("disagree", false));
    }

    [Fact]
    public async Task At_a_meeting_below_the_quorum_nobody_is_offered_a_vote()
    {
        var (list, _) = (await demo.Played.ListOf(demo.Played.RoundOf("新生")!, "class", DemoServer.Class))!.Value;
        using var teacher = await MemberAsync("程老师");
        var seats = (await demo.GetAsync(demo.Teacher, $"/api/rosters/{list}/seats")).Body["items"].Items;
        string Seat(Value seat) => Written(seat, seat["name"].AsText() switch { "程老师" => "present", "马骏" => "withdrawn", _ => "excused" }, "");
        await demo.Server.DoAsync(demo.Teacher, $"/api/rosters/{list}/meet", $$"""{ "day": "2026-09-21", "mode": "mixed", "seats": [{{string.Join(',', seats.Select(Seat))}}] }""");

        var shown = (await demo.GetAsync(teacher, $"/api/rosters/{list}")).Body;
        (shown["meeting"]["outcome"].AsText(), shown["ownVote"]["vote"].AsText(), shown["ownVote"]["open"].AsBool()).Should().Be(("postponed", "", false));
        (await demo.GetAsync(teacher, $"/api/rosters/{list}/actions")).Body["items"].Items.Should().NotContain(a => a["verb"].AsText() == "vote");
        (await demo.Server.PostAsync(teacher, $"/api/rosters/{list}/vote", $$"""{ "member": "{{shown["ownVote"]["member"].AsText()}}", "vote": "agree" }""")).Code.Should().Be("below-quorum");
    }

    /// <summary>Puts down a meeting of the day before, with a vote of each who is present.</summary>
    private async Task MeetAsync(Id list, bool quorate)
    {
        var seats = (await demo.GetAsync(demo.Teacher, $"/api/rosters/{list}/seats")).Body["items"].Items;
        string Seat(Value seat) => seat["name"].AsText() switch
        {
            "马骏" => Written(seat, "withdrawn", ""),
            "程老师" => Written(seat, "present", "agree"),
            _ => quorate ? Written(seat, "present", "agree") : Written(seat, "excused", ""),
        };
        await demo.Server.DoAsync(demo.Teacher, $"/api/rosters/{list}/meet", $$"""{ "day": "2026-09-21", "mode": "mixed", "seats": [{{string.Join(',', seats.Select(Seat))}}] }""");
    }

    private static string Written(Value seat, string attendance, string vote) =>
        $$"""{ "member": "{{seat["id"].AsText()}}", "attendance": "{{attendance}}", "substitute": "", "vote": "{{vote}}" }""";

    /// <summary>A person of the demonstration, as whom he signs in.</summary>
    private Task<HttpClient> MemberAsync(string name) => demo.Server.MachineOfAsync(demo.Played.PrincipalOf(name)!.Id.ToString());

    [Fact]
    public async Task He_neither_exports_nor_prints_nor_reads_another_class_nor_a_list_that_is_decided()
    {
        var (list, _) = (await demo.Played.ListOf(demo.Played.RoundOf("新生")!, "class", DemoServer.Class))!.Value;
        using var member = await demo.Server.ClientAsync("student-representative", DemoServer.Class, "另一位代表");
        var hash = (await demo.GetAsync(member, $"/api/rosters/{list}/pledge")).Body["hash"].AsText();
        string[] leaving =
        [
            $"/api/rosters/{list}/workbook", $"/api/rosters/{list}/minutes", $"/api/rosters/{list}/actions", $"/api/prints/review-record?roster={list}",
            $"/api/prints/application?case={await demo.CaseOf("新生", "吴天佑")}",
        ];
        string[] ofRound = [$"/api/rounds/{demo.RoundOf("新生")}/exports/national-aid-system", $"/api/rounds/{demo.RoundOf("新生")}/archive"];
        foreach (var path in leaving)
            (await demo.GetAsync(member, path)).Status.Should().Be(404, path);
        await demo.Server.DoAsync(member, $"/api/rosters/{list}/pledge", $$"""{ "name": "另一位代表", "hash": "{{hash}}" }""");
        await MeetAsync(list, quorate: true);
        (await demo.GetAsync(member, $"/api/rosters/{list}")).Status.Should().Be(200);
        foreach (var path in leaving)
            (await demo.GetAsync(member, path)).Status.Should().Be(404, "with the pledge signed, {0}", path);
        foreach (var path in ofRound)
            (await demo.GetAsync(member, path)).Status.Should().Be(403, "the round is known to him and its files are the office's: {0}", path);
        (await demo.Server.PostAsync(member, "/api/people/search", """{ "text": "王" }""")).Status.Should().Be(404, "no place of his own is searched");

        const string Elsewhere = "/education/14901/agronomy/agronomy-2401/";
        var (decided, state) = (await demo.Played.ListOf(demo.Played.RoundOf("2025—2026 学年")!, "class", Elsewhere))!.Value;
        state.Status.Should().NotBe("frozen");
        (await demo.GetAsync(member, $"/api/rosters/{decided}")).Status.Should().Be(404);
        (await demo.GetAsync(member, $"/api/rosters/{decided}/pledge")).Status.Should().Be(404);
        using var late = await demo.Server.ClientAsync("student-representative", Elsewhere, "迟来的代表");
        var over = await demo.GetAsync(late, $"/api/rosters/{decided}");
        (over.Status, over.Code).Should().Be((403, "meeting-over"));
    }
}
