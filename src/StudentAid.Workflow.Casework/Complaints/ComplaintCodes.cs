using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Complaints;

/// <summary>Why a complaint is not taken, handled or answered.</summary>
public static class ComplaintCodes
{
    public static readonly Code NoSchool = Code.Input("complaint-school-unknown", "投诉应写明本系统登记的学校，但没有“{school}”。", "Expected a school that is on record, but '{school}' is none.");
    public static readonly Code BadText = Code.Input("complaint-text-bad", "投诉内容应为 5 至 {most} 字，联系方式不超过 100 字，方式为代码。", "Expected 5 to {most} characters of text, a contact of at most 100 and a coded channel, but it is not so.");
    public static readonly Code NotHandler = Code.Forbidden("complaint-not-yours", "投诉应由学校资助管理机构或其主管部门办理，但您不是。", "Expected the school's office or an authority over it to handle the complaint, but you are neither.", "人社厅发〔2020〕20号 (十)");
    public static readonly Code DueOver = Code.Input("complaint-due-past", "反馈期限应不早于今天，但写的是 {day}。", "Expected the answer to be due today or later, but it is {day}.");
    public static readonly Code NotFiled = Code.State("complaint-accepted", "投诉应尚未受理，但状态是“{status}”。", "Expected a complaint that nobody has taken on yet, but it is {status}.");
    public static readonly Code NotAccepted = Code.State("complaint-not-in-hand", "投诉应已受理且尚未反馈，但状态是“{status}”。", "Expected a complaint that is taken on and not answered, but it is {status}.", "人社厅发〔2020〕20号 (十)");
}
