using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Cli.Terminals;

/// <summary>Wrong calls of the tool.</summary>
public static class UsageCodes
{
    public static readonly Code UnknownVerb = Code.Input("unknown-cli-verb", "没有“{name}”这个命令，请看 --help。", "Expected a known verb, but there is no '{name}'; see --help.");
    public static readonly Code UnknownVerbNear = Code.Input("unknown-cli-verb-near", "没有“{name}”这个命令，是否应为“{nearest}”？可看 --help。", "Expected a known verb, but there is no '{name}'. Did you mean '{nearest}'? See --help.");
    public static readonly Code UnknownOption = Code.Input("unknown-cli-option", "没有“{name}”这个选项，请看 --help。", "Expected a known option, but there is no '{name}'; see --help.");
    public static readonly Code UnknownOptionNear = Code.Input("unknown-cli-option-near", "没有“{name}”这个选项，是否应为“{nearest}”？可看 --help。", "Expected a known option, but there is no '{name}'. Did you mean '{nearest}'? See --help.");
    public static readonly Code UnexpectedArgument = Code.Input("unexpected-argument", "多出的参数“{argument}”，请看 --help。", "Expected no more arguments, but found '{argument}'; see --help.");
    public static readonly Code MissingArgument = Code.Input("missing-argument", "应给出 {argument}，但没有给出，请看 --help。", "Expected {argument}, but it is missing; see --help.");
    public static readonly Code MissingVerb = Code.Input("missing-verb", "应给出一个命令（{known}），但没有给出。", "Expected a verb ({known}), but there is none.");
    public static readonly Code OptionWithoutValue = Code.Input("option-without-value", "选项 {option} 应有一个值，但没有给出。", "Expected a value after {option}, but there is none.");
    public static readonly Code BadValue = Code.Input("bad-argument-value", "{name} 不能是“{value}”，请看 --help。", "Expected {name} to have a fit value, but it is '{value}'; see --help.");
    public static readonly Code BadInput = Code.Input("bad-run-input", "--input 应写作 名称=值，但写的是“{text}”。", "Expected --input as name=value, but it is '{text}'.");
    public static readonly Code BadDay = Code.Input("bad-day-argument", "{name} 应是日期（如 2026-09-21），但写的是“{value}”。", "Expected {name} to be a day such as 2026-09-21, but it is '{value}'.");
    public static readonly Code BadUnit = Code.Input("bad-unit-argument", "UNIT 应是行政区划代码或单位路径，如 520000 或 /520000/college/，但写的是“{value}”。", "Expected UNIT to be a division's code or a path, such as 520000 or /520000/college/, but it is '{value}'.");
    public static readonly Code BadCount = Code.Input("bad-count-argument", "{name} 应是 0 至 {most} 的整数，但写的是“{value}”。", "Expected {name} to be a whole number from 0 to {most}, but it is '{value}'.");
    public static readonly Code Misused = Code.Input("wrong-usage", "命令用法应正确，但有误：{reason}。", "Expected a proper call, but: {reason}.");
}
