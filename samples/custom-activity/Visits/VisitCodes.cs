using StudentAid.Workflow.Engine.Analysis;

namespace Sample.Activities.Visits;

/// <summary>Why a visit cannot be arranged, recorded or called off.</summary>
public static class VisitCodes
{
    public static readonly Code NoUnit = Code.State("visit-without-unit", "环节“{activity}”应在{scope}类单位办理，但该生不在这样的单位。", "Expected activity '{activity}' to have a unit of the kind '{scope}', but the case has none.");
    public static readonly Code DayUnfit = Code.Input("visit-day-unfit", "走访日期应写成 2025-09-30 这样，但写的是“{day}”。", "Expected the day of the visit as 2025-09-30, but it is '{day}'.");
    public static readonly Code NotArranged = Code.State("visit-not-arranged", "登记走访前应先约定日期，但还没有约定。", "Expected the visit to be arranged before it is recorded, but it is not.");
    public static readonly Code MetUnknown = Code.Input("visit-met-unknown", "见到的人应是 {known}，但填的是“{met}”。", "Expected who was met to be {known}, but it is '{met}'.");
    public static readonly Code NoFinding = Code.Input("visit-without-finding", "登记走访应写明了解到的情况，但没有写。", "Expected what was found at the visit, but nothing is written.");
    public static readonly Code ReasonUnknown = Code.Input("visit-reason-unknown", "不走访的原因应是 {known}，但填的是“{reason}”。", "Expected the reason for no visit to be {known}, but it is '{reason}'.");
    public static readonly Code VerbUnknown = Code.Input("visit-verb-unknown", "这里可以 {known}，但要做的是“{verb}”。", "Expected one of {known}, but the verb is '{verb}'.");
}
