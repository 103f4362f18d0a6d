using System.Globalization;
using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Webhooks;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;
using StudentAid.Workflow.Storage.Sqlite;

namespace StudentAid.Workflow.Server.Tests.Webhooks;

/// <summary>Receivers that are slow or refuse what they are sent, and servers that stop in the middle.</summary>
public sealed class WebhookTroubleTests : HookedServer
{
    private const string Unit = "/school/";

    [Fact]
    public async Task A_receiver_that_does_not_answer_holds_up_nobody_else()
    {
        await using var slow = await Receiver.StartAsync();
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.Meanwhile = () => answers.Task;
        var (stuck, other) = (await RegisterAsync(slow), await RegisterAsync(receiver));
        await PingAsync(stuck);
        var worker = server.Get<WebhookWorker>();
        await worker.StartAsync(default);
        await slow.NextAsync();
        for (var n = 0; n < 3; n++)
        {
            await PingAsync(stuck);
            await PingAsync(other);
            await receiver.NextAsync();
        }

        (slow.All.Count, slow.GivenUp).Should().Be((1, 0), "its first request still waits, and no other is sent to it");
        answers.SetResult();
        for (var n = 0; n < 3; n++)
            await slow.NextAsync();
        await worker.StopAsync(default);
        slow.All.Select(r => r.Id).Should().OnlyHaveUniqueItems().And.HaveCount(4);
    }

    [Fact]
    public async Task A_server_that_may_wait_no_longer_stops_without_an_error()
    {
        await using var slow = await Receiver.StartAsync();
        var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        slow.Meanwhile = () => answers.Task;
        await PingAsync(await RegisterAsync(slow));
        var worker = server.Get<WebhookWorker>();
        await worker.StartAsync(default);
        await slow.NextAsync();

        await worker.Invoking(w => w.StopAsync(new CancellationToken(canceled: true))).Should().NotThrowAsync();
        answers.SetResult();
    }

    [Fact]
    public async Task What_a_slow_receiver_has_is_recorded_before_it_is_sent_everything()
    {
        var hook = await RegisterAsync(receiver);
        var waiting = new List<int>();
        receiver.Meanwhile = async () =>
        {
            waiting.Add(await WaitingAsync(hook));
            time.MoveTo(time.GetUtcNow().AddSeconds(3));
        };
        for (var n = 0; n < 5; n++)
            await PingAsync(hook);
        await server.SettleAsync();
        waiting.Should().Equal(5, 5, 3, 3, 1);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task A_delivery_that_is_refused_too_often_is_set_aside_when_the_receiver_takes_the_next(int refusal)
    {
        var hook = await RegisterAsync(receiver);
        receiver.AnswerTo = r => r.Id == receiver.All[0].Id ? refusal : null;
        await PingAsync(hook);
        await PingAsync(hook);
        await server.SettleAsync();
        await TryAgainAsync(hook, WebhookState.MostRefusals - 2);
        receiver.All.Should().HaveCount(WebhookState.MostRefusals - 1).And.OnlyContain(r => r.Id == receiver.All[0].Id);

        await TryAgainAsync(hook, 1);
        receiver.All.Should().HaveCount(WebhookState.MostRefusals + 1);
        receiver.All[^1].Id.Should().NotBe(receiver.All[0].Id);
        (await ShownAsync(hook)).Should().Equal((receiver.All[^1].Id, 1, true, false), (receiver.All[0].Id, WebhookState.MostRefusals, false, true));
        var state = (await server.GetAsync(server.Administrator, $"/api/webhooks/{hook}")).Body;
        (state["status"].AsText(), state["waiting"].AsNumber(), state["failingSince"].IsNull).Should().Be(("on", 0, true));
        await PingAsync(hook);
        await server.SettleAsync();
        receiver.All.Count(r => r.Id == receiver.All[0].Id).Should().Be(WebhookState.MostRefusals, "it is not sent again");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_receiver_that_takes_nothing_loses_nothing(int answer)
    {
        var hook = await RegisterAsync(receiver);
        receiver.Answers = answer;
        await PingAsync(hook);
        await PingAsync(hook);
        await server.SettleAsync();
        await TryAgainAsync(hook, WebhookState.MostRefusals + 3);
        (await WaitingAsync(hook)).Should().Be(2);
        (await ShownAsync(hook)).Should().OnlyContain(d => !d.SetAside);

        receiver.Answers = 204;
        await server.DoAsync(server.Administrator, $"/api/webhooks/{hook}/retry", "{}");
        await server.SettleAsync();
        (await WaitingAsync(hook)).Should().Be(0);
        receiver.All.Skip(receiver.All.Count - 2).Select(r => (int)r.Json["version"].AsNumber()!).Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task Where_the_server_stops_between_the_answer_and_its_record_the_same_id_comes_again()
    {
        var hook = await RegisterAsync(receiver);
        await PingAsync(hook);
        var stopped = Directory.CreateTempSubdirectory("hooks").FullName;
        receiver.Meanwhile = () =>
        {
            foreach (var file in Directory.GetFiles(server.Folder).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(stopped, Path.GetFileName(file)));
            return Task.CompletedTask;
        };
        await server.SettleAsync();
        (await WaitingAsync(hook)).Should().Be(0);
        await server.DisposeAsync();

        receiver.Meanwhile = () => Task.CompletedTask;
        server = await StartAsync(stopped);
        await server.SettleAsync();
        receiver.All.Should().HaveCount(2).And.OnlyContain(r => r.Id == receiver.All[0].Id && r.Key == r.Id && r.Body == receiver.All[0].Body);
        (await WaitingAsync(hook)).Should().Be(0);
        await server.SettleAsync();
        receiver.All.Should().HaveCount(2);
    }

    [Fact]
    public async Task What_was_queued_while_its_receiver_was_being_deleted_does_not_stay()
    {
        var (hook, other) = (await RegisterAsync(receiver), await RegisterAsync(receiver));
        await server.DoAsync(server.Administrator, $"/api/webhooks/{other}/switch-off", "{}");
        var before = new WebhookBook(server.Get<IStoreReader>());
        await before.HooksAsync();
        await server.DoAsync(server.Administrator, $"/api/webhooks/{hook}/delete", "{}");
        var late = await before.TellAsync([Finished("late")]);
        late[0].Rows.Should().ContainSingle();
        await server.Get<SqliteStore>().ApplyAsync([late[0] with { Rows = late[0].Rows.Add(WebhookBook.Queued(Id.Parse(other), late[0].Stream, 1, 0, "case.finished", "kept")) }]);
        StoreImage.Of(server).Should().Contain("delivery 2");

        await server.SettleAsync();
        receiver.All.Should().BeEmpty();
        StoreImage.Of(server).Should().Contain("delivery 1", "what waits for one that is only off is kept");
        (await WaitingAsync(other)).Should().Be(1);
        (await server.GetAsync(server.Administrator, "/api/audit?size=200")).Body["items"].Items.Where(r => r["stream"].AsText() == hook && r["what"].AsText() is not "Registered")
            .Select(r => (r["what"].AsText(), r["actorName"].IsNull)).Should().Equal([("Deleted", false)], "it was deleted once, by somebody");
    }

    [Fact]
    public async Task What_waits_is_counted_up_to_a_thousand_for_every_receiver_at_once()
    {
        var (hook, other) = (await RegisterAsync(receiver), await RegisterAsync(receiver));
        await QueueAsync(hook, 0, 1_000);
        (await WaitsAsync(hook)).Should().Be((1_000, false));
        await QueueAsync(hook, 1_000, 1);
        (await WaitsAsync(hook)).Should().Be((1_000, true));
        (await WaitsAsync(other)).Should().Be((0, false));
        (await server.GetAsync(server.Administrator, $"/api/webhooks/{hook}")).Body["moreWait"].AsBool().Should().BeTrue();
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 40)]
    [InlineData(3, 160)]
    [InlineData(4, 640)]
    [InlineData(5, 3_600)]
    [InlineData(9, 3_600)]
    public void Pauses_grow_to_an_hour(int failures, int seconds) => WebhookState.PauseAfter(failures).Should().Be(TimeSpan.FromSeconds(seconds));

    private static Step Finished(string name) => new()
    {
        Stream = Id.Of("case", name), Kind = "instance", Expected = 0, OrgPath = Unit, Status = "finished", Operation = Id.Of("operation", name), BodyHash = 1, Actor = Id.Of("somebody"),
        Now = new DateTimeOffset(2026, 9, 14, 2, 0, 0, TimeSpan.Zero), Data = Encoding.UTF8.GetBytes("""[["Ended"]]"""),
    };

    private async Task QueueAsync(string hook, int from, int count)
    {
        var step = Finished($"many {from}") with { Data = "[]"u8.ToArray() };
        var queued = Enumerable.Range(from, count).Select(n => (RowChange)WebhookBook.Queued(Id.Parse(hook), step.Stream, 1, n, "case.finished", "c"));
        (await server.Get<IStepStore>().ApplyAsync([step with { Rows = [.. queued] }]))[0].Should().BeOfType<StepResult.Applied>();
    }

    private async Task<(int Waiting, bool More)> WaitsAsync(string hook)
    {
        var shown = (await server.GetAsync(server.Administrator, "/api/webhooks")).Body["items"].Items.Single(h => h["id"].AsText() == hook);
        return ((int)shown["waiting"].AsNumber()!, shown["moreWait"].AsBool() == true);
    }

    private async Task<string> RegisterAsync(Receiver at) => (await server.DoAsync(
        server.Administrator, "/api/webhooks", $$"""{ "unit": "{{Unit}}", "name": "学工系统", "url": "{{at.Url}}", "topics": ["case.finished"] }"""))["id"].AsText()!;

    private Task PingAsync(string hook) => server.DoAsync(server.Administrator, $"/api/webhooks/{hook}/ping", "{}");

    /// <summary>Each time when it is due.</summary>
    private async Task TryAgainAsync(string hook, int times)
    {
        for (var n = 0; n < times; n++)
        {
            var next = (await server.GetAsync(server.Administrator, $"/api/webhooks/{hook}")).Body["nextTry"].AsText()!;
            time.MoveTo(DateTimeOffset.Parse(next, CultureInfo.InvariantCulture));
            await server.SettleAsync();
        }
    }

    private async Task<int> WaitingAsync(string hook) => (await server.Get<IStoreReader>().DeliveriesAsync(Scope.All, Id.Parse(hook), 100)).Count;

    private async Task<List<(string Id, int Attempts, bool Delivered, bool SetAside)>> ShownAsync(string hook) =>
        [.. (await server.GetAsync(server.Administrator, $"/api/webhooks/{hook}/deliveries")).Body["items"].Items
            .Select(d => (d["id"].AsText()!, (int)d["attempts"].AsNumber()!, d["delivered"].AsBool() == true, d["setAside"].AsBool() == true))];
}
