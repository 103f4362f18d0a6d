using FluentAssertions;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A working copy over HTTP: two recorders, row by row, and gone with the decision.</summary>
public sealed class WorksheetTests
{
    [Fact]
    public async Task A_second_recorder_is_refused_row_by_row_and_the_copy_is_deleted_with_the_decision()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        var colleague = await school.ColleagueAsync("资助中心乙");
        var (one, two) = (school.Cases[0], school.Cases[1]);

        var first = await server.PatchAsync(school.Office, $"/api/rosters/{list}/worksheet", Rows(one, "high", 0));
        first.Body["kept"].Items.Should().ContainSingle();
        var second = await server.PatchAsync(colleague, $"/api/rosters/{list}/worksheet", $$"""{ "rows": [{{Row(one, "low", 0)}}, {{Row(two, "low", 0)}}] }""");
        second.Body["kept"].Items.Should().ContainSingle(k => k.AsText() == two.ToString());
        second.Body["refused"].Items.Single()["byName"].AsText().Should().Be("资助中心");
        second.Body["refused"].Items.Single()["level"].AsText().Should().Be("high");

        var shown = await server.GetAsync(school.Office, $"/api/rosters/{list}");
        shown.Etag.Should().Be("\"1\"", "a working copy is no act");
        shown.Body["worksheet"]["rows"].Items.Should().HaveCount(2);
        (await server.PatchAsync(school.Teacher, $"/api/rosters/{list}/worksheet", Rows(one, "low", 1))).Status.Should().Be(404);

        var verdicts = string.Join(',', school.Cases.Select(c => $$"""{ "case": "{{c}}", "verdict": "agree", "level": "low" }"""));
        await server.DoAsync(school.Office, $"/api/rosters/{list}/decide", $$"""{ "entries": [{{verdicts}}] }""", $"If-Match: {shown.Etag}");
        await server.SettleAsync();
        (await server.Get<IStoreReader>().DocumentsAsync(Scope.All, new DocumentFilter(WorksheetState.Row))).Should().BeEmpty();
        (await server.PatchAsync(school.Office, $"/api/rosters/{list}/worksheet", Rows(one, "high", 0))).Status.Should().Be(409);
    }

    [Fact]
    public async Task A_row_that_is_kept_after_the_decision_was_written_is_deleted_with_the_release()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        var shown = await server.GetAsync(school.Office, $"/api/rosters/{list}");
        var verdicts = string.Join(',', school.Cases.Select(c => $$"""{ "case": "{{c}}", "verdict": "agree", "level": "low" }"""));
        await server.DoAsync(school.Office, $"/api/rosters/{list}/decide", $$"""{ "entries": [{{verdicts}}] }""", $"If-Match: {shown.Etag}");
        // Nobody had begun a working copy, and still its end is told: by the decision, and by the release.
        await server.SettleAsync();
        var ends = (await server.Get<IStoreReader>().RefusedMessagesAsync(Scope.All, 10)).Where(m => m.Message.Name == DropWorksheet.Name).ToList();
        ends.Should().HaveCount(2);
        ends.Should().OnlyContain(m => m.Message.Expects.Contains(m.RefusedWith!));
    }

    [Fact]
    public async Task A_row_is_of_a_case_or_of_a_hint_and_holds_no_book()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        async Task<string?> KeepAsync(string key, string answer) =>
            (await server.PatchAsync(school.Office, $"/api/rosters/{list}/worksheet", $$"""{ "rows": [{ "key": "{{key}}", "answer": "{{answer}}", "shownAt": 0 }] }""")).Code;
        (await KeepAsync("李向南家里有店铺", "")).Should().Be("worksheet-row");
        (await KeepAsync("inverted-levels-李向南李向南李向南1", "")).Should().Be("worksheet-row");
        (await KeepAsync(school.Cases[0].ToString(), new string('长', 2_001))).Should().Be("worksheet-text");
        (await KeepAsync("inverted-levels-0123456789", "已核对")).Should().BeNullOrEmpty();
        (await KeepAsync(school.Cases[0].ToString(), "")).Should().BeNullOrEmpty();
    }

    [Fact]
    public async Task A_student_objects_to_his_own_level_and_to_nobody_else_s()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var notice = await school.PublishAsync();
        var student = await school.FamilyAsync(0);
        string Objection(int n) => $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[n]}}", "channel": "signed-in", "text": "等级偏低", "objector": "本人" }""";
        (await server.PostAsync(student, "/api/objections", Objection(1))).Status.Should().Be(404);
        (await server.PostAsync(student, "/api/objections", Objection(0))).Status.Should().Be(200);
    }

    private static string Rows(Id @case, string level, long shown) => $$"""{ "rows": [{{Row(@case, level, shown)}}] }""";

    private static string Row(Id @case, string level, long shown) => $$"""{ "key": "{{@case}}", "verdict": "agree", "level": "{{level}}", "shownAt": {{shown}} }""";
}
