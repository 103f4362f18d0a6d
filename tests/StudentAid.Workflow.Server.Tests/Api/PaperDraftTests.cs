using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A family's paper that staff enters: what may be printed for the family to check, and what may not be written over.</summary>
public sealed class PaperDraftTests : IAsyncLifetime
{
    private const string Form = """
        { "kind": "form", "id": "small-form", "article": "t", "from": "2018-01-01", "name": "申请表",
          "schema": { "type": "object", "properties": { "why": { "type": "string", "title": "申请理由" } } } }
        """;

    private const string Definition = """
        { "$schema": "workflow-definition.schema.json", "definitionId": "small", "name": "小流程", "outcomes": ["Determined", "NotDetermined"],
          "root": { "type": "Elsa.Flowchart", "activities": [
            { "id": "suggest", "type": "Elsa.SetVariable", "variable": "suggested", "value": "low" },
            { "id": "apply", "type": "StudentAid.Application", "title": "学生申请", "form": "small-form", "commitment": "not-asked", "proof": "not-asked" },
            { "id": "verify", "type": "StudentAid.Verification", "title": "核实", "role": "class-teacher", "scope": "class", "minimum": 1 },
            { "id": "office", "type": "StudentAid.Approval", "title": "核准", "role": "aid-office", "scope": "school", "act": "endorse", "scale": "levels" },
            { "id": "head", "type": "StudentAid.Approval", "title": "批准", "role": "aid-office", "scope": "school", "act": "approve", "scale": "levels" },
            { "id": "determined", "type": "Elsa.Complete", "outcomes": ["Determined"] },
            { "id": "refused", "type": "Elsa.Complete", "outcomes": ["NotDetermined"] } ],
          "variables": [ { "name": "suggested", "type": "String" } ],
          "connections": [ "suggest -> apply -> verify -> office.Endorsed -> head.Approved -> determined", "apply.Waived -> refused", "office.Returned => apply",
            "head.Returned => office", "head.NotDetermined -> refused" ] } }
        """;

    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server, Definition, Form, await File.ReadAllTextAsync(Repository.PathOf("workflows/national/prints/application.json")));
        await server.DoAsync(school.Office, $"/api/rounds/{school.Round}/window", """{ "track": "enrolled", "opens": "2020-01-01T00:00:00Z", "closes": "2099-01-01T00:00:00Z" }""");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Who_verifies_prints_what_staff_entered_and_not_what_the_family_saved_or_handed_in()
    {
        using var family = await school.FamilyAsync(0);
        (await PrintAsync()).Code.Should().Be("not-yours", "nothing was entered");
        await school.ActAsync(family, 0, "save", """{ "answers": { "why": "自己填的" } }""");
        (await PrintAsync()).Code.Should().Be("not-yours", "the draft is the family's own");
        await school.ActAsync(family, 0, "submit", """{ "answers": { "why": "自己交的" } }""");
        await school.ActAsync(school.Teacher, 0, "record", school.Verification);
        await school.ActAsync(school.Office, 0, "return", """{ "opinion": "缺签字" }""");
        (await PrintAsync()).Code.Should().Be("not-yours", "what was handed in is the office's");

        await school.ActAsync(school.Teacher, 0, "save", Paper());
        var sheet = await PrintAsync();
        sheet.Status.Should().Be(200, sheet.Text);
        sheet.Text.Should().Contain("纸上写的").And.NotContain("自己交的");
    }

    [Fact]
    public async Task A_paper_is_not_saved_over_what_the_family_saved_itself_unless_that_is_said()
    {
        using var family = await school.FamilyAsync(1);
        await school.ActAsync(family, 1, "save", """{ "answers": { "why": "自己填的" } }""");
        var refused = await school.SendAsync(school.Teacher, await school.OfferedAsync(school.Teacher, 1), "save", Paper());
        (refused.Status, refused.Code).Should().Be((409, "draft-of-family"));
        await school.ActAsync(school.Teacher, 1, "save", Paper(""", "replace": true"""));
        (await PrintAsync(1)).Text.Should().Contain("纸上写的");
    }

    private static string Paper(string more = "") => $$"""{ "answers": { "why": "纸上写的" }, "onBehalf": { "who": "teacher", "why": "paper" }{{more}} }""";

    private Task<Reply> PrintAsync(int student = 0) => server.GetAsync(school.Teacher, $"/api/prints/application?case={school.Cases[student]}");
}
