using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>Reasons that every step of a case may give.</summary>
public static class CaseCodes
{
    public static readonly Code NotACase = Code.Input("not-a-case", "本环节只能用于认定申请，但缺少“{missing}”。", "Expected to run inside a case, but its input '{missing}' is missing.");
    public static readonly Code NoUnit = Code.Input("case-without-unit", "申请应有所属的“{scope}”，但没有登记。", "Expected the case to belong to a unit of kind '{scope}', but none is on record.");
    public static readonly Code TwoGroups = Code.State("case-in-two-groups", "申请 {number} 应只属于一个“{scope}”，但同时属于 {groups}：请修改这些组的规则或成员，再重试本环节。", "Expected the case {number} to belong to one group of kind '{scope}', but it belongs to {groups}: change their rules or members, then retry the step.");
    public static readonly Code NoDocument = Code.Input("document-not-pinned", "批次应固定文档“{kind}/{id}”，但没有找到。", "Expected the round to pin the document {kind}/{id}, but it does not.");
    public static readonly Code BadDocument = Code.Input("document-unreadable", "文档“{kind}/{id}”无法使用：{reason}。", "Expected to read the document {kind}/{id}, but {reason}.");
    public static readonly Code UnknownVerb = Code.Input("unknown-verb", "这一环节现在可做的是：{known}，没有“{verb}”。", "Expected one of {known}, but '{verb}' is none of them.");
    public static readonly Code ContentErased = Code.State("content-erased", "办理需要的个人内容已被删除，无法继续。", "Expected to read the case's personal content, but it has been erased.");
    public static readonly Code NotCoded = Code.Input("not-coded", "“{field}”应填代码（小写字母、数字和连字符），说明文字请写在“{text}”。", "Expected a code of lower-case letters, digits and hyphens in '{field}', but it is another text; write sentences in '{text}'.");
    public static readonly Code NotAHash = Code.Input("not-a-hash", "“{field}”应是已上传材料的编号，但不是。", "Expected '{field}' to address an uploaded file, but it does not.");
    public static readonly Code NoScale = Code.Input("scale-unknown", "本环节需要困难等级方案：请写“scale”，或先进行量化评估。", "Expected to know the scale of levels, but neither the option 'scale' nor a scoring before names one.");
}
