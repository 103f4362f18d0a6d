using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Screens;

/// <summary>A task that opens for a post which nobody holds.</summary>
public sealed class UnheldTests
{
    private static readonly string ByCounsellor = School.Definition.Replace("\"role\": \"class-teacher\", \"scope\": \"class\"", "\"role\": \"counsellor\", \"scope\": \"class\"", StringComparison.Ordinal);

    [Fact]
    public async Task It_is_an_incident_with_who_can_give_the_role_and_it_is_gone_and_can_be_done_as_soon_as_somebody_has_it()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server, ByCounsellor);
        using var keeper = await school.ColleagueAsync("信息中心", "administrator", School.Path);

        var incidents = await OfAsync(server, school.Office);
        incidents.Select(i => i["stream"].AsText()).Should().BeEquivalentTo(school.Cases.Select(c => c.ToString()));
        incidents[0]["sentence"].AsText().Should().Be("“农艺2401”的“核实”应由辅导员办理，但这一岗位无人任职：请“示例学院”的系统管理员（信息中心）授予岗位。");
        (incidents[0]["at"].AsText(), incidents[0]["unit"].AsText(), incidents[0]["streamKind"].AsText()).Should().Be(("verify", School.Class, "instance"));
        incidents[0]["responsible"].Should().Be(Value.Record(("unit", School.Path), ("people", Value.List("信息中心"))));
        (await server.GetAsync(school.Office, "/api/home")).Body["today"].Items.Single(i => i["kind"].AsText() == "incidents")["count"].AsNumber().Should().Be(3);
        (await OfAsync(server, school.Office, round: school.Round.ToString())).Should().HaveCount(3);
        (await OfAsync(server, school.Teacher)).Should().HaveCount(3, "the class is his");
        (await OfAsync(server, school.Stranger)).Should().BeEmpty();
        using var student = await school.FamilyAsync(0);
        (await OfAsync(server, student)).Should().BeEmpty();

        using var below = await school.ColleagueAsync("班级运维", "administrator", School.Class);
        (await OfAsync(server, below)).Should().HaveCount(3);
        (await server.GetAsync(below, "/api/home")).Body["today"].Items.Single(i => i["kind"].AsText() == "incidents")["count"].AsNumber().Should().Be(3, "the school's round takes his class in");

        using var counsellor = await school.ColleagueAsync("辅导员", "counsellor", School.Class);
        (await OfAsync(server, school.Office)).Should().BeEmpty();
        await school.ActAsync(counsellor, 0, "record", school.Verification);
    }

    [Fact]
    public async Task A_list_that_nobody_can_decide_is_one_too()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server, School.Definition.Replace("\"role\": \"aid-office\"", "\"role\": \"deputy-principal\"", StringComparison.Ordinal));
        await school.VerifyAllAsync();

        var waiting = (await OfAsync(server, school.Office)).Should().ContainSingle().Which;
        (waiting["streamKind"].AsText(), waiting["stream"].AsText(), waiting["at"].AsText()).Should().Be(("round", school.Round.ToString(), "office"));
        waiting["sentence"].AsText().Should().Be("“示例学院”的“批准”应由副校长办理，但这一岗位无人任职：请“全部”的系统管理员（管理员、系统管理员）授予岗位。");
        using var deputy = await school.ColleagueAsync("副校长", "deputy-principal");
        (await OfAsync(server, school.Office)).Should().BeEmpty();
    }

    private static async Task<Value[]> OfAsync(RunningServer server, HttpClient client, string? round = null)
    {
        var answer = await server.GetAsync(client, "/api/incidents" + (round is null ? "" : $"?round={round}"));
        answer.Status.Should().Be(200, answer.Text);
        return [.. answer.Body["items"].Items.Where(i => i["kind"].AsText() == "no-holder")];
    }
}
