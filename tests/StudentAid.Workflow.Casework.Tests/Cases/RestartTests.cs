using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Cases;

/// <summary>A case begins anew by the rules of the pin on which it ended.</summary>
public sealed class RestartTests
{
    private const string AfterWaiver = """
        { "kind": "overlay", "id": "restart", "unit": "demo", "procedure": "higher-education-determination", "article": "样例", "from": "2025-01-01",
          "name": { "zh-CN": "放弃后可重新申请", "en": "Who waived may apply anew" },
          "changes": [{ "do": "set", "activity": "apply", "option": "restart", "value": ["cancelled", "Withdrawn", "Waived"] }] }
        """;

    [Fact]
    public async Task An_attempt_that_ended_on_an_earlier_pin_is_judged_by_it_after_a_new_start_too()
    {
        var host = await SchoolHost.ReadyAsync();
        await PublishAsync(host, AfterWaiver);
        (await host.SendAsync(host.Opening())).Rejected.Should().BeNull();
        (await host.AnnounceAsync()).Rejected.Should().BeNull();
        var student = new Principal(Id.Of("p"), "周雨禾", []) { Persons = [await host.PersonAsync("周雨禾")] };
        var first = (await host.SendAsync(new BeginCase(host.Round, student.Persons[0], "enrolled") { Principal = student, Key = "" })).Stream;
        await WaiveAsync(host, student, first);
        await PublishAsync(host, Repository.Json("workflows/national/matching-rules.json").ToJson().Replace("365", "90", StringComparison.Ordinal));
        (await host.SendAsync(new RepinRound(host.Round, "更正", []) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();
        var second = (await host.SendAsync(new RestartCase(first) { Principal = student, Key = "" })).Stream;
        await WaiveAsync(host, student, second);

        var answer = await host.StartedAnew().SendAsync(new RestartCase(second) { Principal = student, Key = "" });

        answer.Rejected.Should().BeNull();
        answer.Stream.Should().Be(BeginCase.IdOf(host.Round, student.Persons[0], 3));
    }

    private static async Task PublishAsync(SchoolHost host, string text) =>
        (await host.SendAsync(new PublishDocuments(SchoolHost.School, [text]) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();

    private static async Task WaiveAsync(SchoolHost host, Principal student, Id @case)
    {
        var state = (await host.Get<StepRunner>().StateAsync<InstanceState>(await host.Store.LoadAsync(@case), default))!;
        var task = state.Bookmarks.Values.First(b => b.Kind == BookmarkKind.Task);
        var waived = await host.SendAsync(new CompleteTask(@case, task.Id, "waive", Value.Record(("reason", "no-need"))) { Principal = student, Key = "" });
        waived.Rejected.Should().BeNull();
        (await host.Store.LoadAsync(@case))!.Status.Should().Be("finished");
    }
}
