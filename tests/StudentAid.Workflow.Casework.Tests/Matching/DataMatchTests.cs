using FluentAssertions;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Matching;

public sealed class DataMatchTests
{
    private static readonly Value Seen = Value.Record(("state", "matched"), ("reason", "已查看残疾证，名单上的姓有误"));

    private static CaseWorld Match(params (string, Value)[] options) => Of([Node("match", "StudentAid.DataMatch", options)]);

    [Theory]
    [InlineData("matched", "match/1/0")]
    [InlineData("none", null)]
    public void What_is_certain_passes_at_once(string state, string? categories)
    {
        var world = Match().Matched(state, "orphan").Start();
        world.Case.State.Status.Should().Be("finished");
        world.Variable("match").AsText().Should().Be(state);
        world.Variable("categories").AsText().Should().Be(categories);
        world.Plain.Should().NotContain("orphan");
    }

    [Fact]
    public void A_person_whom_no_batch_has_looked_at_counts_as_none()
    {
        Match().Start().Variable("match").AsText().Should().Be("none");
    }

    [Fact]
    public void A_doubtful_match_waits_for_the_class_teacher_and_his_reason()
    {
        var world = Match().Matched("doubtful", "child-of-disabled").Start();
        world.Open(BookmarkKind.Task).Should().BeEquivalentTo(new { Name = "class-teacher", Unit = "/s/d/c/" });
        world.Do("resolve", Value.Record(("state", "matched")))!.Code.Id.Should().Be("match-without-reason");
        world.Do("resolve", Value.Record(("state", "doubtful"), ("reason", "不清楚")))!.Code.Id.Should().Be("match-not-resolved");
        world.Do("resolve", Seen).Should().BeNull();

        world.Variable("match").AsText().Should().Be("matched");
        world.Variable("categories").AsText().Should().Be("match/1/0");
        world.Plain.Should().NotContain("残疾证");
    }

    [Fact]
    public void A_match_resolved_as_none_leaves_no_categories()
    {
        var world = Match().Matched("doubtful", "orphan").Start();
        world.Do("resolve", Value.Record(("state", "none"), ("reason", "同名不同人"))).Should().BeNull();
        world.Variable("categories").IsNull.Should().BeTrue();
    }

    [Fact]
    public void Evidence_is_asked_where_the_option_says_so()
    {
        var world = Match(("evidence", "required")).Matched("doubtful").Start();
        world.Do("resolve", Seen)!.Code.Id.Should().Be("match-without-evidence");
        world.Do("resolve", ((RecordValue)Seen).With("evidence", Value.List(Hash))).Should().BeNull();
        world.Notes("match-resolved").Single()["evidence"].Items.Should().ContainSingle();
    }

    [Fact]
    public void A_new_batch_is_looked_at_again()
    {
        var world = Match().Matched("doubtful").Start();
        var shown = world.Open(BookmarkKind.Task).ShownAt;
        world.Do("rematch").Should().BeNull();
        world.Open(BookmarkKind.Task).ShownAt.Should().BeGreaterThan(shown);
        world.Matched("matched", "orphan").Do("rematch").Should().BeNull();
        world.Variable("match").AsText().Should().Be("matched");
    }

    [Fact]
    public void A_doubt_that_nobody_settled_in_time_is_an_overdue_task_of_the_office_and_waits_on()
    {
        var world = Match(("days", 5), ("overdueRole", "aid-office")).Know("calendar", "/s/d/c/", Calendar()).Matched("doubtful").Start();
        // Monday 7 September; five working days end on Monday the 14th.
        world.Open(BookmarkKind.Deadline).Due.Should().Be(new DateTimeOffset(2026, 9, 14, 16, 0, 0, TimeSpan.Zero));
        world.World.MoveTo(new DateTimeOffset(2026, 9, 14, 15, 59, 0, TimeSpan.Zero));
        world.Notes("match-overdue").Should().BeEmpty();
        world.World.MoveTo(new DateTimeOffset(2026, 9, 14, 16, 0, 0, TimeSpan.Zero));

        world.Case.State.Bookmarks.Values.Select(b => (b.Kind, b.Name, b.Unit)).Should().BeEquivalentTo(
            [(BookmarkKind.Task, "class-teacher", "/s/d/c/"), (BookmarkKind.Task, "aid-office", "/s/")]);
        world.Notes("match-overdue").Single()["then"].AsText().Should().Be("report");
        var office = world.Case.State.Bookmarks.Values.Single(b => b.Name == "aid-office");
        office.Due.Should().BeBefore(world.World.Now.AddSeconds(1));
        world.World.Perform(world.Case.Id, new InstanceCommand.Resume(office.Id, "resolve", Seen)).Should().BeNull();
        world.Case.State.Status.Should().Be("finished");
        world.Variable("match").AsText().Should().Be("matched");
    }

    [Fact]
    public void Where_the_option_says_so_a_doubt_passes_as_not_matched_and_never_as_matched()
    {
        var world = Match(("days", 1), ("whenPassed", "take-as-none")).Know("calendar", "/s/d/c/", Calendar()).Matched("doubtful", "orphan").Start();
        world.World.MoveTo(new DateTimeOffset(2026, 9, 8, 16, 0, 0, TimeSpan.Zero));

        world.Case.State.Status.Should().Be("finished");
        world.Variable("match").AsText().Should().Be("none");
        world.Variable("categories").IsNull.Should().BeTrue();
        world.Notes("match-overdue").Single()["then"].AsText().Should().Be("take-as-none");
    }

    [Fact]
    public void A_calendar_changed_meanwhile_only_moves_the_term()
    {
        var world = Match(("days", 1)).Know("calendar", "/s/d/c/", Calendar()).Matched("doubtful").Start();
        world.Know("calendar", "/s/d/c/", Calendar("2026-09-08"));
        world.World.MoveTo(new DateTimeOffset(2026, 9, 8, 16, 0, 0, TimeSpan.Zero));

        world.Notes("match-overdue").Should().BeEmpty();
        world.Open(BookmarkKind.Deadline).Due.Should().Be(new DateTimeOffset(2026, 9, 9, 16, 0, 0, TimeSpan.Zero));
        world.Open(BookmarkKind.Task).Due.Should().Be(new DateTimeOffset(2026, 9, 9, 16, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_term_without_a_calendar_is_an_incident_and_no_guess()
    {
        var world = Match(("days", 1)).Know("calendar", "/s/d/c/", Value.Record(("documents", Value.EmptyList))).Matched("doubtful").Start();
        world.Events.OfType<InstanceEvent.Faulted>().Single().Code.Should().Be("match-without-calendar");
    }

    private static Value Calendar(params string[] off)
    {
        var calendar = Value.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "workflows", "calendars", "cn-workdays.json")));
        var years = (RecordValue)calendar["years"];
        var year = (RecordValue)years["2026"];
        year = year.With("offOnWeekday", Value.List(year["offOnWeekday"].Items.Concat(off.Select(Value.Of))));
        year = year.Without("workdays");
        return Value.Record(("documents", Value.List(((RecordValue)calendar).With("years", years.With("2026", year)))));
    }
}
