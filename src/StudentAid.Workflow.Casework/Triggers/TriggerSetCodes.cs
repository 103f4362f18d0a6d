using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Triggers;

/// <summary>Why triggers cannot be set or fired.</summary>
public static class TriggerSetCodes
{
    public static readonly Code PathTaken = Code.State("trigger-path-taken", "地址“{path}”应只由一个流程使用，但“{definition}”已在使用。", "Expected the path '{path}' to belong to one definition, but '{definition}' has it.");
    public static readonly Code NotStanding = Code.State("trigger-not-standing", "该启动条件应仍然有效，但已被替换或撤销。", "Expected the trigger to stand, but it was replaced or taken away.");
    public static readonly Code TooEarly = Code.State("trigger-too-early", "启动时刻 {due} 应已到，但现在是 {now}。", "Expected the instant {due} to have come, but it is {now}.");
    public static readonly Code Unfit = Code.State("trigger-unfit", "定时启动的流程应与各级规则相合，但不相合（{reason}）。", "Expected the definition that the clock starts to fit the layers of its unit, but it does not ({reason}).");
    public static readonly Code GenerationsSpent = Code.State("trigger-generations-spent", "由信号“{name}”接连启动的流程不应超过 {most} 代，可能在互相启动。", "Expected at most {most} generations of instances that start one another by the signal '{name}', but there are more: they may do so without end.");
    public static readonly Code NobodyListens = Code.Unknown("endpoint-unknown", "应有流程接收 {method} {path}，但没有。", "Expected a definition or instance that takes {method} {path}, but there is none.");
}
