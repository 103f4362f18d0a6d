using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities.Branching;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities.Looping;

public sealed record ItemsOptions
{
    [Option("各项", "Items")]
    public ImmutableArray<Value> Items { get; init; } = [];
}

/// <summary>Runs its body for one item after another, with <c>CurrentValue</c> and <c>CurrentIndex</c>.</summary>
public sealed class ForEach() : ActivityType<ItemsOptions>(LoopDescriptions.Body("Elsa.ForEach", "逐项", "For each", "对每一项依次运行一次。", "Runs its body for one item after another."))
{
    protected override ActivityResult Enter(ActivityContext context, ItemsOptions options) => Continue(context, options, 0);

    protected override ActivityResult ChildCompleted(ActivityContext context, ItemsOptions options, ChildCompletion child) =>
        Continue(context, options, child.Tag + 1);

    private static ActivityResult Continue(ActivityContext context, ItemsOptions options, int index)
    {
        if (index >= options.Items.Length || context.Node.ChildrenAt("body").FirstOrDefault() is not { } body)
            return ActivityResult.Completed();
        context.SetOutput("CurrentValue", options.Items[index]);
        context.Schedule(body, index, ("CurrentValue", options.Items[index]), ("CurrentIndex", index));
        return ActivityResult.Waits;
    }
}

/// <summary>Runs its body for all items at once.</summary>
public sealed class ParallelForEach() : ActivityType<ItemsOptions>(LoopDescriptions.Body("Elsa.ParallelForEach", "逐项并行", "Parallel for each", "对所有各项同时运行。", "Runs its body for all items at once."))
{
    protected override ActivityResult Enter(ActivityContext context, ItemsOptions options)
    {
        if (context.Node.ChildrenAt("body").FirstOrDefault() is not { } body)
            return ActivityResult.Completed();
        for (var i = 0; i < options.Items.Length; i++)
            context.Schedule(body, i, ("CurrentValue", options.Items[i]), ("CurrentIndex", i));
        return options.Items.IsEmpty ? ActivityResult.Completed() : ActivityResult.Waits;
    }

    protected override ActivityResult ChildCompleted(ActivityContext context, ItemsOptions options, ChildCompletion child) =>
        context.RunningChildren > 0 ? ActivityResult.Waits : ActivityResult.Completed();
}

/// <summary>Runs its body as long as the condition holds.</summary>
public sealed class While() : ActivityType<ConditionOptions>(LoopDescriptions.Body("Elsa.While", "当", "While", "条件成立时反复运行。", "Runs its body as long as the condition holds."))
{
    protected override ActivityResult Enter(ActivityContext context, ConditionOptions options) => Continue(context, options);

    protected override ActivityResult ChildCompleted(ActivityContext context, ConditionOptions options, ChildCompletion child) => Continue(context, options);

    private static ActivityResult Continue(ActivityContext context, ConditionOptions options)
    {
        if (!options.Condition || context.Node.ChildrenAt("body").FirstOrDefault() is not { } body)
            return ActivityResult.Completed();
        context.Schedule(body);
        return ActivityResult.Waits;
    }
}

public sealed record ForOptions
{
    [Option("从", "Start")]
    public decimal Start { get; init; }

    [Option("到", "End")]
    public decimal End { get; init; }

    [Option("步长", "Step")]
    public decimal Step { get; init; } = 1;

    [Option("是否含终点", "Outer bound inclusive")]
    public bool OuterBoundInclusive { get; init; } = true;
}

/// <summary>Runs its body for each number from start to end, with <c>CurrentValue</c>.</summary>
public sealed class For() : ActivityType<ForOptions>(LoopDescriptions.Body("Elsa.For", "计数循环", "For", "从起点数到终点，每次运行一遍。", "Runs its body for each number."))
{
    protected override ActivityResult Enter(ActivityContext context, ForOptions options) => Continue(context, options, 0);

    protected override ActivityResult ChildCompleted(ActivityContext context, ForOptions options, ChildCompletion child) =>
        Continue(context, options, child.Tag + 1);

    private static ActivityResult Continue(ActivityContext context, ForOptions options, int round)
    {
        var value = options.Start + (options.Step * round);
        var within = options.Step >= 0 ? value < options.End : value > options.End;
        if (!(within || (options.OuterBoundInclusive && value == options.End)) || context.Node.ChildrenAt("body").FirstOrDefault() is not { } body)
            return ActivityResult.Completed();
        context.SetOutput("CurrentValue", value);
        context.Schedule(body, round, ("CurrentValue", value));
        return ActivityResult.Waits;
    }
}

/// <summary>Ends the nearest loop.</summary>
public sealed class Break() : ActivityType<NoOptions>(new ActivityDescription
{
    Type = "Elsa.Break",
    Title = new Text("跳出循环", "Break"),
    Summary = new Text("结束最近的循环。", "Ends the nearest loop."),
    Category = Categories.Looping,
})
{
    protected override ActivityResult Enter(ActivityContext context, NoOptions options) => new ActivityResult.BreaksLoop();
}

internal static class LoopDescriptions
{
    public static ActivityDescription Body(string type, string zhCn, string en, string summaryZhCn, string summaryEn) => new()
    {
        Type = type,
        Title = new Text(zhCn, en),
        Summary = new Text(summaryZhCn, summaryEn),
        Category = Categories.Looping,
        Ports = [new PortDescription("body", PortKind.Single, new Text("循环体", "Body"))],
        IsLoop = true,
    };
}
