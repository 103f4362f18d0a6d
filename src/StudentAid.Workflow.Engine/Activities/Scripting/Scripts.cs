using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities.Scripting;

public sealed record ScriptOptions
{
    [Option("表达式", "Script", HelpZhCn = "一个表达式；文字就是表达式本身。", HelpEn = "One expression; a text is the expression itself.")]
    public Value Script { get; init; } = Value.Null;

    [Option("可能的结果", "Possible outcomes")]
    public ImmutableArray<string> PossibleOutcomes { get; init; } = [];
}

/// <summary>Evaluates one expression in JavaScript's spelling; its value is the <c>result</c>. Statements are refused as in any expression.</summary>
public sealed class RunJavaScript() : ActivityType<ScriptOptions>(Scripts.Description(TypeName, "运行 JavaScript", "Run JavaScript"))
{
    public const string TypeName = "Elsa.RunJavaScript";

    public override ImmutableArray<string> OutcomesOf(ActivityNode node) => Scripts.OutcomesOf(node);

    protected override ActivityResult Enter(ActivityContext context, ScriptOptions options) => Scripts.Run(context);
}

/// <summary>The same in C#'s spelling.</summary>
public sealed class RunCSharp() : ActivityType<ScriptOptions>(Scripts.Description(TypeName, "运行 C#", "Run C#"))
{
    public const string TypeName = "Elsa.RunCSharp";

    public override ImmutableArray<string> OutcomesOf(ActivityNode node) => Scripts.OutcomesOf(node);

    protected override ActivityResult Enter(ActivityContext context, ScriptOptions options) => Scripts.Run(context);
}

/// <summary>What a script's input means: Elsa writes it as a literal and runs it.</summary>
internal static class Scripts
{
    public const string Input = "script";

    public const string Output = "result";

    public static ActivityDescription Description(string type, string zhCn, string en) => new()
    {
        Type = type, Title = new Text(zhCn, en), Summary = new Text("计算一个表达式，值就是结果。", "Evaluates an expression; its value is the result."),
        Category = Categories.Data, Outputs = [new OutputDescription(Output, new Text("结果", "Result"))],
    };

    /// <summary>A script's literal as the expression that it is, where it is not blank; any other input is itself.</summary>
    public static ActivityInput Meant(string type, ActivityInput input) =>
        input.Name == Input && input.Kind == InputKind.Literal && !string.IsNullOrWhiteSpace(input.Value.AsText()) && KindOf(type) is { } kind
            ? input with { Kind = kind }
            : input;

    /// <summary>The script of a node that runs one, as the expression that it is.</summary>
    public static ActivityInput? InputOf(ActivityNode node) => KindOf(node.Type) is not null && node.Input(Input) is { } input ? Meant(node.Type, input) : null;

    /// <summary>Done, and what the document says besides: no expression ends with it, but a connection may name it.</summary>
    public static ImmutableArray<string> OutcomesOf(ActivityNode node) => [.. OptionValues.TextsIn(node.Input("possibleOutcomes")?.Value).Append(Connection.Done).Distinct(StringComparer.Ordinal)];

    public static ActivityResult Run(ActivityContext context)
    {
        if (InputOf(context.Node) is not { } input || input.Value.IsNull || input.Kind == InputKind.Literal)
            return ActivityResult.Completed();
        var (value, stop) = context.Evaluate(input);
        if (stop is not null)
            return stop;
        context.SetOutput(Output, value);
        return ActivityResult.Completed();
    }

    private static InputKind? KindOf(string type) => type switch
    {
        RunJavaScript.TypeName => InputKind.JavaScript,
        RunCSharp.TypeName => InputKind.CSharp,
        _ => null,
    };
}
