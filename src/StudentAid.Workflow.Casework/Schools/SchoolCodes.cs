using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>What is wrong with a school document, a case file, or a step of one.</summary>
public static class SchoolCodes
{
    public static readonly Code Unreadable = Code.Input("school-file-unreadable", "文件“{file}”应能打开，但打不开。", "Expected to open {file}, but it cannot be read.");
    public static readonly Code Unfit = Code.Input("school-file-unfit", "文件“{file}”第 {line} 行第 {column} 列不合要求（{code}）：{reason}。", "Expected {file} to be of its shape, but line {line}, column {column} is not ({code}): {reason}.");
    public static readonly Code NoSchool = Code.Input("school-not-found", "应有学校文件“{school}.school.json”（在同一文件夹、上级的 schools 或 tests/schools 中），但没有找到。", "Expected to find {school}.school.json beside the file or in schools/ or tests/schools/ above it, but there is none.");
    public static readonly Code UnknownName = Code.Input("school-unknown-name", "“{name}”应是学校文件里的人或岗位，但没有。", "Expected '{name}' to be a person or a post of the school document, but it is neither.");
    public static readonly Code UnknownAct = Code.Input("school-unknown-act", "“{do}”应是“环节.动作”，例如 apply.submit、class.decide，但不认识。", "Expected 'activity.verb' such as apply.submit or class.decide, but '{do}' is not known.");
    public static readonly Code UnknownRound = Code.Input("school-unknown-round", "“{round}”应是学校文件里的批次，但没有。", "Expected '{round}' to be a round of the school document, but it is none.");
    public static readonly Code NoCase = Code.State("school-no-case", "“{name}”应有认定申请，但没有。", "Expected '{name}' to have a case, but there is none.");
    public static readonly Code NotThere = Code.State("school-not-there", "“{name}”应有“{activity}”的待办，但停在“{at}”。", "Expected '{name}' to have a task at '{activity}', but the case stands at '{at}'.");
    public static readonly Code NoList = Code.State("school-no-list", "“{unit}”应有“{activity}”的名单，但没有。", "Expected a list of '{activity}' at {unit}, but there is none.");
    public static readonly Code NoUnit = Code.Input("school-no-unit", "“{do}”应写明单位（unit），否则无法确定。", "Expected '{do}' to say its unit, but it cannot be told.");
    public static readonly Code BadInput = Code.Input("school-bad-input", "“{do}”的“{field}”写得不对：{value}。", "Expected '{do}' to have a usable '{field}', but it is {value}.");
    public static readonly Code BadStep = Code.Input("school-bad-step", "步骤应有 do、until 或 expect 之一，但没有。", "Expected a step with do, until or expect, but it has none of them.");
    public static readonly Code NoTelephone = Code.Input("school-without-telephone", "学校“{unit}”应写明受理异议和投诉的电话（telephone），否则公示上没有联系方式。", "Expected the school '{unit}' to give the telephone at which objections and complaints are heard, but its notices will have none.");
    public static readonly Code ScriptRefused = Code.State("school-script-refused", "脚本步骤 {step} 应能办理，但未能办理（{code}：{reason}）。", "Expected to do {step}, but it was refused ({code}: {reason}).");
}
