using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task Messages_to_one_target_are_pending_one_at_a_time_in_their_order()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Messages = [Message(Case(1), 1, 0, Case(8)), Message(Case(1), 1, 1, Case(9)), Message(Case(1), 1, 2, Case(8))] },
            Step(Case(2), 0) with { Messages = [Message(Case(2), 1, 0, Case(9)), Message(Case(2), 1, 1, default), Message(Case(2), 1, 2, default)] });

        (await Pending()).Should().Equal(Id.Of(Case(1), 1, 0), Id.Of(Case(1), 1, 1), Id.Of(Case(2), 1, 1), Id.Of(Case(2), 1, 2));

        await Store.TakeAsync(Step(Case(8), 0) with { Operation = Id.Of(Case(1), 1, 0), Rows = [new MessageTaken(Id.Of(Case(1), 1, 0))] });
        (await Pending()).Should().Equal(Id.Of(Case(1), 1, 1), Id.Of(Case(1), 1, 2), Id.Of(Case(2), 1, 1), Id.Of(Case(2), 1, 2));
        (await Store.ApplyAsync(Step(Case(8), 1) with { Operation = Id.Of(Case(1), 1, 0) })).Should().Be(new StepResult.Duplicate(Case(8), 1, Store.Steps.KeptBodyHash(Id.Of(Case(1), 1, 0), 1)));
    }

    [Fact]
    public async Task A_refused_message_is_kept_with_its_code_and_may_be_delivered_later()
    {
        var message = Message(Case(1), 1, 0, Case(8)) with { Expects = ["list-frozen", "gone"] };
        await Store.TakeAsync(Step(Case(1), 0) with { Messages = [message] });

        await Store.MarkMessagesAsync(new MessageTaken(message.Id, "list-frozen"));
        (await Pending()).Should().BeEmpty();
        var refused = (await Store.Reader.RefusedMessagesAsync(Scope.All, 10)).Should().ContainSingle().Subject;
        (refused.State, refused.RefusedWith, refused.Message.Body).Should().Be((MessageState.Refused, "list-frozen", (Value)0));
        refused.Message.Expects.Should().Equal("list-frozen", "gone");

        await Store.MarkMessagesAsync(new MessageTaken(message.Id));
        await Store.MarkMessagesAsync(new MessageTaken(message.Id, "late"));
        var delivered = await Store.Reader.MessageAsync(Scope.All, message.Id);
        (delivered!.State, delivered.RefusedWith, delivered.Message.Body).Should().Be((MessageState.Delivered, null, Value.Null));
        (await Store.Reader.RefusedMessagesAsync(Scope.All, 10)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_refused_message_that_is_sent_again_waits_in_its_old_place_before_the_later_ones_of_its_target()
    {
        Id[] sent = [Id.Of(Case(1), 1, 0), Id.Of(Case(1), 1, 1), Id.Of(Case(1), 1, 2)];
        await Store.TakeAsync(Step(Case(1), 0) with { Messages = [Message(Case(1), 1, 0, Case(8)), Message(Case(1), 1, 1, Case(8)), Message(Case(1), 1, 2, Case(9))] });
        await Store.MarkMessagesAsync(new MessageTaken(sent[0], "gone"));
        (await Pending()).Should().Equal(sent[1], sent[2]);

        await Store.TakeAsync(Step(Case(2), 0) with { Rows = [new MessageResent(sent[0])] });
        (await Pending()).Should().Equal(sent[0], sent[2]);
        var waiting = await Store.Reader.MessageAsync(Scope.All, sent[0]);
        (waiting!.State, waiting.RefusedWith, waiting.Message.Body).Should().Be((MessageState.Pending, null, (Value)0));
        (await Store.Reader.RefusedMessagesAsync(Scope.All, 10)).Should().BeEmpty();
    }

    [Fact]
    public async Task Sending_again_what_was_delivered_changes_nothing_and_what_never_was_is_broken()
    {
        await Store.TakeAsync(Step(Case(1), 0) with { Messages = [Message(Case(1), 1, 0, Case(8))] });
        await Store.MarkMessagesAsync(new MessageTaken(Id.Of(Case(1), 1, 0)));

        await Store.TakeAsync(Step(Case(2), 0) with { Rows = [new MessageResent(Id.Of(Case(1), 1, 0))] });
        (await Store.Reader.MessageAsync(Scope.All, Id.Of(Case(1), 1, 0)))!.State.Should().Be(MessageState.Delivered);
        (await Pending()).Should().BeEmpty();
        await Store.Invoking(s => s.ApplyAsync(Step(Case(2), 1) with { Rows = [new MessageResent(Id.Of("none"))] })).Should().ThrowAsync<BrokenStepException>();
    }

    [Fact]
    public async Task Marking_an_unknown_message_is_refused_and_marks_none()
    {
        await Store.TakeAsync(Step(Case(1), 0) with { Messages = [Message(Case(1), 1, 0, Case(8))] });

        await Store.Invoking(s => s.MarkMessagesAsync(new MessageTaken(Id.Of(Case(1), 1, 0)), new MessageTaken(Id.Of("none")))).Should().ThrowAsync<BrokenStepException>();

        (await Pending()).Should().HaveCount(1);
    }

    [Fact]
    public async Task A_message_that_is_not_yet_due_holds_nothing_up()
    {
        var later = Message(Case(1), 1, 0, Case(8)) with { NotBefore = Morning.AddDays(1) };
        await Store.TakeAsync(Step(Case(1), 0) with { Messages = [later] });
        (await Store.Reader.NextMessageAsync(Scope.All)).Should().Be(Morning.AddDays(1));

        await Store.TakeAsync(Step(Case(1), 1) with { Messages = [Message(Case(1), 2, 0, Case(8))] });

        (await Pending()).Should().Equal(Id.Of(Case(1), 2, 0));
        (await Store.Reader.PendingMessagesAsync(Scope.All, Morning.AddDays(1), 10)).Select(m => m.Message.Id).Should().Equal(later.Id);
        (await Store.Reader.NextMessageAsync(Scope.All)).Should().Be(Morning.AddMinutes(1));
    }

    [Fact]
    public async Task Messages_of_one_name_are_read_beside_those_of_all_others()
    {
        var calls = Message(Case(1), 1, 0, default) with { Name = "call", NotBefore = Morning.AddMinutes(30) };
        await Store.TakeAsync(Step(Case(1), 0) with { Messages = [calls, Message(Case(1), 1, 1, Case(8))] });
        var (only, others) = (new MessageFilter("call"), new MessageFilter("call", Others: true));

        (await Store.Reader.PendingMessagesAsync(Scope.All, Morning.AddHours(1), 10, only)).Select(m => m.Message.Id).Should().Equal(calls.Id);
        (await Store.Reader.PendingMessagesAsync(Scope.All, Morning.AddHours(1), 10, others)).Select(m => m.Message.Id).Should().Equal(Id.Of(Case(1), 1, 1));
        (await Store.Reader.NextMessageAsync(Scope.All, only)).Should().Be(Morning.AddMinutes(30));
        (await Store.Reader.NextMessageAsync(Scope.All, others)).Should().Be((await Store.Reader.NextMessageAsync(Scope.All)));
        await Store.MarkMessagesAsync([new MessageTaken(calls.Id)]);
        (await Store.Reader.PendingMessagesAsync(Scope.All, Morning.AddHours(1), 10, only)).Should().BeEmpty();
        (await Store.Reader.NextMessageAsync(Scope.All, only)).Should().BeNull();
    }

    [Fact]
    public async Task A_refused_step_sends_nothing()
    {
        (await Store.ApplyAsync(Step(Case(1), 0) with { Messages = [Message(Case(1), 1, 0, Case(8))], Claims = [new Claim("c", Unchanged: 7)] }))
            .Should().BeOfType<StepResult.Exceeded>();

        (await Pending()).Should().BeEmpty();
        (await Store.Reader.MessageAsync(Scope.All, Id.Of(Case(1), 1, 0))).Should().BeNull();
    }

    private async Task<IEnumerable<Id>> Pending() =>
        (await Store.Reader.PendingMessagesAsync(Scope.All, Morning.AddHours(1), 10)).Select(m => m.Message.Id);
}
