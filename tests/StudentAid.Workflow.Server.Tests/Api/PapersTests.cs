using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Tests.Api;

[Collection(DemoServer.Name)]
public sealed class PapersTests(DemoServer demo)
{
    private const string LastYear = "2025—2026 学年";
    private const string ThisYear = "在校生";
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task The_summary_of_a_round_is_printed_for_its_school_and_nobody_else()
    {
        var path = $"/api/prints/determination-summary?round={demo.RoundOf(LastYear)}";
        var sheet = await demo.GetAsync(demo.Office, path);
        sheet.Status.Should().Be(200, sheet.Text);
        sheet.ContentType.Should().Be("text/html");
        sheet.Headers.CacheControl!.NoStore.Should().BeTrue();
        sheet.Text.Should().Contain("罗晨").And.Contain("示例职业技术学院").And.NotContain("<script");
        (await demo.GetAsync(demo.Stranger, path)).Status.Should().Be(404);
        (await demo.GetAsync(demo.Teacher, path)).Status.Should().Be(404, "a class is not the school");
        (await demo.GetAsync(demo.Office, $"/api/prints/nothing?round={demo.RoundOf(LastYear)}")).Code.Should().Be("print-form-unknown");
        (await demo.GetAsync(demo.Office, "/api/prints/determination-summary")).Status.Should().Be(404);
        (await demo.GetAsync(demo.Office, $"/api/prints/determination-summary?round={await demo.NoticeOf(ThisYear)}")).Status.Should().Be(404, "a list is no round");
    }

    [Fact]
    public async Task A_sheet_is_styled_by_its_one_block_which_the_policy_names_by_its_hash()
    {
        foreach (var path in (string[])[$"determination-summary?round={demo.RoundOf(LastYear)}", $"application?case={await demo.CaseOf("新生", "吴天佑")}", $"publicity-notice?roster={await demo.NoticeOf(ThisYear)}"])
        {
            var sheet = await demo.GetAsync(demo.Office, $"/api/prints/{path}");
            var parts = sheet.Text.Split("<style>");
            parts.Should().HaveCount(2, path);
            var style = parts[1][..parts[1].IndexOf("</style>", StringComparison.Ordinal)];
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
            sheet.Headers.GetValues("Content-Security-Policy").Should().Equal([$"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; report-to csp"], path);
            sheet.Text.Should().NotContain("style=\"", path);
        }
    }

    [Fact]
    public async Task A_notice_is_printed_while_it_is_shown_and_says_no_number()
    {
        var sheet = await demo.GetAsync(demo.Office, $"/api/prints/publicity-notice?roster={await demo.NoticeOf(ThisYear)}");
        sheet.Status.Should().Be(200, sheet.Text);
        sheet.Text.Should().Contain("王思远").And.Contain("9月24日").And.NotContain("999999").And.Contain("受理电话：示例职业技术学院 0000-8800001，示例省教育厅 0000-8800009");
        (await demo.GetAsync(demo.Office, $"/api/prints/publicity-notice?roster={await demo.NoticeOf(LastYear)}")).Code.Should().Be("nothing-to-print");
    }

    [Fact]
    public async Task An_application_form_is_the_office_s_to_print()
    {
        var path = $"/api/prints/application?case={await demo.CaseOf("新生", "吴天佑")}";
        var sheet = await demo.GetAsync(demo.Office, path);
        sheet.Status.Should().Be(200, sheet.Text);
        sheet.Text.Should().Contain("吴天佑").And.Contain("<svg", "a code leads its scan back to the case");
        (await demo.GetAsync(demo.Server.Administrator, "/api/audit?size=20")).Body["items"].Items.Should().Contain(r => r["what"].AsText() == "Given" && r["purpose"].AsText() == "print", "the whole answers were given");
        (await demo.GetAsync(demo.Office, path.Replace("prints/application?case=", "cases/", StringComparison.Ordinal) + "/accesses")).Body["items"].Items.Should().Contain(a => a["purpose"].AsText() == "print");
        (await demo.GetAsync(demo.Teacher, path)).Code.Should().Be("not-yours");
        (await demo.GetAsync(demo.Stranger, path)).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_home_visit_sheet_has_a_code_and_blanks_and_nothing_of_what_the_family_told()
    {
        var @case = await demo.CaseOf("新生", "吴天佑");
        var sheet = await demo.GetAsync(demo.Office, $"/api/prints/home-visit?case={@case}");
        sheet.Status.Should().Be(200, sheet.Text);
        var code = Casework.Prints.QrCode.Of($"sa:home-visit:{@case}")!.ToSvg();
        sheet.Text.Should().Contain("家访人员签字").And.Contain("吴天佑").And.Contain(code).And.NotContain("999999");
        (await demo.GetAsync(demo.Stranger, $"/api/prints/home-visit?case={@case}")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_family_prints_the_letter_of_its_own_result_and_no_other_sheet()
    {
        var (own, other) = (await demo.CaseOf(LastYear, "罗晨"), await OtherAsync());
        foreach (var kind in (string[])["本人", "监护人"])
        {
            var family = await demo.Server.FamilyAsync(demo.Played.PersonOf("罗晨")!.Id, kind);
            var letter = await demo.GetAsync(family, $"/api/prints/result-determined?case={own}");
            letter.Status.Should().Be(200, letter.Text);
            letter.Text.Should().Contain("罗晨");
            letter.Headers.CacheControl!.NoStore.Should().BeTrue();
            (await demo.GetAsync(family, $"/api/prints/result-not-determined?case={own}")).Code.Should().Be("nothing-to-print", "his result was not refused");
            (await demo.GetAsync(family, $"/api/prints/result-determined?case={other}")).Status.Should().Be(404);
            (await demo.GetAsync(family, $"/api/prints/result-determined?case={own}&round={demo.RoundOf(LastYear)}")).Status.Should().Be(404);
            (await demo.GetAsync(family, $"/api/prints/result-determined?case={own}&unit={DemoServer.Class}")).Status.Should().Be(404);
            (await demo.GetAsync(family, $"/api/prints/result-determined?round={demo.RoundOf(LastYear)}")).Status.Should().Be(404);
            (await demo.GetAsync(family, $"/api/prints/application?case={other}")).Status.Should().Be(404);
        }
    }

    [Fact]
    public async Task The_five_counts_say_who_differs()
    {
        var counts = (await demo.GetAsync(demo.Secretary, $"/api/rounds/{demo.RoundOf(ThisYear)}/five-counts")).Body;
        counts["agree"].AsBool().Should().BeFalse("nothing is entered yet");
        CountOf(counts, "published").Should().Be(37);
        CountOf(counts, "entered").Should().Be(0);
        counts["differences"].Items.Should().Contain(d => d["name"].AsText() == "周雨禾" && d["missingIn"].Items.Any(m => m.AsText() == "entered"));
        (await demo.GetAsync(demo.Teacher, $"/api/rounds/{demo.RoundOf(ThisYear)}/five-counts")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_rounds_levels_are_told_by_department_and_class_as_far_as_nobody_is_given_away_and_every_number_opens_its_list()
    {
        var round = demo.RoundOf(ThisYear);
        var sheet = (await demo.GetAsync(demo.Secretary, $"/api/rounds/{round}/levels")).Body;

        sheet["least"].AsNumber().Should().Be(5);
        sheet["columns"].Items.Select(c => c["name"]["zh-CN"].AsText()).Should().Equal("特别困难", "比较困难", "一般困难");
        var lines = sheet["lines"].Items.ToDictionary(l => l["unit"].AsText()!);
        lines.Keys.First().Should().Be(DemoServer.College, "the school stands before what lies below it");
        (lines[DemoServer.College]["students"].AsNumber(), lines[DemoServer.College]["cells"].Items.Select(c => c["count"].AsNumber())).Should().BeEquivalentTo((37m, new decimal?[] { 10, 15, 12 }));
        lines[$"{DemoServer.College}agronomy/"]["students"].AsNumber().Should().Be(25);
        lines.Values.SelectMany(l => l["cells"].Items).Should().OnlyContain(c => c["count"].IsNull || c["count"].AsNumber() >= 5);
        lines[$"{DemoServer.College}information/software-2401/"]["cells"].Items.Should().OnlyContain(c => c["count"].IsNull, "three of a class of twelve are soon guessed");
        foreach (var (column, count) in new[] { (0, 10), (1, 15) })
        {
            var levels = string.Join(',', sheet["columns"].Items[column]["levels"].Items.Select(l => l.AsText()));
            var path = $"/api/cases?round={round}&unit={DemoServer.College}&level={levels}&size=8";
            var first = (await demo.GetAsync(demo.Secretary, path)).Body;
            (first["items"].Items.Length, first["atLeast"].AsNumber()).Should().Be((8, count));
            var next = (await demo.GetAsync(demo.Secretary, $"{path}&cursor={first["next"].AsText()}")).Body;
            (next["items"].Items.Length, next["next"].IsNull).Should().Be((count - 8, true));
            var back = (await demo.GetAsync(demo.Secretary, $"{path}&cursor={next["previous"].AsText()}")).Body;
            back["items"].Items.Select(i => i["id"].AsText()).Should().Equal(first["items"].Items.Select(i => i["id"].AsText()));
            (await demo.GetAsync(demo.Authority, path)).Body["items"].Items.Should().BeEmpty("names by level are none of oversight's");
        }

        (await demo.GetAsync(demo.Authority, $"/api/rounds/{round}/levels")).Status.Should().Be(404, "an authority reads its schools' counts together, where they are judged together");
        (await demo.GetAsync(demo.Teacher, $"/api/rounds/{round}/levels")).Body["lines"].Items.Should().BeEmpty("nobody of the class is in the round");
        (await demo.GetAsync(demo.Stranger, $"/api/rounds/{round}/levels")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_completed_round_is_exported_entered_reported_and_archived()
    {
        var round = $"/api/rounds/{demo.RoundOf(LastYear)}";
        await ExportAsync(round, "national-aid-system");
        var counts = (await demo.GetAsync(demo.Office, $"{round}/five-counts")).Body;
        CountOf(counts, "entered").Should().Be(CountOf(counts, "decided")).And.Be(38);
        using var first = await demo.Office.GetAsync(new Uri($"{round}/archive?day=2026-09-22", UriKind.Relative));
        var bytes = await first.Content.ReadAsByteArrayAsync();
        first.Content.Headers.ContentType!.MediaType.Should().Be("application/zip");
        first.Headers.CacheControl!.NoStore.Should().BeTrue();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        first.Headers.ETag!.Tag.Should().Be($"\"{hash}\"");
        using (var zip = new ZipArchive(new MemoryStream(bytes)))
            zip.Entries[0].FullName.Should().Be("00-目录.html");
        (await demo.GetAsync(demo.Secretary, $"{round}/archive")).Code.Should().Be("not-yours");
        (await demo.GetAsync(demo.Stranger, $"{round}/archive")).Status.Should().Be(404);
        var filed = await demo.Server.DoAsync(demo.Office, $"{round}/archive", """{ "day": "2026-09-22" }""");
        filed["hash"].AsText().Should().Be(hash);
        (await demo.GetAsync(demo.Office, round)).Body["status"].AsText().Should().Be("archived");
        (await demo.Server.PostAsync(demo.Office, $"{round}/archive", """{ "day": "2026-09-22" }""")).Status.Should().Be(409);
        (await demo.Server.PostAsync(demo.Office, $"/api/rounds/{demo.RoundOf(ThisYear)}/archive", """{ "day": "2026-09-22" }""")).Status.Should().Be(409, "it is not completed");
    }

    [Fact]
    public async Task Receipts_come_back_through_the_class_teacher()
    {
        var path = $"/api/rounds/{demo.RoundOf("新生")}/receipts";
        var (mine, other) = (demo.Played.PersonOf("白雪莹")!.Id, demo.Played.PersonOf("周雨禾")!.Id);
        var track = (await demo.GetAsync(demo.Office, $"/api/rounds/{demo.RoundOf("新生")}")).Body["announced"].Items[0]["track"].AsText();
        string Body(Id person) => $$"""{ "track": "{{track}}", "receipts": [ { "person": "{{person}}", "day": "2026-09-20", "channel": "paper" } ] }""";
        await demo.Server.DoAsync(demo.Teacher, path, Body(mine));
        var shown = (await demo.GetAsync(demo.Teacher, $"{path}?track={track}&unit={DemoServer.Class}")).Body;
        shown["given"].Items.Should().Contain(g => g["person"].AsText() == mine.ToString());
        shown["without"].Items.Should().NotBeEmpty().And.NotContain(w => w["person"].AsText() == mine.ToString());
        (await demo.Server.PostAsync(demo.Teacher, path, Body(other))).Status.Should().BeOneOf(403, 404);
        (await demo.Server.PostAsync(demo.Teacher, path, $$"""{ "track": "{{track}}", "receipts": [] }""")).Code.Should().Be("receipt-incomplete");
        (await demo.GetAsync(demo.Teacher, $"{path}?track={track}")).Status.Should().Be(404, "the whole school is not the teacher's");
    }

    [Fact]
    public async Task A_reconsideration_is_taken_down_answered_by_the_authority_and_printed()
    {
        var about = await demo.CaseOf(LastYear, "罗晨");
        var asked = $$"""{ "case": "{{about}}", "channel": "letter", "text": "请复议等级" }""";
        (await demo.Server.PostAsync(demo.Office, "/api/reconsiderations", asked)).Code.Should().Be("no-authority");
        await demo.Server.DoAsync(
            demo.Server.Administrator, "/api/org-units/authority", $$"""{ "school": "{{DemoServer.College}}", "unit": "/authority/", "name": "示例主管部门", "role": "authority" }""");
        (await demo.Server.PostAsync(demo.Stranger, "/api/reconsiderations", asked)).Status.Should().Be(404);
        var id = (await demo.Server.DoAsync(demo.Office, "/api/reconsiderations", asked))["id"].AsText();
        (await demo.GetAsync(demo.Office, $"/api/reconsiderations?round={demo.RoundOf(LastYear)}")).Body["items"].Items.Should().ContainSingle(i => i["id"].AsText() == id);
        (await demo.GetAsync(demo.Office, $"/api/prints/reconsideration-answer?reconsideration={id}")).Status.Should().Be(404, "it is not answered");
        const string Answer = """{ "result": "maintained", "text": "材料齐全，维持", "documentNumber": "示例〔2026〕1号", "day": "2026-09-22" }""";
        (await demo.Server.PostAsync(demo.Office, $"/api/reconsiderations/{id}/answer", Answer)).Status.Should().Be(404, "a school does not answer for its authority");
        await demo.Server.DoAsync(demo.Authority, $"/api/reconsiderations/{id}/answer", Answer);
        var shown = (await demo.GetAsync(demo.Authority, $"/api/reconsiderations/{id}")).Body;
        (shown["name"].AsText(), shown["text"].AsText(), shown["answer"].AsText(), shown["status"].AsText()).Should().Be(("罗晨", "请复议等级", "材料齐全，维持", "answered"));
        (await demo.GetAsync(demo.Teacher, $"/api/reconsiderations/{id}")).Status.Should().Be(404);
        (await demo.GetAsync(demo.Office, $"/api/prints/reconsideration-answer?reconsideration={id}")).Text.Should().Contain("示例〔2026〕1号");
        (await demo.GetAsync(demo.Authority, $"/api/prints/reconsideration-answer?reconsideration={id}")).Text.Should().Contain("材料齐全，维持");
        using var beside = await demo.Server.ClientAsync("aid-office", "/authority/");
        (await demo.GetAsync(beside, $"/api/prints/reconsideration-answer?reconsideration={id}")).Status.Should().Be(404, "who stands at the authority's unit without its post has answered nobody");
        (await demo.GetAsync(beside, $"/api/reconsiderations/{id}")).Status.Should().Be(404);
        var told = await demo.Server.Get<FamilyFacts>().AccessesAsync(await demo.CaseOf(LastYear, "罗晨"), default);
        told.Select(t => t.Purpose).Should().Contain("print", "the case's own record says who printed what was answered");
    }

    /// <summary>Somebody else's case of the same round.</summary>
    private async Task<Id> OtherAsync()
    {
        var cases = await demo.Server.Get<IStoreReader>().StreamsAsync(Scope.All, new StreamFilter { Group = demo.RoundOf(LastYear), Kind = Engine.Execution.InstanceSteps.Kind, Status = "finished" }, PageRequest.Everything);
        return cases.Items.First(c => c.Subject != demo.Played.PersonOf("罗晨")!.Id).Id;
    }

    /// <summary>From preview to confirmation; the file leaves only once it is on record.</summary>
    private async Task ExportAsync(string round, string profile)
    {
        var path = $"{round}/exports/{profile}";
        var preview = (await demo.GetAsync(demo.Office, path)).Body;
        preview["rows"].AsNumber().Should().Be(38);
        preview["canWrite"].AsBool().Should().BeTrue(preview.ToJson());
        var batch = preview["batch"].AsText();
        (await demo.GetAsync(demo.Secretary, path)).Code.Should().Be("not-yours");
        (await demo.GetAsync(demo.Office, $"{path}/file?format=csv")).Code.Should().Be("export-batch-unknown");
        (await demo.GetAsync(demo.Office, $"{round}/exports/nothing")).Code.Should().Be("export-profile-not-published");
        var made = await demo.Server.DoAsync(demo.Office, path, "{}");
        made["batch"].AsText().Should().Be(batch);
        using var csv = await demo.Office.GetAsync(new Uri(made["csv"].AsText()!, UriKind.Relative));
        csv.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        csv.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync()).Trim().Split('\n').Should().HaveCount(39);
        using var xlsx = await demo.Office.GetAsync(new Uri(made["xlsx"].AsText()!, UriKind.Relative));
        (await xlsx.Content.ReadAsByteArrayAsync())[..2].Should().Equal((byte)'P', (byte)'K');
        (await demo.GetAsync(demo.Secretary, made["csv"].AsText()!)).Code.Should().Be("not-yours");
        (await demo.GetAsync(demo.Office, $"{path}/file?format=pdf")).Code.Should().Be("unknown-file-format");
        await RefusedRowsAsync(path, batch!, Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync()));
        var confirm = $$"""{ "batch": "{{batch}}", "day": "2026-09-22", "receipt": "{{Hash}}", "count": 38 }""";
        (await demo.Server.PostAsync(demo.Office, $"{round}/exports/authority-report/confirm", confirm)).Code.Should().Be("export-batch-unknown");
        await demo.Server.DoAsync(demo.Office, $"{path}/confirm", confirm);
        (await demo.Server.PostAsync(demo.Office, path, "{}")).Code.Should().Be("export-batch-confirmed", "made anew, it would lose its confirmation");
        (await demo.GetAsync(demo.Office, $"{path}/errors")).Body["items"].Items.Select(e => e["settled"].AsBool()).Should().Equal([false, true], "a confirmed batch has taken him; of the other nobody knows who he is");
    }

    /// <summary>The other system's error file becomes a work list; sent again it replaces what was there.</summary>
    private async Task RefusedRowsAsync(string path, string batch, string exported)
    {
        var lines = exported.TrimStart('\uFEFF').Trim().Split('\n').Select(l => l.Trim().Trim('"').Split("\",\"")).ToList();
        var number = lines[1][Array.IndexOf(lines[0], "身份证号")];
        (await SendErrorsAsync(demo.Office, path, batch, "姓名,原因\n甲,不知\n")).Code.Should().Be("error-file-columns");
        (await SendErrorsAsync(demo.Office, path, "nothing", "身份证号,错误原因\n")).Code.Should().Be("export-batch-unknown");
        (await SendErrorsAsync(demo.Secretary, path, batch, "身份证号,错误原因\n")).Code.Should().Be("not-yours");
        (await SendErrorsAsync(demo.Office, path, batch, $"身份证号,错误原因\n{lines[2][Array.IndexOf(lines[0], "身份证号")]},重复\n")).Status.Should().Be(200);
        var taken = await SendErrorsAsync(demo.Office, path, batch, $"身份证号,错误原因\n{number},学籍信息不符\n999999200001010000,查无此人\n");
        (taken.Status, taken.Body["rows"].AsNumber(), taken.Body["unknown"].AsNumber(), taken.Body["refused"].Items.Length).Should().Be((200, 2, 1, 1), taken.Text);
        var rows = (await demo.GetAsync(demo.Office, $"{path}/errors?batch={batch}")).Body["items"].Items;
        rows.Select(r => (r["name"].AsText(), r["reason"].AsText(), r["settled"].AsBool())).Should().Equal((lines[1][0], "学籍信息不符", false), ("", "查无此人", false));
        rows[1]["number"].AsText().Should().EndWith("0000").And.NotContain("999999");
        (await demo.GetAsync(demo.Secretary, $"{path}/errors")).Code.Should().Be("not-yours");
        (await demo.GetAsync(demo.Stranger, $"{path}/errors")).Status.Should().Be(404);
    }

    private static async Task<Reply> SendErrorsAsync(HttpClient client, string path, string batch, string csv)
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(csv)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{path}/errors?batch={batch}", UriKind.Relative)) { Content = content };
        request.Headers.Add("Idempotency-Key", $"errors {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(batch + csv)))}");
        using var response = await client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    private static decimal? CountOf(Value counts, string id) => counts["counts"].Items.First(c => c["id"].AsText() == id)["count"].AsNumber();
}
