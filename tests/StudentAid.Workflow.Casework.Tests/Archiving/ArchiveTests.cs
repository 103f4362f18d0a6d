using FluentAssertions;
using StudentAid.Workflow.Casework.Tests.Cases;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using static StudentAid.Workflow.Casework.Tests.Cases.CaseWorld;

namespace StudentAid.Workflow.Casework.Tests.Archiving;

public sealed class ArchiveTests
{
    private static CaseWorld Filed(string level, params (string, Value)[] options)
    {
        var world = Of(
            [
                Node("score", "StudentAid.Scoring", ("table", "score-table")),
                Node("leaders", "StudentAid.CommitteeReview", ("body", "leading-group"), ("scope", "school"), ("act", "approve"), ("roster", true)),
                Node("archive", "StudentAid.Archive", [("exports", Value.List("national-aid-system")), .. options]),
                Node("letter", "StudentAid.ResultLetter"),
            ],
            "leaders.Returned => score", "leaders.NotDetermined -> letter").Start();
        world.Do("release", Value.Record(
            ("outcome", level == "not-determined" ? "NotDetermined" : "Approved"), ("level", level), ("roster", Id.Of("r").ToString()), ("decision", 2)), BookmarkKind.Entry).Should().BeNull();
        return world;
    }

    [Fact]
    public void The_file_holds_level_total_and_where_each_decision_stands()
    {
        var archived = Filed("special").Notes("archived").Single();
        archived.Should().Be(Value.Record(
            ("level", "special"), ("total", 0), ("exports", Value.List("national-aid-system")),
            ("decisions", Value.Record(("leaders", $"{Id.Of("r")}/2")))));
    }

    [Fact]
    public void The_letter_says_what_was_determined()
    {
        var world = Filed("special");
        world.Notes("letter").Single().Should().Be(Value.Record(("kind", "determined"), ("level", "special")));
        world.Case.State.Status.Should().Be("finished");
    }

    [Fact]
    public void The_letter_of_a_refusal_names_its_coded_reason()
    {
        Filed("not-determined").Notes("letter").Single().Should().Be(Value.Record(("kind", "not-determined"), ("level", "not-determined"), ("reason", "other")));
    }

    [Fact]
    public void Where_asked_somebody_confirms_the_entry_into_the_system()
    {
        var world = Filed("special", ("confirmEntered", true));
        world.Open(BookmarkKind.Task).Should().BeEquivalentTo(new { Name = "aid-office", Unit = "/s/" });
        world.Do("entered", Value.Record(("on", "2026-09-29")))!.Code.Id.Should().Be("archive-entry-incomplete");
        world.Do("entered", Value.Record(("on", "2026-09-29"), ("receipt", Hash))).Should().BeNull();
        world.Case.State.Status.Should().Be("finished");
    }

    [Theory]
    [InlineData("10-31", true, null)]
    [InlineData("31.10.", true, "archive-by-unfit")]
    [InlineData("02-29", true, "archive-by-unfit")]
    [InlineData("10-31", false, "archive-by-without-confirmation")]
    public void A_last_day_for_the_entry_is_a_day_of_every_year_and_needs_somebody_who_confirms(string by, bool confirm, string? code) =>
        Types.Find("StudentAid.Archive")!.Check(Node("archive", "StudentAid.Archive", ("by", by), ("confirmEntered", confirm))).Select(r => r.Code.Id).Should().BeEquivalentTo(code is null ? [] : [code]);
}
