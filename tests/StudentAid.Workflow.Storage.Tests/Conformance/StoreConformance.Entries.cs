using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private const string Gate = "round/class";
    private const string Left = $"left:{Gate}:{ClassOne}";
    private static readonly Id List = Id.Of("list");
    private static readonly EntryKey[] Both = [new(Case(1), 1), new(Case(2), 1)];

    [Fact]
    public async Task An_entry_arrives_is_frozen_decided_and_applied()
    {
        await ArriveAsync(1, 2);
        (await StatesAsync()).Should().Equal(EntryState.Waiting, EntryState.Waiting);

        await Store.TakeAsync(Barrier(List, 0, Mark("frozen")));
        (await StatesAsync()).Should().Equal(EntryState.Frozen, EntryState.Frozen);
        await Store.TakeAsync(Barrier(List, 1, Mark("decided", "d1")));
        await Store.TakeAsync(Step(Case(1), 1) with { Rows = [new EntryClosed(1, "applied")] });

        (await StatesAsync()).Should().Equal(EntryState.Applied, EntryState.Decided);
        var entry = await Store.Reader.EntryAsync(Scope.All, Both[0]);
        (entry!.Gate, entry.Unit, entry.Barrier, entry.Decision).Should().Be((Gate, ClassOne, List, "d1"));
        (await Store.Reader.EntryCountsAsync(Scope.All, Gate)).Should().Equal(
            new EntryCount(ClassOne, EntryState.Decided, 1), new EntryCount(ClassOne, EntryState.Applied, 1));
        (await Store.Reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = List, State = EntryState.Decided }, PageRequest.Everything))
            .Items.Select(e => e.Key).Should().Equal(Both[1]);
    }

    [Fact]
    public async Task Freezing_an_entry_that_another_list_has_taken_takes_none()
    {
        await ArriveAsync(1, 2);
        await Store.TakeAsync(Barrier(List, 0, new EntriesMarked([Both[1]], "frozen")));

        (await Store.ApplyAsync(Barrier(Case(9), 0, Mark("frozen")))).Should().Be(new StepResult.Exceeded($"entry:{Case(2)}:1", 0));

        (await StatesAsync()).Should().Equal(EntryState.Waiting, EntryState.Frozen);
        (await Store.Steps.LoadAsync(Case(9))).Should().BeNull();
    }

    [Fact]
    public async Task Of_a_list_that_freezes_and_a_case_that_leaves_the_list_never_takes_the_left_one()
    {
        for (var n = 1; n <= 25; n++)
        {
            await ArriveAsync(n);
            var at = n;
            var list = Id.Of(List, n, 0);
            var key = new EntryKey(Case(n), 1);
            var freeze = Task.Run(() => Store.ApplyAsync(Barrier(list, 0, new EntriesMarked([key], "frozen"))));
            var leave = Task.Run(() => Store.ApplyAsync(Step(Case(at), 1) with { Rows = [new EntryClosed(1, "left")], Claims = [new Claim(Left, Add: 1)] }));
            await Task.WhenAll(freeze, leave);

            var entry = await Store.Reader.EntryAsync(Scope.All, key);
            (await leave).Should().BeOfType<StepResult.Applied>();
            entry!.State.Should().Be(EntryState.Left);
            (entry.Barrier == list).Should().Be(await freeze is StepResult.Applied);
        }
    }

    [Fact]
    public async Task A_decision_on_who_left_since_is_refused_by_the_counter_and_by_name()
    {
        await ArriveAsync(1, 2);
        await Store.TakeAsync(
            Barrier(List, 0, Mark("frozen")), Step(Case(1), 1) with { Rows = [new EntryClosed(1, "left")], Claims = [new Claim(Left, Add: 1)] });

        (await Store.ApplyAsync(Barrier(List, 1, Mark("decided")) with { Claims = [new Claim(Left, Unchanged: 0)] })).Should().Be(new StepResult.Exceeded(Left, 1));
        (await Store.ApplyAsync(Barrier(List, 1, Mark("decided")) with { Claims = [new Claim(Left, Unchanged: 1)] }))
            .Should().Be(new StepResult.Exceeded($"entry:{Case(1)}:1", 0));
        await Store.TakeAsync(Barrier(List, 1, new EntriesMarked([Both[1]], "decided")) with { Claims = [new Claim(Left, Unchanged: 1)] });
    }

    [Fact]
    public async Task Who_leaves_after_the_decision_is_settled_by_the_list_and_not_released()
    {
        await ArriveAsync(1, 2);
        await Store.TakeAsync(
            Barrier(List, 0, Mark("frozen")), Barrier(List, 1, Mark("decided", "d1")) with { Claims = [new Claim("quota", Add: 2)] },
            Step(Case(1), 1) with { Rows = [new EntryClosed(1, "left")], Claims = [new Claim(Left, Add: 1)] });

        (await Store.ApplyAsync(Step(Case(1), 2) with { Rows = [new EntryClosed(1, "applied")] })).Should().Be(new StepResult.Exceeded($"entry:{Case(1)}:1", 0));
        await Store.TakeAsync(Barrier(List, 2, new EntriesMarked([Both[0]], "not-applied")) with { Claims = [new Claim("quota", Add: -1, Low: 0)] });

        (await StatesAsync()).Should().Equal(EntryState.NotApplied, EntryState.Decided);
        (await Store.Steps.CounterAsync("quota")).Should().Be(1);
    }

    [Fact]
    public async Task One_decision_sent_twice_is_one()
    {
        await ArriveAsync(1, 2);
        await Store.TakeAsync(Barrier(List, 0, Mark("frozen")));
        var decide = Barrier(List, 1, Mark("decided", "d1")) with { Claims = [new Claim("quota", Add: 2, High: 2)] };

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Store.ApplyAsync(decide))));

        results.Should().BeEquivalentTo<StepResult>([new StepResult.Applied(2), new StepResult.Duplicate(List, 2, Store.Steps.KeptBodyHash(decide.Operation, 2))], o => o.RespectingRuntimeTypes());
        (await Store.Steps.CounterAsync("quota")).Should().Be(2);
    }

    [Fact]
    public async Task A_list_marks_only_its_own_entries()
    {
        await ArriveAsync(1, 2);
        await Store.TakeAsync(Barrier(List, 0, Mark("frozen")), Barrier(Case(9), 0));

        foreach (var state in new[] { "decided", "waiting", "not-applied", "frozen" })
            (await Store.ApplyAsync(Barrier(Case(9), 1, Mark(state)))).Should().Be(new StepResult.Exceeded($"entry:{Case(1)}:1", 0));

        await Store.TakeAsync(Barrier(List, 1, Mark("waiting")));
        (await StatesAsync()).Should().Equal(EntryState.Waiting, EntryState.Waiting);
        (await Store.Reader.EntryAsync(Scope.All, Both[0]))!.Barrier.Should().Be(Id.None);
        await Store.TakeAsync(Barrier(Case(9), 1, Mark("frozen")));
    }

    [Fact]
    public async Task A_waiting_entry_goes_along_and_a_frozen_one_stays()
    {
        await ArriveAsync(1, 2);
        await Store.TakeAsync(Barrier(List, 0, new EntriesMarked([Both[1]], "frozen")));
        await Store.TakeAsync(Step(Case(1), 1) with { OrgPath = ClassTwo, Rows = [new EntryMoved(1, ClassTwo)] });
        await Store.TakeAsync(Step(Case(2), 1) with { OrgPath = ClassTwo, Rows = [new EntryMoved(1, ClassTwo)] });

        var below = await Store.Reader.EntriesAsync(Scope.All, new EntryFilter { Gate = Gate, Below = ClassTwo }, PageRequest.Everything);

        below.Items.Select(e => e.Key).Should().Equal(Both[0]);
    }

    [Fact]
    public async Task Entries_of_some_streams_are_read_at_once()
    {
        await ArriveAsync(1, 2, 3);
        await Store.TakeAsync(Step(Case(2), 1) with { Rows = [new EntryClosed(1, "left")] });

        async Task<IEnumerable<EntryKey>> OfAsync(EntryState? state) =>
            (await Store.Reader.EntriesAsync(Scope.All, new EntryFilter { Streams = [Case(1), Case(2), Case(9)], State = state }, PageRequest.Everything)).Items.Select(e => e.Key);
        (await OfAsync(null)).Should().Equal(Both);
        (await OfAsync(EntryState.Left)).Should().Equal(Both[1]);
    }

    private static EntriesMarked Mark(string state, string? decision = null) => new([.. Both], state, decision);

    private async Task ArriveAsync(params int[] cases)
    {
        foreach (var number in cases)
            await Store.TakeAsync(Step(Case(number), 0) with { Rows = [new EntryArrived(1, Gate, ClassOne)] });
    }

    private async Task<IEnumerable<EntryState>> StatesAsync()
    {
        var entries = await Store.Reader.EntriesAsync(Scope.All, new EntryFilter { Gate = Gate }, PageRequest.Everything);
        return entries.Items.Select(e => e.State);
    }
}
