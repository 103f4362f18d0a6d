using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>What a counter counts, as a clerk would say it. The counter itself stays in the refusal's arguments.</summary>
public static class CounterWords
{
    public static Text Of(string counter) =>
        counter.StartsWith("left:", StringComparison.Ordinal) ? new Text("名单上的学生", "the students on the list")
        : counter.EndsWith(":frozen-lists", StringComparison.Ordinal) ? new Text("本批次已封定的名单", "the round's frozen lists")
        : counter.EndsWith(":repins", StringComparison.Ordinal) ? new Text("本批次所用的规则版本", "the rules that the round goes by")
        : counter == CalendarFactSource.ChangesCounter ? new Text("工作日历", "the calendar of working days")
        : counter.StartsWith("case-number:", StringComparison.Ordinal) ? new Text("编号", "the running number")
        : counter.StartsWith("aid-grants:", StringComparison.Ordinal) ? new Text("资助名额和经费", "the places and the money of the aid")
        : counter.StartsWith("papers:", StringComparison.Ordinal) ? new Text("无记名表决的票数", "the papers of the secret ballot")
        : counter.StartsWith("quota", StringComparison.Ordinal) ? new Text("名额", "the quota")
        : new Text("所依据的情况", "what this rests on");
}
