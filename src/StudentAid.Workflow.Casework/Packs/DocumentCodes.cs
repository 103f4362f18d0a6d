using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>Refusals of pack documents whatever their kind.</summary>
public static class DocumentCodes
{
    public static readonly Code KindDiffers = Code.Input("document-kind-differs", "文件类型应为 {expected}，实际是 {found}。", "Expected a document of kind {expected}, but its kind is {found}.");
    public static readonly Code FieldMissing = Code.Input("document-field-missing", "规则文件缺少字段 {field}。", "Expected the field {field}, but it is missing.");
    public static readonly Code FieldWrong = Code.Input("document-field-wrong", "规则文件字段 {field} 的内容不对，应为：{expected}。", "Expected {field} to be a {expected}, but it is not.");
}
