using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Audit;

/// <summary>The trail where most of what happens does not stand in it.</summary>
public sealed class BusyTrailTests(OneServer one) : IClassFixture<OneServer>
{
    /// <summary>More than one page of the store looks through.</summary>
    private const int Many = 20_100;

    [Fact]
    public async Task It_shows_what_stands_in_it_behind_any_number_of_deliveries_and_of_cases_steps()
    {
        await one.Server.DoAsync(one.Server.Administrator, "/api/org-units", """{ "unit": "/", "units": [ { "path": "/", "kind": "root", "name": "全部" } ] }""");
        await one.Server.ClientAsync("class-teacher", "/", "班主任");
        var before = await FirstAsync(2);
        before.Should().Equal("ApiKeyPut", "PrincipalPut");

        await ApplyAsync("webhook", 60, """[["Tried",1790042400000,[]]]""");
        (await FirstAsync(2)).Should().Equal(before, "deliveries are no acts");
        await ApplyAsync("instance", Many, """[["Visited","a"]]""");
        (await FirstAsync(2)).Should().Equal(before, "cases' steps are no acts");
    }

    private async Task<IReadOnlyList<string?>> FirstAsync(int size) =>
        [.. (await one.Server.GetAsync(one.Server.Administrator, $"/api/audit?size={size}")).Body["items"].Items.Select(r => r["what"].AsText())];

    private async Task ApplyAsync(string kind, int count, string data)
    {
        var stream = Id.Of("busy", kind);
        for (var done = 0; done < count; done += 500)
        {
            var steps = Enumerable.Range(done, Math.Min(500, count - done)).Select(n => new Step
            {
                Stream = stream, Kind = kind, Expected = n, OrgPath = "/", Status = "open", Operation = Id.Of("operation", kind, FormattableString.Invariant($"{n}")), BodyHash = 1,
                Actor = Principal.System.Id, Now = one.Server.Time.GetUtcNow(), Data = Encoding.UTF8.GetBytes(data),
            });
            (await one.Server.Get<IStepStore>().ApplyAsync([.. steps])).Should().AllBeOfType<StepResult.Applied>();
        }
    }
}
