using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Tests.Expressions;

/// <summary>A scope of records that remembers what was read from it.</summary>
internal sealed class TestScope(RecordValue variables, RecordValue inputs, RecordValue outputs) : IExpressionScope
{
    public List<(ReadKind Kind, string Name)> Seen { get; } = [];

    public static TestScope With(string variables = "{}", string inputs = "{}", string outputs = "{}") =>
        new((RecordValue)Value.Parse(variables), (RecordValue)Value.Parse(inputs), (RecordValue)Value.Parse(outputs));

    public Value Variable(string name) => Remember(ReadKind.Variable, name, variables[name]);

    public Value Input(string name) => Remember(ReadKind.Input, name, inputs[name]);

    public Value Output(string activityIdOrName, string? outputName) =>
        Remember(ReadKind.Output, activityIdOrName, outputs[outputName is null ? activityIdOrName : $"{activityIdOrName}.{outputName}"]);

    public Value WorkflowProperty(string name) => name == WorkflowProperties.LastResult
        ? Remember(ReadKind.LastResult, name, "last")
        : Remember(ReadKind.WorkflowProperty, name, name.ToUpperInvariant());

    private Value Remember(ReadKind kind, string name, Value value)
    {
        Seen.Add((kind, name));
        return value;
    }
}

/// <summary>Short ways to parse and evaluate.</summary>
internal static class Run
{
    public const string Variables =
        """{ "n": 3, "Counter": 2, "price": 1.50, "s": "Héllo", "empty": "", "list": [1, 2, 2, "a", null], "o": { "a": { "b": 7 }, "length": 9 }, "t": true, "name x": 5, "ChildResult": { "output": { "Result": 42 } } }""";

    private const string Inputs = """{ "Input1": "Foo", "n": 10 }""";

    private const string Outputs = """{ "Act1": "o1", "Act1.Out": "o2", "ChildWithOutput1.Output": "from child", "final-review.Level": 2, "a.b": "x" }""";

    public static TestScope Scope() => TestScope.With(Variables, Inputs, Outputs);

    public static Expression Parsed(string text, ExpressionLanguage language = ExpressionLanguage.JavaScript)
    {
        var result = Expression.Parse(text, language);
        return result.Expression ?? throw new InvalidOperationException($"{text} at {result.Offset}: {result.Error}");
    }

    public static Evaluation Evaluated(string text, ExpressionLanguage language = ExpressionLanguage.JavaScript) =>
        Parsed(text, language).Evaluate(Scope());

    /// <summary>The value as JSON with normal numbers, or the id of the code of the fault or refusal.</summary>
    public static string Shown(string text, ExpressionLanguage language = ExpressionLanguage.JavaScript)
    {
        var result = Expression.Parse(text, language);
        if (result.Expression is null)
            return result.Error!.Code.Id;
        var evaluation = result.Expression.Evaluate(Scope());
        return evaluation.Fault?.Code.Id ?? JsonText.Of(evaluation.Value, 0);
    }
}
