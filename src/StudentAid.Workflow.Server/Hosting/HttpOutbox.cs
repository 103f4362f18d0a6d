using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Sends the requests that definitions ask for: only to hosts that the operator listed, without redirects, answers of at most 1 MB. The answer, or
/// why there is none (<c>error</c>: not-allowed, too-large, timeout, failed), goes to the bookmark that waits for it.
/// </summary>
public sealed class HttpOutbox(HttpClient client, MessageDelivery delivery, ServerSettings settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What a definition may not say: by them the listed host would be left, or one delivery pass for two.</summary>
    private static readonly FrozenSet<string> Ours = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Host", "Idempotency-Key", "Transfer-Encoding", "Connection", "Content-Length");

    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        MaxResponseContentBufferSize = ServerSettings.MaxJson,
        Timeout = Patience,
    };

    /// <summary>The refusal of the answer by its instance, or null.</summary>
    public async Task<Rejection?> SendAsync(Message message, CancellationToken cancellation)
    {
        var answer = (RecordValue)await AskAsync(message, cancellation);
        var body = answer.With("bookmark", message.Body["bookmark"]);
        return await delivery.DeliverAsync(message with { Name = MessageDelivery.HttpAnswer, Target = message.Source, Body = body }, cancellation);
    }

    private async Task<Value> AskAsync(Message message, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(message.Body["url"].AsText(), UriKind.Absolute, out var url) || !IsAllowed(url, settings.AllowedHosts))
            return Failure("not-allowed");
        try
        {
            using var request = RequestOf(message, url);
            using var response = await client.SendAsync(request, cancellation);
            return Value.Record(
                ("status", (int)response.StatusCode),
                ("contentType", response.Content.Headers.ContentType?.MediaType),
                ("content", ContentOf(await response.Content.ReadAsStringAsync(cancellation), response.Content.Headers.ContentType)));
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failure("timeout");
        }
        catch (HttpRequestException e)
        {
            return Failure(e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? "too-large" : "failed");
        }
    }

    /// <summary>Only hosts that the operator listed, with or without their port.</summary>
    internal static bool IsAllowed(Uri url, ImmutableArray<string> hosts) =>
        url.Scheme is "http" or "https" && (hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase) || hosts.Contains(url.Authority, StringComparer.OrdinalIgnoreCase));

    private static HttpRequestMessage RequestOf(Message message, Uri url)
    {
        var request = new HttpRequestMessage(new HttpMethod(message.Body["method"].AsText() ?? "GET"), url);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", message.Body["delivery"].AsText() ?? message.Id.ToString());
        if (message.Body["authorization"].AsText() is { } authorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (message.Body["headers"] is RecordValue headers)
        {
            foreach (var (name, value) in headers.Members.Where(h => !Ours.Contains(h.Key)))
                request.Headers.TryAddWithoutValidation(name, value is ListValue several ? several.Items.Select(v => v.AsText()) : [value.AsText()]);
        }

        var content = message.Body["content"];
        if (!content.IsNull)
            request.Content = new StringContent(content.AsText() ?? content.ToJson(), Encoding.UTF8, message.Body["contentType"].AsText() ?? "application/json");
        return request;
    }

    private static Value ContentOf(string text, MediaTypeHeaderValue? type)
    {
        if (type?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true)
            return text;
        try
        {
            return Value.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }
    }

    private static RecordValue Failure(string error) => Value.Record(("error", error));
}
