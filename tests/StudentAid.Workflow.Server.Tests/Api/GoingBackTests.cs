using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Sending a case back without redoing what lies between, taking one's own act back, and files that come with an opinion, over HTTP.</summary>
public sealed class GoingBackTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server, Chains.CaseByCase);
        await school.VerifyAllAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_return_that_redoes_nothing_between_comes_straight_back()
    {
        await school.ActAsync(school.Office, 0, "endorse", """{ "level": "low" }""");
        var offered = await school.OfferedAsync(school.Office, 0);
        offered["actions"].Items.Single(a => a["verb"].AsText() == "return")["input"]["properties"]["redo"]["enum"].Items.Select(i => i.AsText()).Should().Equal("between", "none");
        (await school.SendAsync(school.Office, offered, "return", """{ "opinion": "缺签字", "redo": "none" }""")).Code.Should().Be("review-return-alone-without-target");
        (await school.SendAsync(school.Office, offered, "return", """{ "opinion": "缺签字", "target": "verify", "redo": "some" }""")).Code.Should().Be("review-redo-unknown");
        await school.ActAsync(school.Office, 0, "return", """{ "opinion": "缺签字", "target": "verify", "redo": "none" }""");
        (await AtAsync(0)).Should().Be("verify");

        await school.ActAsync(school.Teacher, 0, "record", school.Verification);
        (await AtAsync(0)).Should().Be("head", "the office's endorsement stands");
    }

    [Fact]
    public async Task And_without_the_word_what_lies_between_is_done_again()
    {
        await school.ActAsync(school.Office, 0, "endorse", """{ "level": "low" }""");
        await school.ActAsync(school.Office, 0, "return", """{ "opinion": "缺签字", "target": "verify" }""");
        await school.ActAsync(school.Teacher, 0, "record", school.Verification);
        (await AtAsync(0)).Should().Be("office");
    }

    [Fact]
    public async Task The_last_to_act_takes_his_act_back_while_nobody_has_touched_it_since()
    {
        await school.ActAsync(school.Office, 0, "endorse", """{ "level": "low" }""");
        var colleague = await school.ColleagueAsync("副主任");
        (await CaseVerbsAsync(school.Office)).Should().Contain("take-back");
        (await CaseVerbsAsync(colleague)).Should().NotContain("take-back");
        (await server.RefusedAsync(colleague, $"/api/cases/{school.Cases[0]}/take-back", """{ "reason": "替他收回" }""")).Code.Should().Be("case-not-yours-to-take-back");

        await server.DoAsync(school.Office, $"/api/cases/{school.Cases[0]}/take-back", """{ "reason": "等级点错了" }""");
        (await AtAsync(0)).Should().Be("office");
        (await CaseVerbsAsync(school.Office)).Should().NotContain("take-back", "what was taken back is not taken back again");

        await school.ActAsync(school.Office, 0, "endorse", """{ "level": "low" }""");
        await school.ActAsync(school.Office, 0, "claim", "{}");
        (await CaseVerbsAsync(school.Office)).Should().NotContain("take-back", "the next task has been touched");
        (await server.RefusedAsync(school.Office, $"/api/cases/{school.Cases[0]}/take-back", """{ "reason": "等级点错了" }""")).Code.Should().Be("case-not-yours-to-take-back");
    }

    [Fact]
    public async Task What_is_attached_to_an_opinion_must_have_been_uploaded_and_is_among_the_files_of_the_case()
    {
        var hash = await server.KeepAsync(School.Path);
        var offered = await school.OfferedAsync(school.Office, 0);
        (await school.SendAsync(school.Office, offered, "endorse", """{ "level": "low", "evidence": ["家访照片"] }""")).Code.Should().Be("not-a-hash");
        (await school.SendAsync(school.Office, offered, "endorse", """{ "level": "low", "evidence": ["0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"] }""")).Code.Should().Be("file-not-uploaded");
        await school.ActAsync(school.Office, 0, "endorse", $$"""{ "level": "low", "evidence": ["{{hash}}"] }""");

        (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[0]}/files")).Body["items"].Items
            .Select(f => (f["hash"].AsText(), f["from"].AsText())).Should().Contain((hash, "审批附件"));
    }

    private async Task<string> AtAsync(int student) =>
        string.Join(',', (await server.GetAsync(school.Office, $"/api/cases/{school.Cases[student]}")).Body["waits"].Items.Select(w => w["activity"].AsText()));

    private async Task<IEnumerable<string>> CaseVerbsAsync(HttpClient who) =>
        (await server.GetAsync(who, $"/api/cases/{school.Cases[0]}/actions")).Body["case"].Items.Select((Value a) => a["verb"].AsText() ?? "");
}
