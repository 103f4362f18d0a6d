using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Nobody decides his own or his child's case, and what somebody may do ends with his post.</summary>
public sealed class FourEyesTests : OwnSchool
{
    [Fact]
    public async Task A_teacher_verifies_the_class_but_not_his_own_child_whom_he_hands_to_a_colleague()
    {
        using var father = await MachineAsync("周老师", "class-teacher", School.Class);
        var own = (await Server.GetAsync(father, $"/api/cases/{School.Cases[0]}/actions")).Body["items"].Items.Single();
        own["actions"].Items.Select(a => a["verb"].AsText()).Should().Equal(["transfer"], "he can only give it away");

        var refused = await School.SendAsync(father, own, "record", School.Verification);
        (refused.Status, refused.Code).Should().Be((403, "task-must-withdraw"));
        refused.Body["detail"].AsText().Should().Contain("班主任", "it says who does it instead");
        (await School.SendAsync(father, own, "claim", "{}")).Code.Should().Be("task-must-withdraw");
        (await School.ActAsync(father, 1, "record", School.Verification)).IsNull.Should().BeFalse("another's child is his to verify");
        (await School.ActAsync(School.Teacher, 0, "record", School.Verification)).IsNull.Should().BeFalse();
    }

    [Fact]
    public async Task An_office_holder_decides_the_list_but_for_his_child_whom_a_colleague_decides()
    {
        using var father = await MachineAsync("周主任", "aid-office", School.Path);
        await School.VerifyAllAsync();
        var list = await School.FreezeAsync("office");
        Task<Reply> DecideAsync(HttpClient client, string etag, params int[] students) => Server.PostAsync(
            client, $"/api/rosters/{list}/decide",
            $$"""{ "entries": [{{string.Join(',', students.Select(s => $$"""{ "case": "{{School.Cases[s]}}", "verdict": "agree", "level": "low" }"""))}}] }""", $"If-Match: {etag}");
        async Task<string> EtagAsync() => (await Server.GetAsync(School.Office, $"/api/rosters/{list}")).Etag!;

        var refused = await DecideAsync(father, await EtagAsync(), 0, 1, 2);
        (refused.Status, refused.Code).Should().Be((403, "decides-own"));
        (await DecideAsync(father, await EtagAsync(), 1, 2)).Status.Should().Be(200);
        (await DecideAsync(School.Office, await EtagAsync(), 0)).Status.Should().Be(200);
    }

    [Fact]
    public async Task What_is_taken_from_somebody_is_his_no_longer_at_his_next_request_and_the_trail_tells_who_took_it()
    {
        var id = (await Server.DoAsync(Server.Administrator, "/api/principals", Described("乙老师", "class-teacher")))["id"].AsText()!;
        using var teacher = await Server.MachineOfAsync(id);
        (await Server.GetAsync(teacher, $"/api/cases/{School.Cases[0]}")).Status.Should().Be(200);
        long Puts(Reply trail) => trail.Body["items"].Items.Count(r => r["what"].AsText() == "PrincipalPut" && !r["actor"].IsNull);
        var before = Puts(await Server.GetAsync(Server.Administrator, "/api/audit?size=200"));

        await Server.DoAsync(Server.Administrator, "/api/principals", $$"""{ "unit": "/", "id": "{{id}}", "name": "乙老师", "kind": "machine", "grants": [] }""");

        (await Server.GetAsync(teacher, $"/api/cases/{School.Cases[0]}")).Status.Should().Be(404);
        (await Server.GetAsync(teacher, "/api/tasks")).Body["items"].Items.Should().BeEmpty();
        Puts(await Server.GetAsync(Server.Administrator, "/api/audit?size=200")).Should().Be(before + 1);
    }

    [Fact]
    public async Task Who_decided_at_the_school_answers_no_reconsideration_of_it_though_he_holds_the_authority_s_post_too()
    {
        await Server.DoAsync(Server.Administrator, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/hr/", "kind": "authority", "name": "人社局" } ] }""");
        using var both = await Server.MachineAsync($$"""
            { "unit": "/", "name": "两处任职", "kind": "machine", "grants": [ { "role": "aid-office", "unit": "{{School.Path}}" }, { "role": "authority", "unit": "/hr/" } ] }
            """);
        using var bureau = await School.ColleagueAsync("人社局", "authority", "/hr/");
        await School.VerifyAllAsync();
        var list = await School.FreezeAsync("office");
        async Task DecideAsync(HttpClient client, params int[] students) => await Server.DoAsync(
            client, $"/api/rosters/{list}/decide", $$"""{ "entries": [{{string.Join(',', students.Select(s => $$"""{ "case": "{{School.Cases[s]}}", "verdict": "agree", "level": "low" }"""))}}] }""",
            $"If-Match: {(await Server.GetAsync(School.Office, $"/api/rosters/{list}")).Etag}");
        await DecideAsync(both, 0);
        await DecideAsync(School.Office, 1, 2);
        await Server.SettleAsync();
        await School.PostAsync();
        Server.Time.MoveTo(new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero));
        await Server.SettleAsync();

        string Named(string unit) => $$"""{ "school": "{{School.Path}}", "unit": "{{unit}}", "name": "示例人社局", "role": "authority" }""";
        (await Server.PostAsync(Server.Administrator, "/api/org-units/authority", Named(School.Path))).Code.Should().Be("authority-within-school");
        await Server.DoAsync(Server.Administrator, "/api/org-units/authority", Named("/hr/"));
        async Task<Reply> AnswerAsync(int student, HttpClient client)
        {
            var asked = await Server.DoAsync(School.Office, "/api/reconsiderations", $$"""{ "case": "{{School.Cases[student]}}", "channel": "letter", "text": "请求复议" }""");
            return await Server.PostAsync(client, $"/api/reconsiderations/{asked["id"].AsText()}/answer", """{ "result": "maintained", "text": "程序合规", "documentNumber": "示〔2026〕1号", "day": "2026-10-20" }""");
        }

        var refused = await AnswerAsync(0, both);
        (refused.Status, refused.Code, refused.Body["article"].AsText()).Should().Be((403, "reconsideration-own-decision", "实施办法 第十条"));
        (await AnswerAsync(1, both)).Status.Should().Be(200, "another decided about her");
        (await AnswerAsync(2, bureau)).Status.Should().Be(200);
    }

    /// <summary>Somebody with a post whose child is the first student.</summary>
    private Task<HttpClient> MachineAsync(string name, string role, string unit) => Server.MachineAsync(
        $$"""{ "unit": "/", "name": "{{name}}", "kind": "machine", "grants": [ { "role": "{{role}}", "unit": "{{unit}}" } ], "persons": ["{{School.People[0]}}"] }""");

    private static string Described(string name, string role) =>
        $$"""{ "unit": "/", "name": "{{name}}", "kind": "machine", "grants": [ { "role": "{{role}}", "unit": "{{School.Class}}" } ] }""";
}
