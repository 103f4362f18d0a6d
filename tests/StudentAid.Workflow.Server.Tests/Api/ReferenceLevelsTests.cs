using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

[Collection(TechnicianServer.Name)]
public sealed class ReferenceLevelsTests(TechnicianServer school)
{
    private string Path => $"/api/rounds/{school.Round}/reference-levels";

    [Fact]
    public async Task An_outside_system_s_table_is_looked_through_first_taken_whole_and_once_and_stands_on_the_lists()
    {
        var before = (await school.GetAsync(school.Office, Path)).Body;
        before["batches"].Items.Should().BeEmpty();

        const string wrong = "姓名,困难等级,得分\n学生甲,特别困难,80\n查无此人,一般困难,12\n学生乙,极其困难,x\n";
        (await school.SendAsync(school.Office, $"{Path}?source=national-aid-system&batch=one", wrong, "rl1")).Code.Should().Be("reference-rows-wrong");
        var dry = (await school.SendAsync(school.Office, $"{Path}?source=national-aid-system&batch=one&dryRun=true", wrong, "rl2")).Body;
        dry["errors"].Items.Select(e => (e["row"].AsNumber(), e["column"].AsNumber())).Should().BeEquivalentTo([(3m, 1m), (4m, 2m), (4m, 3m)]);

        const string right = "姓名,困难等级,得分\n学生甲,特别困难,80.5\n学生乙,不困难,\n";
        var taken = await school.SendAsync(school.Office, $"{Path}?source=national-aid-system&batch=one", right, "rl3");
        (taken.Status, taken.Body["rows"].AsNumber(), taken.Body["entered"].AsNumber()).Should().Be((200, 2m, 0m), "nothing in this procedure waits for a level");
        (await school.SendAsync(school.Office, $"{Path}?source=national-aid-system&batch=one", right, "rl3")).Body["version"].AsNumber().Should().Be(1, "the same sending is the same step");
        (await school.SendAsync(school.Office, $"{Path}?source=national-aid-system&batch=one", right, "rl4")).Code.Should().Be("reference-batch-recorded");

        var after = (await school.GetAsync(school.Office, Path)).Body;
        after["batches"].Items.Should().ContainSingle().Which["paper"].AsText().Should().Be(taken.Body["paper"].AsText());
        after["levels"].Items.Select(l => (l["name"].AsText(), l["level"].AsText(), l["score"].AsNumber())).Should().Equal(("学生甲", "special", 80.5m), ("学生乙", "not-determined", null));

        var list = (await school.GetAsync(school.Office, $"/api/rosters?round={school.Round}")).Body["items"].Items.First(r => r["activity"].AsText() == "office")["id"].AsText();
        var entries = (await school.GetAsync(school.Office, $"/api/rosters/{list}")).Body["entries"].Items;
        entries.Single(e => e["name"].AsText() == "学生甲")["reference"].AsText().Should().Be("special");
    }

    [Fact]
    public async Task Who_has_not_the_duty_neither_reads_nor_sends_them()
    {
        const string table = "姓名,困难等级\n学生甲,特别困难\n";
        (await school.GetAsync(school.Teacher, Path)).Status.Should().Be(403);
        (await school.GetAsync(school.Stranger, Path)).Status.Should().Be(404);
        (await school.SendAsync(school.Teacher, $"{Path}?source=national-aid-system&batch=two", table, "rl5")).Status.Should().Be(403);
        (await school.SendAsync(school.Stranger, $"{Path}?source=national-aid-system&batch=two", table, "rl6")).Status.Should().Be(404);
    }
}
