using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Engine.Activities;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>What the acts at cases and lists lead to, and until when they can be taken back; those at tasks say it in their activity's description.</summary>
public static class ActionWords
{
    /// <summary>The act with its consequence, and until when it can be taken back; as it was where nothing is known of its verb.</summary>
    public static TaskAction With(TaskAction action, ImmutableArray<VerbReason> reasons) => action.Verb switch
    {
        "return" => action with { Consequence = ReviewVerbs.Back, Reasons = reasons },
        "not-determined" => action with { Consequence = new("不予认定，须有法定理由。", "Not determined, for a reason that the rules name."), UndoUntil = ReviewVerbs.UntilNext, Reasons = reasons },
        "decide" => action with { Consequence = ReviewVerbs.Onward, UndoUntil = ReviewVerbs.UntilNext, Reasons = reasons },
        "take-back" => action with { Consequence = new("尚无人办理的学生进入补充名单，其余不变。", "Students on whom nobody has acted come back on the next list, the others stay as decided.") },
        "meet" => action with { Consequence = new("记录到会、请假、回避和替补；可以重新记录。", "Attendance is recorded; it can be recorded again.") },
        "vote" => action with { Consequence = new("每位成员一票，投出后不能更改。", "Each member votes once and cannot change it.") },
        "withdraw" => action with { Consequence = new("申请撤回并结束；窗口期内可以重新申请。", "The application ends; within the window one may apply again.") },
        "suspend" => action with { Consequence = new("暂停办理，期限停止计算，可以恢复。", "People and deadlines stop until it is continued.") },
        "continue" => action with { Consequence = new("恢复办理，期限继续计算。", "People and deadlines go on.") },
        "restart" => action with { Consequence = new("以新的申请重新开始，原申请保持原样。", "It begins anew as a new case; the old one stays as it ended.") },
        "cancel" => action with { Consequence = new("终止办理，不能恢复。", "The case ends and cannot be continued.") },
        _ => action,
    };
}
