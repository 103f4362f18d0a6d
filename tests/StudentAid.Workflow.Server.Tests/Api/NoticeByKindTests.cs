using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A notice is one by what its step does, whatever the definition calls the step; and its family finds it by its own case.</summary>
public sealed class NoticeByKindTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server, School.Definition.Replace("\"publicity\"", "\"class-board\"", StringComparison.Ordinal).Replace("publicity.", "class-board.", StringComparison.Ordinal));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_family_is_named_the_notice_of_its_own_case_while_it_hangs_and_objects_there()
    {
        await school.VerifyAllAsync();
        await school.DecideAsync(await school.FreezeAsync("office"), school.Cases);
        var notice = await school.FreezeAsync("class-board");
        using var family = await school.FamilyAsync(0);
        (await NoticeAsync(family)).IsNull.Should().BeTrue("it does not hang yet");
        await server.DoAsync(school.Office, $"/api/publicities/{notice}/post", """{ "where": ["open"] }""");

        (await NoticeAsync(family)).AsText().Should().Be(notice.ToString());
        (await server.GetAsync(family, $"/api/rosters?round={school.Round}")).Body["items"].Items.Should().BeEmpty("a family has no list of lists");
        (await server.GetAsync(family, $"/api/cases/{school.Cases[0]}/summary")).Body["sentences"].Items[2].AsText().Should().Be("公示期内如有异议，可以向学生资助管理机构提出。");
        await server.DoAsync(family, "/api/objections", $$"""{ "publicity": "{{notice}}", "case": "{{school.Cases[0]}}", "channel": "online", "text": "家里还有一位病人", "objector": "" }""");
        (await NoticeAsync(family)).AsText().Should().Be(notice.ToString(), "one who has objected may say more");
        using var other = await school.FamilyAsync(1);
        (await server.GetAsync(other, $"/api/cases/{school.Cases[0]}/actions")).Status.Should().Be(404);

        server.Time.MoveTo(new DateTimeOffset(2026, 10, 20, 0, 0, 0, TimeSpan.Zero));
        await server.SettleAsync();
        (await NoticeAsync(other, 1)).IsNull.Should().BeTrue("the period is over");
    }

    [Fact]
    public async Task The_lists_that_are_decided_are_listed_without_the_notices_and_say_what_they_do()
    {
        await school.VerifyAllAsync();
        var list = await school.FreezeAsync("office");
        await school.DecideAsync(list, school.Cases);
        var notice = await school.FreezeAsync("class-board");

        (await RowsAsync("")).Should().BeEquivalentTo([(list.ToString(), "approve"), (notice.ToString(), "publish")]);
        (await RowsAsync("&without=publish")).Should().BeEquivalentTo([(list.ToString(), "approve")]);
        (await RowsAsync("&without=publish&status=frozen")).Should().BeEmpty("only the notice is open");
        var pages = await server.PagesAsync(school.Office, $"/api/rosters?round={school.Round}&without=publish&size=1");
        pages.SelectMany(p => p["items"].Items).Select(i => i["id"].AsText()).Should().Equal(list.ToString());
    }

    private async Task<List<(string?, string?)>> RowsAsync(string query) =>
        [.. (await server.GetAsync(school.Office, $"/api/rosters?round={school.Round}{query}")).Body["items"].Items.Select(r => (r["id"].AsText(), r["act"].AsText()))];

    private async Task<Value> NoticeAsync(HttpClient family, int student = 0) => (await server.GetAsync(family, $"/api/cases/{school.Cases[student]}/actions")).Body["notice"];
}
