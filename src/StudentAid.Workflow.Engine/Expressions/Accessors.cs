using System.Collections.Immutable;
using System.Text;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>A function that reads from the scope by the names it is given.</summary>
internal sealed record Reader(ReadKind Kind, int Least, int Most);

/// <summary>How the two spellings name what the scope gives.</summary>
internal static class Accessors
{
    private static readonly Dictionary<string, Reader> ScriptReaders = new(StringComparer.Ordinal)
    {
        ["getVariable"] = new(ReadKind.Variable, 1, 1),
        ["getInput"] = new(ReadKind.Input, 1, 1),
        ["getOutputFrom"] = new(ReadKind.Output, 1, 2),
    };

    private static readonly Dictionary<string, Reader> SharpReaders = new(StringComparer.Ordinal)
    {
        ["Variables.Get"] = new(ReadKind.Variable, 1, 1),
        ["Variable.Get"] = new(ReadKind.Variable, 1, 1),
        ["Input.Get"] = new(ReadKind.Input, 1, 1),
        ["Inputs.Get"] = new(ReadKind.Input, 1, 1),
        ["Output.From"] = new(ReadKind.Output, 1, 2),
        ["ExecutionContext.GetVariable"] = new(ReadKind.Variable, 1, 1),
    };

    private static readonly Dictionary<string, string> ScriptProperties = new(StringComparer.Ordinal)
    {
        ["getCorrelationId"] = WorkflowProperties.CorrelationId,
        ["getWorkflowInstanceId"] = WorkflowProperties.InstanceId,
        ["getWorkflowInstanceName"] = WorkflowProperties.InstanceName,
        ["getWorkflowDefinitionId"] = WorkflowProperties.DefinitionId,
        ["getWorkflowDefinitionVersionId"] = WorkflowProperties.DefinitionVersionId,
        ["getWorkflowDefinitionVersion"] = WorkflowProperties.DefinitionVersion,
        ["getLastResult"] = WorkflowProperties.LastResult,
    };

    private static readonly Dictionary<string, string> SharpProperties = new(StringComparer.Ordinal)
    {
        ["ExecutionContext.CorrelationId"] = WorkflowProperties.CorrelationId,
        ["ExecutionContext.WorkflowInstanceId"] = WorkflowProperties.InstanceId,
        ["Output.LastResult"] = WorkflowProperties.LastResult,
    };

    public static IEnumerable<string> Names(ExpressionLanguage language) => language == ExpressionLanguage.JavaScript
        ? [.. ScriptReaders.Keys, .. ScriptProperties.Keys]
        : [.. SharpReaders.Keys, .. SharpProperties.Keys];

    public static Reader? Reader(ExpressionLanguage language, string name) =>
        (language == ExpressionLanguage.JavaScript ? ScriptReaders : SharpReaders).GetValueOrDefault(name);

    public static bool IsReader(ExpressionLanguage language, string name) => Reader(language, name) is not null;

    /// <summary>Whether this may be one of the getters that Elsa makes for each variable, input and output: <c>getCounter()</c>.</summary>
    public static bool IsGetter(ExpressionLanguage language, string name) =>
        language == ExpressionLanguage.JavaScript && name.Length > 3 && name.StartsWith("get", StringComparison.Ordinal) && !char.IsLower(name[3])
        && !name.Contains('.', StringComparison.Ordinal);

    public static ExpressionRead? Property(ExpressionLanguage language, string name) =>
        language == ExpressionLanguage.JavaScript && ScriptProperties.TryGetValue(name, out var property) ? OfProperty(property) : null;

    /// <summary>A property of the workflow that C# reads without a call.</summary>
    public static ExpressionRead? Constant(string name) => SharpProperties.TryGetValue(name, out var property) ? OfProperty(property) : null;

    /// <summary><c>Variables.Counter</c> in C#: Elsa writes the first letter in upper case, so the name as written is tried, then the other.</summary>
    public static ImmutableArray<ExpressionRead> Property(ReadKind kind, string name, int offset) =>
        [.. Spellings(name).Select(n => new ExpressionRead(kind, n, null, offset))];

    /// <summary>
    /// The candidates of <c>getX()</c>. As in Elsa, where a later accessor hides an earlier one of the same name: an activity's output
    /// (<c>getOutputFromActivity()</c>), else a workflow input, else a variable; <c>getResult()</c> is the last result where all are null.
    /// </summary>
    public static ImmutableArray<ExpressionRead> Getter(string name, int offset)
    {
        var candidates = ImmutableArray.CreateBuilder<ExpressionRead>();
        for (var at = name.IndexOf("From", 1, StringComparison.Ordinal); at > 0; at = name.IndexOf("From", at + 1, StringComparison.Ordinal))
        {
            var (output, activity) = (name[..at], name[(at + 4)..]);
            if (activity.Length > 0 && candidates.Count < 12)
                candidates.AddRange(OutputsOf(activity, output, offset));
        }

        candidates.AddRange(Property(ReadKind.Input, name, offset));
        candidates.AddRange(Property(ReadKind.Variable, name, offset));
        if (name == "Result")
            candidates.Add(OfProperty(WorkflowProperties.LastResult) with { Offset = offset });
        return candidates.DrainToImmutable();
    }

    private static IEnumerable<ExpressionRead> OutputsOf(string activity, string output, int offset) =>
        from a in Spellings(activity).Append(Hyphenated(activity)).Distinct(StringComparer.Ordinal)
        from o in Spellings(output)
        select new ExpressionRead(ReadKind.Output, a, o, offset);

    private static ExpressionRead OfProperty(string property) =>
        new(property == WorkflowProperties.LastResult ? ReadKind.LastResult : ReadKind.WorkflowProperty, property, null, 0);

    private static IEnumerable<string> Spellings(string name)
    {
        yield return name;
        var first = char.IsUpper(name[0]) ? char.ToLowerInvariant(name[0]) : char.ToUpperInvariant(name[0]);
        if (first != name[0])
            yield return first + name[1..];
    }

    // Elsa makes FinalReview of an activity named final-review.
    private static string Hyphenated(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
