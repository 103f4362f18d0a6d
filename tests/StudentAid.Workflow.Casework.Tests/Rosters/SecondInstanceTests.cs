using FluentAssertions;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

/// <summary>How a list stands while an objection may be taken to the second instance.</summary>
public sealed class SecondInstanceTests
{
    private static readonly Id Case = Id.Of("case");
    private static readonly DateOnly Answered = new(2025, 9, 19);
    private static readonly DateOnly Until = new(2025, 9, 24);

    private static RosterState Objected(int objections = 1)
    {
        var list = RosterState.Empty with { Entries = [new RosterEntry(Case, 1, Id.Of("person"), "/s/", "low", "low", null, "")] };
        return list.After(Enumerable.Range(1, objections).Select(n => Raised(n)));
    }

    private static RosterEvent Raised(int number, int of = 0) =>
        new RosterEvent.ObjectionRaised(number, Case, "telephone", Anonymous: true, Answered, "", Answered, of);

    private static RosterEvent Refused(int number, DateOnly? until = null) => new RosterEvent.ObjectionAnswered(number, Upheld: false, "", Answered, until);

    [Fact]
    public void Without_a_second_instance_the_answer_frees_the_entry() =>
        Objected().After([Refused(1)]).StandingOf(Case).State.Should().Be("open");

    [Fact]
    public void The_entry_is_held_while_it_may_be_taken_further_and_freed_when_nobody_does()
    {
        var held = Objected().After([Refused(1, Until)]);
        held.StandingOf(Case).State.Should().Be("objected");
        held.IsOpenToSecond(held.Objections[0]).Should().BeTrue();
        held.After([new RosterEvent.SecondInstanceLapsed(1)]).StandingOf(Case).State.Should().Be("open");
    }

    [Fact]
    public void The_second_answer_is_the_last()
    {
        var further = Objected().After([Refused(1, Until), Raised(2, of: 1)]);
        further.IsOpenToSecond(further.Objections[0]).Should().BeFalse();
        var over = further.After([Refused(2)]);
        over.StandingOf(Case).State.Should().Be("open");
        over.Objections.Should().OnlyContain(o => !o.Holds);
    }

    [Fact]
    public void One_that_may_go_on_holds_the_entry_though_another_is_answered()
    {
        var held = Objected(2).After([Refused(1, Until), Refused(2)]);
        held.StandingOf(Case).State.Should().Be("objected");
        held.IsHeldBesides(held.Objections[1]).Should().BeTrue();
    }

    [Fact]
    public void Where_another_was_upheld_nothing_goes_on()
    {
        var gone = Objected(2).After(
        [
            Refused(1, Until), new RosterEvent.ObjectionAnswered(2, Upheld: true, ""),
            new RosterEvent.Decided(1, [new EntryDecision(Case, "Upheld", "low", "objection-upheld", "", "")], ""),
        ]);
        gone.IsOpenToSecond(gone.Objections[0]).Should().BeFalse();
        gone.StandingOf(Case).State.Should().Be("decided");
    }

    [Fact]
    public void Who_was_settled_by_one_answer_is_not_opened_again_by_the_next()
    {
        var settled = Objected(2).After([new RosterEvent.ObjectionAnswered(1, Upheld: true, ""), new RosterEvent.NotApplied(1, [Case])]);
        settled.StandingOf(Case).State.Should().Be("not-applied");
        settled.After([Refused(2)]).StandingOf(Case).State.Should().Be("not-applied");
    }

    [Fact]
    public void Score_sheets_stay_when_the_days_meeting_is_put_down_again_but_not_of_whom_somebody_else_stands_in_for()
    {
        RosterEvent Met(string substitute) => new RosterEvent.Met(
            Answered, "in-person", [new Seating("m1", "present", "", "agree"), new Seating("m2", "absent", substitute, "agree")], null, []);
        var filled = Objected().After([Met("s1"), new RosterEvent.SheetFilled("m1", [new SheetTotal(Case, 8)], "", Own: true), new RosterEvent.SheetFilled("m2", [new SheetTotal(Case, 6)], "")]);

        filled.After([Met("s1")]).Meeting!.Sheets.Select(s => (s.Member, s.Own)).Should().Equal(("m1", true), ("m2", false));
        filled.After([Met("s2")]).Meeting!.Sheets.Select(s => s.Member).Should().Equal("m1");
    }

    [Fact]
    public void A_snapshot_keeps_until_when_it_may_go_on_and_an_answer_without_takes_no_room()
    {
        var held = Objected().After([Refused(1, Until)]);
        RosterState.FromSnapshot(StreamData.Snapshot(RosterState.Format, held))!.Objections.Should().BeEquivalentTo(held.Objections);
        RecordCodec.Write(new RosterEvent.ObjectionAnswered(1, Upheld: true, "a/1/0")).Should().Be(Value.Parse("""[1,1,"a/1/0"]"""));
    }
}
