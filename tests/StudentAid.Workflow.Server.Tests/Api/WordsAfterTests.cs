using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What is written after the decision (what a sample found, why a level was given up) is read by who keeps the rounds.</summary>
public sealed class WordsAfterTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server, Chains.CaseByCase);
        await school.VerifyAllAsync();
        await school.ActAsync(school.Office, 0, "endorse", """{ "level": "low", "opinion": "同意" }""");
        await school.ActAsync(school.Office, 0, "approve", """{ "level": "low", "opinion": "同意" }""");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Samples_are_listed_and_what_was_found_is_read_by_who_keeps_the_rounds()
    {
        var drawn = (await server.DoAsync(school.Office, "/api/samples", $$"""{ "round": "{{school.Round}}", "seed": "autumn", "share": 100, "visitShare": 0 }"""))["id"].AsText();
        await server.DoAsync(school.Office, $"/api/samples/{drawn}/check", $$"""{ "case": "{{school.Cases[0]}}", "result": "confirmed", "method": "talk", "finding": "与认定时相符" }""");

        var row = (await server.GetAsync(school.Office, $"/api/samples?round={school.Round}")).Body["items"].Items.Should().ContainSingle().Subject;
        (row["id"].AsText(), row["seed"].AsText(), row["status"].AsText(), row["cases"].AsNumber(), row["checked"].AsNumber()).Should().Be((drawn, "autumn", "done", 1, 1));
        (await server.GetAsync(school.Stranger, $"/api/samples?round={school.Round}")).Body["items"].Items.Should().BeEmpty();

        (await server.GetAsync(school.Office, $"/api/samples/{drawn}")).Text.Should().NotContain("与认定时相符", "no list lays findings side by side");
        (await server.GetAsync(school.Office, $"/api/samples/{drawn}?case={school.Cases[0]}")).Body["finding"].AsText().Should().Be("与认定时相符");
        using var authority = await server.ClientAsync("authority", "/");
        (await server.GetAsync(authority, $"/api/samples/{drawn}?case={school.Cases[0]}")).Body["finding"].AsText().Should().BeNull();
    }

    [Fact]
    public async Task Why_a_student_gave_his_level_up_is_read_by_who_keeps_the_rounds_and_by_himself()
    {
        using var family = await school.FamilyAsync(0);
        await server.DoAsync(family, $"/api/students/{school.People[0]}/standing", """{ "act": "exit", "text": "家里好转了" }""");
        foreach (var reader in new[] { school.Office, family })
            (await server.GetAsync(reader, $"/api/students/{school.People[0]}/level")).Body["told"]["declaration"].AsText().Should().Be("家里好转了");
        using var authority = await server.ClientAsync("authority", "/");
        (await server.GetAsync(authority, $"/api/students/{school.People[0]}/level")).Text.Should().NotContain("家里好转了");
    }

    [Fact]
    public async Task Staff_withdraws_from_what_its_own_child_holds_and_still_declares_as_the_family()
    {
        var rules = await File.ReadAllTextAsync(Repository.PathOf("workflows/national/adjustment-rules.json"));
        await server.DoAsync(server.Administrator, "/api/packs", Value.Record(("unit", "/"), ("texts", Value.List(rules))).ToJson());
        using var father = await server.MachineAsync($$"""
            { "unit": "/", "name": "周老师", "kind": "machine", "grants": [ { "role": "aid-office", "unit": "{{School.Path}}" } ], "persons": ["{{school.People[0]}}"] }
            """);
        var found = $$"""{ "case": "{{school.Cases[0]}}", "trigger": "school-finds", "text": "家里又困难了" }""";
        (await server.PostAsync(father, "/api/adjustments", found)).Code.Should().Be("case-must-withdraw");
        var proposal = (await server.DoAsync(school.Office, "/api/adjustments", found))["id"].AsText();
        (await server.PostAsync(father, $"/api/adjustments/{proposal}/begin", $$"""{ "round": "{{school.Round}}", "track": "enrolled" }""")).Code.Should().Be("case-must-withdraw");
        (await server.PostAsync(father, $"/api/adjustments/{proposal}/dismiss", """{ "text": "情况没有变化" }""")).Code.Should().Be("case-must-withdraw");
        await server.DoAsync(school.Office, $"/api/adjustments/{proposal}/dismiss", """{ "text": "情况没有变化" }""");

        var standing = $"/api/students/{school.People[0]}/standing";
        (await server.PostAsync(father, standing, """{ "act": "suspend", "reason": "illness" }""")).Code.Should().Be("case-must-withdraw");
        (await server.GetAsync(father, $"/api/students/{school.People[0]}/level")).Body["acts"].Items.Select(a => a.AsText()).Should().Equal("exit");
        await server.DoAsync(father, standing, """{ "act": "exit", "text": "家里好转了" }""");
    }
}
