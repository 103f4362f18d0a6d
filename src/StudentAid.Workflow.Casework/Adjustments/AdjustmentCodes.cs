using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>Why a decided case is not looked at again, or a student's standing not changed.</summary>
public static class AdjustmentCodes
{
    public static readonly Code NotDecided = Code.State("adjustment-not-decided", "动态调整应针对已办结的认定，但该申请尚未办结。", "Expected a decided case to adjust, but it has not ended with a decision.", "实施办法 第十五条");
    public static readonly Code UnknownTrigger = Code.Input("adjustment-trigger-unknown", "调整原因应是“{known}”之一，但填的是“{trigger}”。", "Expected a trigger of {known}, but it is '{trigger}'.");
    public static readonly Code NotProposed = Code.State("adjustment-not-proposed", "动态调整规则中应有因“{trigger}”提出的调整，但没有，因此不提出。", "Expected the rules of adjustment to name what '{trigger}' leads to, but they do not; nothing is proposed.", "实施办法 第十五条");
    public static readonly Code NoText = Code.Input("adjustment-without-text", "应写明情况和理由，但没有内容。", "Expected the circumstances and reasons to be given, but there is no text.");
    public static readonly Code StillOpen = Code.State("adjustment-open", "上一次动态调整应已办结，但仍在办理。", "Expected the earlier adjustment to be settled, but it is still under way.");
    public static readonly Code NotOpen = Code.State("adjustment-settled", "该调整建议应尚待处理，但状态是“{status}”。", "Expected the proposal to be open, but it is {status}.");
    public static readonly Code WrongRound = Code.Input("adjustment-round-unfit", "动态调整应在本校另一流程的认定批次中办理，练习与正式的不能混用，但该批次不合。", "Expected a round of the same school in another procedure of determination, both for practice or neither, but it is none.");
    public static readonly Code OutsideWindow = Code.State("adjustment-outside-window", "这类调整应在学期调整期内办理，但现在不在期内。", "Expected the semester's window for this kind of adjustment, but it is closed now.", "实施办法 第十五条");
    public static readonly Code NotSuperior = Code.State("level-not-held", "该学生应有有效的困难等级，但没有。", "Expected the student to hold a valid level, but there is none.");
    public static readonly Code StandingUnfit = Code.State("standing-unfit", "当前状态“{status}”不能办理“{act}”，应先办理前一步。", "Expected a standing in which '{act}' is possible, but it is '{status}'.");
}
