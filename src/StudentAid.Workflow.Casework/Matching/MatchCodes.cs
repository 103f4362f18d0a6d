using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>Why a row of a list is not a match beyond doubt (实施办法 第十六条(二): 匹配存疑的学生，需提供相应证明材料).</summary>
public static class MatchCodes
{
    public static readonly Code NameDiffers = Code.Input("match-name-differs", "身份证号一致，但名单上的姓名是“{name}”。", "Expected the name to agree, but the list has '{name}' for this ID number.");
    public static readonly Code NumberDiffers = Code.Input("match-number-differs", "姓名一致，但身份证号有 {count} 位不同。", "Expected the ID number to agree, but {count} of its characters differ.");
    public static readonly Code OldNumber = Code.Input("match-old-number", "名单上是 15 位旧身份证号。", "Expected 18 characters, but the list has the old ID number of 15 digits.");
    public static readonly Code NumberMissing = Code.Input("match-number-missing", "姓名、出生日期、地区一致，但没有可比对的身份证号。", "Expected an ID number to compare, but only name, birth and region agree.");
    public static readonly Code HouseholdOnly = Code.Input("match-household-only", "名单上只有家庭成员，没有学生本人。", "Expected the student on the list, but only a member of the household is.");
    public static readonly Code StateDoubtful = Code.Input("match-state-doubtful", "名单状态为“{state}”，需核对是否仍符合条件。", "Expected a state that still counts, but the list says '{state}'.");
    public static readonly Code ListTooOld = Code.Input("match-list-too-old", "名单数据日期为 {day}，已超过 {days} 天。", "Expected a list of at most {days} days, but its data are of {day}.");
    public static readonly Code NotValid = Code.Input("match-not-valid", "名单所列资格在 {day} 不在有效期内。", "Expected the entry to be valid on {day}, but it is not.");
}
