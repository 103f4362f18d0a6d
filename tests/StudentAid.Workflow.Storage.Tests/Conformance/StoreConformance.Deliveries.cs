using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static readonly Id Receiver = Id.Of("receiver");

    [Fact]
    public async Task Deliveries_wait_for_their_receiver_in_the_order_of_what_happened_until_it_has_them()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Rows = [Queued("a"), Queued("b", Id.Of("other"))] }, Step(Case(2), 0) with { OrgPath = ClassTwo, Rows = [Queued("c")] },
            Step(Case(1), 1) with { Rows = [Queued("d")] });
        var waiting = await Store.Reader.DeliveriesAsync(Scope.All, Receiver, 10);
        waiting.Should().Equal(
            new DeliveryRow(Id.Of("a"), Receiver, "case.finished", "about a", Case(1), 1, ClassOne, Morning), new DeliveryRow(Id.Of("c"), Receiver, "case.finished", "about c", Case(2), 1, ClassTwo, Morning),
            new DeliveryRow(Id.Of("d"), Receiver, "case.finished", "about d", Case(1), 2, ClassOne, Morning.AddMinutes(1)));
        (await Store.Reader.DeliveriesAsync(Scope.All, Receiver, 2)).Should().Equal(waiting.Take(2));
        (await Store.Reader.ReceiversAsync(Scope.All)).Should().BeEquivalentTo([Receiver, Id.Of("other")]);
        (await Store.Reader.DeliveryCountsAsync(Scope.All, [Receiver, Id.Of("nobody")], 10)).Where(c => c.Value > 0).Select(c => (c.Key, c.Value)).Should().Equal((Receiver, 3));
        (await Store.Reader.DeliveryCountsAsync(Scope.All, [Receiver, Id.Of("other")], 2)).Should().BeEquivalentTo(new Dictionary<Id, int> { [Receiver] = 2, [Id.Of("other")] = 1 });

        await Store.TakeAsync(Step(Case(3), 0) with { Rows = [new DeliveriesDone([Id.Of("c"), Id.Of("a"), Id.Of("never queued")])] });
        (await Store.Reader.DeliveriesAsync(Scope.All, Receiver, 10)).Should().Equal(waiting[2]);

        await Store.TakeAsync(Step(Case(3), 1) with { Rows = [new DeliveriesDropped(Receiver)] });
        (await Store.Reader.DeliveriesAsync(Scope.All, Receiver, 10)).Should().BeEmpty();
        (await Store.Reader.DeliveriesAsync(Scope.All, Id.Of("other"), 10)).Should().ContainSingle();
        (await Store.Reader.ReceiversAsync(Scope.All)).Should().Equal(Id.Of("other"));
    }

    [Fact]
    public async Task A_step_that_is_not_applied_queues_no_delivery_and_one_that_repeats_an_id_is_broken()
    {
        (await Store.ApplyAsync(Step(Case(1), 0) with { Rows = [Queued("a")], Claims = [new Claim("c", Unchanged: 7)] })).Should().BeOfType<StepResult.Exceeded>();
        (await Store.Reader.DeliveriesAsync(Scope.All, Receiver, 10)).Should().BeEmpty();

        await Store.TakeAsync(Step(Case(1), 0) with { Rows = [Queued("a")] });
        (await Store.ApplyAsync(Step(Case(1), 0) with { Rows = [Queued("a")] })).Should().BeOfType<StepResult.Duplicate>();
        await Store.Invoking(s => s.ApplyAsync(Step(Case(2), 0) with { Rows = [Queued("a")] })).Should().ThrowAsync<BrokenStepException>();
        (await Store.Reader.DeliveriesAsync(Scope.All, Receiver, 10)).Should().ContainSingle();
    }

    private static DeliveryQueued Queued(string id, Id? receiver = null) => new(Id.Of(id), receiver ?? Receiver, "case.finished", "about " + id);
}
