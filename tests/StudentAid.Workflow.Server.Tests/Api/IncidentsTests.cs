using FluentAssertions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api;

namespace StudentAid.Workflow.Server.Tests.Api;

public sealed class IncidentsTests(OneSchool one) : IClassFixture<OneSchool>
{
    [Fact]
    public async Task A_broken_case_is_listed_with_its_round_and_without_and_never_to_another_school()
    {
        var broken = Id.Of("broken", "case");
        await BreakAsync(broken);
        foreach (var query in new[] { "", $"?round={one.School.Round}" })
        {
            var found = (await one.Server.GetAsync(one.School.Office, "/api/incidents" + query)).Body["items"].Items;
            found.Select(i => i["stream"].AsText()).Should().Contain(broken.ToString(), query);
        }

        (await one.Server.GetAsync(one.School.Office, $"/api/incidents?round={Id.Of("another")}")).Body["items"].Items.Should().BeEmpty();
        (await one.Server.GetAsync(one.School.Stranger, "/api/incidents")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task The_first_page_counts_what_the_list_holds_to_whatever_round_it_belongs_and_whatever_it_is()
    {
        await BreakAsync(Id.Of("broken", "beside"), InstanceSteps.ChildKind);
        await BreakAsync(Id.Of("broken", "elsewhere"), round: Id.Of("a round that is over"));

        var listed = (await one.Server.GetAsync(one.School.Office, "/api/incidents")).Body["items"].Items;
        listed.Select(i => i["stream"].AsText()).Should().Contain([Id.Of("broken", "beside").ToString(), Id.Of("broken", "elsewhere").ToString()]);
        var item = (await one.Server.GetAsync(one.School.Office, "/api/home")).Body["today"].Items.Single(i => i["kind"].AsText() == "incidents");
        item["count"].AsNumber().Should().Be(listed.Length);
        item["sentence"].AsText().Should().Be($"有 {listed.Length} 件待处理异常");
    }

    [Fact]
    public async Task Where_there_are_more_than_a_page_holds_both_say_so()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        for (var n = 0; n < IncidentReading.Most; n++)
            await BreakAsync(server, Id.Of("broken", $"{n}"), InstanceSteps.Kind, school.Round);
        var all = (await server.GetAsync(school.Office, "/api/incidents")).Body;
        (all["items"].Items.Length, all["atLeast"].AsNumber()).Should().Be((IncidentReading.Most, IncidentReading.Most));

        await BreakAsync(server, Id.Of("broken", "beside"), InstanceSteps.ChildKind, school.Round);
        var listed = (await server.GetAsync(school.Office, "/api/incidents")).Body;
        (listed["items"].Items.Length, listed["atLeast"].AsNumber()).Should().Be((IncidentReading.Most, IncidentReading.Most + 1));
        var item = (await server.GetAsync(school.Office, "/api/home")).Body["today"].Items.Single(i => i["kind"].AsText() == "incidents");
        item["sentence"].AsText().Should().Be($"至少有 {IncidentReading.Most} 件待处理异常");
    }

    private Task BreakAsync(Id @case, string kind = InstanceSteps.Kind, Id? round = null) => BreakAsync(one.Server, @case, kind, round ?? one.School.Round);

    private static async Task BreakAsync(RunningServer server, Id @case, string kind, Id round)
    {
        var step = new Step
        {
            Stream = @case, Kind = kind, Expected = 0, OrgPath = School.Class, Group = round, Status = "faulted", Operation = @case, BodyHash = 1, Actor = @case,
            Now = server.Time.GetUtcNow(), Data = "[]"u8.ToArray(),
        };
        (await server.Get<IStepStore>().ApplyAsync([step]))[0].Should().BeOfType<StepResult.Applied>();
    }
}
