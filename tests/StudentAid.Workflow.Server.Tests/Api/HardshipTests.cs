using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

[Collection(TechnicianServer.Name)]
public sealed class HardshipTests(TechnicianServer school)
{
    private const string Year = "schoolYear=2025—2026";

    [Fact]
    public async Task The_authority_reads_who_received_what_in_the_schools_of_its_region_and_no_number()
    {
        var reply = await school.GetAsync(school.Authority, $"/api/hardship-base?unit=/hr/&{Year}");
        var rows = reply.Body["items"].Items;
        rows.Select(r => r["name"].AsText()).Should().BeEquivalentTo("学生甲", "学生乙", "学生丙");
        rows.Should().OnlyContain(r => r["paid"].AsNumber() == 100_000 && r["schoolName"].AsText() == "示例技工学校");
        rows[0]["aid"].Items.Should().ContainSingle().Which["state"].AsText().Should().Be("in-full");
        reply.Text.Should().NotContain("idNumber").And.NotContain("6222");
        (await school.GetAsync(school.Stranger, $"/api/hardship-base?unit=/hr/&{Year}")).Body["items"].Items.Should().BeEmpty();
        (await school.GetAsync(school.Teacher, $"/api/hardship-base?unit=/hr/tech/auto/&{Year}")).Status.Should().Be(403);
        (await school.GetAsync(school.Office, "/api/hardship-base?unit=/hr/&schoolYear=2024—2025")).Body["items"].Items.Should().BeEmpty();
    }

    [Fact]
    public async Task A_duty_held_at_one_school_opens_no_other_at_which_its_holder_has_another_role()
    {
        using var client = await HoldingAsync("""{ "role": "aid-office", "unit": "/other/" }, { "role": "group-secretary", "unit": "/hr/tech/" }""");
        using var both = await HoldingAsync("""{ "role": "aid-office", "unit": "/other/" }, { "role": "authority", "unit": "/hr/" }""");

        var reply = await school.GetAsync(client, $"/api/hardship-base?unit=/hr/tech/&{Year}");
        (reply.Status, reply.Body["items"].Items.Length).Should().Be((200, 0));
        (await school.GetAsync(client, $"/ui/hardship-base?unit=/hr/tech/&{Year}")).Text.Should().NotContain("学生甲");
        (await school.GetAsync(both, $"/api/hardship-base?unit=/hr/tech/&{Year}")).Body["items"].Items.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_page_goes_on_where_the_one_before_ended()
    {
        var pages = await school.Server.PagesAsync(school.Office, $"/api/hardship-base?unit=/hr/tech/&{Year}&size=1");
        pages.Should().OnlyContain(p => p["items"].Items.Length <= 1);
        pages.SelectMany(p => p["items"].Items).Select(r => r["name"].AsText()).Should().BeEquivalentTo("学生甲", "学生乙", "学生丙").And.OnlyHaveUniqueItems();
    }

    private Task<HttpClient> HoldingAsync(string grants) => school.Server.MachineAsync($$"""{ "unit": "/", "name": "兼任", "kind": "machine", "grants": [ {{grants}} ] }""");
}

/// <summary>The base on the demonstration's college, whose last year has levels.</summary>
[Collection(DemoServer.Name)]
public sealed class HardshipLevelTests(DemoServer demo)
{
    [Fact]
    public async Task Levels_of_a_year_are_found_by_level_with_what_ended_them()
    {
        var all = (await demo.GetAsync(demo.Office, $"/api/hardship-base?unit={DemoServer.College}&schoolYear=2025—2026&size=200")).Body["items"].Items;
        all.Should().HaveCount(38);
        all.Single(r => r["name"].AsText() == "郭明轩")["levels"].Items.Should().ContainSingle().Which["endedBy"].AsText().Should().Be("revoked");
        var relative = (await demo.GetAsync(demo.Office, $"/api/hardship-base?unit={DemoServer.College}&schoolYear=2025—2026&level=relative&size=200")).Body["items"].Items;
        relative.Should().HaveCountLessThan(38).And.OnlyContain(r => r["levels"].Items.Any(l => l["level"].AsText() == "relative"));
        (await demo.GetAsync(demo.Stranger, $"/api/hardship-base?unit={DemoServer.College}&schoolYear=2025—2026")).Body["items"].Items.Should().BeEmpty();
    }
}
