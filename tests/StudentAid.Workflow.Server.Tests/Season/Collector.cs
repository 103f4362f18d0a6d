using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>What was sent to a collector: to which path, and its body as it came.</summary>
internal sealed record Sending(string Path, byte[] Body);

/// <summary>Takes whatever is sent to it, as a collector of traces and metrics does, and keeps it as it came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Sending> sent = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> next = new(StringComparer.Ordinal);

    private Collector(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.First());

    public IReadOnlyList<Sending> Sent => [.. sent];

    public static async Task<Collector> StartAsync()
    {
        var built = WebApplication.CreateSlimBuilder().Build();
        built.Urls.Add("http://127.0.0.1:0");
        var collector = new Collector(built);
        built.Map("{**path}", collector.TakeAsync);
        await built.StartAsync();
        return collector;
    }

    /// <summary>Ends when the next body has come to this path.</summary>
    public Task NextAsync(string path) => next.GetOrAdd(path, _ => Waiting()).Task;

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static TaskCompletionSource Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var path = context.Request.Path.Value!;
        sent.Enqueue(new Sending(path, body.ToArray()));
        if (next.TryRemove(path, out var waiting))
            waiting.TrySetResult();
    }
}
