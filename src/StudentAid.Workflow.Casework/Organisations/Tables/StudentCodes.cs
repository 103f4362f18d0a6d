using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>What is wrong with a student's row as a whole.</summary>
public static class StudentCodes
{
    public static readonly Code KeyMissing = Code.Input("student-key-missing", "至少要填一项识别号：{columns}。", "Expected one of {columns}, but none is filled.");
    public static readonly Code Repeated = Code.Input("student-repeated", "“{column}”与第 {rows} 行重复。", "Expected each '{column}' once, but row {rows} has the same.");
    public static readonly Code SexDiffers = Code.Input("student-sex-differs", "性别与身份证号不一致，请核对。", "Expected the sex to agree with the ID number, but it does not.");
    public static readonly Code BirthDiffers = Code.Input("student-birth-differs", "出生日期与身份证号不一致，请核对。", "Expected the birth to agree with the ID number, but it does not.");
    public static readonly Code ClassUnknown = Code.Input("student-class-unknown", "“{column}”应是本校的班级，但没有名为“{class}”的单位；请改正，或先建立该班级。", "Expected '{column}' to name a class of the school, but no unit is called '{class}'; correct it, or put the class on record first.");
    public static readonly Code ClassAmbiguous = Code.Input("student-class-ambiguous", "“{column}”应只指一个班级，但名为“{class}”的单位不止一个；请先让它们的名称不同。", "Expected '{column}' to name one class, but several units are called '{class}'; give them different names first.");
}
