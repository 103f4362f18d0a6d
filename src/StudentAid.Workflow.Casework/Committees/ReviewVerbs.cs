using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>What a body or office may do with one case: its own act, or to return it. The reasons are those of the pinned scale.</summary>
internal static class ReviewVerbs
{
    public static readonly Text Onward = new("决定作出后，名单上的学生进入下一环节。", "Once decided, the students on the list go on to the next activity.");
    public static readonly Text Back = new("申请退回所选环节重新办理；其间各环节可以选择不重办，改好后直接回到这里。", "The case goes back to the chosen activity and is done again; what lies between may be left as it is, and the case then comes back here.");
    public static readonly Text UntilNext = new("下一环节办理前可以收回", "Until the next body has acted, by taking the decision back");

    /// <summary>What every such step has; its own act follows from its options.</summary>
    public static readonly VerbDescription Return = new("return", new Text("退回", "Return"))
    {
        Tone = VerbDescription.Danger, Consequence = Back, Input = InputSchema.Object([], ("reason", InputSchema.Code), ("opinion", InputSchema.Words), ("target", InputSchema.Code), ("redo", InputSchema.Choice("between", "none")), ("evidence", InputSchema.Files)),
    };

    public static ImmutableArray<VerbDescription> Of(ActivityNode node, IPins pins, string pin) =>
        With(node.Input("act")?.Text is { Length: > 0 } act ? act : "review", ReasonsOf(PinnedScale.Of(pins, pin)));

    /// <summary>The reasons of 不予认定 that the scale knows.</summary>
    private static ImmutableArray<VerbReason> ReasonsOf(Scale? scale) =>
        scale is null ? [] : [.. scale.NotDetermined.Reasons.Select(r => new VerbReason(r.Id, r.Name, r.Article))];

    private static ImmutableArray<VerbDescription> With(string act, ImmutableArray<VerbReason> reasons) =>
    [
        new(act, LabelOf(act))
        {
            Tone = VerbDescription.Primary, Consequence = Onward, UndoUntil = UntilNext, Reasons = reasons,
            Input = InputSchema.Object([], ("level", InputSchema.Code), ("reason", InputSchema.Code), ("opinion", InputSchema.Words), ("evidence", InputSchema.Files)),
        },
        Return with { Reasons = reasons },
    ];

    private static Text LabelOf(string act) => act switch
    {
        "propose" => new Text("提出", "Propose"),
        "endorse" => new Text("核准", "Endorse"),
        "approve" => new Text("批准", "Approve"),
        _ => new Text("审核通过", "Review"),
    };
}
