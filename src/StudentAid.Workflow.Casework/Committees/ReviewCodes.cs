using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>Why a level opinion (等级意见) does not stand.</summary>
public static class ReviewCodes
{
    public static readonly Code UnknownOutcome = Code.Input("review-outcome-unknown", "本环节的结果应是 {known}，但收到的是“{outcome}”。", "Expected the outcome to be {known}, but it is '{outcome}'.");
    public static readonly Code NoLevel = Code.Input("review-without-level", "应给出等级，但没有给出，也没有推荐等级。", "Expected a level, but none is given and none was suggested.", "第十四条");
    public static readonly Code UnknownLevel = Code.Input("review-level-unknown", "等级应是 {known}，但填的是“{level}”。", "Expected the level to be {known}, but it is '{level}'.", "第十四条");
    public static readonly Code LevelAgainstOutcome = Code.Input("review-level-against-outcome", "结果与等级应一致：“{outcome}”不能同时是等级“{level}”。", "Expected outcome and level to agree, but it is '{outcome}' with level '{level}'.", "第十八条");
    public static readonly Code NoRefusalReason = Code.Input("review-refusal-without-reason", "不予认定应写明情形（{known}），但填的是“{reason}”。", "Expected one of {known} as the ground for not determining, but it is '{reason}'.", "第十八条");
    public static readonly Code ChangeWithoutReason = Code.Input("review-change-without-reason", "等级由“{from}”改为“{to}”应说明理由，但没有写。", "Expected a reason for changing the level from '{from}' to '{to}', but there is none.", "第七条");
    public static readonly Code BelowSuggested = Code.Input("review-below-suggested", "等级不得低于推荐等级“{suggested}”，但填的是“{level}”。", "Expected no level below the suggested '{suggested}', but it is '{level}'.", "第七条");
    public static readonly Code AboveAsked = Code.Input("review-above-asked", "等级不得高于本人申请的等级“{asked}”，但填的是“{level}”。", "Expected no level above '{asked}', the one asked for, but it is '{level}'.", "第七条");
    public static readonly Code TooManySteps = Code.Input("review-too-many-steps", "本环节最多调整 {most} 级，但由“{from}”改为“{to}”。", "Expected the level to change by at most {most}, but it goes from '{from}' to '{to}'.", "第七条");
    public static readonly Code OnlyUp = Code.Input("review-only-up", "本环节只能调高等级，但由“{from}”改为“{to}”。", "Expected levels only to be raised here, but it goes from '{from}' to '{to}'.", "第七条");
    public static readonly Code OnlyDown = Code.Input("review-only-down", "本环节只能调低等级，但由“{from}”改为“{to}”。", "Expected levels only to be lowered here, but it goes from '{from}' to '{to}'.", "第七条");
    public static readonly Code FreezeAtUnfit = Code.Input("review-freeze-at-unfit", "封定时刻应写成 MM-ddTHH:mm，但写的是“{at}”。", "Expected 'freezeAt' to be MM-ddTHH:mm, but it is '{at}'.");
    public static readonly Code BodyWithoutList = Code.Input("body-without-list", "认定机构应按名单开会办理，但“{activity}”的“roster”不是 true，没有人能够办理：请写 \"roster\": true；逐人办理的，请改用 StudentAid.Approval 并写明岗位（role）。", "Expected a body to decide by list, but 'roster' of '{activity}' is not true, so that nobody could act: say \"roster\": true, or use StudentAid.Approval with a role to decide case by case.", "第十一条、第十二条");
    public static readonly Code SheetWithoutList = Code.Input("sheet-without-list", "评分表应在开会时由成员填写，但“roster”不是 true，没有人会被要求评分。", "Expected a score sheet to be filled in at a meeting on a list, but 'roster' is not true, so that nobody would be asked.");
    public static readonly Code RankingWithoutList = Code.Input("ranking-without-list", "排序应按名单进行，但“roster”不是 true。", "Expected a ranking to be made on a list, but 'roster' is not true.");
    public static readonly Code ReturnWithoutReason = Code.Input("review-return-without-reason", "退回应说明理由，但没有写。", "Expected a reason for returning the case, but there is none.");
    public static readonly Code RedoUnknown = Code.Input("review-redo-unknown", "“redo”应是 between（其间各环节重新办理）或 none（其间各环节不重办），但写的是“{redo}”。", "Expected 'redo' to be between or none, but it is '{redo}'.");
    public static readonly Code AloneWithoutTarget = Code.Input("review-return-alone-without-target", "其间各环节不重办的退回应写明退回到哪个环节（target），但没有写。", "Expected a return that redoes nothing between to name its target, but there is none.");
    public static readonly Code SignedAlready = Code.State("review-signed-already", "会签应由不同的人办理，但您已经为另一个岗位签过。", "Expected different people to sign, but you have signed for another post already.");
    public static readonly Code PostsUnfit = Code.Input("review-posts-unfit", "“mode”为 all、first、ordered 时应在“roles”写明其他岗位，为 one 时不写，但“mode”是“{mode}”。", "Expected 'roles' to name the further posts with mode all, first or ordered, and none with one, but the mode is '{mode}'.");
    public static readonly Code SeveralWithList = Code.Input("review-several-with-list", "会签、或签、依次审批应逐人办理，但“mode”是“{mode}”，而“roster”是 true。", "Expected several posts to act case by case, but the mode is '{mode}' and 'roster' is true.");
    public static readonly Code PostTwice = Code.Input("review-post-twice", "每个岗位应只列一次，但“{role}”列了两次。", "Expected each post to be listed once, but '{role}' is listed twice.");

    /// <summary>Why a return cannot redo as it says; null where it can.</summary>
    public static Rejection? RefuseRedo(string? redo, string? target) => redo switch
    {
        null or "" or "between" => null,
        "none" => string.IsNullOrEmpty(target) ? AloneWithoutTarget.With() : null,
        _ => RedoUnknown.With(("redo", redo)),
    };
}
