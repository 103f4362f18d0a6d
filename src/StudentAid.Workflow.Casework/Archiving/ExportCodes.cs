using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>What is wrong with a row or a file for another system, and why entry or archive cannot be confirmed.</summary>
public static class ExportCodes
{
    public static readonly Code CountWithErrors = Code.Input("export-count-with-errors", "只报人数（source 为 count）的导出样式应没有退回文件（errorFile），表中没有哪一行是某一个学生，但写了。", "Expected no file of refused rows (errorFile) in an export of numbers (source count), where no row is a student, but there is one.");
    public static readonly Code UnknownSource = Code.Input("export-source-unknown", "导出列的来源应以 {known} 之一开头，但“{source}”不是。", "Expected a source that begins with one of {known}, but it is '{source}'.");
    public static readonly Code Missing = Code.Input("export-value-missing", "第 {row} 行“{column}”必填，但没有内容。", "Expected '{column}' in row {row} to be filled, but it is empty.");
    public static readonly Code NoCode = Code.Input("export-value-without-code", "第 {row} 行“{column}”应在代码表中，但“{value}”不在。", "Expected '{column}' in row {row} to be in the code table, but '{value}' is not.");
    public static readonly Code Cut = Code.Input("export-value-cut", "第 {row} 行“{column}”应不超过 {limit} 字，但有 {length} 字，将被截短。", "Expected '{column}' in row {row} to have at most {limit} characters, but it has {length} and will be cut.");
    public static readonly Code NoProfile = Code.State("export-profile-not-published", "应有已发布的导出样式“{id}”，但没有找到。", "Expected the export profile '{id}' to be published, but it is not.");
    public static readonly Code HasErrors = Code.State("export-has-errors", "导出前应先改正 {count} 处错误。", "Expected no errors in the file, but there are {count}.");
    public static readonly Code NothingToExport = Code.State("nothing-to-export", "没有可导出的已认定学生。", "Expected somebody determined to export, but there is nobody.");
    public static readonly Code UnknownBatch = Code.Unknown("export-batch-unknown", "应能找到导出批次“{batch}”，但没有找到。", "Expected to find the export batch '{batch}', but there is none.");
    public static readonly Code BatchConfirmed = Code.State("export-batch-confirmed", "导出批次“{batch}”应尚未确认录入，但已经确认。", "Expected the batch '{batch}' not to be confirmed yet, but it is.");
    public static readonly Code CountDiffers = Code.Input("entered-count-differs", "录入人数应为 {expected}（本批 {rows} 人，退回 {refused} 人），但填的是 {count}。", "Expected {expected} entered ({rows} in the batch, {refused} refused), but it says {count}.", "实施办法 第十六条(五)、第十七条(五)");
    public static readonly Code NoReceipt = Code.Input("entered-without-receipt", "确认录入应附回执（截图或文件）和日期，但不完整。", "Expected a day and the receipt's hash, but they are incomplete.", "实施办法 第十六条(五)、第十七条(五)");
    public static readonly Code NotInBatch = Code.Input("refused-row-not-in-batch", "退回的学生应在本批次中，但“{case}”不在。", "Expected refused rows to be in the batch, but '{case}' is not.");
    public static readonly Code NoErrorColumns = Code.Input("error-file-columns", "错误文件应有“{key}”和“{reason}”两列，但没有找到。", "Expected the error file to have the columns '{key}' and '{reason}', but it does not.");
    public static readonly Code NotCompleted = Code.State("round-not-completed", "批次应先办结再建档，但状态是“{status}”。", "Expected the round to be completed before it is archived, but it is {status}.");
    public static readonly Code Practice = Code.State("round-is-practice", "导出、录入确认、五数核对和建档应针对正式批次，但这是演练批次。", "Expected a real round to export, confirm, count or archive, but this one is practice.", "实施办法 第十六条(五)、第十七条(五)");
    public static readonly Code NoPackage = Code.Input("archive-without-package", "建档应写明档案包的校验值和日期，但不完整。", "Expected the package's hash and the day, but they are incomplete.", "实施办法 第十六条(五)、第十七条(五)");

    /// <summary>The refusal where the round is practice: nothing official is made of invented students.</summary>
    public static Rejection? OfPractice(RoundState round) => round.Practice ? Practice.With() : null;
}
