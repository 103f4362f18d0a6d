using FluentAssertions;
using StudentAid.Workflow.Casework.Messages;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Tests.Triggers;

public sealed class TimedTriggerTests
{
    private const string Hourly = "\"type\": \"Elsa.Timer\", \"interval\": \"PT1H\"";

    [Fact]
    public async Task A_timer_starts_an_instance_each_interval_and_never_early()
    {
        await using var flows = await Flows.OpenAsync();
        var begun = flows.Server.Time.GetUtcNow();
        await flows.PublishedAsync(Flows.Triggered("hourly", Hourly));

        flows.Server.Time.MoveTo(begun.AddHours(1).AddMilliseconds(-1));
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().BeEmpty();
        flows.Server.Time.MoveTo(begun.AddHours(1));
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().ContainSingle().Which.Status.Should().Be("finished");
        flows.Server.Time.MoveTo(begun.AddHours(2));
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task After_a_time_without_a_server_the_last_missed_instant_alone_is_made_up_for()
    {
        var flows = await Flows.OpenAsync();
        var begun = flows.Server.Time.GetUtcNow();
        await flows.PublishedAsync(Flows.Triggered("hourly", Hourly));
        await flows.PublishedAsync(Flows.Triggered("nightly", "\"type\": \"Elsa.Cron\", \"cronExpression\": \"0 18 * * *\""));
        await flows.Server.StopAsync();
        flows.Server.Time.MoveTo(begun.AddDays(3).AddMinutes(30));

        await using var second = await RunningServer.StartInAsync(flows.Server.Folder, flows.Server.Time);
        await second.SettleAsync();
        var again = new Flows(second);
        (await again.InstancesAsync()).Should().HaveCount(2, "one for each trigger");
        var next = await second.Get<IStoreReader>().NextDeadlineAsync(Scope.All);
        next.Should().Be(begun.AddDays(3).AddHours(1), "the timer keeps its beat");
    }

    [Fact]
    public async Task Two_nodes_that_see_the_same_due_instant_start_one_instance()
    {
        await using var flows = await Flows.OpenAsync();
        var begun = flows.Server.Time.GetUtcNow();
        await flows.PublishedAsync(Flows.Triggered("hourly", Hourly));
        flows.Server.Time.MoveTo(begun.AddHours(1));
        var due = (await flows.Server.Get<IStoreReader>().DueDeadlinesAsync(Scope.All, begun.AddHours(1), 10)).Single();

        var mediator = flows.Server.Get<MediatR.IMediator>();
        var first = await mediator.Send(Settling.CommandOf(due, "unit"));
        var second = await mediator.Send(Settling.CommandOf(due, "unit"));
        (first.Version, second.Version).Should().Be((first.Version, first.Version), "the second is told what the first did");
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task An_instant_fires_once_and_one_that_has_passed_at_publishing_never()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Flows.Triggered("once", "\"type\": \"Elsa.StartAt\", \"dateTime\": \"2026-09-20T00:00:00Z\""));
        await flows.PublishedAsync(Flows.Triggered("late", "\"type\": \"Elsa.StartAt\", \"dateTime\": \"2026-09-01T00:00:00Z\""));
        flows.Server.Time.MoveTo(new DateTimeOffset(2026, 9, 25, 0, 0, 0, TimeSpan.Zero));
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().ContainSingle();
        (await flows.Server.Get<DeadlineWorker>().RunOnceAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_new_version_takes_the_triggers_over_and_a_retracted_one_gives_them_back()
    {
        await using var flows = await Flows.OpenAsync();
        var begun = flows.Server.Time.GetUtcNow();
        var reader = flows.Server.Get<IStoreReader>();
        await flows.PublishedAsync(Flows.Triggered("hourly", Hourly));
        await flows.PublishedAsync(Flows.Triggered("hourly", Hourly.Replace("PT1H", "PT3H", StringComparison.Ordinal)));
        (await reader.NextDeadlineAsync(Scope.All)).Should().Be(begun.AddHours(3));

        foreach (var (version, left) in ((string, DateTimeOffset?)[])[("0002", begun.AddHours(1)), ("0001", null)])
        {
            await flows.Server.DoAsync(flows.Server.Administrator, "/api/definitions/retract", $$"""{ "unit": "{{Flows.College}}", "key": "-/definition/hourly/{{version}}", "reason": "replaced" }""");
            (await reader.NextDeadlineAsync(Scope.All)).Should().Be(left);
        }

        flows.Server.Time.MoveTo(begun.AddDays(1));
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_definition_that_its_layers_do_not_fit_is_not_started_by_the_clock_and_becomes_an_incident()
    {
        await using var flows = await Flows.OpenAsync();
        var begun = flows.Server.Time.GetUtcNow();
        await flows.UnfitAsync("hourly", Hourly);

        flows.Server.Time.MoveTo(begun.AddHours(1));
        await flows.Server.SettleAsync();
        (await flows.InstancesAsync()).Should().BeEmpty();
        (await flows.Server.GetAsync(flows.Own, "/api/incidents")).Body["items"].Items.Should().ContainSingle().Which["code"].AsText().Should().Be("trigger-unfit");
        (await flows.Server.Get<IStoreReader>().NextDeadlineAsync(Scope.All)).Should().Be(begun.AddHours(2));
    }

    [Fact]
    public async Task A_draft_that_is_published_sets_its_triggers_and_until_then_none()
    {
        await using var flows = await Flows.OpenAsync();
        var draft = StudentAid.Workflow.Engine.Expressions.Value.Record(("unit", Flows.College), ("text", Flows.Triggered("hourly", Hourly)));
        await flows.Server.DoAsync(flows.Server.Administrator, "/api/definitions/draft", draft.ToJson());
        (await flows.Server.Get<IStoreReader>().NextDeadlineAsync(Scope.All)).Should().BeNull();
        await flows.Server.DoAsync(flows.Server.Administrator, "/api/definitions/publish", $$"""{ "unit": "{{Flows.College}}", "key": "-/definition/hourly/0001" }""");
        (await flows.Server.Get<IStoreReader>().NextDeadlineAsync(Scope.All)).Should().Be(flows.Server.Time.GetUtcNow().AddHours(1));
    }

    [Fact]
    public async Task A_timer_s_instance_stands_at_the_unit_that_published_it_and_no_other_school_sees_it()
    {
        await using var flows = await Flows.OpenAsync();
        await flows.PublishedAsync(Flows.Triggered("hourly", Hourly));
        flows.Server.Time.MoveTo(flows.Server.Time.GetUtcNow().AddHours(1));
        await flows.Server.SettleAsync();
        var instance = (await flows.InstancesAsync()).Single();
        instance.OrgPath.Should().Be(Flows.College);
        (await flows.InstancesAsync("/other/")).Should().BeEmpty();
        (await flows.Server.GetAsync(flows.Own, $"/api/cases/{instance.Id}")).Status.Should().Be(200);
        (await flows.Server.GetAsync(flows.Foreign, $"/api/cases/{instance.Id}")).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("trigger-bad-interval", "\"type\": \"Elsa.Timer\", \"interval\": \"PT0.1S\"")]
    [InlineData("document-unfit", "\"type\": \"Elsa.Cron\", \"cronExpression\": \"every night\"")]
    [InlineData("trigger-not-literal", "\"type\": \"Elsa.Event\", \"eventName\": \"= 'pa' + 'id'\"")]
    public async Task A_trigger_that_cannot_fire_is_refused_at_publishing(string code, string trigger)
    {
        await using var flows = await Flows.OpenAsync();
        (await flows.PublishAsync(Flows.Triggered("wrong", trigger))).Code.Should().Be(code);
    }
}
