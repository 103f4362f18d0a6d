using Microsoft.Extensions.Configuration;
using System.Text.RegularExpressions;
using FluentAssertions;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Tests.Accounts;

public sealed partial class FirstStartTests
{
    [Fact]
    public async Task The_first_administrator_sets_his_password_with_a_code_from_the_console_and_a_later_start_prints_none()
    {
        await using var server = await RunningServer.StartAsync();
        var first = await PrintedAsync(server);
        var second = await PrintedAsync(server);
        second.Should().NotBe(first);
        using var page = new PageClient(server.Url);
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "admin", "code": "{{first}}", "password": "{{AccountSchool.Good}}" }""")).Code.Should().Be("activation-wrong");
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "admin", "code": "{{second}}", "password": "{{AccountSchool.Good}}" }""")).Status.Should().Be(204);
        (await page.SignInAsync("admin", AccountSchool.Good)).Status.Should().Be(204);
        (await page.GetAsync("/api/me")).Body["grants"].Items.Single()["role"].AsText().Should().Be("administrator");
        (await PrintedAsync(server)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_code_holds_a_day()
    {
        await using var server = await RunningServer.StartAsync();
        var code = await PrintedAsync(server);
        server.Time.MoveTo(server.Time.GetUtcNow().AddDays(1));
        using var page = new PageClient(server.Url);
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "admin", "code": "{{code}}", "password": "{{AccountSchool.Good}}" }""")).Code.Should().Be("activation-wrong");
    }

    [Fact]
    public async Task One_address_that_signs_in_too_often_waits()
    {
        await using var server = await RunningServer.StartAsync("--sign-in:per-minute", "2");
        using var page = new PageClient(server.Url);
        for (var n = 0; n < 4; n++)
            (await page.SignInAsync($"nobody-{n}", "wrong wrong wrong")).Code.Should().Be("sign-in-wrong");
        var refused = await page.SignInAsync("nobody-9", "wrong wrong wrong");
        (refused.Status, refused.Code).Should().Be((429, "too-many-requests"));
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.Should().BePositive();
        (await page.GetAsync("/api/session")).Status.Should().Be(200, "only signing in is counted");
    }

    [Theory]
    [InlineData("changeme")]
    [InlineData("")]
    [InlineData("secret")]
    public void Outside_a_demonstration_a_default_secret_does_not_start(string secret)
    {
        string[] args = ["--sso:client", "us", "--sso:secret", secret, "--sso:authorize", "http://x/a", "--sso:token", "http://x/t", "--sso:user", "http://x/u", "--sso:claim", "number"];
        StudentAidServer.RefuseStart(SettingsOf(args))!.Code.Id.Should().Be("default-secret");
        StudentAidServer.RefuseStart(SettingsOf([.. args, "--demo=true"])).Should().BeNull();
        StudentAidServer.RefuseStart(SettingsOf([.. args, "--sso:secret", "0f9a6c1e77b2d4385a"])).Should().BeNull();
        StudentAidServer.RefuseStart(SettingsOf([.. args, "--sso:secret", "0f9a6c1e77b2d4385a", "--sso:claim", ""]))!.Code.Id.Should().Be("school-sign-in-incomplete");
        StudentAidServer.RefuseStart(SettingsOf([])).Should().BeNull("there is no other secret that could be a default");
    }

    private static ServerSettings SettingsOf(string[] args) => ServerSettings.From(new ConfigurationBuilder().AddCommandLine(args).Build());

    private static async Task<string> PrintedAsync(RunningServer server)
    {
        using var console = new StringWriter();
        await server.Get<FirstStart>().PersonAsync(console);
        return Printed().Match(console.ToString()).Value;
    }

    [GeneratedRegex("[2-9A-HJKMNP-TV-Z]{4} [2-9A-HJKMNP-TV-Z]{4}", RegexOptions.None, 1000)]
    private static partial Regex Printed();
}
