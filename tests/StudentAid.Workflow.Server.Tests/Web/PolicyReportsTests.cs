using System.Net;
using System.Text;
using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>What browsers tell of what a page's policy kept from it, and what others send to the same place.</summary>
public sealed class PolicyReportsTests(OneServer one) : IClassFixture<OneServer>
{
    private const string Case = "00000000000000000000000001";
    private const string Name = "尉迟小岩";

    [Fact]
    public async Task A_browser_that_kept_something_from_a_page_says_so_without_a_session_and_the_log_names_the_directive_and_the_kind_of_page_alone()
    {
        using var nobody = one.Server.ClientOf(null);
        (await SendAsync(nobody, Report("script-src-elem", $"https://school.example/api/cases/{Case}/actions?q={Uri.EscapeDataString(Name)}#{Case}"))).Should().Be(HttpStatusCode.NoContent);
        (await SendAsync(nobody, Report("img-src", $"https://school.example/nowhere/{Case}"))).Should().Be(HttpStatusCode.NoContent);
        (await SendAsync(nobody, Report("style-src-attr", "about:blank"))).Should().Be(HttpStatusCode.NoContent);
        var said = Kept(one.Server);
        said.Should().ContainSingle(l => l.Contains("script-src-elem from a page at /api/cases/{id}/actions.", StringComparison.Ordinal));
        said.Should().ContainSingle(l => l.Contains("img-src from a page at elsewhere.", StringComparison.Ordinal));
        said.Should().ContainSingle(l => l.Contains("style-src-attr from a page at elsewhere.", StringComparison.Ordinal));
        said.Should().NotContain(l => l.Contains(Case, StringComparison.Ordinal) || l.Contains(Name, StringComparison.Ordinal) || l.Contains("school.example", StringComparison.Ordinal) || l.Contains("evil", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("{}", 400)]
    [InlineData("[1]", 400)]
    [InlineData("""[{ "type": "csp-violation", "body": 3 }]""", 400)]
    [InlineData("""[{ "type": "csp-violation", "body": { "effectiveDirective": "\uD800" } }]""", 400)]
    [InlineData("""[null, {}, { "type": "deprecation" }, { "type": "csp-violation" }]""", 204)]
    [InlineData("""[{ "type": "csp-violation", "url": "https://a/", "body": { "effectiveDirective": "forged\nline" } }]""", 204)]
    public async Task What_is_no_report_of_a_browser_is_written_nowhere(string sent, int status)
    {
        using var nobody = one.Server.ClientOf(null);
        var before = Kept(one.Server).Count;
        ((int)await SendAsync(nobody, sent)).Should().Be(status);
        Kept(one.Server).Should().HaveCount(before);
        one.Server.Log.Text.Should().NotContain("forged").And.NotContain("A request failed");
    }

    [Fact]
    public async Task Who_sends_too_much_or_too_often_is_stopped()
    {
        await using var server = await RunningServer.StartAsync();
        using var nobody = server.ClientOf(null);
        (await SendAsync(nobody, Report("img-src", "https://a/" + new string('a', 17 * 1024)))).Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await SendAsync(nobody, $"[{string.Join(',', Enumerable.Repeat(Report("img-src", "https://a/")[1..^1], 30))}]")).Should().Be(HttpStatusCode.NoContent);
        Kept(server).Should().HaveCount(20);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
            answers.Add(await SendAsync(nobody, "[]"));
        answers.Should().EndWith(HttpStatusCode.TooManyRequests);
    }

    private static List<string> Kept(RunningServer server) => [.. server.Log.Lines.Where(l => l.Contains("policy kept", StringComparison.Ordinal))];

    private static string Report(string directive, string url) =>
        $$"""[{ "type": "csp-violation", "age": 5, "url": "{{url}}", "user_agent": "evil", "body": { "documentURL": "{{url}}", "blockedURL": "https://evil.example/", "effectiveDirective": "{{directive}}", "sample": "evil {{Name}}" } }]""";

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "application/reports+json");
        using var answer = await client.PostAsync(new Uri("/policy-reports", UriKind.Relative), content);
        return answer.StatusCode;
    }
}
