using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Jobs;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Storage.Keys;

namespace StudentAid.Workflow.Server.Tests;

/// <summary>A server on Kestrel with a database of its own. Its workers run when a test says so.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    public const string KeyFile = "test.db.key";

    private readonly string folder;
    private readonly WebApplication app;
    private int keys;
    private bool stopped;

    private RunningServer(string folder, WebApplication app, ManualTimeProvider time, KeptLog log)
    {
        (this.folder, this.app, Time, Log) = (folder, app, time, log);
        Url = new Uri(app.Urls.First());
        Administrator = ClientOf(File.ReadAllText(Path.Combine(folder, FirstStart.File)).Trim());
    }

    public Uri Url { get; }

    public ManualTimeProvider Time { get; }

    /// <summary>Everything that the server has logged.</summary>
    public KeptLog Log { get; }

    public string Folder => folder;

    public HttpClient Administrator { get; }

    public IServiceProvider Services => app.Services;

    public static Task<RunningServer> StartAsync(params string[] more) =>
        StartInAsync(Directory.CreateTempSubdirectory("student-aid").FullName, new ManualTimeProvider(new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero)), more);

    public static async Task<RunningServer> StartInAsync(string folder, ManualTimeProvider time, params string[] more)
    {
        string[] args = ["--data", Path.Combine(folder, "test.db"), "--urls", "http://127.0.0.1:0", "--workers=false", "--key", Path.Combine(folder, KeyFile), .. more];
        MasterKey.ReadOrCreate(Path.Combine(folder, KeyFile));
        var log = new KeptLog();
        var built = StudentAidServer.Build(args, services => services.AddSingleton<TimeProvider>(time).AddSingleton(new SignInClock(time)).AddSingleton(new PasswordHashing(1_000, 100))
            .AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log));
        await built.Services.GetRequiredService<FirstStart>().RunAsync();
        await built.StartAsync();
        return new RunningServer(folder, built, time, log);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A machine's client; without a key nobody's.</summary>
    public HttpClient ClientOf(string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Url };
        if (key is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Posts JSON with a key of its own; headers as <c>name: value</c>.</summary>
    public Task<Reply> PostAsync(HttpClient client, string path, string json, params string[] headers) => SendAsync(HttpMethod.Post, client, path, json, headers);

    public Task<Reply> PatchAsync(HttpClient client, string path, string json) => SendAsync(HttpMethod.Patch, client, path, json, []);

    private async Task<Reply> SendAsync(HttpMethod method, HttpClient client, string path, string json, string[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (!headers.Any(h => h.StartsWith("Idempotency-Key:", StringComparison.Ordinal)))
            request.Headers.Add("Idempotency-Key", $"test-{Interlocked.Increment(ref keys)}");
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        using var response = await client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public async Task<Reply> GetAsync(HttpClient client, string path, string language = "zh-CN")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    /// <summary>The pages of a list (its path with a query), each by the cursor of the one before: ten at most, so that a list which goes on for ever is red and not hung.</summary>
    public async Task<IReadOnlyList<Value>> PagesAsync(HttpClient client, string path)
    {
        var pages = new List<Value>();
        for (string? next = ""; next is not null; next = pages[^1]["next"].AsText())
        {
            pages.Should().HaveCountLessThan(10, "{0} comes to an end", path);
            var reply = await GetAsync(client, path + (next.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(next)}"));
            reply.Status.Should().Be(200, reply.Text);
            pages.Add(reply.Body);
        }

        return pages;
    }

    /// <summary>Posts and expects that it was done.</summary>
    public async Task<Value> DoAsync(HttpClient client, string path, string json, params string[] headers)
    {
        var reply = await PostAsync(client, path, json, headers);
        reply.Status.Should().Be(200, "{0} answered {1}", path, reply.Text);
        return reply.Body;
    }

    /// <summary>The machine of somebody with a role at a unit.</summary>
    public Task<HttpClient> ClientAsync(string role, string unit, string name = "接口") => MachineAsync($$"""
        { "unit": "/", "name": "{{name}}", "kind": "machine", "grants": [ { "role": "{{role}}", "unit": "{{unit}}" } ] }
        """);

    /// <summary>The machine of somebody whose only concern is one student.</summary>
    public Task<HttpClient> FamilyAsync(Id student, string name = "本人") => MachineAsync($$"""
        { "unit": "/", "name": "{{name}}", "kind": "machine", "grants": [], "persons": ["{{student}}"] }
        """);

    /// <summary>The machine of whoever is described, as a principal is put.</summary>
    public async Task<HttpClient> MachineAsync(string described) => await MachineOfAsync((await DoAsync(Administrator, "/api/principals", described))["id"].AsText()!);

    /// <summary>A machine that acts as somebody who is there already.</summary>
    public async Task<HttpClient> MachineOfAsync(string holder) =>
        ClientOf((await DoAsync(Administrator, "/api/api-keys", $$"""{ "unit": "/", "holder": "{{holder}}", "name": "test" }"""))["key"].AsText());

    /// <summary>A machine with a role, made and given its key by another.</summary>
    public async Task<HttpClient> MachineAsAsync(HttpClient by, string unit, string role)
    {
        var made = await DoAsync(by, "/api/principals", $$"""{ "unit": "{{unit}}", "name": "接口", "kind": "machine", "grants": [ { "role": "{{role}}", "unit": "{{unit}}" } ] }""");
        return ClientOf((await DoAsync(by, "/api/api-keys", $$"""{ "unit": "{{unit}}", "holder": "{{made["id"].AsText()}}", "name": "test" }"""))["key"].AsText());
    }

    /// <summary>The register of a unit and those below it, which no search lists.</summary>
    public Task<IReadOnlyList<Casework.Organisations.PersonRecord>> PeopleAsync(string below) => Get<Casework.Organisations.Directory>().PeopleAsync(Scope.All, below);

    /// <summary>Keeps a file of a unit, as an upload does. The hash by which steps name it.</summary>
    public async Task<string> KeepAsync(string unit, string content = "%PDF-1.7 a scan %%EOF")
    {
        var kept = await Get<MediatR.IMediator>().Send(new Casework.Files.KeepFile(default, unit, "application/pdf", System.Text.Encoding.UTF8.GetBytes(content), "scan", null)
        {
            Principal = Casework.Organisations.Principal.System, Key = $"{unit} {content}",
        });
        kept.Rejected.Should().BeNull();
        return (await Get<Engine.Streams.IStoreReader>().DocumentsAsync(
            Engine.Streams.Scope.All, new Engine.Streams.DocumentFilter(Casework.Files.KeepFileHandler.Document) { Stream = kept.Stream })).Single().Key;
    }

    /// <summary>A file as it is downloaded.</summary>
    public async Task<byte[]> BytesAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
        var bytes = await response.Content.ReadAsByteArrayAsync();
        ((int)response.StatusCode).Should().Be(200, "{0}: {1}", address, response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true ? System.Text.Encoding.UTF8.GetString(bytes) : "");
        return bytes;
    }

    /// <summary>Lets all workers do what is due, until nothing is.</summary>
    public async Task SettleAsync()
    {
        Worker[] workers = [Get<DeadlineWorker>(), Get<MessageWorker>(), Get<OutboxWorker>(), Get<WebhookWorker>(), Get<ReleaseWorker>(), Get<JobWorker>(), Get<FreezeWorker>(), Get<MasterKeyWorker>()];
        for (var busy = true; busy;)
        {
            busy = false;
            foreach (var worker in workers)
                busy |= await worker.RunOnceAsync();
        }
    }

    /// <summary>Stops and keeps the database, for another start.</summary>
    public async Task StopAsync()
    {
        if (stopped)
            return;
        stopped = true;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>An answer as a test looks at it.</summary>
public sealed record Reply(int Status, string Text, string? ContentType, string? Etag, HttpResponseHeaders Headers)
{
    public Value Body => Value.Parse(Text);

    public string? Code => Body["code"].AsText();

    public static async Task<Reply> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.ToString(), response.Headers);
}
