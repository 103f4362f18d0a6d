using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>Takes whatever is sent to it, as a collector of traces does, and keeps it as it came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<byte[]> bodies = new();
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Collector(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.First());

    public IReadOnlyList<byte[]> Bodies => [.. bodies];

    public static async Task<Collector> StartAsync()
    {
        var built = WebApplication.CreateSlimBuilder().Build();
        built.Urls.Add("http://127.0.0.1:0");
        var collector = new Collector(built);
        built.Map("{**path}", collector.TakeAsync);
        await built.StartAsync();
        return collector;
    }

    /// <summary>Ends when the next body has come.</summary>
    public Task NextAsync() => Volatile.Read(ref next).Task;

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        bodies.Enqueue(body.ToArray());
        Interlocked.Exchange(ref next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
