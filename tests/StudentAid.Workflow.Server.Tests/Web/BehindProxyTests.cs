using FluentAssertions;
using Microsoft.Extensions.Configuration;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Server.Tests.Accounts;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>TLS ends at a reverse proxy: what it says of the browser counts, and nobody else's word does.</summary>
public sealed class BehindProxyTests
{
    private const string Hsts = "Strict-Transport-Security";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.5, 127.0.0.0/8")]
    public async Task Through_a_known_proxy_a_browser_that_came_by_HTTPS_is_kept_to_it_and_gets_a_secure_cookie(string proxies)
    {
        await using var server = await RunningServer.StartAsync("--proxy", proxies);
        var (cookie, hsts) = await SignInAsync(server, "https");
        cookie.Should().StartWith("__Host-studentaid=").And.Contain("secure").And.Contain("httponly").And.Contain("samesite=strict");
        hsts.Should().Be("max-age=31536000; includeSubDomains");
        (cookie, hsts) = await SignInAsync(server, "http");
        (cookie, hsts).Should().Match<(string Cookie, string Hsts)>(a => a.Cookie.StartsWith("studentaid=", StringComparison.Ordinal) && a.Hsts.Length == 0, "the browser came to the proxy in clear");
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.5")]
    public async Task Nobody_else_makes_the_server_believe_that_he_came_by_HTTPS_not_even_from_this_machine(string proxies)
    {
        await using var server = await RunningServer.StartAsync(proxies.Length == 0 ? [] : ["--proxy", proxies]);
        var (cookie, hsts) = await SignInAsync(server, "https");
        cookie.Should().StartWith("studentaid=");
        hsts.Should().BeEmpty();
    }

    [Fact]
    public async Task Sign_ins_are_counted_by_the_browser_s_address_that_the_proxy_names_and_an_invented_one_before_it_changes_nothing()
    {
        await using var server = await RunningServer.StartAsync("--proxy", "127.0.0.1", "--sign-in:per-minute", "1");
        using var client = server.ClientOf(null);
        async Task<int> TryAsync(string from)
        {
            using var request = Request("https", """{ "login": "nobody-1", "password": "x" }""");
            request.Headers.Add("X-Forwarded-For", from);
            using var answer = await client.SendAsync(request);
            return (int)answer.StatusCode;
        }

        for (var n = 0; n < 3; n++)
            await TryAsync($"203.0.113.{n}, 198.51.100.7");
        (await TryAsync("203.0.113.9, 198.51.100.7")).Should().Be(429, "what stands before the proxy's own word is the browser's to invent");
        (await TryAsync("198.51.100.8")).Should().NotBe(429);
    }

    [Theory]
    [InlineData("haproxy.internal")]
    [InlineData("10.0.0.5,10.1.0.0/33")]
    [InlineData("0.0.0.0/0")]
    public void A_proxy_that_is_no_address_or_everybody_keeps_the_server_from_starting(string proxies)
    {
        var settings = ServerSettings.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["proxy"] = proxies }).Build());
        StudentAidServer.RefuseStart(settings)!.Code.Id.Should().Be("proxy-unread");
    }

    /// <summary>The session's cookie, and what the answer says of HTTPS.</summary>
    private static async Task<(string Cookie, string Hsts)> SignInAsync(RunningServer server, string scheme)
    {
        var login = $"proxy-{scheme}";
        var principal = await server.DoAsync(server.Administrator, "/api/principals", """{ "unit": "/", "name": "赵老师", "kind": "person", "grants": [ { "role": "administrator", "unit": "/" } ] }""");
        var issued = await server.DoAsync(server.Administrator, $"/api/accounts/{principal["id"].AsText()}/issue", $$"""{ "login": "{{login}}" }""");
        using var client = server.ClientOf(null);
        using var activation = Request(scheme, $$"""{ "login": "{{login}}", "code": "{{issued["secret"].AsText()}}", "password": "{{AccountSchool.Good}}" }""", "/api/session/activate");
        (await client.SendAsync(activation)).Dispose();
        using var request = Request(scheme, $$"""{ "login": "{{login}}", "password": "{{AccountSchool.Good}}", "code": "", "publicComputer": false }""");
        using var answer = await client.SendAsync(request);
        ((int)answer.StatusCode).Should().Be(204, await answer.Content.ReadAsStringAsync());
        return (answer.Headers.GetValues("Set-Cookie").Single(c => c.Contains("studentaid=", StringComparison.Ordinal)), answer.Headers.TryGetValues(Hsts, out var hsts) ? hsts.Single() : "");
    }

    private static HttpRequestMessage Request(string scheme, string json, string path = "/api/session")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Requested-With", "StudentAid");
        request.Headers.Add("X-Forwarded-Proto", scheme);
        return request;
    }
}
