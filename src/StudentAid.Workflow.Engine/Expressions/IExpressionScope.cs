namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>
/// What an expression can see. Every member answers <see cref="Value.Null"/> where the name is unknown, has no side effect and
/// gives the same answer for the same name during one evaluation.
/// </summary>
public interface IExpressionScope
{
    Value Variable(string name);

    Value Input(string name);

    /// <summary>The output of an activity, given by id or name; <paramref name="outputName"/> is null for its first or only one.</summary>
    Value Output(string activityIdOrName, string? outputName);

    /// <summary>
    /// One of <see cref="WorkflowProperties"/>, for <c>getCorrelationId()</c> and the like; <c>lastResult</c> is the output of the
    /// activity that ran last.
    /// </summary>
    Value WorkflowProperty(string name);
}

/// <summary>The names given to <see cref="IExpressionScope.WorkflowProperty"/>.</summary>
public static class WorkflowProperties
{
    public const string CorrelationId = "correlationId";
    public const string InstanceId = "workflowInstanceId";
    public const string InstanceName = "workflowInstanceName";
    public const string DefinitionId = "workflowDefinitionId";
    public const string DefinitionVersionId = "workflowDefinitionVersionId";
    public const string DefinitionVersion = "workflowDefinitionVersion";
    public const string LastResult = "lastResult";
}

public enum ReadKind { Variable, Input, Output, LastResult, WorkflowProperty }

/// <summary>
/// Something an expression may read. <paramref name="Name"/> is the variable, input, property or activity, null where the name is
/// computed (then any of the kind may be read); <paramref name="Output"/> is an activity's output, null for the first or a computed one.
/// Reads with the same <paramref name="Offset"/> (UTF-16, into the text) are alternatives of one accessor such as <c>getCounter()</c>,
/// tried in their order until one is not null: a checker should find at least one of them.
/// </summary>
public readonly record struct ExpressionRead(ReadKind Kind, string? Name, string? Output, int Offset);
