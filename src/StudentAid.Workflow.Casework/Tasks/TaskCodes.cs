using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Why an act at a task is refused.</summary>
public static class TaskCodes
{
    public static readonly Code NotHolder = Code.State("not-task-holder", "这项待办应由“{role}”办理，您没有该单位的这个岗位。", "Expected a holder of '{role}' at the task's unit, but you do not hold it.");
    public static readonly Code MustWithdraw = Code.Forbidden("task-must-withdraw", "这是您本人或亲属的申请，您应当回避，请转办给“{role}”的其他人员，或由学校指定代理人办理。", "Expected somebody else to act, for the case is your own or a relative's; hand it to another holder of '{role}', or have the school name a substitute.");
    public static readonly Code WithdrawsToo = Code.Input("task-colleague-withdraws", "这是{who}本人或亲属的申请，其应当回避，请选择其他人员。", "Expected somebody whose case or relative's case it is not, but {who} must withdraw from it; choose another.");
    public static readonly Code DecidedBefore = Code.Forbidden("task-same-person-decided", "“{activity}”已由您一人决定，本环节不能再由您一人决定：请转办给“{role}”的其他人员，或由学校指定代理人办理，也可以退回。确无他人的，由学校在规则中写明本环节可由同一人决定。", "Expected two persons where two bodies decide, but you decided '{activity}' alone: hand it to another holder of '{role}', have the school name a substitute, or return the case. A school that has nobody else lets one person do both in its rules.", "实施办法 第十七条");
    public static readonly Code ColleagueDecided = Code.Input("task-colleague-decided", "“{activity}”是{who}一人决定的，本环节不能再由其一人决定，请选择其他人员。", "Expected somebody who did not decide before, but {who} decided '{activity}' alone; choose another.", "实施办法 第十七条");
    public static readonly Code AlreadyDone = Code.State("task-done", "这项待办应仍未办理，但{who}办结{what}。", "Expected the task to stand open, but it was done by {who}{what}.");
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
    public static readonly Code NoSigners = Code.State("task-no-signers", "流程应允许本环节加签，但没有允许。", "Expected the procedure to let signers be added here, but it does not.");
    public static readonly Code TooManySigners = Code.State("task-too-many-signers", "本环节最多加签 {most} 人，已经加满。", "Expected at most {most} signers here, but there are as many already.");
    public static readonly Code SignsAlready = Code.Input("task-signs-already", "应加签尚未会签的另一个人，但{who}已在其中。", "Expected another signer, but {who} is one already.");
    public static readonly Code NotASigner = Code.Input("task-not-a-signer", "应是尚未签署的加签人，但{who}不是。", "Expected a signer who has not signed yet, but {who} is none.");
    public static readonly Code NotToSign = Code.State("task-not-to-sign", "这项待办应正等您会签，但没有。", "Expected the task to wait for your signature, but it does not.");
    public static readonly Code UnknownPlace = Code.Input("task-signer-when", "应写明在办理之前（before）还是之后（after）签署，但填的是“{when}”。", "Expected 'before' or 'after' in 'when', but it is '{when}'.");
    public static readonly Code NoAgreement = Code.Input("task-no-agreement", "应写明同意（agree：true）还是不同意（false，并写明意见）。", "Expected 'agree' to be true, or false with an opinion, but neither was given.");
    public static readonly Code RemindsSelf = Code.Input("task-reminds-self", "应催办他人的事项，但这项待办由您办理。", "Expected a task of somebody else, but this one is yours to do.");
    public static readonly Code RemindedLately = Code.State("task-reminded-lately", "每 {hours} 小时只能催办一次，{next} 之后才能再催。", "Expected no reminder within {hours} hours, but there was one; the next is possible after {next}.");
    public static readonly Code NoRecipient = Code.Input("task-no-recipient", "抄送应写明给谁（to），或给该申请所在单位及上级的哪个岗位（role、unit）。", "Expected a person in 'to', or a role and a unit at or above the case in 'role' and 'unit', but there is neither.");
    public static readonly Code NotHeld = Code.State("task-not-held", "这项待办应已有人认领，但仍无人认领。", "Expected somebody to have the task in hand, but it lies open.");
    public static readonly Code NamesNobody = Code.Input("task-names-nobody", "“{verb}”应是要选择人员的办理方式，但不是。", "Expected '{verb}' to be an act that names somebody, but it is none.");
}
