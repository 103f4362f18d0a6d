using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Engine.Activities.Flowcharts;

/// <summary>Activities joined by connections, with Elsa's counter-based semantics and our rewinds.</summary>
public sealed class Flowchart() : ActivityType<NoOptions>(new ActivityDescription
{
    Type = TypeName,
    Title = new Text("流程图", "Flowchart"),
    Summary = new Text("用连线组织一组环节。", "Activities joined by connections."),
    Category = Categories.Flow,
    Ports = [new PortDescription("activities", PortKind.List, new Text("环节", "Activities"))],
    IsFlowchart = true,
})
{
    public const string TypeName = "Elsa.Flowchart";

    protected override ActivityResult Enter(ActivityContext context, NoOptions options) => context.Burst.StartFlow(context);

    protected override ActivityResult ChildCompleted(ActivityContext context, NoOptions options, ChildCompletion child) =>
        context.Burst.ContinueFlow(context, child, ModeOf);

    /// <summary>A FlowJoin says how it joins; every other activity waits for all active connections.</summary>
    internal static JoinMode ModeOf(ActivityNode node) =>
        node.Type != FlowJoin.TypeName ? JoinMode.WaitAllActive
        : node.Input("mode") is { Kind: InputKind.Literal } mode && Enum.TryParse<JoinMode>(mode.Text, out var named) ? named
        : JoinMode.WaitAny;
}

/// <summary>How a FlowJoin joins.</summary>
public sealed record FlowJoinOptions
{
    [Option("汇合方式", "Mode", Choices = [nameof(JoinMode.WaitAny), nameof(JoinMode.WaitAll), nameof(JoinMode.WaitAllActive)])]
    public string Mode { get; init; } = nameof(JoinMode.WaitAny);
}

/// <summary>Joins branches: the first (default), all, or all that are active.</summary>
public sealed class FlowJoin() : ActivityType<FlowJoinOptions>(new ActivityDescription
{
    Type = TypeName,
    Title = new Text("汇合", "Join"),
    Summary = new Text("汇合几条并行的分支。", "Joins parallel branches."),
    Category = Categories.Flow,
})
{
    public const string TypeName = "Elsa.FlowJoin";

    protected override ActivityResult Enter(ActivityContext context, FlowJoinOptions options) => ActivityResult.Completed();
}

/// <summary>A place where branches part or meet; with a body it runs that.</summary>
public sealed class FlowNode() : ActivityType<NoOptions>(new ActivityDescription
{
    Type = "Elsa.FlowNode",
    Title = new Text("流程环节", "Node"),
    Summary = new Text("用来连接；有内容时运行其内容。", "A place to connect; runs its body where it has one."),
    Category = Categories.Flow,
    Ports = [new PortDescription("body", PortKind.Single, new Text("内容", "Body"))],
})
{
    protected override ActivityResult Enter(ActivityContext context, NoOptions options)
    {
        if (context.Node.ChildrenAt("body").FirstOrDefault() is not { } body)
            return ActivityResult.Completed();
        context.Schedule(body);
        return ActivityResult.Waits;
    }
}

/// <summary>Where a flowchart begins.</summary>
public sealed class Start() : ActivityType<NoOptions>(new ActivityDescription
{
    Type = "Elsa.Start",
    Title = new Text("开始", "Start"),
    Summary = new Text("流程从这里开始。", "The flow begins here."),
    Category = Categories.Flow,
})
{
    protected override ActivityResult Enter(ActivityContext context, NoOptions options) => ActivityResult.Completed();
}

/// <summary>Children one after another.</summary>
public sealed class Sequence() : ActivityType<NoOptions>(new ActivityDescription
{
    Type = "Elsa.Sequence",
    Title = new Text("顺序", "Sequence"),
    Summary = new Text("依次办理各个环节。", "Runs its activities one after another."),
    Category = Categories.Flow,
    Ports = [new PortDescription("activities", PortKind.List, new Text("环节", "Activities"))],
})
{
    protected override ActivityResult Enter(ActivityContext context, NoOptions options) =>
        Continue(context, context.StartAt.Length > 0 ? Math.Max(0, IndexOf(context.Node, context.StartAt.Split('/')[0])) : 0);

    protected override ActivityResult ChildCompleted(ActivityContext context, NoOptions options, ChildCompletion child) =>
        Continue(context, IndexOf(context.Node, child.Node.Id) + 1);

    private static int IndexOf(ActivityNode node, string child) =>
        node.ChildrenAt("activities").TakeWhile(a => a.Id != child).Count() is var n && n < node.ChildrenAt("activities").Count() ? n : -1;

    private static ActivityResult Continue(ActivityContext context, int index)
    {
        if (context.Node.ChildrenAt("activities").ElementAtOrDefault(index) is not { } next)
            return ActivityResult.Completed();
        context.Schedule(next);
        return ActivityResult.Waits;
    }
}
