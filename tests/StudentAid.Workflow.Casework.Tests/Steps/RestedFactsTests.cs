using System.Collections.Immutable;
using System.Text;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Steps;

/// <summary>What a step rests on stands behind its events, and whoever reads the events does not meet it.</summary>
public sealed class RestedFactsTests
{
    [Fact]
    public void Whatever_a_step_rests_on_is_read_back_and_its_events_are_read_as_without_it()
    {
        var fact = ArbMap.Default.GeneratorFor<(NonEmptyString Kind, NonEmptyString Id, NonEmptyString Source, PositiveInt Version)>()
            .Select(f => new RestedFact(f.Kind.Get, f.Id.Get, f.Source.Get, f.Version.Get));
        var votes = ArbMap.Default.GeneratorFor<NonEmptyString[]>().Select(m => m.Select(s => (RosterEvent)new RosterEvent.Voted(s.Get, "agree")).ToImmutableArray());
        var steps = from events in votes from facts in fact.ListOf() select (events, facts);

        Prop.ForAll(steps.ToArbitrary(), s =>
        {
            var data = StreamData.Resting(StreamData.Write(s.events), s.facts);
            return StreamData.Read<RosterEvent>(data.Span).SequenceEqual(s.events) && StreamData.FactsOf(data.Span).SequenceEqual(s.facts);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_step_that_rests_on_nothing_is_written_as_before()
    {
        var data = StreamData.Write<RosterEvent>([new RosterEvent.Released(2)]);

        StreamData.Resting(data, []).ToArray().Should().Equal(data);
        Encoding.UTF8.GetString(StreamData.Resting(data, [new("round", "r", "round", 7)]).Span).Should().Be("""[["Released",2],["Rested","round","r","round",7]]""");
    }

    [Fact]
    public void An_instance_s_history_tells_its_facts_in_the_same_row()
    {
        var row = InstanceEventJson.Write([new InstanceEvent.Rested("match", "p", "match", 3)]);

        StreamData.FactsOf(row).Should().Equal(new RestedFact("match", "p", "match", 3));
    }

    [Fact]
    public void No_family_of_events_has_an_event_of_that_name()
    {
        var families = typeof(RosterEvent).Assembly.GetTypes().Where(t => t.IsAbstract && t.Name.EndsWith("Event", StringComparison.Ordinal)).ToArray();

        families.Should().HaveCountGreaterThan(10);
        families.Where(f => f.GetNestedType(StreamData.Rested) is not null).Should().BeEmpty();
    }

    [Fact]
    public void Histories_from_before_are_read_as_they_were()
    {
        var before = """[["Met","2025-09-15","in-person",[["m1","present",null,"agree"]]],["Decided",1,[["0000000000000000000000000a","Proposed","low"]]]]"""u8;

        StreamData.FactsOf(before).Should().BeEmpty();
        var state = RosterState.Empty.After(before);
        (state.Decisions, state.Meeting!.Committee, state.Meeting.Seats.Single().Vote).Should().Be((1, 0, "agree"));
        Value.Parse(before).Items.Should().HaveCount(2);
    }
}
