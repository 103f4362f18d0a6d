using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Accounts;

public sealed class SchoolSignInTests : IAsyncLifetime
{
    private Provider provider = null!;
    private RunningServer server = null!;

    public async Task InitializeAsync()
    {
        provider = await Provider.StartAsync();
        server = await RunningServer.StartAsync(provider.Settings);
        await School.OpenAsync(server);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task A_student_comes_in_by_his_number_with_a_proved_code()
    {
        var child = (await server.DoAsync(server.Administrator, "/api/people/search", $$"""{ "text": "周雨禾", "below": "{{School.Path}}" }"""))["items"].Items.Single()["id"].AsText();
        var parent = await server.DoAsync(
            server.Administrator, "/api/principals", $$"""{ "unit": "{{School.Path}}", "name": "周母", "kind": "person", "grants": [], "persons": ["{{child}}"] }""");
        provider.Number = "S1";
        using var page = new PageClient(server.Url);
        (await ThroughAsync(page, "/api/session/school?back=/family")).Should().Be("/family");
        provider.Proved.Should().Be(1);
        var me = await page.GetAsync("/api/me");
        me.Status.Should().Be(200);
        me.Body["persons"].Items.Select(p => p.AsText()).Should().Equal(child);
        me.Body["id"].AsText().Should().NotBe(parent["id"].AsText(), "who may act for a student is not the student");
    }

    [Fact]
    public async Task Staff_come_in_by_the_login_id_that_is_their_number()
    {
        var principal = await server.DoAsync(server.Administrator, "/api/principals", $$"""{ "unit": "{{School.Path}}", "name": "赵", "kind": "person", "grants": [ { "role": "aid-office", "unit": "{{School.Path}}" } ] }""");
        await server.DoAsync(server.Administrator, $"/api/accounts/{principal["id"].AsText()}/issue", """{ "login": "t2008013" }""");
        provider.Number = "T2008013";
        using var page = new PageClient(server.Url);
        (await ThroughAsync(page, "/api/session/school")).Should().Be("/");
        (await page.GetAsync("/api/me")).Body["id"].AsText().Should().Be(principal["id"].AsText());
    }

    [Fact]
    public async Task A_session_that_was_open_ends_when_somebody_comes_in_through_the_school()
    {
        provider.Number = "S1";
        using var page = new PageClient(server.Url);
        await ThroughAsync(page, "/api/session/school");
        using var copied = new PageClient(server.Url);
        copied.Cookies.Add(server.Url, new System.Net.Cookie("studentaid", page.Cookie));
        (await copied.GetAsync("/api/me")).Status.Should().Be(200);

        await ThroughAsync(page, "/api/session/school");

        (await page.GetAsync("/api/me")).Status.Should().Be(200);
        (await copied.GetAsync("/api/me")).Status.Should().Be(401);
    }

    [Theory]
    [InlineData("S999")]
    [InlineData("")]
    [InlineData("周雨禾")]
    public async Task Who_is_not_known_by_number_is_told_so_and_nobody_by_his_name(string number)
    {
        provider.Number = number;
        using var page = new PageClient(server.Url);
        (await ThroughAsync(page, "/api/session/school")).Should().Be("/sign-in?refused=school-unknown-person");
        (await page.GetAsync("/api/me")).Status.Should().Be(401);
    }

    [Fact]
    public async Task An_answer_that_was_not_asked_for_signs_nobody_in()
    {
        provider.Number = "S1";
        using var victim = new PageClient(server.Url);
        using var attacker = new PageClient(server.Url);
        var way = (await attacker.GetAsync("/api/session/school")).Headers.Location!;
        var back = (await attacker.Http.GetAsync(way)).Headers.Location!;
        (await victim.GetAsync(back.PathAndQuery)).Headers.Location!.ToString().Should().Be("/sign-in?refused=school-failed");
        (await victim.GetAsync("/api/me")).Status.Should().Be(401);
    }

    [Theory]
    [InlineData("access_denied", true)]
    [InlineData("temporarily_unavailable", true)]
    [InlineData("", false)]
    public async Task Where_the_provider_refuses_or_does_not_say_who_it_is_nobody_comes_in(string error, bool tellsWho)
    {
        (provider.Number, provider.Error, provider.TellsWho) = ("S1", error, tellsWho);
        using var page = new PageClient(server.Url);
        (await ThroughAsync(page, "/api/session/school")).Should().Be("/sign-in?refused=school-failed");
        (await page.GetAsync("/api/me")).Status.Should().Be(401);
    }

    [Fact]
    public async Task With_another_secret_than_the_providers_nobody_comes_in()
    {
        await using var wrong = await RunningServer.StartAsync([.. provider.Settings.Select(s => s == Provider.Secret ? "11b2c3d4e5f60718" : s)]);
        await School.OpenAsync(wrong);
        provider.Number = "S1";
        using var page = new PageClient(wrong.Url);
        (await ThroughAsync(page, "/api/session/school")).Should().Be("/sign-in?refused=school-failed");
        provider.Proved.Should().Be(0);
        (await page.GetAsync("/api/me")).Status.Should().Be(401);
        wrong.Log.Text.Should().NotContain("11b2c3d4e5f60718");
    }

    [Fact]
    public async Task An_account_of_another_schools_unit_is_nobody_here()
    {
        var principal = await server.DoAsync(server.Administrator, "/api/principals", """{ "unit": "/other/", "name": "别校的赵", "kind": "person", "grants": [ { "role": "aid-office", "unit": "/other/" } ] }""");
        await server.DoAsync(server.Administrator, $"/api/accounts/{principal["id"].AsText()}/issue", """{ "login": "t2008014" }""");
        provider.Number = "T2008014";
        using var page = new PageClient(server.Url);
        (await ThroughAsync(page, "/api/session/school")).Should().Be("/sign-in?refused=school-unknown-person");
        (await page.GetAsync("/api/me")).Status.Should().Be(401);
    }

    [Fact]
    public async Task The_page_says_what_the_schools_sign_in_is_called_and_leads_nowhere_else()
    {
        using var page = new PageClient(server.Url);
        (await page.GetAsync("/api/session")).Body["school"].AsText().Should().Be("示例学院统一身份认证");
        provider.Number = "S1";
        (await ThroughAsync(page, "/api/session/school?back=https://elsewhere.example/")).Should().Be("/");
    }

    /// <summary>To the provider, back, and where that leads.</summary>
    private static async Task<string> ThroughAsync(PageClient page, string start)
    {
        var there = (await page.GetAsync(start)).Headers.Location!;
        using var answer = await page.Http.GetAsync(there);
        return (await page.GetAsync(answer.Headers.Location!.PathAndQuery)).Headers.Location!.ToString();
    }
}
