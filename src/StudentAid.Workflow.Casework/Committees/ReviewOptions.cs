using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Activities;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>What every body's step has.</summary>
public abstract record ReviewOptions
{
    [Option("单位类别", "Scope", Required = true, HelpZhCn = "在哪一类单位办理：班级、院（系）、学校等。", HelpEn = "The kind of unit that acts: class, department, school …")]
    public string Scope { get; init; } = "";

    [Option("环节性质", "Act", Required = true, Choices = ["propose", "review", "endorse", "approve"],
        HelpZhCn = "提出名单、审核、核准、批准是四种不同的行为（第十七条(三)）；只有批准可以不予认定（第十八条）。",
        HelpEn = "To propose, review, endorse and approve are different acts (Art. 17(3)); only who approves can refuse (Art. 18).", Tightens = "fixed")]
    public string Act { get; init; } = "";

    [Option("按名单办理", "By list", HelpZhCn = "逐份名单开会决定；否则逐人办理。", HelpEn = "Decided list by list at a meeting; else case by case.")]
    public bool Roster { get; init; }

    [Option("排序", "Ranking", HelpZhCn = "同意的学生须按困难程度排出先后（1、2、3…，不重复、不跳号）；名次随学生送下一环节，供其定等级时参考，与按名单办理同用。",
        HelpEn = "Who is agreed to is put in order of hardship (1, 2, 3 …, none twice, none left out); the place goes with the case to the next step. Goes with a list.")]
    public bool Ranking { get; init; }

    [Option("评分表", "Score sheet", References = "review-sheet", HelpZhCn = "到会的每位成员按此表对名单上的每名学生评分，去掉最高、最低后的平均分或总分作为得分或名次；与按名单办理同用。",
        HelpEn = "Everybody at the meeting scores each student of the list by this sheet; mean or sum without the highest and lowest becomes total or place. Goes with a list.")]
    public string Sheet { get; init; } = "";

    [Option("可加签几人", "Signers", Minimum = 0, Maximum = 5, Tightens = "max",
        HelpZhCn = "逐人办理时，办理人可请几位工作人员在其办理之前或之后会签；0 为不允许加签。", HelpEn = "Case by case: how many colleagues the holder may ask to sign before or after his act; 0 allows none.")]
    public int Signers { get; init; }

    [Option("催办间隔（小时）", "Hours between reminders", Minimum = 1, Maximum = 720, HelpZhCn = "同一待办两次催办之间至少相隔几小时。", HelpEn = "A task's holder is reminded no more often than this.")]
    public int RemindEvery { get; init; } = 24;

    [Option("困难等级方案", "Scale", References = "scale", HelpZhCn = "不填则用量化评估所用的方案。", HelpEn = "The scoring's scale where left out.")]
    public string Scale { get; init; } = "";

    [Option("何时封定名单", "Freeze", Choices = ["by-hand", "ready", "deadline"],
        HelpZhCn = "by-hand 由人封定，ready 人齐自动封定，deadline 到期封定。", HelpEn = "When the list is closed: by hand, when everybody has arrived, or at the deadline.")]
    public string Freeze { get; init; } = "by-hand";

    [Option("封定期限（第几天）", "Day to freeze on", Minimum = 1, Maximum = 366, HelpZhCn = "freeze 为 deadline 时，第几天 24:00 封定（freezeUnit、freezeFrom 不填则为开学第几天），未到齐的列入补充名单。",
        HelpEn = "With freeze at the deadline: the day at whose end the list is closed, of the term where freezeUnit and freezeFrom are left out; who comes later goes on a later list.")]
    public int? FreezeDay { get; init; }

    [Option("封定期限的单位", "Unit of the freeze day", Choices = ["days", "working-days", "months"], HelpZhCn = "freezeDay 按自然日、工作日或月计，例如开学一个月内。", HelpEn = "Whether freezeDay counts calendar days, working days or months, such as within a month of the term's beginning.")]
    public string FreezeUnit { get; init; } = FreezeDeadline.InDays;

    [Option("封定期限的起点", "Freeze day from", Choices = ["term", "window", "arrival", "complete"], HelpZhCn = "term 自开学起（开学当日为第 1 天；按月的当日不计入），window 自最后一个申请时间截止之日起，arrival 自最后一份申请到达本环节之日起，complete 自申请截止、申请和下级名单都已到齐之日起（后三种当日不计入）。",
        HelpEn = "Counted from the term's beginning (its day is the first; of months it is not counted), from the day on which the last window closed, on which the last application arrived at this step, or on which windows were closed and everybody and every list below had arrived (these days not counted).")]
    public string FreezeFrom { get; init; } = FreezeDeadline.FromTerm;

    [Option("封定时刻", "Freeze at", HelpZhCn = "freeze 为 deadline 时，每学年固定的日期和时刻（MM-ddTHH:mm，如 09-20T12:00，按本单位日历的时区），代替第几天。",
        HelpEn = "With freeze at the deadline: a date and time of every school year (MM-ddTHH:mm, in the calendar's zone) instead of a day of the term.")]
    public string FreezeAt { get; init; } = "";

    [Option("最多调几级", "Steps", Minimum = 0, Maximum = 9, Tightens = "max", HelpZhCn = "与送来时的等级相比，最多上下调整几级，0 为不得改动；不填则不限。",
        HelpEn = "By how many levels at most the one that a case came with may be changed, 0 for none; any number where left out.")]
    public int? Steps { get; init; }

    [Option("只能往哪边调", "Direction", Choices = ["any", "up", "down"], Tightens = "fixed", HelpZhCn = "up 只能调高（更困难），down 只能调低。", HelpEn = "Whether levels are changed both ways, only up (graver) or only down.")]
    public string Direction { get; init; } = "any";

    [Option("不低于推荐等级", "Not below the suggestion", Tightens = "fixed", HelpZhCn = "不得低于量化评估的推荐等级，例如就高不就低。", HelpEn = "No level below the one that the scoring suggested.")]
    public bool NotBelowSuggested { get; init; }

    [Option("不高于申请的等级", "Not above the level asked for", Tightens = "fixed", HelpZhCn = "申请表中填写所申请等级的栏目，如 answers.student.levelAskedFor；等级不得高于所填，没有填的不受此限。",
        HelpEn = "The form's field with the level asked for, such as answers.student.levelAskedFor: no level above it; who asked for none is not bound.")]
    public string NotAbove { get; init; } = "";
}

public sealed record CommitteeReviewOptions : ReviewOptions
{
    [Option("认定机构", "Body", Required = true, References = "body", HelpZhCn = "评议小组、工作组、领导小组等（第十一条、第十二条）。", HelpEn = "The body of determination (Art. 11, 12).")]
    public string Body { get; init; } = "";
}

public sealed record ApprovalOptions : ReviewOptions
{
    [Option("角色", "Role", Required = true, HelpZhCn = "由哪一角色办理，例如学生资助管理机构（第十七条(三)3）。", HelpEn = "The role that acts, such as the aid office (Art. 17(3)3).")]
    public string Role { get; init; } = "";

    [Option("几个岗位怎样办理", "Several posts", Choices = ["one", "all", "first", "ordered"], Tightens = "fixed",
        HelpZhCn = "逐人办理时：one 由 role 一个岗位办理；all 会签，role 和 roles 的各岗位都签才通过；first 或签，其中任何一个岗位办理即可；ordered 依次审批，按 role、roles 的顺序一个签完下一个才能办理。任何一个岗位都可以退回。",
        HelpEn = "Case by case: one, the post of role alone; all, every post of role and roles signs; first, whichever of them acts first; ordered, one after the other in this order. Each of them may return the case.")]
    public string Mode { get; init; } = "one";

    [Option("其他岗位", "Further posts", HelpZhCn = "mode 不是 one 时，role 以外还由哪些岗位办理；同一人不能代两个岗位签。", HelpEn = "With another mode than one: the posts that act besides role; nobody signs for two of them.")]
    public ImmutableArray<string> Roles { get; init; } = [];

    [Option("本人办理", "In person", HelpZhCn = "须由负责人本人签字并确认责任声明，不得由他人或系统代办（校长责任制，人社厅发〔2020〕20号 (七)）；与按名单办理同用。",
        HelpEn = "Signed by who is in charge himself with the aid's statement of responsibility; nobody and no system does it for him. Goes with a list.")]
    public bool Personal { get; init; }

    [Option("可由同一人决定", "Same person", Tightens = "fixed", HelpZhCn = "一人决定过前一环节（逐人办理，或登记过名单的决定）的，可否在本环节再由其一人决定同一学生；不填为不可以。",
        HelpEn = "Whether who decided alone at an earlier post, or put down its list's decision, may alone decide about the same student here; not where left out.")]
    public bool SameDecider { get; init; }

    [Option("重点审查提示", "Red flags", HelpZhCn = "审定前列出重点审查项，逐项说明后才能审定（人社厅发〔2020〕20号 (十)）；与按名单办理同用。", HelpEn = "Red flags are shown before and must be answered. Goes with a list.")]
    public bool Flags { get; init; }
}
