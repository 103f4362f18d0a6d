using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Tests.Webhooks;

/// <summary>One request as it came in.</summary>
internal sealed record Received(string Body, string Signature, string Key, string Topic)
{
    public Value Json => Value.Parse(Body);

    public string Id => Json["id"].AsText()!;

    /// <summary>As docs/webhooks.md tells a receiver to: HMAC-SHA256 of the timestamp and the body, one of the signatures being ours.</summary>
    public bool IsSignedWith(string secret)
    {
        var parts = Signature.Split(',').Select(p => p.Split('=')).ToList();
        var signed = Encoding.UTF8.GetBytes($"{parts.Single(p => p[0] == "t")[1]}.{Body}");
        var own = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return parts.Any(p => p[0] == "v1" && p[1] == own);
    }
}

/// <summary>Another system on the loopback: it keeps what it is sent, and answers as a test says.</summary>
internal sealed class Receiver(WebApplication app) : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> all = new();
    private readonly TaskCompletionSource<Received> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim came = new(0);

    /// <summary>0 breaks the connection.</summary>
    public int Answers { get; set; } = 204;

    /// <summary>Of some requests another answer; null for <see cref="Answers"/>.</summary>
    public Func<Received, int?> AnswerTo { get; set; } = _ => null;

    /// <summary>What happens while the server waits for the answer.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    /// <summary>Requests that the server did not wait for any longer.</summary>
    public int GivenUp { get; private set; }

    /// <summary>Every request, in the order in which they came.</summary>
    public IReadOnlyList<Received> All => [.. all];

    /// <summary>Comes with the first request, within half a minute.</summary>
    public Task<Received> First => first.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public string Url => app.Urls.First() + "/events?for=test";

    /// <summary>The next request that nobody has awaited yet, within half a minute.</summary>
    public async Task NextAsync()
    {
        if (!await came.WaitAsync(TimeSpan.FromSeconds(30)))
            throw new TimeoutException("Expected a request, but none came.");
    }

    public static async Task<Receiver> StartAsync()
    {
        var built = WebApplication.CreateSlimBuilder().Build();
        built.Urls.Add("http://127.0.0.1:0");
        var receiver = new Receiver(built);
        built.Run(receiver.AnswerAsync);
        await built.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        came.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var received = new Received(
            body, context.Request.Headers[WebhookSender.SignatureHeader].ToString(), context.Request.Headers["Idempotency-Key"].ToString(), context.Request.Headers[WebhookSender.TopicHeader].ToString());
        all.Enqueue(received);
        first.TrySetResult(all.First());
        came.Release();
        await Meanwhile();
        if (context.RequestAborted.IsCancellationRequested)
            GivenUp++;
        var answer = AnswerTo(received) ?? Answers;
        if (answer == 0)
            context.Abort();
        else
            context.Response.StatusCode = answer;
    }
}
