using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Enrolment;

/// <summary>Why a change of enrolment is not taken.</summary>
public static class EnrolmentCodes
{
    public static readonly Code NoRules = Code.State("enrolment-rules-missing", "应有适用于本校的学籍异动规则和工作日历，但没有发布。", "Expected rules of changes of enrolment and a calendar to hold for the school, but they are not published.", "人社厅发〔2020〕20号 (三)");
    public static readonly Code UnknownChange = Code.Input("enrolment-change-unknown", "学籍异动应是 {known} 之一，但“{change}”不是。", "Expected a change out of {known}, but it is '{change}'.", "人社厅发〔2020〕20号 (三)");
    public static readonly Code NotYet = Code.Input("enrolment-change-in-future", "学籍异动的发生日应不晚于今日，但填的是 {day}。", "Expected the change to have occurred by today, but the day is {day}.");
    public static readonly Code Known = Code.State("enrolment-change-known", "该学生当日的同类异动应尚未登记，但已经登记。", "Expected this change of the student not to be on record, but it is.");
    public static readonly Code Entered = Code.State("enrolment-change-entered", "该异动应尚未在学籍系统中办理，但已经办理。", "Expected the change not to be entered yet, but it is.");
    public static readonly Code BadEntry = Code.Input("enrolment-entry-incomplete", "办理情况应写明日期（不早于发生日、不晚于今日）和回执编号，但不完整。", "Expected the day, between the change and today, and the receipt, but they are incomplete.");
}
