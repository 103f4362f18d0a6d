using System.Net;
using System.Text;

namespace StudentAid.Workflow.Server.Tests.Accounts;

/// <summary>A browser at the server's pages: it keeps cookies and sends the page's own header.</summary>
public sealed class PageClient : IDisposable
{
    private static int clients;

    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() };
    private readonly HttpClient client;
    private readonly int number = Interlocked.Increment(ref clients);
    private int keys;

    public PageClient(Uri url) => client = new HttpClient(handler) { BaseAddress = url };

    public HttpClient Http => client;

    public CookieContainer Cookies => handler.CookieContainer;

    public string? Cookie => Cookies.GetCookies(client.BaseAddress!)["studentaid"]?.Value;

    public async Task<Reply> GetAsync(string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await Reply.OfAsync(response);
    }

    public async Task<Reply> PostAsync(string path, string json = "{}", bool fromPage = true, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (fromPage)
            request.Headers.Add("X-Requested-With", "StudentAid");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        request.Headers.Add("Idempotency-Key", $"page-{number}-{Interlocked.Increment(ref keys)}");
        using var response = await client.SendAsync(request);
        return await Reply.OfAsync(response);
    }

    public Task<Reply> SignInAsync(string login, string password, string code = "", bool isPublic = false) => PostAsync(
        "/api/session", $$"""{ "login": "{{login}}", "password": "{{password}}", "code": "{{code}}", "publicComputer": {{(isPublic ? "true" : "false")}} }""");

    public void Dispose()
    {
        client.Dispose();
        handler.Dispose();
    }
}
