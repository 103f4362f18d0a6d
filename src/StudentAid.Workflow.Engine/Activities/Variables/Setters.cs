using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities.Variables;

public sealed record SetVariableOptions
{
    [Option("变量", "Variable", Required = true)]
    public Value Variable { get; init; } = Value.Null;

    [Option("值", "Value")]
    public Value Value { get; init; } = Value.Null;
}

/// <summary>Sets a variable, named by its name or by Elsa's variable object.</summary>
public sealed class SetVariable() : ActivityType<SetVariableOptions>(Descriptions.Data("Elsa.SetVariable", "赋值", "Set variable", "给变量赋值。", "Sets a variable."))
{
    protected override ActivityResult Enter(ActivityContext context, SetVariableOptions options)
    {
        var name = ElsaForm.VariableIn(options.Variable);
        if (name is null)
            return ActivityResult.Faulted(ExecutionCodes.MissingInput.With(("activity", context.Node.Id), ("input", "variable")));
        context.SetVariable(name, VariableTypes.Fit(options.Value, context.Definition.Variable(name)));
        return ActivityResult.Completed();
    }
}

public sealed record SetOutputOptions
{
    [Option("输出名", "Output name", Required = true)]
    public string OutputName { get; init; } = "";

    [Option("值", "Value")]
    public Value OutputValue { get; init; } = Value.Null;
}

/// <summary>Sets an output of the definition.</summary>
public sealed class SetOutput() : ActivityType<SetOutputOptions>(Descriptions.Data("Elsa.SetOutput", "设置输出", "Set output", "给流程的输出赋值。", "Sets an output of the definition."))
{
    protected override ActivityResult Enter(ActivityContext context, SetOutputOptions options)
    {
        context.SetDefinitionOutput(options.OutputName, options.OutputValue);
        return ActivityResult.Completed();
    }
}

public sealed record TextOptions
{
    [Option("文字", "Value")]
    public string Value { get; init; } = "";
}

/// <summary>Names the instance.</summary>
public sealed class SetName() : ActivityType<TextOptions>(Descriptions.Data("Elsa.SetName", "命名", "Set name", "给本次流程命名。", "Names the instance."))
{
    protected override ActivityResult Enter(ActivityContext context, TextOptions options)
    {
        context.Rename(options.Value);
        return ActivityResult.Completed();
    }
}

public sealed record CorrelateOptions
{
    [Option("关联号", "Correlation id")]
    public string CorrelationId { get; init; } = "";
}

/// <summary>Sets the correlation id, by which signals find the instance.</summary>
public sealed class Correlate() : ActivityType<CorrelateOptions>(Descriptions.Data("Elsa.Correlate", "关联", "Correlate", "设置关联号，信号凭它找到本流程。", "Sets the correlation id."))
{
    protected override ActivityResult Enter(ActivityContext context, CorrelateOptions options)
    {
        context.Correlate(options.CorrelationId);
        return ActivityResult.Completed();
    }
}

public sealed record WriteLineOptions
{
    [Option("文字", "Text")]
    public string? Text { get; init; }
}

/// <summary>Writes a line: to standard output in <c>studentaid run</c>, into the history elsewhere.</summary>
public sealed class WriteLine() : ActivityType<WriteLineOptions>(Descriptions.Data("Elsa.WriteLine", "写一行", "Write line", "写一行文字。", "Writes a line of text."))
{
    protected override ActivityResult Enter(ActivityContext context, WriteLineOptions options)
    {
        // As in Elsa, no text is no line; an empty text is an empty line.
        if (options.Text is { } text)
            context.Say(text);
        return ActivityResult.Completed();
    }
}

internal static class Descriptions
{
    public static ActivityDescription Data(string type, string zhCn, string en, string summaryZhCn, string summaryEn) => new()
    {
        Type = type, Title = new Text(zhCn, en), Summary = new Text(summaryZhCn, summaryEn), Category = Categories.Data,
    };
}
