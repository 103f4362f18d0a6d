using System.Net;
using FluentAssertions;
using StudentAid.Workflow.Server.Web;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A server on a build of three files.</summary>
public sealed class ServedFiles : IAsyncLifetime
{
    private readonly string folder = FolderOf();

    public RunningServer Server { get; private set; } = null!;

    /// <summary>The files, in a folder of their own.</summary>
    public static string FolderOf()
    {
        var made = Directory.CreateTempSubdirectory("student-aid-files").FullName;
        Directory.CreateDirectory(Path.Combine(made, "assets"));
        File.WriteAllText(Path.Combine(made, WebFiles.Work), "<p>work %nonce% %style-attributes%</p>");
        File.WriteAllText(Path.Combine(made, WebFiles.Family), "<p>family %nonce% %style-attributes%</p>");
        File.WriteAllText(Path.Combine(made, "assets", "a.js"), "plain");
        File.WriteAllText(Path.Combine(made, "assets", "a.js.br"), "brotli");
        File.WriteAllText(Path.Combine(made, "assets", "a.js.gz"), "gzip");
        return made;
    }

    public async Task InitializeAsync() => Server = await RunningServer.StartAsync("--web", folder);

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>How the built dashboard is served.</summary>
public sealed class WebFilesTests(ServedFiles files) : IClassFixture<ServedFiles>
{
    private readonly RunningServer server = files.Server;

    [Theory]
    [InlineData("/", "work")]
    [InlineData("/rounds/abc", "work")]
    [InlineData("/rules", "work")]
    [InlineData("/rules/packs/layer/key", "work")]
    [InlineData("/family", "family")]
    [InlineData("/family/form", "family")]
    [InlineData("/rules/%2Fnational%2F/key", "work", true)]
    [InlineData("/rules/%2Fnational%2F/key/edit", "work", true)]
    [InlineData("/rules/units/%2Fhenan%2F/procedure", "work", true)]
    public async Task A_deep_link_opens_its_door_with_a_policy_that_lets_in_scripts_and_styles_of_its_own_and_the_editors_with_the_pages_nonce(string path, string door, bool isEditor = false)
    {
        using var client = server.ClientOf(null);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var words = (await answer.Content.ReadAsStringAsync()).Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal).Split(' ');
        words.Should().HaveCount(3);
        Convert.FromBase64String(words[1]).Should().HaveCount(isEditor ? 16 : 0);
        (words[0], words[2]).Should().Be((door, isEditor ? "allowed" : "none"));
        answer.Headers.GetValues("Content-Security-Policy").Should().Equal(
            $"default-src 'self'; script-src 'self'; style-src 'self'{(isEditor ? $" 'nonce-{words[1]}'" : "")}; style-src-attr '{(isEditor ? "unsafe-inline" : "none")}'; img-src 'self' data: blob:; "
            + "connect-src 'self'; worker-src 'self' blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; report-to csp");
        answer.Headers.CacheControl!.NoCache.Should().BeTrue();
        answer.Content.Headers.LastModified.Should().BeNull("a browser that asked by date would keep an older nonce");
    }

    [Fact]
    public async Task No_two_answers_have_one_nonce()
    {
        using var client = server.ClientOf(null);
        var editor = new Uri("/rules/%2Fnational%2F/key", UriKind.Relative);
        var first = await client.GetStringAsync(editor);
        (await client.GetStringAsync(editor)).Should().NotBe(first);
    }

    [Theory]
    [InlineData("br, gzip", "br", "brotli")]
    [InlineData("gzip", "gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip", "gzip")]
    [InlineData("identity", null, "plain")]
    public async Task The_smallest_form_that_the_browser_takes_is_sent_and_kept_for_ever(string accepted, string? encoding, string content)
    {
        using var client = server.ClientOf(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/a.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await client.SendAsync(request);
        (await answer.Content.ReadAsStringAsync()).Should().Be(content);
        answer.Content.Headers.ContentEncoding.SingleOrDefault().Should().Be(encoding);
        answer.Headers.CacheControl!.ToString().Should().Contain("immutable");
        answer.Headers.Vary.Should().Contain("Accept-Encoding");
    }

    [Theory]
    [InlineData("/assets/..%2Fwork.html")]
    [InlineData("/assets/none.js")]
    [InlineData("/nowhere")]
    public async Task What_is_not_part_of_the_build_is_not_served(string path)
    {
        using var client = server.ClientOf(null);
        (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_a_build_the_plain_page_stands_there_and_says_why()
    {
        var folder = ServedFiles.FolderOf();
        File.Delete(Path.Combine(folder, WebFiles.Work));
        await File.WriteAllTextAsync(Path.Combine(folder, "why.txt"), "没有找到 Node.js。");
        await using var plain = await RunningServer.StartAsync("--web", folder);
        using var client = plain.ClientOf(null);
        (await client.GetStringAsync(new Uri("/", UriKind.Relative))).Should().Contain("没有找到 Node.js。").And.Contain("用密钥登录");
        Directory.Delete(folder, recursive: true);
    }
}
