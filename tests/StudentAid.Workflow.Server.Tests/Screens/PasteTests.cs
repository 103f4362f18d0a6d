using System.Text.Json;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Jobs;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>Cells from a table are pasted onto a list, and many rows are put down at once: nothing is guessed, and what another has done stays his.</summary>
public sealed class PasteTests
{
    [Fact]
    public async Task Pasted_cells_find_their_students_by_name_or_beside_the_chosen_rows_and_every_change_is_shown_first()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");

        var named = await PasteAsync(server, school.Office, list, "周雨禾\t特别困难\t洪灾\r\n李向南\t退回\t缺签名\n张三\t特别困难\n王·思远\t\t\n", []);
        named.Status.Should().Be(200, named.Text);
        named.Body["changes"].Items.Select(c => $"{c["row"].AsNumber()} {c["name"].AsText()} {c["verdict"].AsText()} {c["reason"].AsText()}").Should().Equal("1 周雨禾 agree 洪灾", "2 李向南 return 缺签名");
        named.Body["errors"].Items.Select(e => $"{e["row"].AsNumber()} {e["code"].AsText()}").Should().Equal("3 paste-nobody");
        named.Body["unchanged"].AsNumber().Should().Be(1);

        // With a head the columns may stand anywhere.
        var headed = await PasteAsync(server, school.Office, list, "理由\t决定\t姓名\n洪灾\t特别困难\t周雨禾\n", []);
        headed.Body["changes"].Items.Single()["name"].AsText().Should().Be("周雨禾");

        // Without names a line belongs to the row beside it.
        var beside = await PasteAsync(server, school.Office, list, "特别困难\t洪灾\n暂缓\t待核实\n", [school.Cases[0], school.Cases[1]]);
        beside.Body["changes"].Items.Select(c => c["case"].AsText()).Should().Equal(school.Cases[0].ToString(), school.Cases[1].ToString());
        (await PasteAsync(server, school.Office, list, "特别困难\n暂缓\n", [school.Cases[0]])).Code.Should().Be("paste-count");
        (await PasteAsync(server, school.Office, list, "很困难\n", [school.Cases[0]])).Code.Should().Be("paste-no-levels");
        (await PasteAsync(server, school.Stranger, list, "特别困难\n", [])).Status.Should().Be(404);
        (await server.PostAsync(school.Office, $"/api/rosters/{list}/workbook", "[]")).Status.Should().Be(422);

        var @case = (await server.GetAsync(school.Office, $"/api/rosters/{list}")).Body["entries"].Items.ToDictionary(e => e["name"].AsText()!, e => e["case"].AsText());

        // Nothing was put down; the chosen rows are, and what another has filled in meanwhile is left to him by name.
        (await server.GetAsync(school.Office, $"/api/rosters/{list}")).Body["worksheet"].IsNull.Should().BeTrue();
        var colleague = await school.ColleagueAsync("资助中心乙");
        (await server.PatchAsync(colleague, $"/api/rosters/{list}/worksheet", $$"""{ "rows": [ { "key": "{{@case["周雨禾"]}}", "verdict": "agree", "level": "low", "opinion": "核过", "shownAt": 0 } ] }""")).Status.Should().Be(200);
        var stale = await PasteAsync(server, school.Office, list, "周雨禾\t特别困难\t洪灾\n李向南\t特别困难\t洪灾\n", []);
        stale.Body["stale"].Items.Single()["sentence"].AsText().Should().StartWith("资助中心乙已于");
        var chosen = await server.DoAsync(school.Office, $"/api/rosters/{list}/workbook/{stale.Body["token"].AsText()}/choose", "{}");
        chosen["entries"].Items.Single()["case"].AsText().Should().Be(@case["李向南"]);
    }

    [Fact]
    public async Task Many_rows_are_put_down_as_a_job_and_what_another_filled_in_fails_by_name_and_is_done_when_sent_again()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        var colleague = await school.ColleagueAsync("资助中心乙");
        (await server.PatchAsync(colleague, $"/api/rosters/{list}/worksheet", $$"""{ "rows": [ { "key": "{{school.Cases[1]}}", "verdict": "hold", "opinion": "待核实", "shownAt": 0 } ] }""")).Status.Should().Be(200);

        var rows = string.Join(", ", school.Cases.Select(c => $$"""{ "case": "{{c}}", "shownAt": 0 }"""));
        var begun = await server.PostAsync(school.Office, "/api/jobs", $$"""{ "work": "rows", "roster": "{{list}}", "verb": "agree", "input": { "level": "low", "opinion": "按得分" }, "rows": [{{rows}}] }""");
        begun.Status.Should().Be(202, begun.Text);
        var job = begun.Body["id"].AsText();
        await server.Get<JobWorker>().RunOnceAsync();
        var over = (await server.GetAsync(school.Office, $"/api/jobs/{job}")).Body;
        (over["status"].AsText(), over["done"].AsNumber(), over["failed"].AsNumber()).Should().Be(("finished", 2, 1));
        over["failures"].Items.Single()["name"].AsText().Should().NotBeNullOrEmpty();
        over["failures"].Items.Single()["item"].AsText().Should().Be(school.Cases[1].ToString());
        await server.DoAsync(school.Office, $"/api/jobs/{job}/retry", "{}");
        await server.Get<JobWorker>().RunOnceAsync();
        (await server.GetAsync(school.Office, $"/api/jobs/{job}")).Body["done"].AsNumber().Should().Be(3, "sent again it goes by what stands now");
        (await server.GetAsync(school.Office, $"/api/rosters/{list}")).Body["worksheet"]["rows"].Items.Should().HaveCount(3).And.OnlyContain(r => r["level"].AsText() == "low" && r["byName"].AsText() == "资助中心");

        (await server.PostAsync(school.Office, "/api/jobs", $$"""{ "work": "rows", "roster": "{{list}}", "verb": "agree", "rows": [ { "case": "{{Id.Of("nobody")}}", "shownAt": 0 } ] }""")).Code.Should().Be("job-item");
        (await server.PostAsync(school.Stranger, "/api/jobs", $$"""{ "work": "rows", "roster": "{{list}}", "verb": "agree", "rows": [{{rows}}] }""")).Status.Should().Be(404);
    }

    private static Task<Reply> PasteAsync(RunningServer server, HttpClient client, Id list, string text, IReadOnlyList<Id> chosen) => server.PostAsync(
        client, $"/api/rosters/{list}/workbook", $$"""{ "text": {{JsonSerializer.Serialize(text)}}, "rows": [{{string.Join(", ", chosen.Select(c => $$"""{ "case": "{{c}}", "shownAt": 0, "chosen": true }"""))}}] }""");
}
