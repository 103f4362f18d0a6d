using FluentAssertions;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>Nobody decides his own or his child's case, and what somebody may do ends with his post.</summary>
public sealed class FourEyesTests : OwnSchool
{
    [Fact]
    public async Task A_teacher_verifies_the_class_but_not_his_own_child_whom_he_hands_to_a_colleague()
    {
        using var father = await MachineAsync("周老师", "class-teacher", School.Class);
        var own = (await Server.GetAsync(father, $"/api/cases/{School.Cases[0]}/actions")).Body["items"].Items.Single();
        own["actions"].Items.Select(a => a["verb"].AsText()).Should().Equal(["transfer"], "he can only give it away");

        var refused = await School.SendAsync(father, own, "record", School.Verification);
        (refused.Status, refused.Code).Should().Be((403, "task-must-withdraw"));
        refused.Body["detail"].AsText().Should().Contain("班主任", "it says who does it instead");
        (await School.SendAsync(father, own, "claim", "{}")).Code.Should().Be("task-must-withdraw");
        (await School.ActAsync(father, 1, "record", School.Verification)).IsNull.Should().BeFalse("another's child is his to verify");
        (await School.ActAsync(School.Teacher, 0, "record", School.Verification)).IsNull.Should().BeFalse();
    }

    [Fact]
    public async Task An_office_holder_decides_the_list_but_for_his_child_whom_a_colleague_decides()
    {
        using var father = await MachineAsync("周主任", "aid-office", School.Path);
        await School.VerifyAllAsync();
        var list = await School.FreezeAsync("office");
        Task<Reply> DecideAsync(HttpClient client, string etag, params int[] students) => Server.PostAsync(
            client, $"/api/rosters/{list}/decide",
            $$"""{ "entries": [{{string.Join(',', students.Select(s => $$"""{ "case": "{{School.Cases[s]}}", "verdict": "agree", "level": "low" }"""))}}] }""", $"If-Match: {etag}");
        async Task<string> EtagAsync() => (await Server.GetAsync(School.Office, $"/api/rosters/{list}")).Etag!;

        var refused = await DecideAsync(father, await EtagAsync(), 0, 1, 2);
        (refused.Status, refused.Code).Should().Be((403, "decides-own"));
        (await DecideAsync(father, await EtagAsync(), 1, 2)).Status.Should().Be(200);
        (await DecideAsync(School.Office, await EtagAsync(), 0)).Status.Should().Be(200);
    }

    [Fact]
    public async Task What_is_taken_from_somebody_is_his_no_longer_at_his_next_request_and_the_trail_tells_who_took_it()
    {
        var id = (await Server.DoAsync(Server.Administrator, "/api/principals", Described("乙老师", "class-teacher")))["id"].AsText()!;
        using var teacher = await Server.MachineOfAsync(id);
        (await Server.GetAsync(teacher, $"/api/cases/{School.Cases[0]}")).Status.Should().Be(200);
        long Puts(Reply trail) => trail.Body["items"].Items.Count(r => r["what"].AsText() == "PrincipalPut" && !r["actor"].IsNull);
        var before = Puts(await Server.GetAsync(Server.Administrator, "/api/audit?size=200"));

        await Server.DoAsync(Server.Administrator, "/api/principals", $$"""{ "unit": "/", "id": "{{id}}", "name": "乙老师", "kind": "machine", "grants": [] }""");

        (await Server.GetAsync(teacher, $"/api/cases/{School.Cases[0]}")).Status.Should().Be(404);
        (await Server.GetAsync(teacher, "/api/tasks")).Body["items"].Items.Should().BeEmpty();
        Puts(await Server.GetAsync(Server.Administrator, "/api/audit?size=200")).Should().Be(before + 1);
    }

    /// <summary>Somebody with a post whose child is the first student.</summary>
    private Task<HttpClient> MachineAsync(string name, string role, string unit) => Server.MachineAsync(
        $$"""{ "unit": "/", "name": "{{name}}", "kind": "machine", "grants": [ { "role": "{{role}}", "unit": "{{unit}}" } ], "persons": ["{{School.People[0]}}"] }""");

    private static string Described(string name, string role) =>
        $$"""{ "unit": "/", "name": "{{name}}", "kind": "machine", "grants": [ { "role": "{{role}}", "unit": "{{School.Class}}" } ] }""";
}
