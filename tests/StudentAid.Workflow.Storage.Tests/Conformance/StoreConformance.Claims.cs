using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_claim_adds_within_its_bounds_and_else_nothing_happens()
    {
        await Store.TakeAsync(Step(Case(1), 0) with { Claims = [new Claim("places", Add: 2, High: 3)] });

        (await Store.ApplyAsync(Step(Case(2), 0) with { Claims = [new Claim("other", Add: 1), new Claim("places", Add: 2, High: 3)] }))
            .Should().Be(new StepResult.Exceeded("places", 2));
        (await Store.ApplyAsync(Step(Case(2), 0) with { Claims = [new Claim("places", Add: -3, Low: 0)] })).Should().Be(new StepResult.Exceeded("places", 2));

        (await Store.Steps.CounterAsync("places")).Should().Be(2);
        (await Store.Steps.CounterAsync("other")).Should().Be(0);
        (await Store.Steps.LoadAsync(Case(2))).Should().BeNull();
        await Store.TakeAsync(Step(Case(2), 0) with { Claims = [new Claim("places", Add: 1, High: 3)] });
        (await Store.Steps.CounterAsync("places")).Should().Be(3);
    }

    [Fact]
    public async Task An_unchanged_claim_holds_only_at_the_value_that_was_read()
    {
        await Store.TakeAsync(Step(Case(1), 0) with { Claims = [new Claim("left", Unchanged: 0)] });
        await Store.TakeAsync(Step(Case(1), 1) with { Claims = [new Claim("left", Add: 1)] });

        (await Store.ApplyAsync(Step(Case(1), 2) with { Claims = [new Claim("left", Unchanged: 0)] })).Should().Be(new StepResult.Exceeded("left", 1));
        (await Store.ApplyAsync(Step(Case(1), 2) with { Claims = [new Claim("left", Unchanged: 1)] })).Should().Be(new StepResult.Applied(3));
    }

    [Fact]
    public async Task Claims_of_one_step_on_one_counter_are_added_up()
    {
        (await Store.ApplyAsync(Step(Case(1), 0) with { Claims = [new Claim("c", Add: 2, High: 3), new Claim("c", Add: 2, High: 3)] }))
            .Should().Be(new StepResult.Exceeded("c", 2));

        await Store.TakeAsync(Step(Case(1), 0) with { Claims = [new Claim("c", Add: 2), new Claim("c", Add: 3)] });

        (await Store.Steps.CounterAsync("c")).Should().Be(5);
        (await Store.Reader.CountersAsync("c")).Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("c", 5L));
    }

    [Fact]
    public async Task The_last_place_of_a_quota_goes_to_one_of_two_lists()
    {
        await Store.TakeAsync(Step(Case(1), 0) with { Claims = [new Claim("quota", Add: 9, High: 10)] });

        var results = await Task.WhenAll(Enumerable.Range(2, 2).Select(n => Task.Run(
            () => Store.ApplyAsync(Barrier(Case(n), 0) with { Claims = [new Claim("quota", Add: 1, High: 10)] }))));

        results.OfType<StepResult.Applied>().Should().HaveCount(1);
        results.OfType<StepResult.Exceeded>().Should().Equal(new StepResult.Exceeded("quota", 10));
    }

    [Fact]
    public async Task A_counter_under_64_callers_never_passes_its_bound()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 64).Select(n => Task.Run(async () =>
        {
            var taken = 0;
            for (var i = 0; i < 10; i++)
                taken += await Store.ApplyAsync(Step(Id.Of(Case(n), i, 0), 0) with { Claims = [new Claim("quota", Add: 1, High: 100)] }) is StepResult.Applied ? 1 : 0;
            return taken;
        })));

        results.Sum().Should().Be(100);
        (await Store.Steps.CounterAsync("quota")).Should().Be(100);
    }

    [Fact]
    public async Task Of_two_writers_on_one_version_exactly_one_wins()
    {
        await Store.TakeAsync(Step(Case(1), 0));
        for (var version = 1; version <= 50; version++)
        {
            var at = version;
            var results = await Task.WhenAll(new[] { "a", "b" }.Select(who => Task.Run(() => Store.ApplyAsync(Step(Case(1), at, $"{who}/{at}")))));

            results.OfType<StepResult.Applied>().Should().HaveCount(1);
            results.OfType<StepResult.Stale>().Should().Equal(new StepResult.Stale(at + 1));
        }
    }

    [Fact]
    public async Task One_operation_sent_100_times_at_once_is_applied_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Store.ApplyAsync(Step(Case(1), 0, "submit")))));

        results.OfType<StepResult.Applied>().Should().HaveCount(1);
        results.OfType<StepResult.Duplicate>().Should().HaveCount(99).And.OnlyContain(d => d == Repeated(Case(1), 1, "submit", 1));
        (await Store.Steps.EventsAsync(Case(1))).Should().HaveCount(1);
    }

    [Fact]
    public async Task Lists_of_any_length_are_answered_in_their_order()
    {
        var bulk = Store.Steps.ApplyAsync([.. Enumerable.Range(1, 1000).Select(n => Step(Case(n), n % 10 == 0 ? 5 : 0))]);
        var quick = await Store.Steps.ApplyAsync([Step(Case(2000), 0)]);
        var results = await bulk;

        quick.Should().Equal(new StepResult.Applied(1));
        results.Should().HaveCount(1000);
        results.Select(r => r is StepResult.Applied).Should().Equal(Enumerable.Range(1, 1000).Select(n => n % 10 != 0));
    }
}
