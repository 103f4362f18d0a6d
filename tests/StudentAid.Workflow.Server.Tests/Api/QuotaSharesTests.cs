using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary><c>GET /api/quotas/shares</c>: what the units right below would get by their students.</summary>
public sealed class QuotaSharesTests
{
    private const string Ask = "/api/quotas/shares?procedure=award&schoolYear=2026&from=/";

    [Fact]
    public async Task A_units_places_are_shared_out_by_students_and_add_up_and_nothing_is_given()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        using var authority = await server.ClientAsync("authority", "/");
        (await server.GetAsync(authority, Ask)).Code.Should().Be("quota-none-above");
        await server.DoAsync(authority, "/api/quotas", $$"""{ "procedure": "award", "schoolYear": "2026", "unit": "/", "places": 7, "paper": "{{new string('a', 32)}}" }""");

        var shares = (await server.GetAsync(authority, Ask)).Body.Items;
        shares.Sum(s => s["places"].AsNumber()).Should().Be(7);
        var college = shares.Single(s => s["unit"].AsText() == School.Path);
        college["students"].AsNumber().Should().Be(school.People.Count);
        (await server.GetAsync(authority, "/api/quotas?procedure=award&schoolYear=2026")).Body.Items.Should().ContainSingle("a proposal gives nothing");

        (await server.GetAsync(school.Office, Ask)).Status.Should().Be(403);
        (await server.GetAsync(school.Office, Ask + "college/")).Status.Should().Be(403);
    }
}
