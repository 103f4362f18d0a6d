using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Databases;

/// <summary>Why a verb cannot read or write a database.</summary>
public static class DatabaseCodes
{
    public static readonly Code NotWritable = Code.Busy("database-not-writable", "数据库“{path}”应由本命令独自写入，但打不开：{reason}。服务正在运行时，请改用接口 POST /api/definitions 或 /api/packs。", "Expected to be the only writer of '{path}', but: {reason}. While a server runs, use POST /api/definitions or /api/packs instead.");
    public static readonly Code KeyTaken = Code.State("key-file-taken", "密钥应写入新文件，但“{path}”已存在；覆盖密钥会使用它的数据库再也打不开。", "Expected a new file for the key, but '{path}' exists: who overwrites a key locks its databases for good.");
    public static readonly Code VaultShut = Code.State("vault-shut", "数据库应能用所给的主密钥打开，但打不开：{reason}", "Expected the database to open with the master key that was given, but: {reason}.");
    public static readonly Code BadPerson = Code.Input("bad-person-id", "PERSON 应是人员编号（26 位），但写的是“{value}”。", "Expected PERSON to be a person's id of 26 characters, but it is '{value}'.");
    public static readonly Code NoDatabase = Code.Input("database-missing", "应给出已有的数据库文件，但没有“{path}”这个文件。", "Expected a database that exists, but there is no file '{path}'.");
    public static readonly Code NotReadable = Code.State("database-not-readable", "应能读取数据库“{path}”，但读不出来：{reason}。", "Expected to read the database '{path}', but: {reason}.");
    public static readonly Code NoArchives = Code.Input("archives-folder-missing", "--archives 应是存放审计归档的文件夹，但没有“{path}”。", "Expected --archives to be a folder of the audit chain's archives, but there is no '{path}'.");
    public static readonly Code NoHeads = Code.Input("heads-folder-missing", "--heads 应是存放链头的文件夹，但没有“{path}”。", "Expected --heads to be a folder of heads, but there is no '{path}'.");
    public static readonly Code BadPlace = Code.Input("bad-unit-place", "“{option}”应写作 /代码/代码/，但写的是“{value}”。", "Expected {option} to be a place such as /college/, but it is '{value}'.");
    public static readonly Code NothingToImport = Code.Input("nothing-to-import", "“{path}”中应有流程定义或规则文件，但一个也没有。", "Expected definitions or documents in '{path}', but there is none.");
    public static readonly Code FileTaken = Code.State("export-file-taken", "导出的文件“{path}”应只对应一个版本，但有两个。", "Expected one version for the exported file '{path}', but there are two.");
}
