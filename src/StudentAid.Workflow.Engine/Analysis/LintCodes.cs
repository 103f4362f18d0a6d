namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>What the lint of definitions finds beyond the reading.</summary>
public static class LintCodes
{
    public static readonly Code TooMany = Code.Input("too-many-activities", "一个流程定义最多 {most} 个环节，现有 {count} 个。", "Expected at most {most} activities in a definition, but there are {count}.");
    public static readonly Code OtherVersion = Code.Input("other-version", "环节“{activity}”指定了流程“{definition}”的版本 {version}，应与一同发布或已发布的版本一致，但不是；请改为现行版本，或一并发布。", "Expected activity '{activity}' to name the version of '{definition}' that is published, or published with it, but it names {version}.");
    public static readonly Code ElsaTypeDoesNotRun = Code.Input("elsa-type-does-not-run", "环节“{activity}”的类型“{type}”在这里不能运行，因此不能发布。", "Expected activity '{activity}' to have a type that runs here, but '{type}' does not; it cannot be published.");
    public static readonly Code ExpressionTypeDoesNotRun = Code.Input("expression-type-does-not-run", "环节“{activity}”的“{input}”是 {type} 表达式，在这里不能运行，因此不能发布。", "Expected '{input}' of activity '{activity}' to be an expression that runs here, but it is {type}; it cannot be published.");
    public static readonly Code MissingOption = Code.Input("missing-option", "环节“{activity}”应填写“{input}”，但没有填写。", "Expected activity '{activity}' to say '{input}', but it does not.");
    public static readonly Code UnfitOption = Code.Input("unfit-option", "环节“{activity}”的“{input}”应为 {kind}，实际是 {value}。", "Expected '{input}' of activity '{activity}' to be a {kind}, but it is {value}.");
    public static readonly Code NotAChoice = Code.Input("not-a-choice", "环节“{activity}”的“{input}”应为 {choices} 之一，实际是 {value}。", "Expected '{input}' of activity '{activity}' to be one of {choices}, but it is {value}.");
    public static readonly Code OutOfRange = Code.Input("out-of-range", "环节“{activity}”的“{input}”应在 {least} 到 {most} 之间，实际是 {value}。", "Expected '{input}' of activity '{activity}' between {least} and {most}, but it is {value}.");
    public static readonly Code NotLater = Code.Input("not-a-later-activity", "环节“{activity}”的“{input}”应是其后会到达、且不是结束的环节，实际是“{value}”。", "Expected '{input}' of activity '{activity}' to name an activity that it leads to and that is no end, but it is '{value}'.");
    public static readonly Code NegativeDuration = Code.Input("negative-duration", "环节“{activity}”的“{input}”应是不为负的时长，实际是 {value}。", "Expected '{input}' of activity '{activity}' to be a duration of zero or more, but it is {value}.");
    public static readonly Code UnknownRead = Code.Input("unknown-read", "表达式读取了“{name}”，但没有这样的变量、输入或环节输出；可以读的变量和输入：{known}。", "Expected an expression to read a known variable, input or output, but there is no '{name}'. Variables and inputs that can be read: {known}.");
    public static readonly Code UnknownReadNear = Code.Input("unknown-read-near", "表达式读取了“{name}”，但没有这样的变量、输入或环节输出，是否应为“{nearest}”？", "Expected an expression to read a known variable, input or output, but there is no '{name}'. Did you mean '{nearest}'?");
    public static readonly Code SealedOutput = Code.Input("sealed-output-read", "环节“{activity}”的表达式应读取能比较的值，但“{name}”是个人信息，读到的只是密封内容的地址；请改用会打开它的分支环节，或由本定义声明 personal 变量来读。", "Expected the expression of '{activity}' to read a value, but '{name}' is personal and gives only the address of sealed content; branch by an activity that opens it, or read it as a variable that the definition declares personal.");
    public static readonly Code UnknownTarget = Code.Input("unknown-output-target", "环节“{activity}”把结果写入“{name}”，但没有这样的变量或输出。", "Expected activity '{activity}' to write into a known variable or output, but there is no '{name}'.");
    public static readonly Code PersonalInPlain = Code.Input("personal-in-plain", "环节“{activity}”把个人信息“{name}”写入普通的“{target}”；请把“{target}”也声明为个人信息。", "Expected personal content to stay personal, but activity '{activity}' stores '{name}' in the plain '{target}'.");
    public static readonly Code UnknownPort = Code.Input("unknown-port", "环节“{activity}”没有“{port}”这一结果，这条连线永远不会走。", "Expected activity '{activity}' to have the outcome '{port}', but it has not; the connection is never followed.");
    public static readonly Code UnknownPortNear = Code.Input("unknown-port-near", "环节“{activity}”没有“{port}”这一结果，是否应为“{nearest}”？", "Expected activity '{activity}' to have the outcome '{port}', but it has not. Did you mean '{nearest}'?");
    public static readonly Code Unreachable = Code.Input("unreachable-activity", "环节“{activity}”从起点走不到，永远不会运行。", "Expected activity '{activity}' to be reachable from the start, but no connection leads there.");
    public static readonly Code NoWayOut = Code.Input("no-way-out", "环节“{activity}”之后没有连线，流程在此中止。", "Expected a connection to leave activity '{activity}', but there is none; the flow stops there.");
    public static readonly Code OutcomeNotConnected = Code.Input("outcome-not-connected", "环节“{activity}”的结果“{port}”没有连线，流程会停在这里。", "Expected outcome '{port}' of activity '{activity}' to be connected, but it is not.");
    public static readonly Code MixedPort = Code.Input("mixed-port", "环节“{activity}”的结果“{port}”只能前进，或只有一条退回，不能两者都有。", "Expected outcome '{port}' of activity '{activity}' to go forward or to have one rewind, but it has both or several.");
    public static readonly Code EndInParallel = Code.Input("end-in-parallel", "环节“{activity}”之后的并行分支没有汇合就可能走到结束。", "Expected the parallel branches after activity '{activity}' to join before an end, but they do not.");
    public static readonly Code NoRewindTarget = Code.Input("unknown-rewind-target", "退回的目标“{target}”不在本流程图或外层流程图中。", "Expected the rewind target '{target}' in this or an enclosing flowchart, but it is not there.");
    public static readonly Code NoRewindTargetNear = Code.Input("unknown-rewind-target-near", "退回的目标“{target}”不在本流程图或外层流程图中，是否应为“{nearest}”？", "Expected the rewind target '{target}' in this or an enclosing flowchart, but it is not there. Did you mean '{nearest}'?");
    public static readonly Code RewindNotEarlier = Code.Input("rewind-not-earlier", "退回只能回到较早的环节：从“{target}”走不到“{source}”。", "Expected a rewind to an earlier activity, but '{source}' cannot be reached from '{target}'.");
    public static readonly Code InvalidLoop = Code.Input("loop-by-passed", "从“{from}”回到“{to}”的连线应使每条路都先经过“{to}”，但有绕开它的路。", "Expected every path to '{from}' to pass '{to}' before looping back, but one does not.");
    public static readonly Code EndlessLoop = Code.Input("loop-without-waiting", "从“{from}”回到“{to}”的循环中没有任何等待，可能空转。", "Expected something that waits in the loop from '{from}' back to '{to}', but there is nothing; it may run without end.");
    public static readonly Code UnknownVariableType = Code.Input("unknown-variable-type", "“{name}”的类型“{type}”无法识别，其值按原样保存。", "Expected a known type for '{name}', but there is no '{type}'; its values are kept as they are.");

    /// <summary>Warnings in an Elsa document, for which publishing is refused.</summary>
    public static readonly IReadOnlySet<string> RefusedAtPublish = new HashSet<string>(StringComparer.Ordinal)
    {
        ElsaTypeDoesNotRun.Id, ExpressionTypeDoesNotRun.Id, MissingOption.Id, UnfitOption.Id, NotAChoice.Id, OutOfRange.Id, InvalidLoop.Id, NotLater.Id,
    };
}
