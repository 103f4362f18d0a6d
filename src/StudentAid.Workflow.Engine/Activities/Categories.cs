using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Activities;

/// <summary>The shelves on which a designer shows the general activity types.</summary>
public static class Categories
{
    public static readonly Text Flow = new("流程", "Flow");
    public static readonly Text Branching = new("分支", "Branching");
    public static readonly Text Looping = new("循环", "Looping");
    public static readonly Text Data = new("数据", "Data");
    public static readonly Text Signals = new("信号", "Signals");
    public static readonly Text Timing = new("时间", "Timing");
    public static readonly Text Composition = new("组合", "Composition");
    public static readonly Text Ending = new("结束", "Ending");
    public static readonly Text Http = new("HTTP", "HTTP");
}
