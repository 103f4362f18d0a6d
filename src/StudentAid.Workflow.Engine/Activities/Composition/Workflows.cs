using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Activities.Composition;

public sealed record ExecuteWorkflowOptions
{
    [Option("流程定义", "Workflow definition", Required = true, References = "definition")]
    public string WorkflowDefinitionId { get; init; } = "";

    [Option("关联号", "Correlation id")]
    public string CorrelationId { get; init; } = "";

    [Option("输入", "Input")]
    public Value Input { get; init; } = Value.EmptyRecord;

    [Option("等它结束", "Wait for completion")]
    public bool WaitForCompletion { get; init; }
}

/// <summary>Starts a child instance and waits for its end; <c>result</c> is Elsa's record of status and <c>output</c>.</summary>
public sealed class ExecuteWorkflow() : ActivityType<ExecuteWorkflowOptions>(Children.Description("Elsa.ExecuteWorkflow", "运行子流程", "Execute workflow", "启动一个子流程并等它结束。", "Starts a child and waits for its end.", true))
{
    protected override ActivityResult Enter(ActivityContext context, ExecuteWorkflowOptions options) =>
        Children.Start(context, options.WorkflowDefinitionId, options.Input, options.CorrelationId, true);

    protected override ActivityResult Resume(ActivityContext context, ExecuteWorkflowOptions options, Resumption resumption)
    {
        var subStatus = resumption.Input["status"].AsText() == "cancelled" ? "Cancelled" : "Finished";
        context.SetOutput("result", Value.Record(("status", "Finished"), ("subStatus", subStatus), ("output", resumption.Input["outputs"])));
        return ActivityResult.Completed();
    }
}

/// <summary>Starts a child instance; waits for its end only where asked to.</summary>
public sealed class DispatchWorkflow() : ActivityType<ExecuteWorkflowOptions>(Children.Description("Elsa.DispatchWorkflow", "派发子流程", "Dispatch workflow", "启动一个子流程。", "Starts a child.", false))
{
    protected override ActivityResult Enter(ActivityContext context, ExecuteWorkflowOptions options) =>
        Children.Start(context, options.WorkflowDefinitionId, options.Input, options.CorrelationId, options.WaitForCompletion);

    protected override ActivityResult Resume(ActivityContext context, ExecuteWorkflowOptions options, Resumption resumption) => Children.Ended(context, resumption);
}

public sealed record BulkDispatchOptions
{
    [Option("流程定义", "Workflow definition", Required = true, References = "definition")]
    public string WorkflowDefinitionId { get; init; } = "";

    [Option("各项", "Items")]
    public ImmutableArray<Value> Items { get; init; } = [];

    [Option("共同的输入", "Input")]
    public Value Input { get; init; } = Value.EmptyRecord;

    [Option("等它们结束", "Wait for completion")]
    public bool WaitForCompletion { get; init; }
}

/// <summary>Starts one child for each item (its input's <c>Item</c>), and waits for all where asked to.</summary>
public sealed class BulkDispatchWorkflows() : ActivityType<BulkDispatchOptions>(Children.Description("Elsa.BulkDispatchWorkflows", "批量派发子流程", "Bulk dispatch workflows", "为每一项启动一个子流程。", "Starts one child for each item.", false) with
{
    Outcomes = [Connection.Done, "Completed", "Canceled"],
})
{
    protected override ActivityResult Enter(ActivityContext context, BulkDispatchOptions options)
    {
        foreach (var item in options.Items)
        {
            var input = ((options.Input as RecordValue) ?? Value.EmptyRecord).With("Item", item);
            if (Children.Start(context, options.WorkflowDefinitionId, input, "", options.WaitForCompletion) is ActivityResult.Fault fault)
                return fault;
        }

        return options.WaitForCompletion && context.Bookmarks.Any() ? ActivityResult.Waits : ActivityResult.Completed();
    }

    protected override ActivityResult Resume(ActivityContext context, BulkDispatchOptions options, Resumption resumption)
    {
        context.Close(resumption.Bookmark.Id, resumption.Verb);
        return context.Bookmarks.Any() ? ActivityResult.Waits : ActivityResult.Completed(Connection.Done, "Completed");
    }
}

internal static class Children
{
    public static ActivityDescription Description(string type, string zhCn, string en, string summaryZhCn, string summaryEn, bool waits) => new()
    {
        Type = type, Title = new Text(zhCn, en), Summary = new Text(summaryZhCn, summaryEn), Category = Categories.Composition, Waits = waits, KeepsInput = true,
        Outputs = [new OutputDescription("result", new Text("子流程的输出", "Outputs of the child"))],
    };

    /// <summary>Writes the start message with the derived id of the child; with a bookmark where its end is waited for.</summary>
    public static ActivityResult Start(ActivityContext context, string definitionId, Value input, string correlation, bool wait)
    {
        if (context.PinOf(definitionId) is not { } pin)
            return ActivityResult.Faulted(ExecutionCodes.UnknownPin.With(("pin", definitionId)));
        Id child = context.NextId();
        var bookmark = wait ? context.Open(BookmarkKind.Child, child.ToString()) : 0;
        var start = Value.Record(
            ("pin", pin), ("input", input), ("correlation", correlation.Length > 0 ? correlation : context.Correlation),
            ("parent", wait ? context.InstanceId.ToString() : ""), ("bookmark", bookmark));
        context.Send("start", child, context.HasOpened ? start.With("personal", true) : start);
        return wait ? ActivityResult.Waits : ActivityResult.Completed();
    }

    public static ActivityResult Ended(ActivityContext context, Resumption resumption)
    {
        context.SetOutput("result", resumption.Input["outputs"]);
        return ActivityResult.Completed();
    }
}

public sealed record RunTaskOptions
{
    [Option("任务名", "Task name", Required = true)]
    public string TaskName { get; init; } = "";

    [Option("内容", "Payload")]
    public Value Payload { get; init; } = Value.Null;
}

/// <summary>A human task of a role named like the task; its result is what it was completed with.</summary>
public sealed class RunTask() : ActivityType<RunTaskOptions>(new ActivityDescription
{
    Type = "Elsa.RunTask",
    Title = new Text("人工任务", "Run task"),
    Summary = new Text("请人办理，办完继续。", "Asks a person and goes on with the result."),
    Category = Categories.Composition,
    Outputs = [new OutputDescription("taskId", new Text("待办编号", "Task id")), new OutputDescription("result", new Text("结果", "Result"))],
    OpenOutcomes = true,
    Waits = true,
    KeepsInput = true,
    Verbs =
    [
        new VerbDescription("complete", new Text("完成", "Complete"))
        {
            Tone = VerbDescription.Primary, Consequence = new Text("这项任务就此办完，流程继续。", "The task is done, and the flow goes on."),
            Input = Value.Record(("type", "object"), ("additionalProperties", true)),
        },
    ],
})
{
    protected override ActivityResult Enter(ActivityContext context, RunTaskOptions options)
    {
        var bookmark = context.Open(BookmarkKind.Task, options.TaskName, payload: context.Keepable(options.Payload));
        context.SetOutput("taskId", $"{context.InstanceId}-{bookmark}");
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, RunTaskOptions options, Resumption resumption)
    {
        // A bare outcome says nothing about anybody.
        context.HasOpened &= resumption.Input is not RecordValue record || record.Members.Any(m => m.Key != "outcome");
        context.SetOutput("result", resumption.Input["result"].IsNull ? resumption.Input : resumption.Input["result"]);
        return resumption.Input["outcome"].AsText() is { Length: > 0 } outcome ? ActivityResult.Completed(outcome) : ActivityResult.Completed();
    }
}
