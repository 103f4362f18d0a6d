using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>What is wrong with a student's row as a whole.</summary>
public static class StudentCodes
{
    public static readonly Code KeyMissing = Code.Input("student-key-missing", "至少要填一项识别号：{columns}。", "Expected one of {columns}, but none is filled.");
    public static readonly Code Repeated = Code.Input("student-repeated", "“{column}”与第 {rows} 行重复。", "Expected each '{column}' once, but row {rows} has the same.");
    public static readonly Code SexDiffers = Code.Input("student-sex-differs", "性别与身份证号不一致，请核对。", "Expected the sex to agree with the ID number, but it does not.");
    public static readonly Code BirthDiffers = Code.Input("student-birth-differs", "出生日期与身份证号不一致，请核对。", "Expected the birth to agree with the ID number, but it does not.");
}
