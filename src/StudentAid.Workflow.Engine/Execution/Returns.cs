using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>What a return (退回) may leave undone.</summary>
public static class Returns
{
    /// <summary>Why a return that redoes nothing between cannot be: a required activity lies there, and what it said rests on what is done again.</summary>
    public static Rejection? RequiredBetween(ExecutableDefinition definition, FlowGraph graph, string target, string source)
    {
        if (definition.Required.IsEmpty)
            return null;
        var between = graph.Between(target, source);
        return definition.Required.FirstOrDefault(r => between.Contains(r.Activity)) is { } required
            ? ExecutionCodes.RedoOverRequired.With(
                ("target", TitleOf(definition, target)), ("source", TitleOf(definition, source)), ("activity", TitleOf(definition, required.Activity)), ("article", required.Article))
            : null;
    }

    private static Text TitleOf(ExecutableDefinition definition, string activity) => definition.Find(activity)?.Title ?? activity;
}
