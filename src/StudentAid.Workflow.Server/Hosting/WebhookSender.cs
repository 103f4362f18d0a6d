using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Hosting;

/// <summary>
/// Sends one delivery to a web hook's receiver: by the same rule as the requests of definitions, only to listed hosts, without redirects. The body is signed with the
/// hook's secret; of the answer only the status is read.
/// </summary>
public sealed class WebhookSender(HttpClient client, ServerSettings settings, TimeProvider time)
{
    public const string SignatureHeader = "StudentAid-Signature";
    public const string TopicHeader = "StudentAid-Topic";

    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>What came of it, to be recorded; a failure is an answer, too.</summary>
    public async Task<Attempt> SendAsync(DeliveryRow delivery, Webhook hook, CancellationToken cancellation)
    {
        var body = Value.Record(
            ("id", delivery.Delivery.ToString()), ("topic", delivery.Topic), ("at", delivery.At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)), ("unit", delivery.OrgPath),
            ("object", delivery.About), ("version", delivery.Seq)).ToJson();
        return new Attempt(delivery.Delivery, delivery.Topic, delivery.About, delivery.Seq, delivery.At, await AnswerAsync(delivery, hook, body, cancellation));
    }

    /// <summary><c>t=SECONDS,v1=HEX</c>: HMAC-SHA256 under the secret of <c>SECONDS.BODY</c>; one <c>v1</c> for each secret that signs.</summary>
    public static string SignatureOf(IEnumerable<string> secrets, DateTimeOffset now, string body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return string.Join(',', secrets.Select(s => "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(s), Encoding.UTF8.GetBytes($"{seconds}.{body}")))).Prepend($"t={seconds}"));
    }

    private async Task<string> AnswerAsync(DeliveryRow delivery, Webhook hook, string body, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(hook.Url, UriKind.Absolute, out var url) || !HttpOutbox.IsAllowed(url, settings.AllowedHosts))
            return "not-allowed";
        try
        {
            var now = time.GetUtcNow();
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", delivery.Delivery.ToString());
            request.Headers.Add(TopicHeader, delivery.Topic);
            request.Headers.Add(SignatureHeader, SignatureOf(hook.SecretsAt(now), now, body));
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "timeout";
        }
        catch (HttpRequestException)
        {
            return "failed";
        }
    }
}
