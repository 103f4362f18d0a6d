using StudentAid.Workflow.Engine.Activities;

namespace Sample.Activities.Visits;

public sealed record HomeVisitOptions
{
    [Option("由谁走访", "Role", Required = true, HelpZhCn = "走访人的岗位，例如 class-teacher。", HelpEn = "The post of who visits, such as class-teacher.")]
    public string Role { get; init; } = "";

    [Option("单位类别", "Scope", HelpZhCn = "该岗位所在单位的类别。", HelpEn = "The kind of unit in which the post is held.")]
    public string Scope { get; init; } = "class";

    [Option("期限（天）", "Days", Minimum = 0, Maximum = 120, Tightens = "max",
        HelpZhCn = "多少天内应走访完毕，逾期走“Overdue”；0 为不设期限。", HelpEn = "The visit is to be done within so many days, else it goes on as Overdue; nought sets no term.")]
    public int Days { get; init; }
}
