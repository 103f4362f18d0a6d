using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>Where cases wait for a list.</summary>
public static class Gates
{
    /// <summary>The gate of an activity in a round.</summary>
    public static string Of(CaseInput input, ActivityNode node) => $"{input.Round}/{node.Id}";

    /// <summary>What a list shows of a waiting case, in clear: <c>{ level, suggested, total, match, rank, reference, superseded, asked }</c> as far as they are known.</summary>
    internal static Value Entry(ActivityContext context, Value superseded, string asked) => PlainText.Record(
        ("level", CaseVariables.Standing(context)), ("suggested", context.Variable(CaseVariables.Suggested)),
        ("total", context.Variable(CaseVariables.Total)), ("match", context.Variable(CaseVariables.Match)), ("rank", context.Variable(CaseVariables.Rank)),
        ("reference", context.Variable(CaseVariables.ReferenceLevel)), ("superseded", superseded), ("asked", asked.Length > 0 ? asked : Value.Null));
}
