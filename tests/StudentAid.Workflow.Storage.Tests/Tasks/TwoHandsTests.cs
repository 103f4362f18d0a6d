using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Tasks;

/// <summary>Two people act on one task at the same instant.</summary>
public sealed class TwoHandsTests
{
    private static readonly int Pairs = int.TryParse(Environment.GetEnvironmentVariable("TASK_PAIRS"), System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 1_000;

    [Fact]
    public async Task Of_agree_and_return_sent_at_once_exactly_one_is_accepted_and_the_other_is_told_who_did_what_and_when()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteStore.Open(folder.File("store.db"));
        var flow = await TaskFlow.OpenAsync(store, store.Reader);
        for (var pair = 0; pair < Pairs; pair++)
        {
            var id = await flow.StartAsync(pair.ToString(System.Globalization.CultureInfo.InvariantCulture));
            var (agrees, returns) = pair % 2 == 0 ? (flow.Zhou, flow.Qian) : (flow.Qian, flow.Zhou);
            var answers = await Task.WhenAll(
                Task.Run(() => flow.ActAsync(agrees, id, 1, "Done")),
                Task.Run(() => flow.ActAsync(returns, id, 1, "Returned")));
            answers.Count(a => a.Succeeded).Should().Be(1);
            var told = answers.Single(a => !a.Succeeded).Rejected!;
            var (winner, did, done) = answers[0].Succeeded ? (agrees.Name, "（ask）", " (ask)") : (returns.Name, "（ask：退回）", " (ask: returned)");
            told.Code.Id.Should().Be("task-done");
            told.In("zh-CN").Should().Be($"这项待办应仍未办理，但{winner}已于 9 月 14 日 02:00 办结{did}。");
            told.In("en").Should().Be($"Expected the task to stand open, but it was done by {winner} on 2026-09-14 at 02:00{done}.");
            var stored = (await store.LoadAsync(id))!;
            stored.Version.Should().Be(2);
            // Agreed it ends; returned it waits at exactly one new task.
            stored.Status.Should().Be(answers[0].Succeeded ? "finished" : "open");
            (await store.Reader.TasksOfAsync(Scope.All, id)).Should().HaveCount(answers[0].Succeeded ? 0 : 1);
        }
    }
}
