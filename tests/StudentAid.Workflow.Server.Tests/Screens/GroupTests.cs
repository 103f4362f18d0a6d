using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>A group whose people are of no part of the tree of its own: who belongs to it works on the cases that stand before it, and on no other.</summary>
public sealed class GroupTests
{
    private const string Group = "/college/plants/";

    private static readonly string Verified = School.Definition.Replace("\"role\": \"class-teacher\", \"scope\": \"class\"", "\"role\": \"class-teacher\", \"scope\": \"group\"", StringComparison.Ordinal);

    [Fact]
    public async Task The_group_s_own_hand_finds_reads_and_does_what_stands_before_it_and_nothing_before_or_after()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server, Verified);
        using var member = await school.ColleagueAsync("植物组组长", "class-teacher", Group);
        using var other = await school.ColleagueAsync("动物组组长", "class-teacher", "/college/animals/");
        var @case = $"/api/cases/{school.Cases[0]}";
        (await server.GetAsync(member, @case)).Status.Should().Be(404, "there is no group yet, so the case stands before nobody");

        await PutAsync(server, school, school.People[0], school.People[1]);
        await RetryAllAsync(server, school);

        var inbox = (await server.GetAsync(member, "/api/tasks")).Body["items"].Items;
        inbox.Select(t => t["stream"].AsText()).Should().BeEquivalentTo(school.Cases.Take(2).Select(c => c.ToString()));
        (await server.GetAsync(other, "/api/tasks")).Body["items"].Items.Should().BeEmpty();
        foreach (var path in (string[])[@case, $"{@case}/facts", $"{@case}/events", $"{@case}/actions", $"{@case}/summary", $"/api/files?person={school.People[0]}"])
        {
            (await server.GetAsync(member, path)).Status.Should().Be(200, path);
            (await server.GetAsync(other, path)).Status.Should().Be(404, path);
        }

        (await server.GetAsync(member, $"/api/cases/{school.Cases[2]}")).Status.Should().Be(404, "its student is in no group");
        await RecordsAsync(school, member, other);
        (await server.GetAsync(member, @case)).Status.Should().Be(404, "it stands before the office now");
        (await server.GetAsync(member, $"/api/files?person={school.People[0]}")).Status.Should().Be(404);
    }

    private static async Task RecordsAsync(School school, HttpClient member, HttpClient other)
    {
        var offered = await school.OfferedAsync(member, 0);
        (await school.SendAsync(other, offered, "record", school.Verification)).Status.Should().Be(404);
        var first = await school.SendAsync(member, offered, "record", school.Verification, "Idempotency-Key: once");
        var again = await school.SendAsync(member, offered, "record", school.Verification, "Idempotency-Key: once");
        (first.Status, again.Status).Should().Be((200, 200), again.Text);
        again.Body["version"].Should().Be(first.Body["version"], "the same key is answered as before");
    }

    private static Task<Value> PutAsync(RunningServer server, School school, params Engine.Streams.Id[] members) => server.DoAsync(
        server.Administrator, "/api/org-units",
        $$"""{ "unit": "/", "units": [ { "path": "{{Group}}", "kind": "group", "name": "植物组", "members": [{{string.Join(',', members.Select(m => $"\"{m}\""))}}] } ] }""");

    /// <summary>The cases came to the step before there was a group; now they go on.</summary>
    private static async Task RetryAllAsync(RunningServer server, School school)
    {
        foreach (var @case in school.Cases)
            await server.DoAsync(school.Office, $"/api/incidents/{@case}/1/retry", "{}");
    }
}
