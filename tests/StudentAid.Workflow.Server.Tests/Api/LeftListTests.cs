using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A student who leaves the school while his list is open.</summary>
public sealed class LeftListTests
{
    [Fact]
    public async Task Who_leaves_school_is_shown_as_left_and_the_others_are_decided_without_him()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        await server.DoAsync(school.Office, $"/api/people/{school.People[0]}/status", $$"""{ "school": "{{School.Path}}", "status": "left" }""");
        await server.SettleAsync();

        (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}")).Body["status"].AsText().Should().Be("cancelled");
        var shown = await server.GetAsync(school.Office, $"/api/rosters/{list}");
        shown.Body["entries"].Items.ToDictionary(e => e["case"].AsText()!, e => e["state"].AsText()).Should().Contain(school.Cases[0].ToString(), "left").And.Contain(school.Cases[1].ToString(), "open");
        string Agreed(IEnumerable<Engine.Streams.Id> cases) => $$"""{ "entries": [{{string.Join(',', cases.Select(c => $$"""{ "case": "{{c}}", "verdict": "agree", "level": "low" }"""))}}] }""";
        (await server.PostAsync(school.Office, $"/api/rosters/{list}/decide", Agreed(school.Cases), $"If-Match: {shown.Etag}")).Code.Should().Be("left-meanwhile");
        await server.DoAsync(school.Office, $"/api/rosters/{list}/decide", Agreed(school.Cases.Skip(1)), $"If-Match: {shown.Etag}");
        await server.SettleAsync();
        (await server.GetAsync(school.Office, $"/api/rosters/{list}")).Body["status"].AsText().Should().Be("released");
    }

    [Fact]
    public async Task Who_was_held_and_leaves_school_before_the_next_list_is_shown_as_left_and_is_not_offered_for_a_decision()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        var etag = (await server.GetAsync(school.Office, $"/api/rosters/{list}")).Etag;
        await server.DoAsync(school.Office, $"/api/rosters/{list}/decide", $$"""{ "entries": [{ "case": "{{school.Cases[0]}}", "verdict": "hold" }, { "case": "{{school.Cases[1]}}", "verdict": "hold" }] }""", $"If-Match: {etag}");
        await server.DoAsync(school.Office, $"/api/people/{school.People[0]}/status", $$"""{ "school": "{{School.Path}}", "status": "left" }""");
        await server.SettleAsync();

        var shown = await server.GetAsync(school.Office, $"/api/rosters/{list}");
        shown.Body["entries"].Items.ToDictionary(e => e["case"].AsText()!, e => e["state"].AsText()).Should().Equal(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [school.Cases[0].ToString()] = "left", [school.Cases[1].ToString()] = "held", [school.Cases[2].ToString()] = "open",
        });
        var agreed = $$"""{ "entries": [{ "case": "{{school.Cases[1]}}", "verdict": "agree", "level": "low" }] }""";
        (await server.PostAsync(school.Office, $"/api/rosters/{list}/decide", agreed, $"If-Match: {shown.Etag}")).Code.Should().Be("not-on-list", "he waits for the next list");
        (await server.GetAsync(school.Office, $"/ui/rosters/{list}")).Text.Should().Contain($"verdict-{school.Cases[2]}").And.NotContain($"verdict-{school.Cases[1]}");
    }
}
