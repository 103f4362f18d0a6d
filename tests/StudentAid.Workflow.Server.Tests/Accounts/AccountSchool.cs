using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Accounts;

/// <summary>A college with one class, its rules of sign-in, and accounts made over HTTP.</summary>
public sealed class AccountSchool : IAsyncLifetime
{
    private readonly string[] definitions;

    public AccountSchool() => definitions = [];

    /// <summary>By a procedure of its own instead of the small college's.</summary>
    internal AccountSchool(params string[] definitions) => this.definitions = definitions;

    public const string Good = "玉米地里有三只灰兔子";

    private const string Rules = """
        { "kind": "sign-in", "id": "sign-in", "article": "t", "from": "2018-01-01", "name": "登录规则", "issue": ["class-teacher"], "secondFactor": ["authority"],
          "idleMinutes": 30, "hours": 8, "publicIdleMinutes": 5, "publicHours": 1, "codeDays": 14 }
        """;

    public RunningServer Server { get; private set; } = null!;

    public School School { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await RunningServer.StartAsync("--sign-in:per-minute", "6000");
        School = await School.OpenAsync(Server, definitions);
        await Server.DoAsync(Server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(Rules))).ToJson());
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public PageClient Page() => new(Server.Url);

    /// <summary>Staff with an account: the principal's id and login id.</summary>
    public async Task<(string Id, string Login)> StaffAsync(string login, string role = "aid-office", string unit = School.Path)
    {
        var (id, code) = await CodeAsync(login, role, unit);
        using var page = Page();
        (await page.PostAsync("/api/session/activate", $$"""{ "login": "{{login}}", "code": "{{code}}", "password": "{{Good}}" }""")).Status.Should().Be(204);
        return (id, login);
    }

    /// <summary>A program with a role, by the key that somebody gives out himself.</summary>
    public async Task<HttpClient> ProgramOfAsync(PageClient by, string role, string unit)
    {
        var program = await by.PostAsync("/api/principals", $$"""{ "unit": "{{unit}}", "name": "接口", "kind": "machine", "grants": [ { "role": "{{role}}", "unit": "{{unit}}" } ] }""");
        var key = await by.PostAsync("/api/api-keys", $$"""{ "unit": "{{unit}}", "holder": "{{program.Body["id"].AsText()}}", "name": "sync" }""");
        return Server.ClientOf(key.Body["key"].AsText());
    }

    /// <summary>A principal of staff with a code and no password yet.</summary>
    public async Task<(string Id, string Code)> CodeAsync(string login, string role = "aid-office", string unit = School.Path)
    {
        var principal = await Server.DoAsync(
            Server.Administrator, "/api/principals", $$"""{ "unit": "/", "name": "赵老师", "kind": "person", "grants": [ { "role": "{{role}}", "unit": "{{unit}}" } ] }""");
        var id = principal["id"].AsText()!;
        var issued = await Server.DoAsync(Server.Administrator, $"/api/accounts/{id}/issue", $$"""{ "login": "{{login}}" }""");
        return (id, issued["secret"].AsText()!);
    }

    /// <summary>The class's codes as the table shows them: name, class, login id, code, last day.</summary>
    public async Task<IReadOnlyList<string[]>> ClassCodesAsync(HttpClient by, string who = "students", int guardians = 1)
    {
        var handed = await Server.DoAsync(by, "/api/accounts/codes", $$"""{ "unit": "{{School.Class}}", "who": "{{who}}", "guardians": {{guardians}} }""");
        var table = await Server.GetAsync(by, handed["table"].AsText()!);
        return [.. table.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',').Select(c => c.Trim('"')).ToArray())];
    }
}
