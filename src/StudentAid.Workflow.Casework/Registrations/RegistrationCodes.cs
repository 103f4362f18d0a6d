using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Registrations;

/// <summary>Why students are not put on record as registered.</summary>
public static class RegistrationCodes
{
    public static readonly Code NoWindows = Code.State("registration-windows-missing", "应有适用于本校的学籍注册时限，但没有发布。", "Expected windows of registration to hold for the school, but none is published.", "人社厅发〔2020〕20号 (二)");
    public static readonly Code Closed = Code.State("registration-closed", "学籍注册应在时限内办理（下一次 {opens} 至 {closes}），但今天是 {day}。", "Expected a day in a window of registration (the next is {opens} to {closes}), but it is {day}.", "人社厅发〔2020〕20号 (二)");
    public static readonly Code Incomplete = Code.Input("registration-facts-missing", "{name} 的学生和监护人信息应采集完整，但缺少{missing}。", "Expected the facts of {name} and the guardian to be complete, but {missing} are missing.", "人社厅发〔2020〕20号 (二)");
    public static readonly Code Twice = Code.Input("registration-twice", "{name} 不得重复注册学籍，但系统内另有同一身份证号的在籍学生。", "Expected {name} to be registered once, but there is another enrolled student with that ID number.", "人社厅发〔2020〕20号 (三)");
    public static readonly Code Known = Code.State("registration-known", "{name} 应尚未登记注册，但已经登记。", "Expected {name} not to be on record as registered, but it is.");
    public static readonly Code NoReceipt = Code.Input("registration-receipt-missing", "登记注册应写明学生和信息系统的审批回执，但没有。", "Expected students and the receipt of the system's approval, but they are missing.", "人社厅发〔2020〕20号 (二)");
}
