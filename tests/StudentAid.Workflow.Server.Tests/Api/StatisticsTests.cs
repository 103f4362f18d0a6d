using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>What an authority reports of its schools: counts that give nobody away, and who has not filed.</summary>
public sealed class StatisticsTests
{
    private const string Other = "/county/two/";

    [Fact]
    public async Task Few_are_counted_nowhere_and_who_has_not_filed_is_named()
    {
        await using var server = await RunningServer.StartAsync();
        var school = await School.OpenAsync(server);
        await server.DoAsync(server.Administrator, "/api/org-units", $$"""
            { "unit": "/", "units": [ { "path": "/county/", "kind": "authority", "name": "示例县" }, { "path": "{{Other}}", "kind": "school", "name": "第二小学" },
              { "path": "{{School.Path}}", "kind": "school", "name": "示例学院", "supervisedBy": [ { "tree": "education", "unit": "/county/" } ] } ] }
            """);
        using var county = await school.ColleagueAsync("县教育局", "authority", "/county/");
        await school.PublishAsync();
        server.Time.MoveTo(new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero));
        await server.SettleAsync();
        const string path = "/api/oversight/statistics";
        (await server.GetAsync(school.Office, $"{path}?schoolYear=2026")).Status.Should().Be(403);
        (await server.GetAsync(county, $"{path}?schoolYear=2026&unit=/other/")).Status.Should().Be(404, "it oversees nothing there");

        var sheet = (await server.GetAsync(county, $"{path}?schoolYear=2026")).Body;

        (sheet["unit"].AsText(), sheet["least"].AsNumber(), sheet["schools"].AsNumber()).Should().Be(("/county/", 5, 2));
        sheet["unfiled"].Items.Select(s => (s["school"].AsText(), s["status"].AsText(), s["open"].AsNumber())).Should().BeEquivalentTo(new (string?, string?, decimal?)[] { (School.Path, "open", 1), (Other, "none", 0) });
        sheet["tables"].Items.Should().BeEmpty("an open round's table from day to day would name whom the day added");

        await server.DoAsync(school.Office, $"/api/rounds/{school.Round}/complete", "{}");
        sheet = (await server.GetAsync(county, $"{path}?schoolYear=2026")).Body;
        sheet["unfiled"].Items.Select(s => s["school"].AsText()).Should().Equal(Other);
        var table = sheet["tables"].Items.Should().ContainSingle().Subject;
        table["lines"].Items.Select(l => l["unit"].AsText()).Should().Equal("/county/", School.Path);
        table["lines"].Items.Should().OnlyContain(l => l["total"].IsNull && l["cells"].Items.All(c => c["count"].IsNull), "three are fewer than five");
        var file = await server.GetAsync(county, $"{path}/file?schoolYear=2026");
        file.Text.Should().Contain("\"小流程\",\"示例县\",\"合计\",\"*\"").And.Contain("未报送：没有批次").And.NotContain("\"3\"");
        (await server.GetAsync(county, $"{path}?schoolYear=2025")).Body["tables"].Items.Should().BeEmpty();
        var line = (await server.GetAsync(county, $"{path}?schoolYear=2026&unit={School.Path}")).Body;
        (line["unit"].AsText(), line["schools"].AsNumber()).Should().Be((School.Path, 1), "the school is the county's by record and a line of its table");
        line["tables"].Items.Single()["lines"].Items.Select(l => l["unit"].AsText()).Should().Equal(School.Path);
    }
}
