using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Casework.Rounds;

namespace StudentAid.Workflow.Casework.Tests.Rounds;

public class RoundPinTests
{
    [Fact]
    public void A_case_on_the_rounds_pin_or_on_one_it_never_had_has_nothing_to_take()
    {
        var pin = RoundPin.Of(Round(("p1", [new("a", "b")])));

        pin.AdoptionOf("p2").Should().BeNull();
        pin.AdoptionOf("elsewhere").Should().BeNull();
        pin.AdoptionOf("p1")!.Mapping.Should().Equal(new Dictionary<string, string> { ["a"] = "b" });
    }

    [Fact]
    public void Mappings_follow_one_another_and_a_name_that_was_given_away_is_the_new_owners()
    {
        var pin = RoundPin.Of(Round(("p1", [new("a", "b"), new("b", "a")]), ("p2", [new("b", "c")])));

        pin.AdoptionOf("p1")!.Mapping.Should().BeEquivalentTo(new Dictionary<string, string> { ["a"] = "c", ["b"] = "a" });
        pin.AdoptionOf("p2")!.Mapping.Should().BeEquivalentTo(new Dictionary<string, string> { ["b"] = "c" });
    }

    [Fact]
    public void What_a_step_is_told_of_it_reads_as_it_was_written()
    {
        var pin = RoundPin.Of(Round(("p1", [new("a", "b")]), ("p2", [])));

        RoundPin.Of(pin.ToValue()).Should().BeEquivalentTo(pin);
    }

    /// <summary>A round that had these pins one after the other and has "p2" or the next number now.</summary>
    private static RoundState Round(params (string From, ImmutableArray<Renaming> Mapping)[] changes)
    {
        RoundEvent[] events =
        [
            new RoundEvent.Opened("/s/", "d", "2026", "all", default, default, "p1", [], new Adoption("", default, "", ""), false),
            .. changes.Select((c, n) => new RoundEvent.Repinned($"p{n + 2}", "", c.Mapping)),
        ];
        return RoundState.Empty.After(events);
    }
}
