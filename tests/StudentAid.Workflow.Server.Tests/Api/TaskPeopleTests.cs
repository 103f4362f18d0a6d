using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Whom an act at a task may name: those whom the act would take, in the chooser's own units, and nobody to who may not do it.</summary>
public sealed class TaskPeopleTests : IAsyncLifetime
{
    private RunningServer server = null!;
    private School school = null!;

    public async Task InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        school = await School.OpenAsync(server);
        await PersonAsync("副班主任", "class-teacher", School.Class);
        await PersonAsync("李辅导员", "counsellor", School.Class);
        await PersonAsync("学生代表", "student-representative", School.Class);
        await PersonAsync("资助中心副主任", "aid-office", School.Path);
        await PersonAsync("督查员", "authority", School.Path);
        await PersonAsync("别校老师", "class-teacher", "/other/");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_task_may_be_handed_to_who_holds_its_post_or_all_of_its_duties()
    {
        (await FoundAsync(school.Teacher, "transfer")).Should().Equal("副班主任");
    }

    [Fact]
    public async Task Who_is_asked_is_staff_of_the_task_s_units_within_the_chooser_s_scope_and_no_student_machine_or_overseer()
    {
        (await FoundAsync(school.Teacher, "delegate")).Should().Equal("副班主任", "李辅导员");
        (await FoundAsync(await ChiefAsync(), "delegate")).Should().Equal("副班主任", "李辅导员", "资助中心副主任");
    }

    [Fact]
    public async Task People_are_found_by_name_initials_post_and_unit()
    {
        foreach (var (typed, found) in ((string, string[])[])[("李辅", ["李辅导员"]), ("lf", ["李辅导员"]), ("班主任", ["副班主任"]), ("农艺", ["副班主任", "李辅导员"]), ("别校", [])])
            (await FoundAsync(school.Teacher, "delegate", typed)).Should().Equal(found, typed);
        var one = (await AskAsync(school.Teacher, "delegate", "辅导员")).Body["items"].Items.Single()["posts"].Items.Single();
        (one["roleName"].AsText(), one["unitName"].AsText()).Should().Be(("辅导员", "农艺2401"));
    }

    [Fact]
    public async Task A_copy_may_also_go_to_a_post_above_whoever_holds_it()
    {
        var posts = (await AskAsync(school.Teacher, "copy", "")).Body["posts"].Items.Select(p => $"{p["role"].AsText()} {p["unit"].AsText()}").ToList();

        posts.Should().Equal($"class-teacher {School.Class}", $"counsellor {School.Class}", $"aid-office {School.Path}");
        await school.ActAsync(school.Teacher, 0, "copy", $$"""{ "role": "aid-office", "unit": "{{School.Path}}" }""");
        await server.SettleAsync();
        var copy = (await server.GetAsync(school.Office, "/api/copies")).Body["items"].Items.Single();
        (copy["name"].AsText(), copy["unitName"].AsText()).Should().Be(((await server.PeopleAsync(School.Class))[0].Name, "农艺2401"));
    }

    [Fact]
    public async Task Everybody_who_is_listed_is_taken_by_the_act()
    {
        var offered = await school.OfferedAsync(school.Teacher, 0);
        foreach (var verb in (string[])["transfer", "delegate", "copy"])
        {
            var listed = (await AskAsync(school.Teacher, verb, "")).Body["items"].Items;
            listed.Should().NotBeEmpty(verb);
            foreach (var one in listed)
                (await server.PostAsync(school.Teacher, $"/api/tasks/{offered["task"].AsText()}/{verb}?dryRun=true", Value.Record(("to", one["id"])).ToJson(), $"If-Match: {offered["etag"].AsText()}"))
                    .Status.Should().Be(200, $"{verb} to {one["name"].AsText()}");
        }
    }

    [Fact]
    public async Task Who_has_a_task_in_hand_is_named_to_who_works_there_and_not_to_the_family()
    {
        await school.ActAsync(school.Teacher, 0, "claim", "{}");

        (await HolderAsync(school.Office)).Should().Be("班主任");
        (await HolderAsync(await school.FamilyAsync(0))).Should().BeNull();
    }

    [Fact]
    public async Task Who_is_alone_at_his_post_is_told_which_posts_may_hand_the_task_on_and_nobody_s_name()
    {
        (await AskAsync(school.Teacher, "transfer", "")).Body["ask"].Items.Should().BeEmpty();
        var colleague = (await AskAsync(school.Teacher, "transfer", "")).Body["items"].Items.Single()["id"].AsText();
        await server.DoAsync(server.Administrator, "/api/principals", $$"""{ "unit": "/", "id": "{{colleague}}", "name": "副班主任", "kind": "person", "grants": [] }""");

        var reply = await AskAsync(school.Teacher, "transfer", "");
        reply.Body["items"].Items.Should().BeEmpty();
        reply.Body["ask"].Items.Select(p => $"{p["roleName"].AsText()} {p["unitName"].AsText()}").Should().Equal("学生资助管理机构 示例学院", "系统管理员 全部");
        reply.Text.Should().NotContain("资助中心副主任");
        (await AskAsync(school.Teacher, "delegate", "")).Body["ask"].Items.Should().BeEmpty();
    }

    private async Task<string?> HolderAsync(HttpClient client) =>
        (await server.GetAsync(client, $"/api/cases/{school.Cases[0]}/actions")).Body["others"].Items.Single()["holder"].AsText();

    [Fact]
    public async Task Who_may_not_do_the_act_is_told_nobody()
    {
        var task = (await school.OfferedAsync(school.Teacher, 0))["task"].AsText();
        var asked = Value.Record(("verb", "delegate")).ToJson();

        (await server.PostAsync(school.Office, $"/api/tasks/{task}/people", asked)).Body["code"].AsText().Should().Be("not-task-holder");
        (await server.PostAsync(school.Stranger, $"/api/tasks/{task}/people", asked)).Status.Should().Be(404);
        (await server.PostAsync(await school.FamilyAsync(0), $"/api/tasks/{task}/people", asked)).Status.Should().Be(404);
        (await AskAsync(school.Teacher, "claim", "")).Body["code"].AsText().Should().Be("task-names-nobody");
    }

    private async Task<IEnumerable<string>> FoundAsync(HttpClient client, string verb, string text = "") =>
        (await AskAsync(client, verb, text)).Body["items"].Items.Select(p => p["name"].AsText()!);

    private async Task<Reply> AskAsync(HttpClient client, string verb, string text) =>
        await server.PostAsync(client, $"/api/tasks/{(await school.OfferedAsync(client, 0))["task"].AsText()}/people", Value.Record(("verb", verb), ("text", text)).ToJson());

    /// <summary>A class teacher who has the whole school in sight as well.</summary>
    private Task<HttpClient> ChiefAsync() => server.MachineAsync($$"""
        { "unit": "/", "name": "学工处长", "kind": "machine", "grants": [ { "role": "class-teacher", "unit": "{{School.Class}}" }, { "role": "group-secretary", "unit": "{{School.Path}}" } ] }
        """);

    private Task PersonAsync(string name, string role, string unit) => server.DoAsync(
        server.Administrator, "/api/principals", $$"""{ "unit": "/", "name": "{{name}}", "kind": "person", "grants": [ { "role": "{{role}}", "unit": "{{unit}}" } ] }""");
}
