using FluentAssertions;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Rosters;

/// <summary>A list that is decided row by row is looked through as a whole.</summary>
public sealed class RowByRowHintsTests
{
    private static readonly Scale Levels = Scale.Kind.Read(PackReader.Read("""
        { "kind": "scale", "id": "levels", "article": "t", "from": "2018-01-01", "name": "等级",
          "levels": [ { "id": "relative", "name": "比较困难" }, { "id": "ordinary", "name": "一般困难" } ],
          "notDetermined": { "id": "none", "name": "不予认定", "reasons": [ { "id": "other", "name": "其他", "article": "t" } ] } }
        """).Document!).Document!;

    private static readonly Body Group = Body.Kind.Read(PackReader.Read("""
        { "kind": "body", "id": "group", "article": "t", "from": "2018-01-01", "name": "小组", "scopes": ["class"],
          "categories": [ { "id": "any", "name": "成员", "minimum": 0 } ], "size": { "minimum": 1 }, "hints": [ { "id": "inverted-levels" } ],
          "quorum": { "present": { "minimum": "2/3" }, "agree": { "exclusiveMinimum": "1/2" }, "of": "present" }, "publishList": false }
        """).Document!).Document!;

    private static readonly Id High = Id.Of("case", "62");
    private static readonly Id Low = Id.Of("case", "55");
    private static readonly Id Other = Id.Of("case", "58");

    [Fact]
    public void A_row_that_was_decided_before_still_stands_beside_the_one_that_is_decided_now()
    {
        var list = List().After([new RosterEvent.Decided(1, [new EntryDecision(High, "Proposed", "ordinary", "", "", "")], "")]);
        list.StandingOf(High).Level.Should().Be("ordinary");
        Check(list, e => e.Case == Low ? "relative" : e.Level).About([Low]).Hints.Should().ContainSingle(h => h.Cases.SequenceEqual(new[] { High, Low }));
    }

    [Fact]
    public void A_row_that_was_returned_stands_beside_nobody_and_other_rows_are_not_asked_about()
    {
        var returned = List().After([new RosterEvent.Decided(1, [new EntryDecision(High, "Returned", "", "", "", "class")], "")]);
        Check(returned, e => e.Case == Low ? "relative" : e.Level).Hints.Should().NotContain(h => h.Cases.Contains(High));
        Check(List(), e => e.Case == Low ? "relative" : "ordinary").About([Other]).Hints.Should().OnlyContain(h => h.Cases.Contains(Other));
    }

    private static HintCheck Check(RosterState list, Func<RosterEntry, string> levelOf) => HintCheck.Of(Group, Levels, list, levelOf, Value.EmptyRecord);

    private static RosterState List() => RosterState.Empty.After(
    [
        new RosterEvent.Frozen(
            Id.Of("round", "1"), "class", "/s/c/", 1, "propose", "group", "", "pin/test@1", Value.EmptyRecord, [Entry(High, 62), Entry(Low, 55), Entry(Other, 58)], [], ""),
    ]);

    private static RosterEntry Entry(Id @case, decimal total) => new(@case, 1, Id.Of("person", @case.ToString()), "/s/c/", "ordinary", "ordinary", total, "");
}
