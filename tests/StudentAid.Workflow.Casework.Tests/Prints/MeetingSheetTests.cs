using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Streams;
using Xunit;

namespace StudentAid.Workflow.Casework.Tests.Prints;

public sealed class MeetingSheetTests
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal) { ["1"] = "岳校长", ["2"] = "施老师", ["3"] = "葛老师", ["4"] = "纪检委员" };

    private static readonly Meeting Met = new(
        new DateOnly(2026, 9, 14), "in-person", [new("1", "present", "", "agree"), new("2", "excused", "", ""), new("3", "present", "", "agree"), new("4", "present", "", "")], null, [], Observers: ["4"]);

    [Fact]
    public void Who_sits_there_without_a_vote_is_named_apart_and_not_among_those_present()
    {
        var data = Of(RosterState.Empty with { Meeting = Met });
        (data["present"], data["absent"], data["observers"], data["entitled"]).Should().Be(("岳校长、葛老师", "施老师", "纪检委员", "3"));
    }

    [Fact]
    public void An_earlier_meeting_names_him_apart_too()
    {
        var data = Of(RosterState.Empty with { Meeting = Met, Earlier = [Met with { Decision = 1 }] });
        data["minutes"].Should().Contain("到会 岳校长、葛老师；缺席 施老师；列席监督 纪检委员。");
    }

    private static PrintData Of(RosterState roster) => MeetingSheet.Of(new MeetingSource(
        RoundState.Empty, roster, "示例学校", "一班", "评议", "评议小组", Names, null, new Dictionary<Id, PersonRecord>(), _ => "", [], new Dictionary<string, string>(StringComparer.Ordinal), ""));
}
