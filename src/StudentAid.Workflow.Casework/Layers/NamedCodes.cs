using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Layers;

/// <summary>What an effective definition or a document that holds with it names or reads, and is not there.</summary>
public static class NamedCodes
{
    public static readonly Code NoDocument = Code.Input("names-no-document", "“{document}”的 {at} 写的{kind}“{id}”应在本单位或上级的文件中，但没有（已有：{known}）。", "Expected the {kind} '{id}' that '{document}' names at {at} to be among the documents of the unit or above, but it is not (there are: {known}).");
    public static readonly Code NoDocumentNear = Code.Input("names-no-document-near", "“{document}”的 {at} 写的{kind}“{id}”应在本单位或上级的文件中，但没有，最接近的是“{nearest}”。", "Expected the {kind} '{id}' that '{document}' names at {at} to be among the documents of the unit or above, but it is not; the nearest is '{nearest}'.");
    public static readonly Code NoLevel = Code.Input("names-no-level", "“{document}”的 {at} 写的等级“{level}”应在等级方案“{scale}”中，但没有（其中有：{known}）。", "Expected the level '{level}' that '{document}' names at {at} to be on the scale '{scale}', but it is not (there are: {known}).");
    public static readonly Code NoLevelNear = Code.Input("names-no-level-near", "“{document}”的 {at} 写的等级“{level}”应在等级方案“{scale}”中，但没有，最接近的是“{nearest}”。", "Expected the level '{level}' that '{document}' names at {at} to be on the scale '{scale}', but it is not; the nearest is '{nearest}'.");
    public static readonly Code LevelWithoutCode = Code.Input("level-without-code", "“{document}”的 {at} 应给等级方案“{scale}”的每一级写代码，但没有“{level}”的，也没有写 otherwise。", "Expected a code for every level of the scale '{scale}' at {at} of '{document}', but '{level}' has none and there is no 'otherwise'.");
    public static readonly Code NoFact = Code.Input("reads-no-fact", "“{document}”的 {at} 读取的“{fact}”应是这里能读到的，但没有（“{root}”之下有：{known}）。", "Expected '{fact}', which '{document}' reads at {at}, to be among what it may read, but it is not (below '{root}' there are: {known}).");
    public static readonly Code NoFactNear = Code.Input("reads-no-fact-near", "“{document}”的 {at} 读取的“{fact}”应是这里能读到的，但没有，最接近的是“{nearest}”。", "Expected '{fact}', which '{document}' reads at {at}, to be among what it may read, but it is not; the nearest is '{nearest}'.");
    public static readonly Code NoChoice = Code.Input("reads-no-choice", "“{document}”的 {at} 写的“{word}”应是“{fact}”可能的值，但不是（有：{known}）。", "Expected '{word}', which '{document}' says at {at}, to be a value that '{fact}' can have, but it is not (there are: {known}).");
    public static readonly Code NoChoiceNear = Code.Input("reads-no-choice-near", "“{document}”的 {at} 写的“{word}”应是“{fact}”可能的值，但不是，最接近的是“{nearest}”。", "Expected '{word}', which '{document}' says at {at}, to be a value that '{fact}' can have, but it is not; the nearest is '{nearest}'.");
    public static readonly Code OtherScale = Code.Input("scale-of-another-procedure", "等级方案“{scale}”在流程“{other}”中已由“{document}”改为另外的等级，流程“{procedure}”仍用上级的；如果“{procedure}”调整的是那里认定的结果，请为它另写一份等级方案。", "Expected the scale '{scale}' to have the same levels in '{procedure}' as in '{other}', where '{document}' changed them; where '{procedure}' adjusts what is determined there, write the scale for it too.");
}
