using FluentAssertions;
using Microsoft.AspNetCore.Http;
using StudentAid.Workflow.Server.Auth;
using static StudentAid.Workflow.Server.Tests.Accounts.AccountSchool;

namespace StudentAid.Workflow.Server.Tests.Accounts;

public sealed class SessionTests(AccountSchool school) : IClassFixture<AccountSchool>
{
    [Fact]
    public async Task A_cookie_from_before_signing_in_is_nobodys_and_signing_in_gives_another()
    {
        var (_, login) = await school.StaffAsync("teacher-1");
        using var page = school.Page();
        await page.SignInAsync(login, Good);
        var first = page.Cookie;
        await page.SignInAsync(login, Good);
        page.Cookie.Should().NotBe(first);
        using var thief = school.Page();
        thief.Cookies.Add(school.Server.Url, new System.Net.Cookie("studentaid", first));
        (await thief.GetAsync("/api/me")).Status.Should().Be(401, "the session before ended with the new one");
        (await page.GetAsync("/api/me")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_and_the_next_request_is_nobodys()
    {
        var (_, login) = await school.StaffAsync("teacher-2");
        using var desk = school.Page();
        using var phone = school.Page();
        await desk.SignInAsync(login, Good);
        await phone.SignInAsync(login, Good);
        (await desk.GetAsync("/api/account")).Body["sessions"].Items.Should().HaveCount(2).And.ContainSingle(s => s["current"].AsBool() == true);
        (await phone.PostAsync("/api/account/end-sessions")).Status.Should().Be(204);
        (await desk.GetAsync("/api/me")).Status.Should().Be(401);
        (await phone.GetAsync("/api/me")).Status.Should().Be(401);
    }

    [Fact]
    public async Task An_administrator_ends_anothers_sessions_and_the_open_stream_ends_with_them()
    {
        var (id, login) = await school.StaffAsync("teacher-3");
        using var page = school.Page();
        await page.SignInAsync(login, Good);
        using var response = await page.Http.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await stream.ReadLineAsync()).Should().StartWith("id:");
        (await school.Server.PostAsync(school.School.Office, $"/api/accounts/{id}/end-sessions", "{}")).Status.Should().NotBe(200, "an office is no administrator");
        await school.Server.DoAsync(school.Server.Administrator, $"/api/accounts/{id}/end-sessions", "{}");
        await stream.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        (await page.GetAsync("/api/me")).Status.Should().Be(401);
    }

    [Fact]
    public async Task An_idle_session_ends_and_a_used_one_ends_at_its_last_hour()
    {
        var (_, login) = await school.StaffAsync("teacher-4");
        using var page = school.Page();
        await page.SignInAsync(login, Good);
        for (var n = 0; n < 23; n++)
        {
            school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddMinutes(20));
            (await page.GetAsync("/api/me")).Status.Should().Be(200, "after {0} minutes of use", (n + 1) * 20);
        }

        school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddMinutes(20));
        (await page.GetAsync("/api/me")).Status.Should().Be(401, "eight hours are over");
        await page.SignInAsync(login, Good);
        school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddMinutes(31));
        (await page.GetAsync("/api/me")).Status.Should().Be(401, "it lay idle for half an hour");
    }

    [Fact]
    public async Task On_a_public_computer_five_idle_minutes_are_enough()
    {
        var (_, login) = await school.StaffAsync("teacher-5");
        using var page = school.Page();
        await page.SignInAsync(login, Good, isPublic: true);
        school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddMinutes(6));
        (await page.GetAsync("/api/me")).Status.Should().Be(401);
    }

    [Fact]
    public async Task A_foreign_page_can_neither_sign_somebody_in_nor_out_nor_act_for_him()
    {
        var (_, login) = await school.StaffAsync("teacher-6");
        using var page = school.Page();
        (await page.PostAsync("/api/session", $$"""{ "login": "{{login}}", "password": "{{Good}}" }""", fromPage: false)).Code.Should().Be("not-from-page");
        (await page.PostAsync("/api/session/activate", """{ "login": "x", "code": "x", "password": "x" }""", fromPage: false)).Code.Should().Be("not-from-page");
        await page.SignInAsync(login, Good);
        foreach (var path in (string[])["/api/session/leave", "/api/account/password", "/api/account/end-sessions", "/api/account/second-factor", "/api/people/search", "/api/complaints"])
            (await page.PostAsync(path, """{ "old": "x", "password": "x" }""", fromPage: false)).Code.Should().Be("not-from-page");
        (await page.GetAsync("/api/me")).Status.Should().Be(200);
    }

    [Fact]
    public async Task The_cookie_is_for_this_site_alone_and_no_script_reads_it()
    {
        var (_, login) = await school.StaffAsync("teacher-7");
        using var page = school.Page();
        var set = (await page.SignInAsync(login, Good)).Headers.GetValues("Set-Cookie").Single();
        set.Should().StartWith("studentaid=").And.Contain("httponly").And.Contain("samesite=strict").And.Contain("path=/").And.NotContain("expires");
    }

    [Theory]
    [InlineData("https", "__Host-studentaid=x")]
    [InlineData("http", "studentaid=x")]
    public void Over_HTTPS_the_cookie_is_this_hosts_alone(string scheme, string expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        new HostPrefix().AppendResponseCookie(context, "studentaid", "x", new CookieOptions { Path = "/", Secure = true });
        context.Response.Headers.SetCookie.ToString().Should().StartWith(expected).And.Contain("path=/").And.NotContain("domain");
        context.Request.Headers.Cookie = expected;
        new HostPrefix().GetRequestCookie(context, "studentaid").Should().Be("x");
    }
}
