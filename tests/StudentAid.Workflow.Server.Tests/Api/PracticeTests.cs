using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What a practice round (演练) is not for, at the door.</summary>
public sealed class PracticeTests
{
    [Fact]
    public async Task A_practice_round_is_neither_exported_nor_confirmed_nor_counted_nor_archived()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        var round = (await server.DoAsync(school.Office, "/api/rounds", $$"""
            { "school": "{{School.Path}}", "procedure": "small", "schoolYear": "2026", "name": "演练", "termStart": "2026-09-01", "referenceDay": "2026-09-01", "tracks": ["enrolled"], "practice": true }
            """))["id"].AsText();

        foreach (var address in (string[])["five-counts", "archive", "exports/national-aid-system", "exports/national-aid-system/file"])
        {
            var refused = await server.GetAsync(school.Office, $"/api/rounds/{round}/{address}");
            (refused.Status, refused.Code).Should().Be((409, "round-is-practice"), address);
        }

        (await server.GetAsync(school.Office, $"/api/rounds/{school.Round}/five-counts")).Status.Should().Be(200, "the real one is counted");

        (string Address, string Body)[] steps =
        [
            ("exports/national-aid-system", "{}"), ("archive", """{ "day": "2026-09-14" }"""),
            ("exports/national-aid-system/confirm", """{ "batch": "b", "day": "2026-09-14", "receipt": "0f1e2d3c4b5a69788796a5b4c3d2e1f0", "count": 1 }"""),
        ];
        foreach (var (address, body) in steps)
            (await server.PostAsync(school.Office, $"/api/rounds/{round}/{address}", body)).Code.Should().Be("round-is-practice", address);
        (await server.PostAsync(school.Office, "/api/jobs", $$"""{ "work": "archive", "verb": "", "round": "{{round}}" }""")).Code.Should().Be("round-is-practice");
    }
}
