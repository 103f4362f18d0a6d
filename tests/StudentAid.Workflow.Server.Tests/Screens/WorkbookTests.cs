using System.Net.Http.Headers;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Sheets;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>A list goes out as a table, comes back filled, and what it would change is seen first.</summary>
public sealed class WorkbookTests
{
    [Fact]
    public async Task A_filled_table_shows_every_change_and_gives_the_decision_its_rows()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        var sheet = await DownloadAsync(school.Office, list);
        sheet[0].Should().Contain(RosterWorkbook.KeyColumn).And.NotContain(c => c.Contains("身份证", StringComparison.Ordinal));
        sheet.Skip(1).Select(r => r[1]).Should().BeEquivalentTo("周雨禾", "李向南", "王·思远");
        string[][] filled = [.. sheet.Select((r, i) => i switch { 1 => With(r, "特别困难", "洪灾"), 2 => With(r, "退回", "缺签名"), _ => r })];
        var preview = await UploadAsync(school.Office, list, filled);
        preview.Status.Should().Be(200, preview.Text);
        preview.Body["changes"].Items.Select(c => c["verdict"].AsText()).Should().Equal("agree", "return");
        preview.Body["unchanged"].AsNumber().Should().Be(1);
        var token = preview.Body["token"].AsText();
        var colleague = await school.ColleagueAsync("资助中心乙");
        (await UploadAsync(colleague, list, filled)).Body["token"].AsText().Should().NotBe(token, "each keeps his own preview of the same table");
        var row = (int)preview.Body["changes"].Items[0]["row"].AsNumber()!;
        var chosen = await server.DoAsync(school.Office, $"/api/rosters/{list}/workbook/{token}/choose", $$"""{ "rows": [{{row}}] }""");
        chosen["entries"].Items.Single()["level"].AsText().Should().Be("high");
        (await server.PostAsync(school.Office, $"/api/rosters/{list}/workbook/{token}/choose", """{ "rows": [99] }""")).Code.Should().Be("workbook-row-not-previewed");
        (await server.PostAsync(school.Teacher, $"/api/rosters/{list}/workbook/{token}/choose", "{}")).Status.Should().Be(404);
        await server.DoAsync(school.Office, $"/api/rosters/{list}/decide", Value.Record(("entries", chosen["entries"])).ToJson(), $"If-Match: {chosen["etag"].AsText()}");

        // The row that was decided meanwhile is refused by itself, and says whose act it was.
        var stale = (await UploadAsync(school.Office, list, filled)).Body;
        stale["stale"].Items.Single()["sentence"].AsText().Should().Be("资助中心已于 9 月 14 日办理该生。");
        stale["changes"].Items.Should().ContainSingle();
    }

    [Fact]
    public async Task Chosen_rows_stand_in_the_working_copy_at_once_and_what_another_has_filled_is_left_to_him_by_name()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        var colleague = await school.ColleagueAsync("资助中心乙");
        var early = await DownloadAsync(school.Office, list);
        string[][] filled = [.. early.Select((r, i) => i == 0 ? r : With(r, "特别困难", "洪灾"))];
        var preview = (await UploadAsync(school.Office, list, filled)).Body;
        preview["changes"].Items.Should().HaveCount(3);

        // After the preview another fills one in at the desk.
        var taken = Id.Parse(early[1][0].Split('-')[0]);
        await KeepAsync(server, colleague, list, taken, "low");
        var path = $"/api/rosters/{list}/workbook/{preview["token"].AsText()}/choose";
        var chosen = await server.DoAsync(school.Office, path, "{}", "Idempotency-Key: choose-1");
        chosen["stale"].Items.Single()["sentence"].AsText().Should().Be("资助中心乙已于 9 月 14 日填写该生的工作底稿。");
        chosen["entries"].Items.Should().HaveCount(2);
        var shown = (await server.GetAsync(school.Office, $"/api/rosters/{list}")).Body;
        shown["status"].AsText().Should().Be("frozen");
        var rows = shown["worksheet"]["rows"].Items;
        rows.Where(r => r["level"].AsText() == "high").Should().HaveCount(2).And.OnlyContain(r => r["byName"].AsText() == "资助中心" && r["opinion"].AsText() == "洪灾");
        rows.Single(r => r["key"].AsText() == taken.ToString())["byName"].AsText().Should().Be("资助中心乙");
        (await server.DoAsync(school.Office, path, "{}", "Idempotency-Key: choose-1"))["sheet"].AsNumber().Should().Be(chosen["sheet"].AsNumber(), "sent again it does nothing");

        // The table is older than what the other filled in; one that is taken out now may replace it.
        var late = (await UploadAsync(school.Office, list, filled)).Body;
        late["stale"].Items.Single()["sentence"].AsText().Should().Contain("资助中心乙");
        var fresh = await DownloadAsync(school.Office, list);
        (await UploadAsync(school.Office, list, [.. fresh.Select((r, i) => i == 0 ? r : With(r, "特别困难", "洪灾"))])).Body["changes"].Items.Should().HaveCount(3);
    }

    private static async Task KeepAsync(RunningServer server, HttpClient client, Id list, Id @case, string level) => (await server.PatchAsync(
        client, $"/api/rosters/{list}/worksheet", $$"""{ "rows": [ { "key": "{{@case}}", "verdict": "agree", "level": "{{level}}", "opinion": "核过", "shownAt": 0 } ] }""")).Status.Should().Be(200);

    [Fact]
    public async Task What_is_no_such_table_or_has_strange_words_in_it_is_refused_in_place()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        (await UploadAsync(school.Office, list, [["姓名"], ["周雨禾"]])).Code.Should().Be("workbook-columns");
        var sheet = await DownloadAsync(school.Office, list);
        string[][] filled = [sheet[0], With(sheet[1], "很困难", ""), With(sheet[2], "特别困难", ""), With(sheet[2], "特别困难", ""), With(["x", .. sheet[3][1..]], "退回", "")];
        (await UploadAsync(school.Office, list, filled)).Body["errors"].Items.Select(e => e["code"].AsText())
            .Should().Equal("workbook-level", "workbook-row-twice", "workbook-row-key");
        (await UploadAsync(school.Stranger, list, filled)).Status.Should().Be(404);
        (await server.GetAsync(school.Stranger, $"/api/rosters/{list}/workbook")).Status.Should().Be(404);
    }

    private static string[] With(string[] row, string level, string reason) => [.. row[..6], level, reason];

    private static async Task<string[][]> DownloadAsync(HttpClient client, Id list)
    {
        var bytes = await client.GetByteArrayAsync(new Uri($"/api/rosters/{list}/workbook", UriKind.Relative));
        return [.. TableFile.Read(bytes).Table!.Sheets[0].Rows.Select(r => Enumerable.Range(0, 8).Select(i => r[i]).ToArray())];
    }

    private static async Task<Reply> UploadAsync(HttpClient client, Id list, string[][] rows)
    {
        using var body = new ByteArrayContent(TableWriter.Xlsx("名单", rows[0], rows.Skip(1)));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var response = await client.PostAsync(new Uri($"/api/rosters/{list}/workbook", UriKind.Relative), body);
        return await Reply.OfAsync(response);
    }
}
