using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Imports;

/// <summary>
/// What a job of an import is given: the kind ("people" or "list"), the unit it is for, of a list its source, and the sealed file by hash. Encoding is the one
/// that the file came in, "" for a workbook.
/// </summary>
public sealed record ImportInput(string Kind, string Unit, string Provider, string Batch, DateOnly? DataDate, string Category, string File, string Encoding)
{
    public const string People = "people";
    public const string List = "list";

    /// <summary>Rows that one step takes.</summary>
    public const int Piece = 1_000;

    public ListSource Source => new(Provider, Batch, DataDate ?? default);
}

public static class ImportCodes
{
    public static readonly Code UnknownKind = Code.Input("import-kind-unknown", "导入的种类应是 people（学生名册）或 list（有关部门名单），但填的是“{kind}”。", "Expected the kind people or list, but it is '{kind}'.");
    public static readonly Code NoSource = Code.Input("import-without-source", "有关部门名单应写明部门、批次和数据日期，但缺少“{missing}”。", "Expected a list's provider, batch and data date, but '{missing}' is missing.");
    public static readonly Code RowsRefused = Code.Input("import-rows-refused", "各行都应能导入，但有 {count} 行未导入，原因见结果文件的最后一列。", "Expected every row to be taken, but {count} were not; the last column of the result says why.");
    public static readonly Code FileGone = Code.State("import-file-gone", "导入的文件应仍在，但已被删除。", "Expected the import's file to be kept, but it is gone.");
}
