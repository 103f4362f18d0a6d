using System.Net.Http.Headers;
using System.Text;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>Where the server is to be found now: after a kill nowhere, until it listens again.</summary>
internal sealed class Address : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) });
    private TaskCompletionSource<Uri> up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HttpClient Client => client;

    public Task<Uri> FindAsync() => Volatile.Read(ref up).Task;

    public void Is(Uri url) => Volatile.Read(ref up).TrySetResult(url);

    public void IsGone()
    {
        // Who waits already goes on waiting for the next one.
        if (Volatile.Read(ref up).Task.IsCompleted)
            Volatile.Write(ref up, new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    public void Dispose() => client.Dispose();
}

/// <summary>
/// Somebody's line to the server. A call that got no answer is sent again with the same key, body and If-Match for as long as it takes; any
/// other answer than that it was done is the test's failure.
/// </summary>
internal sealed class Line(Address address, Journal journal, Id principal, string key)
{
    /// <summary>These answer with the id of what they have made, not of the unit whose step it is.</summary>
    private static readonly string[] NameAnother = ["/api/principals", "/api/api-keys"];

    private readonly string run = Guid.NewGuid().ToString("N");
    private int keys;

    public Id Principal => principal;

    public async Task<Value> GetAsync(string path) => Value.Parse((await AskAsync(path)).Text);

    public Task<Reply> AskAsync(string path) => UntilAnsweredAsync(() => new HttpRequestMessage(HttpMethod.Get, path), path);

    /// <summary>Posts with a key of its own until it is done; now and then twice, as an impatient hand does.</summary>
    public async Task<Value> DoAsync(string path, Value body, string? shown = null)
    {
        var number = Interlocked.Increment(ref keys);
        var idempotency = $"{run}-{number}";
        var first = await PostAsync(path, body.ToJson(), idempotency, shown);
        if (number % 10 == 0 && await PostAsync(path, body.ToJson(), idempotency, shown) is var again && again["version"] != first["version"])
            throw new InvalidOperationException($"{path} with key {idempotency} answered version {first["version"]} and then {again["version"]}.");
        return first;
    }

    /// <summary>Posts what needs no key, or what is a step of the set-up: sent again as it is.</summary>
    public async Task<Value> SendAsync(string path, HttpContent content)
    {
        using var request = Request(HttpMethod.Post, new Uri(await address.FindAsync(), path));
        request.Content = content;
        request.Headers.Add("Idempotency-Key", $"{run}-{Interlocked.Increment(ref keys)}");
        using var response = await address.Client.SendAsync(request);
        return Good(await Reply.OfAsync(response), path);
    }

    private async Task<Value> PostAsync(string path, string body, string idempotency, string? shown)
    {
        var operation = Id.Of("operation", principal.ToString(), idempotency);
        Call call = null!;
        var reply = await UntilAnsweredAsync(
            () =>
            {
                call = journal.Sending(operation, path, body);
                var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                request.Headers.Add("Idempotency-Key", idempotency);
                if (shown is not null)
                    request.Headers.TryAddWithoutValidation("If-Match", shown);
                return request;
            },
            path);
        var answer = reply.Body;
        var named = Id.TryParse(answer["id"].AsText()) is { } id && answer["version"].AsNumber() is { } version ? (id, (long)version) : default;
        journal.Acknowledge(call, NameAnother.Contains(path) ? default : named);
        return answer;
    }

    private async Task<Reply> UntilAnsweredAsync(Func<HttpRequestMessage> make, string path)
    {
        while (true)
        {
            var url = await address.FindAsync();
            using var request = make();
            request.RequestUri = new Uri(url, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            try
            {
                using var response = await address.Client.SendAsync(request);
                var reply = await Reply.OfAsync(response);
                Good(reply, path);
                return reply;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // Killed meanwhile; before the address is known to be gone a call may fail more than once.
                await Task.Yield();
            }
        }
    }

    private HttpRequestMessage Request(HttpMethod method, Uri url)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    private static Value Good(Reply reply, string path) =>
        reply.Status == 200 ? reply.Body : throw new InvalidOperationException($"{path} answered {reply.Status}: {reply.Text}");
}
