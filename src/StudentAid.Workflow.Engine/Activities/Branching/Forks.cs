using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Engine.Activities.Branching;

public sealed record ForkOptions
{
    [Option("何时继续", "Join mode", Choices = ["WaitAll", "WaitAny"])]
    public string JoinMode { get; init; } = "WaitAll";
}

/// <summary>Runs all its branches at once; goes on after all, or after the first, which cancels the others.</summary>
public sealed class Fork() : ActivityType<ForkOptions>(new ActivityDescription
{
    Type = "Elsa.Fork",
    Title = new Text("并行分支", "Fork (children)"),
    Summary = new Text("同时运行几个环节，全部或第一个完成后继续。", "Runs its branches at once."),
    Category = Categories.Branching,
    Ports = [new PortDescription("branches", PortKind.List, new Text("分支", "Branches"))],
})
{
    protected override ActivityResult Enter(ActivityContext context, ForkOptions options) => All.Schedule(context, "branches");

    protected override ActivityResult ChildCompleted(ActivityContext context, ForkOptions options, ChildCompletion child)
    {
        if (options.JoinMode == "WaitAny")
            context.CancelChildren();
        return context.RunningChildren > 0 ? ActivityResult.Waits : ActivityResult.Completed();
    }
}

/// <summary>Runs all its activities at once and waits for all.</summary>
public sealed class Parallel() : ActivityType<NoOptions>(new ActivityDescription
{
    Type = "Elsa.Parallel",
    Title = new Text("并行", "Parallel"),
    Summary = new Text("同时运行几个环节，全部完成后继续。", "Runs its activities at once and waits for all."),
    Category = Categories.Branching,
    Ports = [new PortDescription("activities", PortKind.List, new Text("环节", "Activities"))],
})
{
    protected override ActivityResult Enter(ActivityContext context, NoOptions options) => All.Schedule(context, "activities");

    protected override ActivityResult ChildCompleted(ActivityContext context, NoOptions options, ChildCompletion child) =>
        context.RunningChildren > 0 ? ActivityResult.Waits : ActivityResult.Completed();
}

internal static class All
{
    public static ActivityResult Schedule(ActivityContext context, string port)
    {
        foreach (var child in context.Node.ChildrenAt(port))
            context.Schedule(child);
        return context.RunningChildren > 0 ? ActivityResult.Waits : ActivityResult.Completed();
    }
}
