using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>A coded reason that an act may give, in words, with the article it rests on.</summary>
public sealed record ActionReason(string Code, Text Name, string? Article = null);

/// <summary>What the acts at tasks, cases and lists are called, what they lead to, and until when they can be taken back.</summary>
public static class ActionWords
{
    private static readonly Text UntilDecided = new("评议决定作出前可以撤回申请", "Until a body has decided, by withdrawing the application");
    private static readonly Text UntilNext = new("下一环节办理前可以收回", "Until the next body has acted, by taking the decision back");

    /// <summary>The act with its consequence, and until when it can be taken back; as it was where nothing is known of its verb.</summary>
    public static TaskAction With(TaskAction action, ImmutableArray<ActionReason> reasons) => action.Verb switch
    {
        "submit" => action with { Consequence = new("提交后进入数据比对和核实，不能再自行修改。", "The application goes on to matching and verification and can no longer be changed by yourself."), UndoUntil = UntilDecided },
        "save" => action with { Consequence = new("只保存草稿，不算提交。", "Only a draft is kept; nothing is submitted.") },
        "waive" => action with { Consequence = new("申请就此结束，本批次不再认定。", "The application ends here; this round determines nothing for it.") },
        "resolve" => action with { Consequence = new("比对结果以此为准，该生继续办理。", "This match counts from now on, and the case goes on.") },
        "record" => action with { Consequence = new("核实记录存入申请，不能删除。", "The record is kept with the case and cannot be deleted.") },
        "enter" => action with { Consequence = new("参考等级存入申请，供评议参考，不代替评议。", "The reference level is kept for the bodies to look at; it decides nothing.") },
        "none" => action with { Consequence = new("没有参考等级，申请继续办理。", "There is no reference level, and the case goes on.") },
        "finish" => action with { Consequence = new("核实结束，进入量化评估。", "The verification ends, and the case goes on to scoring.") },
        "return" => action with { Consequence = new("申请退回所选环节重新办理。", "The case goes back to the chosen activity and is done again."), Reasons = reasons },
        "not-determined" => action with { Consequence = new("不予认定，须有法定理由。", "Not determined, for a reason that the rules name."), UndoUntil = UntilNext, Reasons = reasons },
        "propose" or "review" or "endorse" or "approve" or "decide" => action with
        {
            Consequence = new("决定作出后，名单上的学生进入下一环节。", "Once decided, the students on the list go on to the next activity."), UndoUntil = UntilNext, Reasons = reasons,
        },
        "take-back" => action with { Consequence = new("尚无人办理的学生进入补充名单，其余不变。", "Students on whom nobody has acted come back on the next list, the others stay as decided.") },
        "meet" => action with { Consequence = new("记录到会、请假、回避和替补；可以重新记录。", "Attendance is recorded; it can be recorded again.") },
        "vote" => action with { Consequence = new("每位成员一票，投出后不能更改。", "Each member votes once and cannot change it.") },
        "entered" => action with { Consequence = new("确认已录入国家系统并归档。", "Confirms the entry in the national system and files the case.") },
        "withdraw" => action with { Consequence = new("申请撤回并结束；窗口期内可以重新申请。", "The application ends; within the window one may apply again.") },
        "suspend" => action with { Consequence = new("暂停办理，期限停止计算，可以恢复。", "People and deadlines stop until it is continued.") },
        "continue" => action with { Consequence = new("恢复办理，期限继续计算。", "People and deadlines go on.") },
        "restart" => action with { Consequence = new("以新的申请重新开始，原申请保持原样。", "It begins anew as a new case; the old one stays as it ended.") },
        "cancel" => action with { Consequence = new("终止办理，不能恢复。", "The case ends and cannot be continued.") },
        _ => action,
    };
}
