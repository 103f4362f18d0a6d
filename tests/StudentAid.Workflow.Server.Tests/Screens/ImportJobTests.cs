using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Api.Jobs;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>Tables that are imported as a job, and the corrected file that comes back.</summary>
public sealed class ImportJobTests : OwnSchool
{
    private const string NoName = ",没有姓名的号码,最低生活保障家庭学生\n";
    private const string Header = "姓名,学号,班级,年级,学籍状态";

    [Fact]
    public async Task Wrong_rows_of_a_file_in_gbk_come_back_in_gbk_and_as_a_workbook_with_the_reason_last()
    {
        var text = $"{Header}\n钱一,A1,农艺2401,2024,\n,A2,农艺2401,2024,\n孙三,A3,农艺2401,2024,\n孙四,A3,农艺2401,2024,\n李五,A5,农艺2401,2024,\n";
        var begun = await SendAsync("kind=people&unit=" + School.Path, TextEncodingOf("gb18030").GetBytes(text), "gbk-1");
        begun.Status.Should().Be(202, begun.Text);
        (begun.Body["total"].AsNumber(), begun.Body["done"].AsNumber()).Should().Be((5m, 0m));
        await Server.SettleAsync();

        var job = begun.Body["id"].AsText();
        var ended = (await Server.GetAsync(Server.Administrator, $"/api/jobs/{job}")).Body;
        (ended["status"].AsText(), ended["done"].AsNumber(), ended["failed"].AsNumber()).Should().Be(("finished", 2m, 3m));
        ended["failures"].Items.Single()["code"].AsText().Should().Be("import-rows-refused");
        var csv = await FileAsync(job, "");
        csv[0].Should().NotBe(0xEF, "the file came without a byte order mark, in another encoding");
        var lines = TextEncodingOf("gb18030").GetString(csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(4);
        lines[0].Should().EndWith("\"错误说明\"").And.Contain("姓名");
        lines[1].Should().Contain("A2").And.Contain("姓名");
        lines[2].Should().Contain("孙三").And.Contain("学号");
        var sheet = TableFile.Read(await FileAsync(job, "?format=xlsx")).Table!.Sheets[0];
        sheet.Rows.Should().HaveCount(4);
        sheet.Rows[3].Cells.Should().StartWith("孙四").And.Subject.Last().Should().NotBeEmpty();
        (await NamesAsync("李五")).Should().ContainSingle();
        (await NamesAsync("孙三")).Should().BeEmpty();

        var again = await SendAsync("kind=people&unit=" + School.Path, TextEncodingOf("gb18030").GetBytes(text), "gbk-1");
        (again.Status, again.Body["id"].AsText()).Should().Be((202, job), again.Text);
        (await SendAsync("kind=people&unit=" + School.Path, Encoding.UTF8.GetBytes(text), "gbk-1")).Code.Should().Be("key-reused");
    }

    [Fact]
    public async Task Thousands_of_rows_are_taken_piece_by_piece_and_the_progress_is_told_in_rows()
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var n = 0; n < 2_500; n++)
            text.Append(n == 1_777 ? "" : $"学生{Han(n)}").Append(System.Globalization.CultureInfo.InvariantCulture, $",B{n:00000},农艺2401,2024,\n");
        var begun = await SendAsync("kind=people&unit=" + School.Path, Encoding.UTF8.GetBytes(text.ToString()), "large-1");
        begun.Body["total"].AsNumber().Should().Be(2_500, begun.Text);
        var job = begun.Body["id"].AsText();
        await Server.Get<JobWorker>().RunOnceAsync();
        (await Server.GetAsync(Server.Administrator, $"/api/jobs/{job}")).Body["done"].AsNumber().Should().BeInRange(1_000, 2_000);
        await Server.SettleAsync();

        var ended = (await Server.GetAsync(Server.Administrator, $"/api/jobs/{job}")).Body;
        (ended["status"].AsText(), ended["done"].AsNumber(), ended["failed"].AsNumber()).Should().Be(("finished", 2_499m, 1m));
        Encoding.UTF8.GetString(await FileAsync(job, "?format=csv")).Should().Contain("B01777").And.NotContain("B01778");
    }

    [Fact]
    public async Task A_file_that_is_no_register_and_a_stranger_s_import_are_refused_at_once()
    {
        (await SendAsync("kind=people&unit=" + School.Path, "没有,表头\n1,2\n"u8.ToArray(), "bad-1")).Status.Should().Be(422);
        (await SendAsync("kind=grades&unit=" + School.Path, "a\n"u8.ToArray(), "bad-2")).Code.Should().Be("import-kind-unknown");
        (await SendAsync("kind=list&provider=civil-affairs&unit=" + School.Path, "a\n"u8.ToArray(), "bad-3")).Code.Should().Be("import-without-source");
        (await SendAsync("kind=people&unit=" + School.Path, "a\n"u8.ToArray(), "bad-4", School.Stranger)).Status.Should().BeOneOf(403, 404, 409);
    }

    [Fact]
    public async Task A_register_of_more_rows_than_a_step_takes_is_applied_by_a_job()
    {
        var small = await ApplyAsync(1_000, 'C', "small");
        (small.Status, small.Body["status"].IsNull).Should().Be((200, true), small.Text);

        var begun = await ApplyAsync(1_001, 'D', "large", "孙二");
        (begun.Status, begun.Body["work"].AsText(), begun.Body["total"].AsNumber()).Should().Be((202, "import", 1_002m), begun.Text);
        (await NamesAsync("学生零零三三三")).Should().ContainSingle("of the small one alone");
        var job = begun.Body["id"].AsText();
        await Server.Get<JobWorker>().RunOnceAsync();
        (await Server.PostAsync(Server.Administrator, $"/api/jobs/{job}/cancel", "{}")).Status.Should().Be(200);
        (await EndedAsync(job)).Should().Be(("cancelled", 1_000m, 0m));
        (await Server.PostAsync(Server.Administrator, $"/api/jobs/{job}/retry", "{}")).Status.Should().Be(200);
        (await EndedAsync(job)).Should().Be(("finished", 1_001m, 1m));
        Encoding.UTF8.GetString(await FileAsync(job, "?format=csv")).Should().Contain("D-twice").And.NotContain("D00333");
        (await NamesAsync("学生零零三三三")).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_list_of_more_rows_than_a_step_takes_is_loaded_by_a_job_and_its_wrong_rows_come_back()
    {
        string[] texts = [.. new[] { "imports/provider-list.json", "special-groups.json" }.Select(f => File.ReadAllText(Repository.PathOf($"workflows/national/{f}")))];
        await Server.DoAsync(Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(texts.Select(Value.Of)))).ToJson());
        var query = $"unit={School.Path}&provider=civil-affairs&dataDate=2026-08-20";
        var small = await SendAsync("/api/lists", $"{query}&batch=small", List(1_000), "list-small");
        (small.Status, small.Body["rows"].AsNumber()).Should().Be((200, 1_000m), small.Text);

        (await BatchesAsync(School.Path)).Should().Equal("small");
        (await BatchesAsync("/")).Should().BeEmpty("it was loaded for the school alone");
        (await Server.GetAsync(School.Stranger, $"/api/lists?unit={School.Path}")).Status.Should().Be(403);
        var none = await SendAsync("/api/lists", $"{query}&batch=none", List(0, NoName), "list-none");
        (none.Status, none.Code).Should().Be((422, "list-rows-unread"), none.Text);
        none.Body["detail"].AsText().Should().Contain("第 2 行").And.Contain("姓名").And.EndWith("。");
        (await SendAsync("/api/lists", $"{query}&batch=none", List(0), "list-empty")).Code.Should().Be("list-without-rows");
        var begun = await SendAsync("/api/lists", $"{query}&batch=large", List(1_001, NoName), "list-large");
        (begun.Status, begun.Body["work"].AsText(), begun.Body["total"].AsNumber(), begun.Body["done"].AsNumber()).Should().Be((202, "import", 1_002m, 0m), begun.Text);
        var again = await SendAsync("/api/lists", $"{query}&batch=large", List(1_001, NoName), "list-large");
        (again.Status, again.Body["id"].AsText()).Should().Be((202, begun.Body["id"].AsText()));
        (await EndedAsync(begun.Body["id"].AsText())).Should().Be(("finished", 1_001m, 1m));
        Encoding.UTF8.GetString(await FileAsync(begun.Body["id"].AsText(), "")).Should().Contain("没有姓名的号码").And.Contain("错误说明");

        (await SendAsync("/api/lists", $"{query}&batch=other", List(1_001), "list-stranger", School.Stranger)).Status.Should().BeOneOf(403, 404);
        (await SendAsync("/api/lists", $"{query}&batch=other&dryRun=true", List(1_001), "list-dry")).Status.Should().Be(200);
        (await Server.GetAsync(Server.Administrator, "/api/jobs")).Body["items"].Items.Should().ContainSingle();
    }

    private async Task<IEnumerable<string?>> BatchesAsync(string unit) =>
        (await Server.GetAsync(Server.Administrator, $"/api/lists?unit={unit}")).Body["items"].Items.Select(b => b["batch"].AsText());

    private static byte[] List(int rows, string more = "")
    {
        var text = new StringBuilder("姓名,身份证号,类别\n");
        for (var n = 0; n < rows; n++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"学生{Han(n)},,最低生活保障家庭学生\n");
        return Encoding.UTF8.GetBytes(text.Append(more).ToString());
    }

    private async Task<Reply> ApplyAsync(int rows, char series, string key, string twice = "")
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var n = 0; n < rows; n++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"学生{Han(n)},{series}{n:00000},农艺2401,2024,\n");
        if (twice.Length > 0)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $",{series}-twice,农艺2401,2024,\n");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text.ToString()));
        using var response = await Server.Administrator.PostAsync(new Uri($"/api/people/import?school={School.Path}", UriKind.Relative), content);
        return await Server.PostAsync(Server.Administrator, $"/api/people/import/{(await Reply.OfAsync(response)).Body["token"].AsText()}/apply", "{}");
    }

    private async Task<(string? Status, decimal? Done, decimal? Failed)> EndedAsync(string? job)
    {
        await Server.SettleAsync();
        var ended = (await Server.GetAsync(Server.Administrator, $"/api/jobs/{job}")).Body;
        return (ended["status"].AsText(), ended["done"].AsNumber(), ended["failed"].AsNumber());
    }

    private static string Han(int n) => string.Concat(n.ToString("00000", System.Globalization.CultureInfo.InvariantCulture).Select(c => "零一二三四五六七八九"[c - '0']));

    private static Encoding TextEncodingOf(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name);
    }

    private Task<Reply> SendAsync(string query, byte[] file, string key, HttpClient? client = null) => SendAsync("/api/jobs/import", query, file, key, client);

    private async Task<Reply> SendAsync(string path, string query, byte[] file, string key, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}?{query}") { Content = new ByteArrayContent(file) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await (client ?? Server.Administrator).SendAsync(request);
        return await Reply.OfAsync(response);
    }

    private Task<byte[]> FileAsync(string? job, string query) => Server.Administrator.GetByteArrayAsync(new Uri($"/api/jobs/{job}/result{query}", UriKind.Relative));

    private async Task<IReadOnlyList<Value>> NamesAsync(string name) =>
        (await Server.DoAsync(Server.Administrator, "/api/people/search", $$"""{ "text": "{{name}}", "below": "{{School.Path}}" }"""))["items"].Items;
}
