using FluentAssertions;
using StudentAid.Workflow.Casework.Announcements;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Announcements;

public sealed class AnnouncementTests
{
    private static CaseWorld Gate() => Of([Node("announce", "StudentAid.Announcement", ("tracks", Value.List("freshmen", "enrolled")))]);

    [Fact]
    public void A_case_passes_once_its_track_has_been_told()
    {
        Gate().Announced().Start().Case.State.Status.Should().Be("finished");
    }

    [Fact]
    public void A_case_waits_for_the_announcement_and_looks_again_when_it_is_signalled()
    {
        var world = Gate().Start();
        world.Open(BookmarkKind.Signal).Name.Should().Be($"announced:{Round}:enrolled");

        world.World.Signal(AnnouncementActivity.SignalOf(Round, "enrolled")).Should().Be(1);
        world.At.Should().Be("announce", "a signal alone is no announcement");

        world.Announced().World.Signal(AnnouncementActivity.SignalOf(Round, "enrolled"));
        world.Case.State.Status.Should().Be("finished");
    }

    [Fact]
    public void What_was_told_to_freshmen_does_not_let_the_enrolled_pass()
    {
        Gate().Announced("freshmen").Start().At.Should().Be("announce");
    }

    [Fact]
    public void A_track_that_is_not_told_is_an_incident()
    {
        Gate().Announced("visitors").Start("visitors").Case.State.Incidents.Values.Single().Code.Should().Be("track-not-announced");
    }

    [Fact]
    public void An_instance_that_is_no_case_is_an_incident()
    {
        var world = Gate();
        world.World.Start("d");
        world.Case.State.Incidents.Values.Single().Code.Should().Be("not-a-case");
    }
}
