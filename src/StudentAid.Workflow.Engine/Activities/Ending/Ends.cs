using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Engine.Activities.Ending;

/// <summary>Ends its flowchart at once.</summary>
public sealed class End() : ActivityType<NoOptions>(EndDescriptions.Of("Elsa.End", "结束", "End", "结束所在的流程图。", "Ends its flowchart."))
{
    protected override ActivityResult Enter(ActivityContext context, NoOptions options) => ActivityResult.Completed();
}

/// <summary>Ends the whole instance.</summary>
public sealed class Finish() : ActivityType<NoOptions>(EndDescriptions.Of("Elsa.Finish", "全部结束", "Finish", "结束整个流程。", "Ends the whole instance."))
{
    protected override ActivityResult Enter(ActivityContext context, NoOptions options) => new ActivityResult.EndsInstance();
}

public sealed record CompleteOptions
{
    [Option("结果", "Outcomes")]
    public ImmutableArray<string> Outcomes { get; init; } = [];
}

/// <summary>Ends the definition (the instance's, or the one used as an activity) with these outcomes.</summary>
public sealed class Complete() : ActivityType<CompleteOptions>(EndDescriptions.Of("Elsa.Complete", "完成", "Complete", "以给定的结果结束本流程定义。", "Ends the definition with these outcomes."))
{
    protected override ActivityResult Enter(ActivityContext context, CompleteOptions options) => new ActivityResult.EndsDefinition(options.Outcomes);
}

public sealed record FaultOptions
{
    [Option("代码", "Code")]
    public string Code { get; init; } = "";

    [Option("类别", "Category")]
    public string Category { get; init; } = "";

    [Option("类型", "Fault type")]
    public string FaultType { get; init; } = "";

    [Option("说明", "Message")]
    public string Message { get; init; } = "";
}

/// <summary>Breaks on purpose: an incident with the given message.</summary>
public sealed class Fault() : ActivityType<FaultOptions>(EndDescriptions.Of("Elsa.Fault", "报错", "Fault", "有意报错，成为待处理异常。", "Breaks on purpose.") with { IsTerminal = false })
{
    public static readonly Code Raised = Code.State("raised", "流程报错：{message}（{code}）", "The definition raised a fault: {message} ({code})");

    protected override ActivityResult Enter(ActivityContext context, FaultOptions options) =>
        ActivityResult.Faulted(Raised.With(("message", options.Message), ("code", options.Code)));
}

internal static class EndDescriptions
{
    public static ActivityDescription Of(string type, string zhCn, string en, string summaryZhCn, string summaryEn) => new()
    {
        Type = type, Title = new Text(zhCn, en), Summary = new Text(summaryZhCn, summaryEn), Category = Categories.Ending, Outcomes = [], IsTerminal = true,
    };
}
