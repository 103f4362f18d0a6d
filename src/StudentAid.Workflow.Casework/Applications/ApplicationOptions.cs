using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;

namespace StudentAid.Workflow.Casework.Applications;

public sealed record ApplicationOptions
{
    [Option("申请表", "Form", Required = true, References = "form", HelpZhCn = "认定申请表（第十六条(一)、第十七条(一)）。", HelpEn = "The application form (Art. 16(1), 17(1)).")]
    public string Form { get; init; } = "";

    [Option("书面承诺", "Commitment", Choices = ["required", "not-asked"], Tightens = "fixed",
        HelpZhCn = "高校学生须作出书面承诺，不再提供证明材料（第十七条(二)，教政法函〔2019〕12号）。", HelpEn = "In higher education a written commitment takes the place of proof (Art. 17(2)).")]
    public string Commitment { get; init; } = "required";

    [Option("证明材料", "Proof", Choices = ["not-asked", "unless-matched", "required"],
        HelpZhCn = "not-asked 不要求；unless-matched 数据比对成功的不再提供，存疑的在数据比对环节补充，仍在有效期内的旧材料继续有效（第十六条(二)）；required 一律要求。",
        HelpEn = "unless-matched: none for whom the lists match, who is in doubt gives it at the data match, earlier proof that is still valid stays valid (Art. 16(2)).")]
    public string Proof { get; init; } = "not-asked";

    [Option("申请人", "Applicant", Choices = ["student", "guardian", "either"],
        HelpZhCn = "由学生、监护人，或任一方提出申请并签字（第十六条(二)、第十七条(二)）。", HelpEn = "Who applies and signs (Art. 16(2), 17(2)).")]
    public string Applicant { get; init; } = "student";

    [Option("申请资格", "Eligibility", References = "eligibility", HelpZhCn = "不符合条件的不受理，例如非全日制（第二条）。", HelpEn = "Who cannot apply, such as part-time students (Art. 2).")]
    public string Eligibility { get; init; } = "";

    [Option("退回后的补正天数", "Days to correct", Minimum = 1, Maximum = 60,
        HelpZhCn = "退回的申请表至少有这么多天（自然日）可以补正，即使申请时间已过。", HelpEn = "A returned form can be corrected for at least so many calendar days, though the window has closed.")]
    public int CorrectionDays { get; init; } = 5;

    [Option("可重新启动的结束", "Restart", Tightens = "subset",
        HelpZhCn = "以哪些方式结束、没有结果的申请可以重新启动：cancelled 为终止，其余为流程的结果名；留空列表则不允许。", HelpEn = "What a case may have ended with to begin anew as a new attempt: cancelled, or outcomes of the procedure; an empty list allows none.")]
    public ImmutableArray<string> Restart { get; init; } = ["cancelled", "Withdrawn"];

    [Option("受理时段", "Hours", HelpZhCn = "每天受理的时段，例如 07:30-20:00（含起不含止，按本单位日历的时区），几段用逗号隔开，只在工作日受理的前面加 working-days（working-days 08:30-12:00,14:00-17:30）；不填则全天。时段外不能保存、提交，可以自愿放弃。",
        HelpEn = "The hours of a day in which forms are saved and submitted, such as 07:30-20:00, in the calendar's zone, several with commas between, on working days alone with working-days before them; all day where left out. Waiving is always possible.")]
    public string Hours { get; init; } = "";

    [Option("可撤回到哪一环节办完前", "Withdrawn until", Later = true, HelpZhCn = "环节编号：该环节对本人作出决定（不作决定的环节则为办完或跳过）前，学生可以撤回申请；不填则任何机构作出决定前。",
        HelpEn = "The activity until whose decision, or whose end where it decides nothing, the application may be withdrawn; until any body has decided where left out.")]
    public string WithdrawUntil { get; init; } = "";

    [Option("谁的待办", "Scope", HelpZhCn = "申请归属的单位类别。", HelpEn = "The kind of unit under which the application stands.")]
    public string Scope { get; init; } = "class";
}
