using FluentAssertions;
using static StudentAid.Workflow.Server.Tests.Accounts.AccountSchool;

namespace StudentAid.Workflow.Server.Tests.Accounts;

public sealed class KeyLimitTests(AccountSchool school) : IClassFixture<AccountSchool>
{
    [Fact]
    public async Task A_key_for_reading_reads_what_it_is_for_and_does_nothing_else()
    {
        using var client = await KeyAsync("""
            "operations": ["cases:read", "people:read"]
            """);
        (await school.Server.PostAsync(client, "/api/people/search", """{ "text": "周雨禾" }""")).Status.Should().Be(200);
        (await school.Server.GetAsync(client, $"/api/cases/{school.School.Cases[0]}")).Status.Should().Be(200);
        var refused = await school.Server.GetAsync(client, "/api/tasks");
        (refused.Status, refused.Code).Should().Be((403, "key-for-other"));
        refused.Body["detail"].AsText().Should().Contain("tasks:read");
        (await school.Server.PostAsync(client, "/api/cases", "{}")).Code.Should().Be("key-for-other");
    }

    [Fact]
    public async Task A_key_for_a_unit_sees_that_unit()
    {
        using var whole = await KeyAsync("""
            "operations": []
            """);
        using var other = await KeyAsync("""
            "units": ["/other/"]
            """, "/");
        (await school.Server.GetAsync(whole, $"/api/cases/{school.School.Cases[0]}")).Status.Should().Be(200);
        (await school.Server.GetAsync(other, $"/api/cases/{school.School.Cases[0]}")).Status.Should().Be(404);
        (await school.Server.GetAsync(other, "/api/me")).Body["grants"].Items.Single()["unit"].AsText().Should().Be("/other/");
    }

    [Fact]
    public async Task A_key_ends_when_it_was_said_to()
    {
        using var client = await KeyAsync($"""
            "ends": "{school.Server.Time.GetUtcNow().AddDays(1):yyyy-MM-ddTHH:mm:ss.fffZ}"
            """);
        (await school.Server.GetAsync(client, "/api/me")).Status.Should().Be(200);
        school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddDays(1));
        (await school.Server.GetAsync(client, "/api/me")).Status.Should().Be(401);
    }

    [Fact]
    public async Task A_key_that_asks_too_often_waits_as_long_as_it_is_told()
    {
        using var client = await KeyAsync("""
            "perMinute": 3
            """);
        for (var n = 0; n < 3; n++)
            (await school.Server.GetAsync(client, "/api/me")).Status.Should().Be(200);
        var refused = await school.Server.GetAsync(client, "/api/me");
        (refused.Status, refused.Code).Should().Be((429, "too-many-requests"));
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.Should().BeInRange(1, 20);
    }

    [Fact]
    public async Task A_limited_key_opens_no_page()
    {
        var holder = (await school.Server.DoAsync(school.Server.Administrator, "/api/principals", """{ "unit": "/", "name": "接口", "kind": "machine", "grants": [] }"""))["id"].AsText();
        var key = (await school.Server.DoAsync(school.Server.Administrator, "/api/api-keys", $$"""{ "unit": "/", "holder": "{{holder}}", "name": "t", "operations": ["cases:read"] }"""))["key"].AsText();
        using var page = school.Page();
        (await page.PostAsync("/api/session", $$"""{ "key": "{{key}}" }""")).Status.Should().Be(401);
    }

    [Fact]
    public async Task A_page_that_a_key_opened_is_shut_when_the_key_is_taken_back()
    {
        var (key, page) = await PageAsync("");
        using (page)
        {
            (await page.GetAsync("/api/me")).Status.Should().Be(200);
            await school.Server.DoAsync(school.Server.Administrator, $"/api/api-keys/{key}/take-back", "{}");
            (await page.GetAsync("/api/me")).Status.Should().Be(401);
        }
    }

    [Fact]
    public async Task A_page_that_a_key_opened_is_shut_when_the_key_ends()
    {
        var (_, page) = await PageAsync($", \"ends\": \"{school.Server.Time.GetUtcNow().AddMinutes(5):yyyy-MM-ddTHH:mm:ss.fffZ}\"");
        using (page)
        {
            (await page.GetAsync("/api/me")).Status.Should().Be(200);
            school.Server.Time.MoveTo(school.Server.Time.GetUtcNow().AddMinutes(5));
            (await page.GetAsync("/api/me")).Status.Should().Be(401);
        }
    }

    private async Task<(string Key, PageClient Page)> PageAsync(string ends)
    {
        var holder = (await school.Server.DoAsync(school.Server.Administrator, "/api/principals", """{ "unit": "/", "name": "接口", "kind": "machine", "grants": [] }"""))["id"].AsText();
        var given = await school.Server.DoAsync(school.Server.Administrator, "/api/api-keys", $$"""{ "unit": "/", "holder": "{{holder}}", "name": "t"{{ends}} }""");
        var page = school.Page();
        (await page.PostAsync("/api/session", $$"""{ "key": "{{given["key"].AsText()}}" }""")).Status.Should().Be(204);
        return (given["id"].AsText()!, page);
    }

    [Fact]
    public async Task The_list_shows_how_a_key_begins_and_what_it_may_and_never_the_key()
    {
        using var client = await KeyAsync("""
            "operations": ["lists:write"], "perMinute": 60
            """);
        var row = (await school.Server.GetAsync(school.Server.Administrator, "/api/api-keys")).Body["items"].Items.Single(k => k["operations"].Items.Any(o => o.AsText() == "lists:write"));
        row["prefix"].AsText().Should().Be($"sa_{row["id"].AsText()}_");
        row["perMinute"].AsNumber().Should().Be(60);
        row.ToJson().Should().NotContain(client.DefaultRequestHeaders.Authorization!.Parameter!);
        (await school.Server.PostAsync(school.Server.Administrator, "/api/api-keys", $$"""{ "unit": "/", "holder": "{{row["holder"].AsText()}}", "name": "t", "operations": ["lists"] }""")).Status.Should().Be(422);
    }

    [Fact]
    public async Task A_schools_administrator_gives_nobody_rights_that_are_not_his_to_give()
    {
        using var admin = await KeyAsync("\"units\": []", "/other/", "administrator");
        var root = (await school.Server.GetAsync(school.Server.Administrator, "/api/me")).Body["id"].AsText();
        (await school.Server.PostAsync(admin, "/api/api-keys", $$"""{ "unit": "/other/", "holder": "{{root}}", "name": "t" }""")).Status.Should().Be(404);
        (await school.Server.PostAsync(admin, $"/api/accounts/{root}/issue", "{}")).Status.Should().Be(404);
        (await school.Server.PostAsync(admin, "/api/principals", $$"""{ "unit": "/other/", "name": "x", "kind": "person", "grants": [], "id": "{{root}}" }""")).Status.Should().Be(404);
        (await school.Server.PostAsync(admin, "/api/principals", $$"""{ "unit": "/other/", "name": "x", "kind": "person", "grants": [], "persons": ["{{school.School.People[0]}}"] }""")).Code.Should().Be("person-unknown");
        (await school.Server.PostAsync(admin, "/api/principals", """{ "unit": "/other/", "name": "x", "kind": "person", "grants": [] }""")).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_sending_whose_answer_was_lost_gives_no_second_key_and_says_that_the_first_is_not_shown_again()
    {
        var holder = (await school.Server.DoAsync(school.Server.Administrator, "/api/principals", """{ "unit": "/", "name": "接口", "kind": "machine", "grants": [] }"""))["id"].AsText();
        var asked = $$"""{ "unit": "/", "holder": "{{holder}}", "name": "once" }""";
        var given = await school.Server.DoAsync(school.Server.Administrator, "/api/api-keys", asked, "Idempotency-Key: lost");
        var again = await school.Server.DoAsync(school.Server.Administrator, "/api/api-keys", asked, "Idempotency-Key: lost");

        (again["id"].AsText(), again["version"].AsNumber(), again["key"].AsText()).Should().Be((given["id"].AsText(), given["version"].AsNumber(), ""));
        using var client = school.Server.ClientOf(given["key"].AsText());
        (await school.Server.GetAsync(client, "/api/me")).Status.Should().Be(200);
        (await school.Server.PostAsync(school.Server.Administrator, "/api/api-keys", asked.Replace("once", "twice", StringComparison.Ordinal), "Idempotency-Key: lost")).Code.Should().Be("key-reused");
    }

    private async Task<HttpClient> KeyAsync(string limits, string unit = School.Path, string role = "aid-office")
    {
        var principal = await school.Server.DoAsync(
            school.Server.Administrator, "/api/principals", $$"""{ "unit": "/", "name": "接口", "kind": "machine", "grants": [ { "role": "{{role}}", "unit": "{{unit}}" } ] }""");
        var key = await school.Server.DoAsync(school.Server.Administrator, "/api/api-keys", $$"""{ "unit": "/", "holder": "{{principal["id"].AsText()}}", "name": "t", {{limits}} }""");
        return school.Server.ClientOf(key["key"].AsText());
    }
}
