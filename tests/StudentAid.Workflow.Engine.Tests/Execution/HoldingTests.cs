using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Runtime;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Engine.Tests.Execution.Flows;

namespace StudentAid.Workflow.Engine.Tests.Execution;

/// <summary>A task that goes from hand to hand.</summary>
public sealed class HoldingTests
{
    private static readonly Id[] People = [.. Enumerable.Range(0, 5).Select(n => Id.Of("person", n.ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    [Fact]
    public void However_a_task_is_handed_round_it_is_one_task_with_one_holder_and_the_fold_agrees() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), Walk));

    [Fact]
    public void While_another_is_to_answer_the_act_itself_is_refused()
    {
        var (world, id) = Begun();
        Hand(world, id, Holding.Given(People[0]).Asked(People[1])).Should().BeNull();
        Act(world, id)!.Code.Should().Be(ExecutionCodes.WithAnother);
        Hand(world, id, world[id].State.Bookmarks.Values.Single().Holding!.Back()).Should().BeNull();
        Act(world, id).Should().BeNull();
        world[id].State.IsOpen.Should().BeFalse();
    }

    [Fact]
    public void Who_was_shown_the_task_before_it_went_on_is_told()
    {
        var (world, id) = Begun();
        var shown = world[id].State.Bookmarks.Values.Single().ShownAt;
        Hand(world, id, Holding.Given(People[0])).Should().BeNull();
        world.Perform(id, new InstanceCommand.Hand(1, "claim", Holding.Given(People[1]), Value.EmptyRecord, shown))!.Code.Should().Be(ExecutionCodes.ChangedSince);
        world.Perform(id, new InstanceCommand.Tell(1, "remind", Value.EmptyRecord, Reminds: true)).Should().BeNull();
        world[id].State.Bookmarks.Values.Single().ShownAt.Should().Be(2, "a reminder changes nothing that he is shown");
    }

    [Fact]
    public void A_task_whose_unit_changes_lies_open_again()
    {
        var (world, id) = Begun();
        Hand(world, id, Holding.Given(People[0])).Should().BeNull();
        world.Perform(id, new InstanceCommand.MoveUnit("", "/b/")).Should().BeNull();
        world[id].State.Bookmarks.Values.Single().Holding.Should().BeNull();
    }

    [Fact]
    public void All_who_sign_before_it_sign_in_order_and_then_it_comes_back()
    {
        var holding = Holding.Given(People[0]).With(new Signer(People[1], After: false)).With(new Signer(People[2], After: false));
        (holding.Holder, holding.Decider).Should().Be((People[1], People[0]));
        holding = holding.Signed();
        holding.Holder.Should().Be(People[2]);
        holding.Signed().Should().Match<Holding>(h => h.Holder == People[0] && h.For.Length == 0 && h.Owner.IsNone);
    }

    [Fact]
    public void An_act_waits_for_all_who_sign_after_it_and_one_who_does_not_agree_throws_it_back()
    {
        var holding = Holding.Given(People[0]).With(new Signer(People[1], After: true)).With(new Signer(People[2], After: true));
        holding.Holder.Should().Be(People[0]);
        holding = holding.Done("approve").Signed();
        (holding.Holder, holding.Verb).Should().Be((People[2], "approve"));
        holding.Signed().NextAfter.IsNone.Should().BeTrue();
        var back = holding.Back();
        (back.Holder, back.Verb).Should().Be((People[0], ""));
        back.NextAfter.Should().Be(People[1], "the next act is another one, which nobody has signed");
        holding.Without(People[1]).Should().Be(holding, "whoever has signed stays");
    }

    [Fact]
    public void An_act_goes_on_to_the_next_when_a_signer_whose_turn_it_is_is_taken_out_and_back_when_nobody_is_left()
    {
        var holding = Holding.Given(People[0]).With(new Signer(People[1], After: true)).With(new Signer(People[2], After: true)).With(new Signer(People[3], After: true))
            .Done("approve").Signed();
        var next = holding.Without(People[2]);
        (next.Holder, next.Owner, next.Verb).Should().Be((People[3], People[0], "approve"));
        next.Signers.Should().Contain(s => s.Person == People[1] && s.Signed, "nobody signs twice");
        (next.Without(People[3]).Holder, next.Without(People[3]).Verb).Should().Be((People[0], ""));
    }

    private static bool Walk(int seed)
    {
        var dice = new System.Random(seed);
        var (world, id) = Begun();
        for (var step = 0; step < 20; step++)
        {
            var before = world[id].State.Bookmarks.Values.Single();
            var next = Next(before.Holding, dice);
            Hand(world, id, next).Should().BeNull();
            var after = world[id].State.Bookmarks.Values.Single();
            after.Id.Should().Be(before.Id, "seed {0}, step {1}", seed, step);
            after.Holding.Should().Be(next);
            if (next is not null)
                (next.Holder.IsNone, next.For.Length == 0).Should().Be((false, next.Owner.IsNone), "seed {0}, step {1}", seed, step);
            var rows = BookmarkRows.Between(InstanceState.Fold(world[id].History.SkipLast(1).Select(h => (IEnumerable<InstanceEvent>)h)), world[id].State, null);
            rows.OfType<TaskHeld>().Should().HaveCount((before.Holding?.Holder ?? default) == (next?.Holder ?? default) ? 0 : 1);
            rows.Should().NotContain(r => r is TaskOpened || r is TaskClosed);
            var folded = InstanceState.Fold(world[id].History.Select(h => (IEnumerable<InstanceEvent>)InstanceEventJson.Read(InstanceEventJson.Write(h))));
            folded.ToSnapshot().Should().Equal(world[id].State.ToSnapshot());
            InstanceState.FromSnapshot(folded.ToSnapshot())!.Bookmarks.Values.Should().Equal(world[id].State.Bookmarks.Values);
        }

        return true;
    }

    private static Holding? Next(Holding? now, System.Random dice)
    {
        var other = People[dice.Next(People.Length)];
        if (now is null)
            return Holding.Given(other);
        return dice.Next(8) switch
        {
            0 => null,
            1 => Holding.Given(other),
            2 => now.For.Length == 0 ? now.Asked(other) : now.Back(),
            3 => now.For == Holding.Sign ? now.Signed() : now,
            4 => now.For.Length == 0 && !now.NextAfter.IsNone ? now.Done("approve") : now,
            5 => now.Without(other),
            _ => now.With(new Signer(other, dice.Next(2) == 0)),
        };
    }

    private static (World World, Id Id) Begun()
    {
        var world = World(Definition("one", Flowchart("flow", [Task("t"), Node("end", "Elsa.End")], "t -> end")));
        return (world, world.Start("one").Id);
    }

    private static StudentAid.Workflow.Engine.Analysis.Rejection? Hand(World world, Id id, Holding? holding) =>
        world.Perform(id, new InstanceCommand.Hand(1, "hand", holding, Value.EmptyRecord, Words: holding is null ? null : new SealedContent(People[0], "words")));

    private static StudentAid.Workflow.Engine.Analysis.Rejection? Act(World world, Id id) =>
        world.Perform(id, new InstanceCommand.Resume(1, "complete", Value.Record(("outcome", "Done"))));
}
