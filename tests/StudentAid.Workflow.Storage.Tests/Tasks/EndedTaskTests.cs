using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Tasks;

/// <summary>Who comes to a task that is gone is told of the act that closed it, whatever came after.</summary>
public sealed class EndedTaskTests
{
    [Fact]
    public async Task A_task_gone_by_a_rewind_names_who_sent_the_case_back_and_not_who_acted_last()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteStore.Open(folder.File("store.db"));
        var flow = await TaskFlow.OpenAsync(store, store.Reader);
        var id = await flow.StartAsync("rewound");
        (await flow.ActAsync(flow.Qian, id, 1, "Returned")).Rejected.Should().BeNull();
        flow.Time.MoveTo(new DateTimeOffset(2026, 9, 15, 3, 4, 0, TimeSpan.Zero));
        (await flow.RewindAsync(flow.Zhou, id, 2, "ask")).Rejected.Should().BeNull();
        flow.Time.MoveTo(new DateTimeOffset(2026, 9, 17, 8, 0, 0, TimeSpan.Zero));
        (await flow.ActAsync(flow.Qian, id, 3, "Done")).Rejected.Should().BeNull();

        var told = (await flow.ActAsync(flow.Qian, id, 2, "Done")).Rejected!;
        told.Code.Id.Should().Be("task-done");
        told.In("zh-CN").Should().Be("这项待办应仍未办理，但周老师已于 9 月 15 日 03:04 办结（review：退回）。");
        (await flow.ActAsync(flow.Zhou, id, 1, "Done")).Rejected!.In("zh-CN").Should().Contain("钱老师已于 9 月 14 日 02:00 办结（ask：退回）");
        (await flow.ActAsync(flow.Zhou, id, 3, "Done")).Rejected!.In("zh-CN").Should().Contain("钱老师已于 9 月 17 日 08:00 办结（ask）");
    }

    [Fact]
    public async Task A_task_gone_with_its_case_names_who_ended_the_case()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteStore.Open(folder.File("store.db"));
        var flow = await TaskFlow.OpenAsync(store, store.Reader);
        var id = await flow.StartAsync("cancelled");
        flow.Time.MoveTo(new DateTimeOffset(2026, 9, 16, 1, 0, 0, TimeSpan.Zero));
        (await flow.ChangeAsync(id, "cancel")).Rejected.Should().BeNull();

        var told = (await flow.ActAsync(flow.Qian, id, 1, "Done")).Rejected!;
        told.In("zh-CN").Should().Be("这项待办应仍未办理，但周老师已于 9 月 16 日 01:00 办结（ask：流程就此结束）。");
        told.In("en").Should().EndWith("周老师 on 2026-09-16 at 01:00 (ask: the flow was ended).");
        (await flow.ActAsync(flow.Qian, id, 7, "Done")).Rejected!.Code.Id.Should().Be("not-found", "there never was such a task");
    }
}
