using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Accounts;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>Everything that opened a door once and does so no longer, and what does not yet. Each of them was an administrator of all.</summary>
internal sealed class PolicyCredentials(PolicyWorld world)
{
    private const string Top = "/";

    private readonly Dictionary<string, string> holders = new(StringComparer.Ordinal);

    private RunningServer Server => world.Server;

    /// <summary>
    /// No key, one that is over, one that was taken back; a session that was left, one that somebody ended, one that lapsed; one of an account that was stopped, and one of an account that
    /// wrong passwords have locked.
    /// </summary>
    public async Task<IReadOnlyList<HttpClient>> NobodiesAsync() =>
    [
        Server.ClientOf(null), await ExpiredAsync(), await TakenBackAsync(), await LeftAsync("left-1"), await EndedAsync("ended-1", "end-sessions"), await LapsedAsync("lapsed-1"),
        await EndedAsync("stopped-1", "stop"), await LockedAsync("locked-1"),
    ];

    /// <summary>Who has still to choose a password of his own.</summary>
    public async Task<HttpClient> MustChangeAsync(string login)
    {
        var secret = await IssuedAsync(login, "administrator", Top, """ "what": "password", """);
        var page = new PageClient(Server.Url);
        (await page.SignInAsync(login, secret)).Status.Should().Be(204);
        return Holding(page);
    }

    /// <summary>Somebody who has signed in.</summary>
    public async Task<PageClient> PersonAsync(string login, string role, string unit)
    {
        var secret = await IssuedAsync(login, role, unit);
        var page = new PageClient(Server.Url);
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "{{login}}", "code": "{{secret}}", "password": "{{AccountSchool.Good}}" }""")).Status.Should().Be(204);
        (await page.SignInAsync(login, AccountSchool.Good)).Status.Should().Be(204);
        return page;
    }

    private async Task<string> IssuedAsync(string login, string role, string unit, string more = "")
    {
        var principal = await Server.DoAsync(Server.Administrator, "/api/principals", $$"""{ "unit": "/", "name": "{{login}}", "kind": "person", "grants": [ { "role": "{{role}}", "unit": "{{unit}}" } ] }""");
        holders[login] = principal["id"].AsText()!;
        return (await Server.DoAsync(Server.Administrator, $"/api/accounts/{holders[login]}/issue", $$"""{ {{more}}"login": "{{login}}" }"""))["secret"].AsText()!;
    }

    private async Task<HttpClient> ExpiredAsync()
    {
        var before = Server.Time.GetUtcNow();
        var client = await world.ClientAsync("expired", "administrator", Top, ends: $", \"ends\": \"{before.AddMinutes(1):yyyy-MM-ddTHH:mm:ss.fffZ}\"");
        Server.Time.MoveTo(before.AddMinutes(2));
        return client;
    }

    private async Task<HttpClient> TakenBackAsync()
    {
        var principal = await Server.DoAsync(Server.Administrator, "/api/principals", """{ "unit": "/", "name": "taken-back", "kind": "machine", "grants": [ { "role": "administrator", "unit": "/" } ] }""");
        var key = await Server.DoAsync(Server.Administrator, "/api/api-keys", $$"""{ "unit": "/", "holder": "{{principal["id"].AsText()}}", "name": "test" }""");
        var client = Server.ClientOf(key["key"].AsText());
        (await Server.GetAsync(client, "/api/me")).Status.Should().Be(200);
        await Server.DoAsync(Server.Administrator, $"/api/api-keys/{key["id"].AsText()}/take-back", "{}");
        return client;
    }

    private async Task<HttpClient> LeftAsync(string login)
    {
        var page = await PersonAsync(login, "administrator", Top);
        var client = Holding(page);
        (await page.PostAsync("/api/session/leave")).Status.Should().Be(204);
        return client;
    }

    /// <summary>His sessions end by another's hand.</summary>
    private async Task<HttpClient> EndedAsync(string login, string act)
    {
        var page = await PersonAsync(login, "administrator", Top);
        await Server.DoAsync(Server.Administrator, $"/api/accounts/{holders[login]}/{act}", "{}");
        return Holding(page);
    }

    /// <summary>On a public computer, and nothing was done for a while.</summary>
    private async Task<HttpClient> LapsedAsync(string login)
    {
        var page = await PersonAsync(login, "administrator", Top);
        (await page.SignInAsync(login, AccountSchool.Good, isPublic: true)).Status.Should().Be(204);
        Server.Time.MoveTo(Server.Time.GetUtcNow().AddMinutes(15));
        return Holding(page);
    }

    /// <summary>The right password does not open it either, and what he held before he left is over.</summary>
    private async Task<HttpClient> LockedAsync(string login)
    {
        var page = await PersonAsync(login, "administrator", Top);
        var client = Holding(page);
        (await page.PostAsync("/api/session/leave")).Status.Should().Be(204);
        for (var n = 0; n < 5; n++)
            (await page.SignInAsync(login, $"wrong wrong {n}")).Code.Should().Be("sign-in-wrong");
        (await page.SignInAsync(login, AccountSchool.Good)).Code.Should().Be("sign-in-locked");
        return client;
    }

    /// <summary>Who holds the page's session.</summary>
    private HttpClient Holding(PageClient page)
    {
        var client = Server.ClientOf(null);
        client.DefaultRequestHeaders.Add("Cookie", $"studentaid={page.Cookie}");
        client.DefaultRequestHeaders.Add("X-Requested-With", "StudentAid");
        return client;
    }
}
