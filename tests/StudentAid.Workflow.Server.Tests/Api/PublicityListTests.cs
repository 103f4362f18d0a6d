using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>One notice of three students with one objection, answered by nobody yet.</summary>
public sealed class PublicityListTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private School school = null!;
    private Id notice;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server);
        notice = await school.PublishAsync();
        await server.DoAsync(school.Office, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[1]}}", "channel": "paper", "objector": "赵不平", "text": "家里有三套房" }""");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Publicities_are_listed_by_scope_round_and_status_without_the_other_lists()
    {
        foreach (var query in new[] { "", $"?round={school.Round}", "?status=posted", $"?round={school.Round}&status=posted" })
        {
            var row = (await ItemsAsync(school.Office, "/api/publicities" + query)).Should().ContainSingle(query).Subject;
            (row["id"].AsText(), row["status"].AsText(), row["activity"].AsText(), row["unit"].AsText()).Should().Be((notice.ToString(), "posted", "publicity", School.Path));
            (row["entries"].AsNumber(), row["objections"].AsNumber(), row["unanswered"].AsNumber()).Should().Be((3, 1, 1));
            row["period"]["lastDay"].AsText().Should().Be("2026-09-20");
        }

        (await ItemsAsync(school.Office, "/api/publicities?status=released")).Should().BeEmpty();
        (await ItemsAsync(school.Office, $"/api/publicities?round={Id.Of("another")}")).Should().BeEmpty();
        (await ItemsAsync(school.Stranger, "/api/publicities")).Should().BeEmpty();
    }

    [Fact]
    public async Task Pages_of_one_list_each_come_to_every_publicity_once()
    {
        await using var two = await RunningServer.StartAsync();
        var other = await School.OpenAsync(two);
        await other.VerifyAllAsync();
        var list = await other.FreezeAsync("office");
        await other.DecideAsync(list, other.Cases.Take(1));
        var first = await other.PostAsync();
        await other.DecideAsync(list, other.Cases.Skip(1));
        var second = await other.PostAsync();

        var pages = await two.PagesAsync(other.Office, "/api/publicities?size=1");
        pages.Select(p => p["items"].Items.Length).Should().Equal([1, 1, 0], "the office's list is looked at last, and is no publicity");
        pages.SelectMany(p => p["items"].Items).Select(i => i["id"].AsText()).Should().BeEquivalentTo(first.ToString(), second.ToString());
    }

    [Fact]
    public async Task Objections_are_listed_and_read_by_their_own_id_without_text_and_objector()
    {
        var listed = await server.GetAsync(school.Office, $"/api/objections?round={school.Round}&status=open");
        var row = listed.Body["items"].Items.Should().ContainSingle().Subject;
        (row["publicity"].AsText(), row["case"].AsText(), row["status"].AsText(), row["number"].AsNumber()).Should().Be((notice.ToString(), school.Cases[1].ToString(), "open", 1));
        listed.Text.Should().NotContain("赵不平").And.NotContain("三套房").And.NotContain("李向南");
        (await server.GetAsync(school.Office, $"/api/objections/{row["id"].AsText()}")).Body.ToJson().Should().Be(row.ToJson());

        foreach (var id in new[] { $"{notice}-2", $"{school.Cases[1]}-1", $"{Id.Of("none")}-1", "nonsense" })
            (await server.GetAsync(school.Office, $"/api/objections/{id}")).Status.Should().Be(404, id);
        (await server.GetAsync(school.Stranger, $"/api/objections/{row["id"].AsText()}")).Status.Should().Be(404);
        (await ItemsAsync(school.Stranger, "/api/objections")).Should().BeEmpty();
    }

    [Fact]
    public async Task An_answered_objection_is_no_open_one()
    {
        await server.DoAsync(school.Office, "/api/objections/1/answer", $$"""{ "publicity": "{{notice}}", "upheld": false, "text": "已入户核实，只有一套" }""");
        (await ItemsAsync(school.Office, "/api/objections?status=open")).Should().BeEmpty();
        (await ItemsAsync(school.Office, "/api/objections?status=not-upheld")).Should().ContainSingle().Which["status"].AsText().Should().Be("not-upheld");
        (await ItemsAsync(school.Office, "/api/publicities")).Should().ContainSingle().Which["unanswered"].AsNumber().Should().Be(0);
    }

    private async Task<IReadOnlyList<Value>> ItemsAsync(HttpClient who, string path) => (await server.GetAsync(who, path)).Body["items"].Items;
}
