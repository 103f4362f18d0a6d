using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>A failure of the framework inside a sentence of ours: in English its own words, in Chinese the failure's name, for those words are English always.</summary>
public static class FailureText
{
    public static Text Of(Exception failure) => new((failure.InnerException ?? failure).GetType().Name, failure.Message.TrimEnd('.'));
}
