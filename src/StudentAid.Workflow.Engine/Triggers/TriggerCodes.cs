using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Triggers;

/// <summary>Why a definition's trigger cannot be set.</summary>
public static class TriggerCodes
{
    public static readonly Code NotAtStart = Code.Input("trigger-not-at-start", "启动环节“{activity}”应是流程的第一层环节，但它在别的环节里面。", "Expected the trigger '{activity}' to stand where an instance can begin, but it lies inside another activity.");
    public static readonly Code NotLiteral = Code.Input("trigger-not-literal", "启动环节“{activity}”的“{input}”应直接写明，但没有写或写成了表达式。", "Expected '{input}' of the trigger '{activity}' to be written out, but it is missing or an expression.");
    public static readonly Code BadInterval = Code.Input("trigger-bad-interval", "启动环节“{activity}”的间隔应至少一秒，但写的是“{value}”。", "Expected the trigger '{activity}' to have an interval of at least a second, but it is '{value}'.");
    public static readonly Code BadInstant = Code.Input("trigger-bad-instant", "启动环节“{activity}”应写明时刻，但写的是“{value}”。", "Expected the trigger '{activity}' to have an instant, but it is '{value}'.");
}
