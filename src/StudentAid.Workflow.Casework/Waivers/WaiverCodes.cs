using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Waivers;

/// <summary>Why a student on a provider's list cannot be invited, or cannot waive or take a waiver back.</summary>
public static class WaiverCodes
{
    public static readonly Code NotListed = Code.State("not-on-a-list", "该学生应在有关部门的名单上，但数据比对没有结果。", "Expected the student to be on a provider's list, but the comparison found nothing.", "实施办法 第九条");
    public static readonly Code HasCase = Code.State("has-applied", "该学生应尚未申请，但本批次已有申请，请在申请中办理。", "Expected the student not to have applied, but there is a case in this round; act there.");
    public static readonly Code BadAnswer = Code.Input("invitation-answer-unknown", "答复应是“{known}”之一，但填的是“{answer}”。", "Expected one of {known}, but the answer is '{answer}'.");
    public static readonly Code Incomplete = Code.Input("invitation-incomplete", "应写明“{missing}”，但没有。", "Expected '{missing}' to be given, but it is not.");
    public static readonly Code NeedsPaper = Code.Input("waiver-without-paper", "自愿放弃应由本人（监护人）确认，或附签字材料，但两者都没有。", "Expected the student's or guardian's own click or a signed paper, but there is neither.", "实施办法 第九条");
    public static readonly Code NothingWaived = Code.State("nothing-waived", "应有一份自愿放弃可以收回，但没有。", "Expected a waiver to take back, but there is none.");
    public static readonly Code YearOver = Code.State("school-year-over", "自愿放弃应在学年内收回，但本学年已于 {day} 结束。", "Expected the waiver to be taken back within the school year, but it ended on {day}.");
}
