using FluentAssertions;
using StudentAid.Workflow.Casework.Audit;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Audit;

public sealed class TrailStateTests
{
    [Fact]
    public void A_trail_knows_its_unit_from_its_events_alone()
    {
        var by = Id.Of("principal", "甲");
        var day = new DateOnly(2026, 8, 31);
        var folded = TrailState.Empty.After([new TrailEvent.TrailArchived(2025, day, 40, 60, "hash", by, "/s/")]).After([new TrailEvent.TrailApproved(2025, by, true)]);
        folded.Unit.Should().Be("/s/", "who may confirm it is judged by the unit, with a cache or without");
        folded.Find(2025)!.End.Should().Be(new TrailEnd(day, 40, 60, "hash"));
    }
}
