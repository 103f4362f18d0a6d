using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>Why a text is no valid ID number. No sentence repeats the number.</summary>
public static class IdNumberCodes
{
    public static readonly Code Missing = Code.Input("id-number-missing", "身份证号未填写。", "Expected an ID number, but there is none.");
    public static readonly Code Length = Code.Input("id-number-length", "身份证号应为 18 位，实际为 {length} 位。", "Expected 18 characters, but the ID number has {length}.");
    public static readonly Code Characters = Code.Input("id-number-characters", "身份证号前 17 位应为数字，末位为数字或 X，第 {position} 位不对。", "Expected 17 digits and a digit or X, but character {position} is neither.");
    public static readonly Code Date = Code.Input("id-number-date", "身份证号第 7 至 14 位不是有效的出生日期。", "Expected characters 7 to 14 to be a date of birth, but there is no such day.");
    public static readonly Code CheckDigit = Code.Input("id-number-check-digit", "身份证号校验位不对，请核对是否录错。", "Expected the check digit to agree, but it does not: one of the digits is wrong.");
    public static readonly Code Fifteen = Code.Input("id-number-fifteen-digits", "这是 15 位旧身份证号，请填写 18 位号码。", "Expected 18 characters, but this is an old number of 15 digits.");
    public static readonly Code PrecisionLost = Code.Input("id-number-precision-lost", "身份证号被 Excel 当作数字（如 1.1E+17），后几位已丢失。请把该列设为文本格式后重新填写。", "Expected text, but Excel kept the ID number as a number and its last digits are lost.");
    public static readonly Code OtherDocument = Code.Input("id-number-other-document", "这是其他证件的号码（如通行证、护照），请用学籍号或录取号作为识别号。", "Expected an ID number, but this is the number of another document: use the register or admission number as key.");
}
