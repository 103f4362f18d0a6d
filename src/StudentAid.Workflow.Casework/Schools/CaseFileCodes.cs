using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>What a case file expected and did not find.</summary>
public static class CaseFileCodes
{
    public static readonly Code Refused = Code.State("case-step-refused", "{do} 应能办理，但未能办理（{code}：{reason}）。", "Expected {do} to be done, but it was refused ({code}: {reason}).");
    public static readonly Code NotRefused = Code.State("case-step-not-refused", "{do} 应不能办理（{expected}），但实际是“{found}”。", "Expected {do} to be refused with {expected}, but found {found}.");
    public static readonly Code NeverThere = Code.State("case-never-there", "申请应到达“{activity}”，但停在“{at}”，没有期限可等。", "Expected the case to come to '{activity}', but it stands at '{at}' and no deadline is left.");
    public static readonly Code Differs = Code.State("case-expectation-differs", "{what} 的 {field} 应为 {expected}，但实际是 {found}。", "Expected {field} of {what} to be {expected}, but found {found}.");
    public static readonly Code UnknownField = Code.Input("case-expectation-unknown", "“{field}”应是可以核对的一项（{known}），但不是。", "Expected one of {known}, but '{field}' cannot be checked.");
    public static readonly Code NothingThere = Code.State("case-expectation-nothing", "应有 {what}，但没有找到。", "Expected {what} to exist, but it does not.");
}
