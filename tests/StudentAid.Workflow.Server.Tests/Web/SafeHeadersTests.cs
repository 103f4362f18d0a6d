using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>No answer, whoever asks for whatever, may be framed, sniffed, read by another site, or run what a stranger wrote.</summary>
public sealed class SafeHeadersTests : IAsyncLifetime
{
    private const string Nobody = "00000000000000000000000001";

    private static readonly string[] EditorPlaces = [$"/rules/{Nobody}/{Nobody}", $"/rules/{Nobody}/{Nobody}/edit", $"/rules/units/{Nobody}/{Nobody}"];

    private RunningServer server = null!;

    private readonly string folder = ServedFiles.FolderOf();

    public async Task InitializeAsync() => server = await RunningServer.StartAsync("--web", folder);

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_address_answers_with_a_policy_that_lets_nothing_foreign_in()
    {
        using var nobody = server.ClientOf(null);
        var places = server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false).Select(e => PlaceOf(e.RoutePattern.RawText!))
            .Concat(["/nowhere", "/api/nowhere", "/ui/nowhere"]).Where(p => p != "/api/events").Distinct().ToList();
        places.Count.Should().BeGreaterThan(100);
        foreach (var place in places)
        {
            foreach (var client in (HttpClient[])[nobody, server.Administrator])
            {
                using var answer = await client.GetAsync(new Uri(place, UriKind.Relative));
                var policy = answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle(place).Subject;
                policy.Should().Match(p => p.Contains("frame-ancestors 'none'") || p.Contains("sandbox"), place);
                policy.Should().Match(p => p.Contains("default-src 'none'") || p.Contains("default-src 'self'"), place).And.NotContain("unsafe-eval");
                var said = policy.Split(';', StringSplitOptions.TrimEntries).Select(d => d.Split(' ', 2)).ToDictionary(d => d[0], d => d.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
                said.GetValueOrDefault("script-src", "'self'").Should().Be("'self'", place);
                foreach (var kind in (string[])["style-src", "img-src", "connect-src", "font-src", "worker-src"])
                    said.GetValueOrDefault(kind, "'none'").Should().MatchRegex("^('none'|'self'( ('nonce-[A-Za-z0-9+/=]{24}'|data:|blob:))*|'sha256-[A-Za-z0-9+/=]{44}')$", $"{kind} of {place}");
                (said.GetValueOrDefault("style-src", "").Contains("'nonce-", StringComparison.Ordinal) && !EditorPlaces.Contains(place)).Should().BeFalse("only the text editor puts style elements in, and not {0}", place);
                (said.GetValueOrDefault("style-src-attr", "'none'") == "'none'" || EditorPlaces.Contains(place)).Should().BeTrue("only the text editor writes style attributes, and not {0}", place);
                said.GetValueOrDefault("form-action", "'none'").Should().BeOneOf(["'self'", "'none'"], place);
                said.GetValueOrDefault("report-to").Should().Be("csp", place);
                answer.Headers.GetValues("Reporting-Endpoints").Should().Equal(["csp=\"/policy-reports\""], place);
                said.GetValueOrDefault("base-uri").Should().Be("'none'", place);
                answer.Headers.GetValues("X-Content-Type-Options").Should().Equal(["nosniff"], place);
                answer.Headers.GetValues("Cross-Origin-Opener-Policy").Should().Equal(["same-origin"], place);
                answer.Headers.GetValues("Cross-Origin-Resource-Policy").Should().Equal(["same-origin"], place);
                answer.Headers.Contains("Referrer-Policy").Should().BeTrue(place);
                answer.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse(place);
                answer.Headers.Contains("Server").Should().BeFalse(place);
                if (place.StartsWith("/api/", StringComparison.Ordinal))
                    (answer.Headers.CacheControl?.NoStore).Should().Be(true, place);
            }
        }
    }

    [Theory]
    [InlineData("https", "max-age=31536000; includeSubDomains")]
    [InlineData("http", "")]
    public async Task Over_HTTPS_a_browser_is_told_to_come_by_HTTPS_alone(string scheme, string expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        await new SafeHeaders(_ => Task.CompletedTask).InvokeAsync(context);
        context.Response.Headers.StrictTransportSecurity.ToString().Should().Be(expected);
    }

    [Fact]
    public async Task A_page_of_another_site_is_told_nothing_though_it_asks_before_it_sends()
    {
        using var nobody = server.ClientOf(null);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/session");
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using var answer = await nobody.SendAsync(request);
        answer.Headers.Where(h => h.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
        ((int)answer.StatusCode).Should().BeGreaterThanOrEqualTo(400);
    }

    [Fact]
    public async Task Over_HTTPS_the_whole_server_says_so_with_every_answer()
    {
        await using var behind = await RunningServer.StartAsync("--proxy", "127.0.0.1");
        using var browser = behind.ClientOf(null);
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        foreach (var place in (string[])["/", "/api/session", "/api/nowhere", "/notices/00000000000000000000000001", "/healthz"])
        {
            using var answer = await browser.GetAsync(new Uri(place, UriKind.Relative));
            answer.Headers.GetValues("Strict-Transport-Security").Should().Equal(["max-age=31536000; includeSubDomains"], place);
        }
    }

    /// <summary>An id of nobody in place of each parameter.</summary>
    private static string PlaceOf(string pattern) => "/" + string.Join('/', pattern.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Contains('{', StringComparison.Ordinal) ? Nobody : p));
}
