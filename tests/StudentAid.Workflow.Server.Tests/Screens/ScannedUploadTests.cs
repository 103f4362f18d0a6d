using System.Net.Http.Headers;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>Where an installation has a virus scanner, nothing is kept for which it has not answered.</summary>
public sealed class ScannedUploadTests : IAsyncLifetime
{
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xFE, 0, 8, .. "secret"u8, 0xFF, 0xDB, 0, 4, 1, 2, 0xFF, 0xDA, 0, 4, 9, 9, 1, 2, 0xFF, 0xD9];

    private readonly FakeClamd scanner = new();
    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync("--scanner", $"127.0.0.1:{scanner.Port}");
        school = await School.OpenAsync(server);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await scanner.DisposeAsync();
    }

    [Fact]
    public async Task An_upload_is_shown_to_the_scanner_as_it_came_and_kept_when_it_answers_for_it()
    {
        (await AppendAsync(await BeginAsync(), 0, Photo)).Body["hash"].AsText().Should().HaveLength(64);
        scanner.Seen.Should().ContainSingle().Which.Should().Equal(Photo);
    }

    [Fact]
    public async Task An_upload_that_the_scanner_condemns_is_refused_and_nothing_of_it_stays()
    {
        scanner.Answer = "stream: Eicar-Test-Signature FOUND";
        var upload = await BeginAsync();
        var refused = await AppendAsync(upload, 0, Photo);
        (refused.Status, refused.Code).Should().Be((422, "file-infected"), refused.Text);
        Directory.GetFiles(Path.Combine(server.Folder, "uploads")).Should().BeEmpty();
        (await server.GetAsync(school.Teacher, $"/api/uploads/{upload}")).Status.Should().Be(404);
        (await server.GetAsync(school.Teacher, $"/api/files?person={school.People[0]}")).Body["items"].Items.Should().BeEmpty();
        server.Log.Text.Should().Contain("Eicar-Test-Signature");
    }

    [Theory]
    [InlineData("")]
    [InlineData("stream: Can't allocate memory ERROR")]
    public async Task What_the_scanner_has_not_answered_for_is_refused_for_now_and_kept_when_it_has(string silence)
    {
        scanner.Answer = silence;
        var upload = await BeginAsync();
        var refused = await AppendAsync(upload, 0, Photo);
        (refused.Status, refused.Code).Should().Be((503, "file-scanner-silent"), refused.Text);
        (await server.GetAsync(school.Teacher, $"/api/files?person={school.People[0]}")).Body["items"].Items.Should().BeEmpty();
        scanner.Answer = "stream: OK";
        (await AppendAsync(upload, Photo.Length, [])).Body["hash"].AsText().Should().HaveLength(64, "what has arrived need not come again");
    }

    [Fact]
    public async Task What_is_over_the_scanner_s_own_limit_is_refused_for_good_and_the_log_says_once_which_setting_it_is()
    {
        scanner.Answer = "INSTREAM size limit exceeded. ERROR";
        foreach (var upload in new[] { await BeginAsync(), await BeginAsync() })
        {
            var refused = await AppendAsync(upload, 0, Photo);
            (refused.Status, refused.Code).Should().Be((422, "file-scanner-limit"), refused.Text);
            (await server.GetAsync(school.Teacher, $"/api/uploads/{upload}")).Status.Should().Be(404);
        }

        server.Log.Text.Split("StreamMaxLength").Should().HaveCount(2);
    }

    [Fact]
    public async Task A_scanner_that_is_not_there_lets_nothing_through()
    {
        await scanner.StopAsync();
        (await AppendAsync(await BeginAsync(), 0, Photo)).Code.Should().Be("file-scanner-silent");
    }

    [Theory]
    [InlineData("127.0.0.1:3310", "127.0.0.1", 3310)]
    [InlineData("[::1]:3310", "::1", 3310)]
    [InlineData("scanner.school.example:3310", "scanner.school.example", 3310)]
    public void The_scanner_is_named_by_host_and_port(string text, string host, int port) => ScannerAddress.Read(text).Should().Be(new ScannerAddress(host, port));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:0")]
    [InlineData("/var/run/clamd.sock")]
    public async Task A_server_does_not_start_with_a_scanner_that_is_no_address(string text)
    {
        await using var app = StudentAidServer.Build(["--scanner", text, "--data", Path.Combine(server.Folder, "other.db"), "--key", Path.Combine(server.Folder, RunningServer.KeyFile)]);
        StudentAidServer.RefuseStart(app.Services.GetRequiredService<ServerSettings>())!.Code.Id.Should().Be("scanner-unread");
    }

    private async Task<string> BeginAsync() =>
        (await server.DoAsync(school.Teacher, "/api/uploads", $$"""{ "size": {{Photo.Length}}, "person": "{{school.People[0]}}" }"""))["id"].AsText()!;

    private async Task<Reply> AppendAsync(string upload, long offset, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await school.Teacher.PostAsync(new Uri($"/api/uploads/{upload}/append?offset={offset}", UriKind.Relative), body);
        return await Reply.OfAsync(answer);
    }
}
