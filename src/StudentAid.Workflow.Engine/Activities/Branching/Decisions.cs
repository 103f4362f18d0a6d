using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities.Branching;

public sealed record ConditionOptions
{
    [Option("条件", "Condition")]
    public bool Condition { get; init; }
}

/// <summary>Ends with True or False.</summary>
public sealed class FlowDecision() : ActivityType<ConditionOptions>(new ActivityDescription
{
    Type = "Elsa.FlowDecision",
    Title = new Text("判断", "Decision"),
    Summary = new Text("按条件走“是”或“否”。", "Goes on with True or False."),
    Category = Categories.Branching,
    Outcomes = ["True", "False"],
})
{
    protected override ActivityResult Enter(ActivityContext context, ConditionOptions options) =>
        ActivityResult.Completed(options.Condition ? "True" : "False");
}

/// <summary>Runs one of two children.</summary>
public sealed class If() : ActivityType<ConditionOptions>(new ActivityDescription
{
    Type = "Elsa.If",
    Title = new Text("如果", "If"),
    Summary = new Text("条件成立做一件事，否则做另一件。", "Runs one of two activities."),
    Category = Categories.Branching,
    Ports = [new PortDescription("then", PortKind.Single, new Text("成立时", "Then")), new PortDescription("else", PortKind.Single, new Text("否则", "Else"))],
    Outcomes = [Connection.Done, "True", "False"],
})
{
    protected override ActivityResult Enter(ActivityContext context, ConditionOptions options)
    {
        var outcome = options.Condition ? "True" : "False";
        if (context.Node.ChildrenAt(options.Condition ? "then" : "else").FirstOrDefault() is not { } child)
            return ActivityResult.Completed(Connection.Done, outcome);
        context.Schedule(child, options.Condition ? 1 : 0);
        return ActivityResult.Waits;
    }

    // The condition may read what the child has changed, so the branch taken is told by the child's tag.
    protected override ActivityResult ChildCompleted(ActivityContext context, ConditionOptions options, ChildCompletion child) =>
        ActivityResult.Completed(Connection.Done, child.Tag == 1 ? "True" : "False");
}

public sealed record CasesOptions
{
    [Option("情形", "Cases", HelpZhCn = "每项有 label 和 condition。", HelpEn = "Each has a label and a condition.")]
    public ImmutableArray<Value> Cases { get; init; } = [];

    [Option("取第一个还是全部", "Mode", Choices = ["MatchFirst", "MatchAny"])]
    public string Mode { get; init; } = "MatchFirst";
}

/// <summary>Ends with the labels of the first (or all) cases whose condition holds, else with Default.</summary>
public sealed class FlowSwitch() : ActivityType<CasesOptions>(new ActivityDescription
{
    Type = "Elsa.FlowSwitch",
    Title = new Text("多路判断", "Switch"),
    Summary = new Text("按成立的情形走不同的分支。", "Goes on with the case that holds."),
    Category = Categories.Branching,
    Outcomes = [Default],
    OpenOutcomes = true,
})
{
    public const string Default = "Default";

    public override ImmutableArray<string> OutcomesOf(ActivityNode node) =>
        [.. (node.Input("cases")?.Value.Items ?? []).Select(c => c["label"].AsText() ?? "").Where(l => l.Length > 0), Default];

    protected override ActivityResult Enter(ActivityContext context, CasesOptions options)
    {
        var matching = ImmutableArray.CreateBuilder<string>();
        foreach (var option in options.Cases)
        {
            var (value, stop) = context.EvaluateNested("cases", option["condition"]);
            if (stop is not null)
                return stop;
            if (OptionValues.ToBool(value) == true)
                matching.Add(option["label"].AsText() ?? Default);
            if (matching.Count > 0 && options.Mode == "MatchFirst")
                break;
        }

        return ActivityResult.Completed(matching.Count > 0 ? matching.ToImmutable() : [Default]);
    }
}

/// <summary>Runs the child of the first (or all) cases whose condition holds, else the default child.</summary>
public sealed class Switch() : ActivityType<CasesOptions>(new ActivityDescription
{
    Type = "Elsa.Switch",
    Title = new Text("多选一", "Switch (children)"),
    Summary = new Text("按成立的情形运行一个环节。", "Runs the activity of the case that holds."),
    Category = Categories.Branching,
    Ports = [new PortDescription("cases", PortKind.Cases, new Text("情形", "Cases")), new PortDescription("default", PortKind.Single, new Text("其他", "Default"))],
})
{
    protected override ActivityResult Enter(ActivityContext context, CasesOptions options)
    {
        var matched = 0;
        foreach (var child in context.Node.Children.Where(c => c.Port == "cases"))
        {
            var (value, stop) = context.EvaluateNested("cases", child.Elsa?["condition"] ?? Value.Null);
            if (stop is not null)
                return stop;
            if (OptionValues.ToBool(value) != true)
                continue;
            context.Schedule(child.Node);
            if (++matched > 0 && options.Mode == "MatchFirst")
                break;
        }

        if (matched == 0 && context.Node.ChildrenAt("default").FirstOrDefault() is { } other)
            context.Schedule(other);
        return context.RunningChildren > 0 ? ActivityResult.Waits : ActivityResult.Completed();
    }

    protected override ActivityResult ChildCompleted(ActivityContext context, CasesOptions options, ChildCompletion child) =>
        context.RunningChildren > 0 ? ActivityResult.Waits : ActivityResult.Completed();
}

public sealed record BranchesOptions
{
    [Option("分支", "Branches")]
    public ImmutableArray<string> Branches { get; init; } = [];
}

/// <summary>Ends with every branch name at once.</summary>
public sealed class FlowFork() : ActivityType<BranchesOptions>(new ActivityDescription
{
    Type = "Elsa.FlowFork",
    Title = new Text("分叉", "Fork"),
    Summary = new Text("同时走几条分支。", "Goes on along all its branches."),
    Category = Categories.Branching,
    OpenOutcomes = true,
})
{
    public override ImmutableArray<string> OutcomesOf(ActivityNode node) =>
        node.Input("branches") is { } input && OptionValues.TryConvert(input.Value, typeof(ImmutableArray<string>), Description.Options[0], out var names) && names is ImmutableArray<string> branches
            ? [.. branches, Connection.Done]
            : [Connection.Done];

    protected override ActivityResult Enter(ActivityContext context, BranchesOptions options) =>
        ActivityResult.Completed([.. options.Branches, Connection.Done]);
}
