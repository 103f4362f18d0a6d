using FluentAssertions;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Server.Tests.Accounts;
using StudentAid.Workflow.Storage.Audit;

namespace StudentAid.Workflow.Server.Tests.Policy;

/// <summary>Years that are over: somebody who left and whose term of retention is over, and the audit chains' heads and archives.</summary>
internal sealed class PolicyYears(PolicyWorld world)
{
    private const string Archives = "/api/audit/archives";

    /// <summary>The ends of the school years of 2014, 2015 and 2025, of which a head is published each.</summary>
    public static readonly DateOnly[] Ends = [new(2015, 8, 31), new(2016, 8, 31), new(2026, 8, 31)];

    private RunningServer Server => world.Server;

    /// <summary>The proposal to erase who applied years ago, was not determined, and left.</summary>
    public async Task<string> RetentionAsync(Place at, string round)
    {
        var @case = (await Server.DoAsync(at.Teacher, "/api/cases", $$"""{ "round": "{{round}}", "person": "{{at.People[5]}}", "track": "enrolled" }"""))["id"].AsText();
        await Server.DoAsync(Server.Administrator, $"/api/cases/{@case}/cancel", """{ "reason": "left-school" }""");
        await Server.DoAsync(Server.Administrator, $"/api/people/{at.People[5]}/status", $$"""{ "school": "{{world.SchoolOf(at.Class)}}", "status": "left" }""");
        return (await Server.DoAsync(Server.Administrator, "/api/retention", $$"""{ "unit": "{{at.Class}}", "day": "2026-09-14" }"""))["id"].AsText()!;
    }

    /// <summary>Seals the chains, and publishes their heads for the day.</summary>
    public async Task PublishAsync(DateOnly day)
    {
        var chains = Server.Get<IChainShelf>();
        await new AuditSealer(chains).SealAllAsync(Server.Time.GetUtcNow());
        Server.Get<HeadFolder>().Publish(chains, Server.Get<HeadKey>(), day, Server.Time.GetUtcNow()).Should().BeTrue();
    }

    /// <summary>The archives of a school's first two years; the last one is over and in none.</summary>
    public async Task<string> ArchivedAsync(string school)
    {
        foreach (var year in (int[])[2014, 2015])
            await Server.DoAsync(Server.Administrator, Archives, $$"""{ "unit": "{{school}}", "year": {{year}} }""");
        return TrailState.IdOf(school).ToString();
    }

    /// <summary>Somebody else confirms the first year, whose terms are over.</summary>
    public static async Task ApprovedAsync(PageClient person, string trail) => (await person.PostAsync($"{Archives}/{trail}/2014/approve")).Status.Should().Be(200);
}
