using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Why an act at a task is refused.</summary>
public static class TaskCodes
{
    public static readonly Code NotHolder = Code.State("not-task-holder", "这项待办应由“{role}”办理，您没有该单位的这个岗位。", "Expected a holder of '{role}' at the task's unit, but you do not hold it.");
    public static readonly Code AlreadyDone = Code.State("task-done", "这项待办应仍未办理，但已于 {at} 办结。", "Expected the task to stand open, but it was done at {at}.");
    public static readonly Code OwnAlone = Code.State("task-own", "这是申请人本人的事项，不能认领或转给他人。", "Expected a task of a post, but it is the applicant's own and goes to nobody else.");
    public static readonly Code HeldBy = Code.State("task-held", "这项待办应无人认领或在您手中，但现由{who}办理。", "Expected the task to lie open or in your hand, but {who} has it.");
    public static readonly Code HandedOn = Code.Stale("task-handed-on", "您看到的内容应是最新的，但这项待办之后已到{who}手中，请刷新。", "Expected what you were shown to be current, but the task has gone to {who} since; reload.");
    public static readonly Code NoColleague = Code.Input("task-no-colleague", "应写明交给谁（to），须是已登记的人员，但没有找到。", "Expected to name a registered person in 'to', but there is none.");
    public static readonly Code NoRight = Code.Input("task-no-right", "只能转给职责相同的人，但{who}没有办理“{role}”事项的职责。", "Expected somebody of the same duty, but {who} has no right to what '{role}' does here.");
    public static readonly Code AlreadyHas = Code.Input("task-already-has", "应交给另一个人，但这项待办已在{who}手中。", "Expected another person, but {who} has the task already.");
    public static readonly Code InPerson = Code.State("task-in-person", "这件事须由“{role}”本人办理，不能转给他人，也不能代理。", "Expected the role '{role}' to act in person, but it was to go to somebody else.");
    public static readonly Code CannotSee = Code.Input("task-cannot-see", "只能委派或抄送给本单位有关工作人员，但{who}无权查看这份申请。", "Expected somebody on the staff who may know the case, but {who} may not.");
    public static readonly Code NoAnswer = Code.Input("task-no-answer", "应写明答复意见。", "Expected an opinion, but none was given.");
    public static readonly Code NotAsked = Code.State("task-not-asked", "这项待办应已委派他人答复，但没有。", "Expected the task to be with somebody for an answer, but it is not.");
    public static readonly Code NotHeld = Code.State("task-not-held", "这项待办应已有人认领，但仍无人认领。", "Expected somebody to have the task in hand, but it lies open.");
}
