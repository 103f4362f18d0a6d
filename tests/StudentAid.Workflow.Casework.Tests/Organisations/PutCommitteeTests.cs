using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tests.Organisations;

public sealed class PutCommitteeTests
{
    [Fact]
    public async Task The_body_is_the_one_that_holds_today_and_not_where_the_day_begins_first()
    {
        var host = await SchoolHost.EmptyAsync();
        var body = ((RecordValue)Repository.Json("workflows/national/higher-education-determination/class-review-group.json")).With("from", "2026-06-23");
        (await host.SendAsync(new PublishDocuments("/", [body.ToJson()]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();

        host.Now = new DateTimeOffset(2026, 6, 22, 12, 0, 0, TimeSpan.Zero);
        (await PutAsync(host)).Should().Be(OrganisationCodes.NoBody);
        host.Now = host.Now.AddHours(12);
        (await PutAsync(host)).Should().NotBe(OrganisationCodes.NoBody);
    }

    private static async Task<Code?> PutAsync(SchoolHost host) => (await host.SendAsync(
        new PutCommittee(SchoolHost.School, SchoolHost.Procedure, "class-review-group", SchoolHost.ClassA, "2026", null, []) { Principal = Principal.System, Key = "" })).Rejected?.Code;
}
