using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Api;

/// <summary>A case that is suspended, goes on, or is cancelled over HTTP, and what that does to who waits for it.</summary>
public sealed class StoppedCaseTests : OwnSchool
{
    private const string Reason = """{ "reason": "家长来电要求核对" }""";
    private string Case => $"/api/cases/{School.Cases[0]}";

    [Fact]
    public async Task Nobody_acts_on_a_suspended_case_until_it_goes_on()
    {
        var action = await ActionAsync();
        await Server.DoAsync(School.Office, Case + "/suspend", Reason);
        (await StatusAsync()).Should().Be("suspended");
        var refused = await Server.RefusedAsync(() => RecordAsync(action));
        (refused.Status, refused.Code).Should().Be((409, "suspended"));
        (await Server.RefusedAsync(School.Office, Case + "/suspend", Reason)).Code.Should().Be("suspended");

        await Server.DoAsync(School.Office, Case + "/continue", Reason);
        (await StatusAsync()).Should().Be("open");
        (await RecordAsync(await ActionAsync())).Status.Should().Be(200);
        (await StandsAtAsync()).Should().Be("office");
        (await Server.RefusedAsync(School.Office, Case + "/continue", Reason)).Code.Should().Be("not-suspended");
    }

    [Fact]
    public async Task A_cancelled_case_has_ended_its_tasks_are_gone_and_the_others_go_on()
    {
        var action = await ActionAsync();
        var before = await TasksAsync();
        (await MissingAsync()).Should().Equal("农艺2401（3 人尚未到本环节）");
        (await Server.GetAsync(School.Office, $"/api/rosters/readiness?round={School.Round}&activity=office&unit={School.Path}", "en")).Body["missing"].Items.Single().AsText().Should().EndWith("(3 not here yet)");
        await Server.DoAsync(School.Office, Case + "/cancel", Reason);
        (await StatusAsync()).Should().Be("cancelled");
        (await Server.GetAsync(School.Teacher, Case + "/actions")).Body["items"].Items.Should().BeEmpty();
        (await TasksAsync()).Should().Be(before - 1);
        (await Server.RefusedAsync(() => RecordAsync(action))).Status.Should().Be(409);
        foreach (var verb in new[] { "suspend", "continue", "cancel" })
            (await Server.RefusedAsync(School.Office, $"{Case}/{verb}", Reason)).Status.Should().Be(409, verb);

        foreach (var other in School.Cases.Skip(1))
            (await Server.GetAsync(School.Teacher, $"/api/cases/{other}")).Body["status"].AsText().Should().Be("open");
        (await MissingAsync()).Should().Equal("农艺2401（2 人尚未到本环节）");
    }

    [Fact]
    public async Task Sent_again_with_its_key_a_change_is_made_once()
    {
        var first = await Server.DoAsync(School.Office, Case + "/suspend", Reason, "Idempotency-Key: stop");
        (await Server.DoAsync(School.Office, Case + "/suspend", Reason, "Idempotency-Key: stop")).ToJson().Should().Be(first.ToJson());
        (await Server.GetAsync(School.Teacher, Case)).Body["version"].AsNumber().Should().Be(first["version"].AsNumber());
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("continue")]
    [InlineData("cancel")]
    public async Task Who_does_not_run_the_schools_cases_may_not_and_without_a_reason_nobody(string verb)
    {
        (await Server.RefusedAsync(School.Teacher, $"{Case}/{verb}", Reason)).Status.Should().Be(403);
        (await Server.RefusedAsync(School.Stranger, $"{Case}/{verb}", Reason)).Status.Should().Be(404);
        (await Server.RefusedAsync(School.Office, $"{Case}/{verb}", """{ "reason": "" }""")).Code.Should().Be("reason-missing");
        (await StatusAsync()).Should().Be("open");
    }

    private Task<Value> ActionAsync() => School.OfferedAsync(School.Teacher, 0);

    private Task<Reply> RecordAsync(Value action) => School.SendAsync(School.Teacher, action, "record", School.Verification);

    /// <summary>Who the office's list waits for.</summary>
    private async Task<IEnumerable<string?>> MissingAsync()
    {
        var reply = await Server.GetAsync(School.Office, $"/api/rosters/readiness?round={School.Round}&activity=office&unit={School.Path}");
        reply.Status.Should().Be(200, reply.Text);
        return reply.Body["missing"].Items.Select(m => m.AsText());
    }

    private async Task<string?> StatusAsync() => (await Server.GetAsync(School.Teacher, Case)).Body["status"].AsText();

    private async Task<string> StandsAtAsync() => (await Server.Get<IStoreReader>().StreamAsync(Scope.All, School.Cases[0]))!.At;

    private async Task<int> TasksAsync() => (await Server.GetAsync(School.Teacher, "/api/tasks")).Body["items"].Items.Length;
}
