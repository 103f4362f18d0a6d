using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>Reasons for which a running activity breaks or a command is refused.</summary>
public static class ExecutionCodes
{
    public static readonly Code MissingInput = Code.Input("missing-input", "环节“{activity}”应填写“{input}”，但没有填写。", "Expected activity '{activity}' to have the input '{input}', but it has none.");
    public static readonly Code UnfitInput = Code.Input("unfit-input", "环节“{activity}”的“{input}”应为 {kind}，实际是 {value}。", "Expected input '{input}' of activity '{activity}' to be a {kind}, but it is {value}.");
    public static readonly Code BadJson = Code.Input("bad-json", "“{input}”应是合法的 JSON，但不是：{reason}。", "Expected '{input}' to be JSON, but it is not: {reason}.");
    public static readonly Code UnknownExpressionType = Code.Input("unknown-expression-type", "环节“{activity}”的“{input}”用了这里不能运行的表达式类型。", "Expected input '{input}' of activity '{activity}' to be an expression that runs here, but its type does not.");
    public static readonly Code UnknownActivity = Code.State("unknown-activity", "流程定义中应有环节“{activity}”，但没有找到。", "Expected the definition to have the activity '{activity}', but it has none.");
    public static readonly Code UnknownActivityType = Code.State("unknown-activity-type", "环节“{activity}”的类型“{type}”应已登记，但这里没有。", "Expected the type '{type}' of activity '{activity}' to be known here, but it is not.");
    public static readonly Code UnknownPin = Code.State("unknown-pin", "应能找到所固定的流程定义“{pin}”，但没有找到。", "Expected to find the pinned definition '{pin}', but it is not here.");
    public static readonly Code WaitsForNothing = Code.State("waits-for-nothing", "环节“{activity}”在等待，但没有任何可以等到的事。", "Expected activity '{activity}' to wait for something, but nothing is open.");
    public static readonly Code BudgetSpent = Code.State("step-budget-spent", "一步最多运行 {budget} 个环节，到“{activity}”已超出：流程可能在空转。", "Expected a step to run at most {budget} activities, but it went on at '{activity}': the flow may loop without end.");
    public static readonly Code MessagesSpent = Code.State("message-budget-spent", "流程之间最多往来 {most} 条消息，已超出：可能在互相启动。", "Expected at most {most} messages between instances, but there are more: they may start one another without end.");
    public static readonly Code BreakOutsideLoop = Code.State("break-outside-loop", "“跳出循环”环节“{activity}”应在循环之内，但外面没有循环。", "Expected the break '{activity}' to stand inside a loop, but there is none around it.");
    public static readonly Code RanDry = Code.State("ran-dry", "流程应走到一个结束环节，但在“{flowchart}”中已无事可做。", "Expected the flow to reach an end, but nothing is left to do in '{flowchart}'.");
    public static readonly Code Unreachable = Code.State("unreachable-activity-ran", "环节“{activity}”从起点走不到，不能继续。", "Expected activity '{activity}' to be reachable from the start, but it is not.");
    public static readonly Code InvalidLoop = Code.State("invalid-loop", "从“{from}”回到“{to}”的连线应使每条路都经过“{to}”，但有绕开它的路。", "Expected every path to '{from}' to pass '{to}' before looping back, but one does not.");
    public static readonly Code NoRewindTarget = Code.Input("no-rewind-target", "退回的目标“{target}”应在本流程或外层流程中，但没有找到。", "Expected the rewind target '{target}' in this or an enclosing flowchart, but it is not there.");
    public static readonly Code NotEarlier = Code.Input("not-earlier", "只能退回到较早的环节：从“{target}”走不到“{source}”。", "Expected to go back to an earlier activity, but '{source}' cannot be reached from '{target}'.");
    public static readonly Code RedoOverRequired = Code.Input("redo-over-required", "“{target}”与“{source}”之间的“{activity}”是必经环节（{article}），退回后须重新办理，不能选择其间各环节不重办。", "Expected what lies between '{target}' and '{source}' to be done again, for '{activity}' is required ({article}), but the return redoes nothing between.");
    public static readonly Code AlreadyStarted = Code.State("already-started", "该流程应尚未开始，但已经开始了。", "Expected the instance not to have begun, but it has.");
    public static readonly Code NotOpen = Code.State("not-open", "该流程应在进行中，但状态是“{status}”。", "Expected the instance to be open, but it is '{status}'.");
    public static readonly Code NoSuchBookmark = Code.State("no-such-bookmark", "这件事应仍在等待办理，但已经办完或撤销。", "Expected bookmark {bookmark} to stand open, but it has been closed.");
    public static readonly Code ChangedSince = Code.Stale("changed-since-shown", "您看到的内容应是最新的，但{by}作了改动，请刷新后再办。", "Expected what you were shown (version {shownAt}) to be current, but it was changed by {by} (now {now}).");
    public static readonly Code WithAnother = Code.State("task-with-another", "这项待办已交他人答复或会签，答复或会签完才能办理。", "Expected the task to be nobody else's to answer or sign, but it is; it can be done once he has.");
    public static readonly Code IsSuspended = Code.State("suspended", "该流程已暂停，恢复后才能办理。", "Expected the instance to run, but it is suspended.");
    public static readonly Code NotSuspended = Code.State("not-suspended", "该流程应处于暂停状态，但没有暂停。", "Expected the instance to be suspended, but it is not.");
    public static readonly Code NoSuchIncident = Code.State("no-such-incident", "该异常应仍未处理，但已经处理或撤销。", "Expected incident {incident} to stand open, but it does not.");
    public static readonly Code PlainByNature = Code.State("personal-kept-plain", "环节“{activity}”写入的“{name}”以明文保存，不能存放个人信息，但写入的是个人信息或“{name}”声明为个人信息。", "Expected '{name}', which activity '{activity}' writes, to stay clear of personal content because it is kept in clear, but it was personal or declared so.");
    public static readonly Code NotInTarget = Code.State("not-in-target", "新的流程定义应包含正在等待的环节“{activity}”，但没有；请给出对应关系。", "Expected the new definition to have the waiting activity '{activity}', but it has not; give a mapping.");
    public static readonly Code MappedTogether = Code.State("mapped-together", "同时等待的环节“{activities}”应对应到不同的环节，但都对应到“{to}”。", "Expected the activities {activities}, which wait at once, to be mapped apart, but they are all mapped to '{to}'.");

    /// <summary>The numbers are those of the stream's steps; <paramref name="by"/> says who and when, where it is known.</summary>
    public static Rejection Changed(object shownAt, object now, Text? by = null) =>
        ChangedSince.With(("shownAt", shownAt), ("now", now), ("by", by ?? new Text("他人此后", "somebody since")));
}
