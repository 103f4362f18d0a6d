using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Standing in (代理) on lists, over HTTP: by the other's duty, for his days alone, and the history names both.</summary>
public sealed class ListSubstituteTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private School school = null!;
    private string other = "";
    private string deputy = "";
    private HttpClient standIn = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        other = await PersonAsync("程老师", "aid-office");
        deputy = await PersonAsync("陆老师", "academic-affairs");
        standIn = await server.MachineOfAsync(deputy);
    }

    public async Task DisposeAsync()
    {
        standIn.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Who_stands_in_decides_a_list_and_the_history_names_both()
    {
        (await server.PostAsync(standIn, "/api/rosters", Closing("office"))).Code.Should().Be("not-your-list");
        await NameAsync();

        var list = Id.Parse((await server.DoAsync(standIn, "/api/rosters", Closing("office")))["id"].AsText()!);
        var shown = await server.GetAsync(standIn, $"/api/rosters/{list}");
        shown.Body["duties"]["mayDecide"].AsBool().Should().BeTrue(shown.Text);
        (await server.GetAsync(standIn, $"/api/rosters/{list}/actions")).Body["items"].Items.Select(a => a["verb"].AsText()).Should().Contain("decide");
        await server.DoAsync(standIn, $"/api/rosters/{list}/decide", Agreed(school.Cases), $"If-Match: {shown.Etag}");
        await server.SettleAsync();

        (await DecisionAsync()).Should().Be(("陆老师", "陆老师代程老师办理"));
        var decided = (await server.Get<IStepStore>().EventsAsync(list))[^2];
        Value.Parse(decided.Data.Span).Items[0].Items.Select(i => i.AsText()).Should().Equal("ActedFor", other);
        decided.Actor.ToString().Should().Be(deputy);
    }

    [Fact]
    public async Task Who_acts_by_his_own_duty_acts_for_nobody_else()
    {
        await NameAsync();
        await school.DecideAsync(await school.FreezeAsync("office"), school.Cases);

        (await DecisionAsync()).Should().Be(("资助中心", null));
    }

    [Fact]
    public async Task Who_has_lost_it_meanwhile_is_refused()
    {
        await NameAsync();
        var list = (await server.DoAsync(standIn, "/api/rosters", Closing("office")))["id"].AsText();
        var shown = await server.GetAsync(standIn, $"/api/rosters/{list}");
        await server.DoAsync(server.Administrator, "/api/substitutions/end", $$"""{ "of": "{{other}}", "substitute": "{{deputy}}" }""");

        (await server.PostAsync(standIn, $"/api/rosters/{list}/decide", Agreed(school.Cases), $"If-Match: {shown.Etag}")).Code.Should().Be("not-your-list");
        (await server.GetAsync(standIn, $"/api/rosters/{list}")).Body["duties"]["mayDecide"].AsBool().Should().BeFalse();
        (await server.GetAsync(standIn, $"/api/rosters/{list}/actions")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task Who_leaves_keeps_no_task_of_a_list_with_him_and_nobody_acts_by_the_post_he_has_lost()
    {
        await NameAsync();
        await school.DecideAsync(await school.FreezeAsync("office"), school.Cases);
        var notice = (await server.DoAsync(standIn, "/api/rosters", Closing("publicity")))["id"].AsText();
        await server.DoAsync(standIn, $"/api/publicities/{notice}/post", """{ "where": ["open", "board"] }""");
        using var leaver = await server.MachineOfAsync(other);
        foreach (var client in (HttpClient[])[leaver, standIn, school.Office])
            (await TasksAsync(client)).Should().Contain("post-photo");

        await server.DoAsync(server.Administrator, "/api/principals", $$"""{ "unit": "/", "id": "{{other}}", "name": "程老师", "kind": "person", "grants": [] }""");

        (await TasksAsync(leaver)).Should().BeEmpty();
        (await TasksAsync(standIn)).Should().BeEmpty();
        (await TasksAsync(school.Office)).Should().Contain("post-photo", "it lies open for the post");
        var photo = await server.KeepAsync(School.Path);
        (await server.PostAsync(standIn, $"/api/publicities/{notice}/photo", $$"""{ "moment": "posted", "evidence": "{{photo}}" }""")).Code.Should().Be("not-your-list");
        await server.DoAsync(school.Office, $"/api/publicities/{notice}/photo", $$"""{ "moment": "posted", "evidence": "{{photo}}" }""");
    }

    [Fact]
    public async Task Ending_it_is_offered_to_whom_it_is_granted_and_while_it_stands()
    {
        await NameAsync();
        using var himself = await server.MachineOfAsync(other);
        string[] end = ["end"];
        foreach (var (client, acts) in ((HttpClient, string[])[])[(server.Administrator, end), (himself, end), (standIn, [])])
            (await ActsAsync(client)).Should().Equal(acts);

        (await server.PostAsync(standIn, "/api/substitutions/end", $$"""{ "of": "{{other}}", "substitute": "{{deputy}}" }""")).Status.Should().BeOneOf(403, 404);
        await server.DoAsync(himself, "/api/substitutions/end", $$"""{ "of": "{{other}}", "substitute": "{{deputy}}" }""");
        (await ActsAsync(himself)).Should().BeEmpty("it is over");
    }

    private async Task<IEnumerable<string?>> ActsAsync(HttpClient client) =>
        (await server.GetAsync(client, "/api/substitutions")).Body["items"].Items.Should().ContainSingle().Subject["acts"].Items.Select(a => a.AsText());

    private async Task<string> PersonAsync(string name, string role) => (await server.DoAsync(server.Administrator, "/api/principals", $$"""
        { "unit": "/", "name": "{{name}}", "kind": "person", "grants": [ { "role": "{{role}}", "unit": "{{School.Path}}" } ] }
        """))["id"].AsText()!;

    private Task NameAsync() => server.DoAsync(
        server.Administrator, "/api/substitutions", $$"""{ "of": "{{other}}", "substitute": "{{deputy}}", "from": "{{Today}}", "until": "{{Today}}" }""");

    private string Today => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(server.Get<TimeProvider>().GetUtcNow(), "Asia/Shanghai").ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private string Closing(string activity) => $$"""{ "round": "{{school.Round}}", "activity": "{{activity}}", "unit": "{{School.Path}}", "reason": "其余不等" }""";

    private static string Agreed(IEnumerable<Id> cases) =>
        $$"""{ "entries": [{{string.Join(',', cases.Select(c => $$"""{ "case": "{{c}}", "verdict": "agree", "level": "low" }"""))}}] }""";

    private async Task<(string? By, string? For)> DecisionAsync()
    {
        var decision = (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}/events")).Body["items"].Items.Select(s => s["decision"]).Single(d => !d.IsNull);
        return (decision["by"].AsText(), decision["actedFor"].AsText());
    }

    private async Task<IEnumerable<string?>> TasksAsync(HttpClient client) => (await server.GetAsync(client, "/api/tasks")).Body["items"].Items.Select(t => t["activity"].AsText());
}
