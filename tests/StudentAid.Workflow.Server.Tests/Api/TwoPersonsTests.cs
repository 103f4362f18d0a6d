using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Server.Tests.Accounts;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Who decided one body's step of a case alone is not offered the other body's decision, and what he sends all the same is refused.</summary>
public sealed class TwoPersonsTests : IAsyncLifetime
{
    private const string Chain = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "class", "type": "StudentAid.Approval", "title": "班主任提出", "role": "class-teacher", "scope": "class", "act": "propose", "scale": "levels" },
            { "id": "office", "type": "StudentAid.Approval", "title": "批准", "role": "aid-office", "scope": "school", "act": "approve", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> class.Proposed -> office.Approved -> determined", "class.Returned => suggest", "office.Returned => class", "office.NotDetermined -> refused" ] } }
        """;

    private readonly AccountSchool accounts = new(Chain);

    /// <summary>The case that came after a student's ended one.</summary>
    private readonly Dictionary<int, string> anew = [];
    private PageClient both = null!;
    private PageClient office = null!;

    private School School => accounts.School;

    public async Task InitializeAsync()
    {
        await accounts.InitializeAsync();
        (both, office) = (await SignedInAsync("both", ("class-teacher", School.Class), ("aid-office", School.Path)), await SignedInAsync("office", ("aid-office", School.Path)));
    }

    public async Task DisposeAsync()
    {
        both.Dispose();
        office.Dispose();
        await accounts.DisposeAsync();
    }

    [Fact]
    public async Task Who_proposed_is_offered_at_the_next_body_to_send_the_case_back_and_to_hand_it_on_and_a_colleague_all()
    {
        await DoAsync(both, 0, "propose");

        (await VerbsAsync(both, 0)).Should().NotContain("approve").And.NotContain("not-determined").And.Contain(["return", "transfer"]);
        (await VerbsAsync(office, 0)).Should().Contain(["approve", "return"]);
        var offered = await OfferedAsync(both, 0);
        var refused = await SendAsync(both, offered, "approve", """{ "level": "low" }""");
        (refused.Status, refused.Code, refused.Body["article"].AsText()).Should().Be((403, "task-same-person-decided", "实施办法 第十七条"));
        refused.Body["detail"].AsText().Should().Contain("班主任提出");
        (await SendAsync(both, offered, "approve?dryRun=true", """{ "level": "low" }""")).Code.Should().Be("task-same-person-decided");

        (await SendAsync(office, await OfferedAsync(office, 0), "approve", """{ "level": "low" }""")).Status.Should().Be(200);
        (await accounts.Server.GetAsync(accounts.Server.Administrator, $"/api/cases/{School.Cases[0]}")).Body["status"].AsText().Should().Be("finished");
    }

    [Fact]
    public async Task What_another_proposed_or_proposed_anew_after_a_return_is_his_to_approve()
    {
        await School.ActAsync(School.Teacher, 1, "propose", """{ "level": "low" }""");
        (await VerbsAsync(both, 1)).Should().Contain("approve");

        await DoAsync(both, 2, "propose");
        (await SendAsync(both, await OfferedAsync(both, 2), "return", """{ "opinion": "请再核", "reason": "other" }""")).Status.Should().Be(200, "to send back decides nothing");
        await School.ActAsync(School.Teacher, 2, "propose", """{ "level": "low" }""");
        (await VerbsAsync(both, 2)).Should().Contain("approve");
        await DoAsync(both, 2, "approve");
    }

    [Fact]
    public async Task A_case_that_begins_anew_is_another_in_which_who_proposed_in_the_ended_one_has_decided_nothing_and_two_persons_decide_again()
    {
        await DoAsync(both, 0, "propose");
        await DoAsync(both, 1, "propose");
        foreach (var student in (int[])[0, 1])
        {
            await accounts.Server.DoAsync(School.Office, $"/api/cases/{School.Cases[student]}/cancel", """{ "reason": "opened-by-mistake" }""");
            var again = await accounts.Server.DoAsync(School.Office, $"/api/cases/{School.Cases[student]}/restart", "{}");
            anew[student] = again["id"].AsText()!;
        }

        await DoAsync(both, 0, "propose");
        (await VerbsAsync(both, 0)).Should().NotContain("approve").And.Contain("return");
        (await SendAsync(both, await OfferedAsync(both, 0), "approve", """{ "level": "low" }""")).Code.Should().Be("task-same-person-decided");
        await DoAsync(office, 0, "approve");

        var offered = (await accounts.Server.GetAsync(School.Teacher, $"/api/cases/{anew[1]}/actions")).Body["items"].Items.Single();
        await School.SendAsync(School.Teacher, offered, "propose", """{ "level": "low" }""");
        (await VerbsAsync(both, 1)).Should().Contain("approve");
        await DoAsync(both, 1, "approve");
    }

    private async Task DoAsync(PageClient who, int student, string verb)
    {
        var reply = await SendAsync(who, await OfferedAsync(who, student), verb, """{ "level": "low" }""");
        reply.Status.Should().Be(200, reply.Text);
    }

    private async Task<Value> OfferedAsync(PageClient who, int student) => (await who.GetAsync($"/api/cases/{anew.GetValueOrDefault(student) ?? School.Cases[student].ToString()}/actions")).Body["items"].Items.Single();

    private async Task<IEnumerable<string?>> VerbsAsync(PageClient who, int student) => (await OfferedAsync(who, student))["actions"].Items.Select(a => a["verb"].AsText());

    private static Task<Reply> SendAsync(PageClient who, Value offered, string verb, string input) =>
        who.PostAsync($"/api/tasks/{offered["task"].AsText()}/{verb}", input, ifMatch: offered["etag"].AsText());

    private async Task<PageClient> SignedInAsync(string login, params (string Role, string Unit)[] posts)
    {
        var (id, _) = await accounts.StaffAsync(login);
        var grants = Value.List(posts.Select(p => (Value)Value.Record(("role", p.Role), ("unit", p.Unit))));
        await accounts.Server.DoAsync(accounts.Server.Administrator, "/api/principals", Value.Record(("unit", "/"), ("id", id), ("name", login), ("kind", "person"), ("grants", grants)).ToJson());
        var page = accounts.Page();
        (await page.SignInAsync(login, AccountSchool.Good)).Status.Should().Be(204);
        return page;
    }
}
