using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>What stands in the place of personal content whose key was destroyed.</summary>
public static class Erased
{
    /// <summary>What screens and prints show where a name stood.</summary>
    public const string Name = "已删除";

    public static readonly Value Content = Value.Record(("erased", true), ("name", Name));
}
