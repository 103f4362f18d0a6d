using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Databases;

/// <summary>Why a verb cannot read or write a database.</summary>
public static class DatabaseCodes
{
    public static readonly Code NotWritable = Code.Busy("database-not-writable", "数据库“{path}”应由本命令独自写入，但打不开：{reason}。服务正在运行时，请改用接口 POST /api/definitions 或 /api/packs。", "Expected to be the only writer of '{path}', but: {reason}. While a server runs, use POST /api/definitions or /api/packs instead.");
    public static readonly Code NotReadable = Code.State("database-not-readable", "应能读取数据库“{path}”，但读不出来：{reason}。", "Expected to read the database '{path}', but: {reason}.");
    public static readonly Code BadPlace = Code.Input("bad-unit-place", "--unit 应写作 /代码/代码/，但写的是“{value}”。", "Expected --unit to be a place such as /college/, but it is '{value}'.");
    public static readonly Code NothingToImport = Code.Input("nothing-to-import", "“{path}”中应有流程定义或规则文件，但一个也没有。", "Expected definitions or documents in '{path}', but there is none.");
    public static readonly Code FileTaken = Code.State("export-file-taken", "导出的文件“{path}”应只对应一个版本，但有两个。", "Expected one version for the exported file '{path}', but there are two.");
}
