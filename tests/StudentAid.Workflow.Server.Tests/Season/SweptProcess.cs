using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Crash;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>
/// The built server as a process of its own on the swept demonstration's database, with a temporary folder that nobody else uses and a collector that keeps what it sends. What it
/// is asked is large and full of names: a body beyond what is held in memory, a table, an upload, searches, an export.
/// </summary>
internal sealed class SweptProcess : IAsyncDisposable
{
    /// <summary>Where a collector takes traces and metrics.</summary>
    public const string Traces = "/v1/traces";
    public const string Metrics = "/v1/metrics";

    private readonly SweptDemo demo;
    private readonly ServerProcess process;
    private readonly Collector collector;
    private readonly List<string> typed = [];
    private readonly HttpClient office;
    private readonly HttpClient administrator;
    private int keys;

    private SweptProcess(SweptDemo demo, ServerProcess process, Collector collector, Uri url)
    {
        (this.demo, this.process, this.collector) = (demo, process, collector);
        (office, administrator) = (Like(demo.Office, url), Like(demo.Server.Administrator, url));
    }

    public string Temporary => TemporaryOf(demo);

    public string Said => process.Said;

    /// <summary>What it has sent to the collector.</summary>
    public IReadOnlyList<Sending> Sent => collector.Sent;

    /// <summary>For all that the demonstration knows and what was sent here.</summary>
    public ByteSearch Search => new(demo.Values.Concat(typed));

    public static async Task<SweptProcess> GoOnAsync(SweptDemo demo)
    {
        await demo.Server.StopAsync();
        Directory.CreateDirectory(TemporaryOf(demo));
        var takes = await Collector.StartAsync();
        var started = ServerProcess.Start(
            Path.Combine(demo.Server.Folder, "test.db"),
            ("TMPDIR", TemporaryOf(demo)), ("ASPNETCORE_TEMP", TemporaryOf(demo)), ("OTEL_EXPORTER_OTLP_ENDPOINT", takes.Url.ToString()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"));
        var swept = new SweptProcess(demo, started, takes, await started.ListeningAsync());
        try
        {
            await swept.AskAsync();
            return swept;
        }
        catch
        {
            await swept.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        office.Dispose();
        administrator.Dispose();
        process.Dispose();
        await collector.DisposeAsync();
    }

    private static HttpClient Like(HttpClient client, Uri url)
    {
        var like = new HttpClient { BaseAddress = url };
        like.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        return like;
    }

    private static string TemporaryOf(SweptDemo demo) => Path.Combine(demo.Server.Folder, "temporary");

    private async Task AskAsync()
    {
        var name = demo.Values.First(v => v.Length == 2);
        await SendAsync(office, "/api/cases/search", Json(Value.Record(("text", name), ("below", SweptDemo.College))), 200);
        await SendAsync(office, "/api/people/search", Json(Value.Record(("text", name), ("below", SweptDemo.College), ("purpose", Typed($"家长{name}来电核对")))), 200);
        var rows = string.Concat(Enumerable.Range(1, 900).Select(i => $"{Typed($"上官流沙{(char)('一' + i)}")},{Typed($"TP{i:00000000000}")},软件2401,2024,,\n"));
        var table = Encoding.UTF8.GetBytes($"姓名,学号,班级,年级,学籍状态,身份证号\n{rows}");
        await SendAsync(administrator, $"/api/jobs/import?kind=people&unit={SweptDemo.College}", table, 202);
        var scan = Encoding.UTF8.GetBytes($"%PDF-1.7 {string.Concat(Enumerable.Repeat(Typed($"残疾人证{name}"), 30_000))} %%EOF");
        var begun = Value.Parse(await SendAsync(office, "/api/uploads", Json(Value.Record(("size", scan.Length), ("unit", SweptDemo.College), ("category", "scan"))), 200));
        await SendAsync(office, $"/api/uploads/{begun["id"].AsText()}/append?offset=0", scan, 200);
        // A body beyond what is kept in memory, refused for its length at the end and not before.
        await SendAsync(office, "/api/views", Json(Value.Record(("name", Typed($"{name}的待办")), ("noun", "tasks"), ("filter", Value.Record(("name", new string(name[0], 60_000) + name))))), 200, 400, 413, 422);
        await SendAsync(office, $"/api/nothing/{Guid.Empty}", Json(Value.Record(("text", name))), 404, 405);
        // Each is sent on its own after the one before, so with the second all that went before the first has arrived.
        for (var i = 0; i < 2; i++)
        {
            var next = Task.WhenAll(collector.NextAsync(Traces), collector.NextAsync(Metrics));
            (await office.GetAsync(new Uri("/api/me", UriKind.Relative))).EnsureSuccessStatusCode();
            await next.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    private string Typed(string text)
    {
        typed.Add(text);
        return text;
    }

    private static byte[] Json(Value value) => Encoding.UTF8.GetBytes(value.ToJson());

    private async Task<string> SendAsync(HttpClient client, string path, byte[] content, params int[] expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(content) };
        if (content.Length > 0 && content[0] == '{')
            request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Idempotency-Key", $"process-{++keys}");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).Should().BeOneOf(expected, "{0} answered {1}", path, text);
        return text;
    }
}
