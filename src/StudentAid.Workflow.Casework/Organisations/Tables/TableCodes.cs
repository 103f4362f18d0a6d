using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>Why a file, a column or a cell of a table is refused.</summary>
public static class TableCodes
{
    public static readonly Code Empty = Code.Input("table-empty", "文件是空的。", "Expected a table, but the file is empty.");
    public static readonly Code TooLarge = Code.Input("table-too-large", "文件超过 {limit} MB，请拆分后再导入。", "Expected at most {limit} MB, but the file is larger: split it.");
    public static readonly Code TooLong = Code.Input("table-too-long", "表格超过 {limit} 行，请拆分后再导入。", "Expected at most {limit} rows, but the table has more: split it.");
    public static readonly Code TooWide = Code.Input("table-too-wide", "表格超过 {limit} 列，请删去多余的列。", "Expected at most {limit} columns, but the table has more.");
    public static readonly Code Inflated = Code.Input("table-inflated", "文件解压后过大，不像普通表格，没有打开。", "Expected an ordinary workbook, but it inflates beyond all measure.");
    public static readonly Code TypeDefinition = Code.Input("table-type-definition", "文件内含文档类型定义（DTD），没有打开。", "Expected plain XML, but a part declares a document type.");
    public static readonly Code Encrypted = Code.Input("table-encrypted", "文件设有密码，请取消密码后再导入。", "Expected an open workbook, but it is protected by a password.");
    public static readonly Code IsWebPage = Code.Input("table-is-web-page", "文件虽以表格命名，实为网页，请用 Excel 打开后另存为 .xlsx。", "Expected a table, but the file is a web page: save it as .xlsx.");
    public static readonly Code Unreadable = Code.Input("table-unreadable", "文件无法识别，请用 Excel 打开后另存为 .xlsx。", "Expected CSV, XLS or XLSX, but the file is none of them: save it as .xlsx.");
    public static readonly Code Encoding = Code.Input("table-encoding", "文件文字编码无法识别（第 {line} 行起），可能混用了两种编码，请另存为 UTF-8 或 .xlsx。", "Expected one encoding, but line {line} fits neither UTF-8 nor GB18030.");
    public static readonly Code QuoteUnclosed = Code.Input("table-quote-unclosed", "第 {row} 行的引号没有成对，后面的内容无法分列。", "Expected every quote to be closed, but the one in row {row} is not.");
    public static readonly Code EncodingUnknown = Code.Input("table-encoding-unknown", "不支持的编码“{encoding}”。", "Expected a known encoding, but it is '{encoding}'.");
    public static readonly Code CellPrecisionLost = Code.Input("cell-precision-lost", "该单元格是数字且超过 15 位，后几位已被 Excel 改成 0，请改为文本格式后重新填写。", "Expected text, but the cell is a number of more than 15 digits and its last ones are lost.");
    public static readonly Code CellFailed = Code.Input("cell-failed", "该单元格是公式错误（{error}）。", "Expected a value, but the cell's formula failed with {error}.");
    public static readonly Code HeaderMissing = Code.Input("header-missing", "前 {rows} 行中找不到表头，请检查列名。", "Expected a header in the first {rows} rows, but no column was recognised.");
    public static readonly Code ColumnMissing = Code.Input("column-missing", "缺少“{column}”列。", "Expected a column '{column}', but there is none.");
    public static readonly Code ColumnRepeated = Code.Input("column-repeated", "“{column}”列出现了不止一次，请只保留一列。", "Expected one column '{column}', but there are several.");
    public static readonly Code CellMissing = Code.Input("cell-missing", "“{column}”未填写。", "Expected a value in '{column}', but it is empty.");
    public static readonly Code CellTooLong = Code.Input("cell-too-long", "“{column}”超过 {limit} 个字。", "Expected at most {limit} characters in '{column}', but there are more.");
    public static readonly Code CellNotAChoice = Code.Input("cell-not-a-choice", "“{column}”只能填：{choices}。", "Expected '{column}' to be one of {choices}, but it is not.");
    public static readonly Code CellNotADay = Code.Input("cell-not-a-day", "“{column}”不是日期，请写成 2026-09-01。", "Expected '{column}' to be a day such as 2026-09-01, but it is not.");
    public static readonly Code CellNotANumber = Code.Input("cell-not-a-number", "“{column}”不是数字。", "Expected '{column}' to be a number, but it is not.");
}
