using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Documents;

/// <summary>Files that cannot be read, or are none of ours.</summary>
public static class DocumentFileCodes
{
    public static readonly Code NotFound = Code.Input("file-not-found", "应有文件“{path}”，但没有找到。", "Expected to find the file '{path}', but it is not there.");
    public static readonly Code IsFolder = Code.Input("file-is-folder", "“{path}”应是文件，但是一个文件夹。", "Expected '{path}' to be a file, but it is a folder.");
    public static readonly Code TooLarge = Code.Input("file-too-large", "文件“{path}”应不超过 {most} 字节，但更大。", "Expected '{path}' to have at most {most} bytes, but it has more.");
    public static readonly Code NotUtf8 = Code.Input("file-not-utf8", "文件“{path}”应是 UTF-8 编码，但不是，请另存为 UTF-8。", "Expected '{path}' to be UTF-8, but it is not.");
    public static readonly Code Unreadable = Code.Input("file-unreadable", "文件“{path}”应能读取，但读不出来：{reason}。", "Expected to read '{path}', but: {reason}.");
    public static readonly Code Unknown = Code.Input("unknown-document", "“{path}”应是流程定义或规则文件（有 kind），但看不出是什么。", "Expected '{path}' to be a definition or a document with a kind, but it is neither.");
    public static readonly Code Nothing = Code.Input("nothing-to-lint", "“{path}”中应有 .json 文件，但一个也没有。", "Expected .json files in '{path}', but there is none.");
    public static readonly Code ScaleMissing = Code.Input("scale-not-beside-table", "量化指标引用的等级方案“{scale}”应与它在同一文件夹，但没有找到；未作证明。", "Expected the scale '{scale}' beside its score table, but it is not there; nothing was proven.");
    public static readonly Code NoSchemaFolder = Code.Input("no-schema-folder", "当前文件夹下应有“{path}”，但没有，请在仓库根目录运行。", "Expected the folder '{path}' here, but it is not; run this at the root of the repository.");
    public static readonly Code NothingToLayOn = Code.Input("overlay-alone", "流程“{procedure}”应在一起检查的文件中，但没有；只检查了写法。", "Expected the definition '{procedure}' among the files that are checked, but it is not; only the spelling was checked.");
}
