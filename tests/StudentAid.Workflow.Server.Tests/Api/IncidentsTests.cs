using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;

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
            found.Should().ContainSingle(query).Which["stream"].AsText().Should().Be(broken.ToString());
        }

        (await one.Server.GetAsync(one.School.Office, $"/api/incidents?round={Id.Of("another")}")).Body["items"].Items.Should().BeEmpty();
        (await one.Server.GetAsync(one.School.Stranger, "/api/incidents")).Body["items"].Items.Should().BeEmpty();
    }

    private async Task BreakAsync(Id @case)
    {
        var step = new Step
        {
            Stream = @case, Kind = "instance", Expected = 0, OrgPath = School.Class, Group = one.School.Round, Status = "faulted", Operation = @case, BodyHash = 1, Actor = @case,
            Now = one.Server.Time.GetUtcNow(), Data = "[]"u8.ToArray(),
        };
        (await one.Server.Get<IStepStore>().ApplyAsync([step]))[0].Should().BeOfType<StepResult.Applied>();
    }
}
