using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>
/// A body's or office's step. By list the case waits as an entry of the gate <c>{round}/{activity}</c> until the list's decision releases it; else it
/// is a task with the act as its verb, { level?, reason?, opinion?, evidence? }, and <c>return</c> { reason | opinion, target?, redo?, evidence? }. Reasons are codes, opinions are sealed.
/// </summary>
public abstract class ReviewActivity<TOptions>(ActivityDescription description)
    : ActivityType<TOptions>(description with
    {
        Outcomes = [LevelOpinion.Returned], Waits = true, InstanceVariables = [CaseVariables.Level, CaseVariables.Reason], Verbs = [ReviewVerbs.Return],
    })
    where TOptions : ReviewOptions, new()
{
    public override ImmutableArray<string> OutcomesOf(ActivityNode node) =>
        [.. LevelOpinion.OutcomesOf(node.Input("act") is { Kind: InputKind.Literal } act ? act.Text : null)];

    public override ImmutableArray<VerbDescription> VerbsOf(ActivityNode node, IPins pins, string pin) =>
        node.Input("roster") is { Kind: InputKind.Literal } roster && roster.Value.AsBool() == true ? [] : ReviewVerbs.Of(node, pins, pin);

    public override IEnumerable<Rejection> Check(ActivityNode node)
    {
        if (IsTrue(node, "ranking") && !IsTrue(node, "roster"))
            yield return ReviewCodes.RankingWithoutList;
        if (node.Input("sheet") is { Kind: InputKind.Literal, Text.Length: > 0 } && !IsTrue(node, "roster"))
            yield return ReviewCodes.SheetWithoutList;
        if (node.Input("freezeAt") is { Kind: InputKind.Literal, Text.Length: > 0 } at && TermMoment.Parse(at.Text) is null)
            yield return ReviewCodes.FreezeAtUnfit.With(("at", at.Text));
    }

    /// <summary>True where the option is written as true.</summary>
    protected static bool IsTrue(ActivityNode node, string option) => node.Input(option) is { Kind: InputKind.Literal } input && input.Value.AsBool() == true;

    /// <summary>The role whose task it is where it is not decided by list.</summary>
    protected abstract string HolderOf(TOptions options);

    /// <summary>The unit that acts for the students of this one.</summary>
    protected virtual string ReviewerOf(ActivityContext context, TOptions options, string unit) => unit;

    protected sealed override ActivityResult Enter(ActivityContext context, TOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop) || !input.TryUnit(context, options.Scope, out var unit, out stop))
            return stop;
        unit = ReviewerOf(context, options, unit);
        var superseded = options.Roster ? LevelLimits.Of(options).Superseded(context, input, out stop) : Value.Null;
        if (stop is not null)
            return stop;
        var asked = options.Roster ? LevelLimits.Of(options).Asked(context, out stop) : "";
        if (stop is not null)
            return stop;
        // What is no level of the scale bounds nothing, and is the family's own to read.
        if (asked.Length > 0)
        {
            if (ScaleOf(context, options, out stop) is not { } scale)
                return stop!;
            asked = scale.RankOf(asked) is null ? "" : asked;
        }

        if (options.Roster)
            context.Open(BookmarkKind.Entry, Gates.Of(input, context.Node), unit, payload: Gates.Entry(context, superseded, asked));
        else
            Joint(options).Open(context, unit);
        return ActivityResult.Waits;
    }

    /// <summary>The posts that act case by case, and how several of them do it together.</summary>
    protected virtual JointSigning Joint(TOptions options) => JointSigning.One(HolderOf(options));

    protected sealed override ActivityResult Resume(ActivityContext context, TOptions options, Resumption resumption)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        return (resumption.Bookmark.Kind, resumption.Verb) switch
        {
            (BookmarkKind.Entry, "release") => Conclude(context, options, LevelOpinion.OfRelease(context, input, resumption.Input)),
            (BookmarkKind.Task, "return") => Return(context, input, resumption.Input),
            (BookmarkKind.Task, var verb) when verb == options.Act => Sign(context, options, input, resumption),
            _ => ActivityResult.Refused(PlainText.UnknownVerb(resumption.Verb, options.Roster ? ["release"] : [options.Act, "return"])),
        };
    }

    private static ActivityResult Conclude(ActivityContext context, TOptions options, LevelOpinion opinion)
    {
        var known = LevelOpinion.OutcomesOf(options.Act).ToArray();
        if (!known.Contains(opinion.Outcome, StringComparer.Ordinal))
            return ActivityResult.Refused(ReviewCodes.UnknownOutcome.With(("outcome", opinion.Outcome), ("known", string.Join(", ", known))));
        if (opinion.Outcome == LevelOpinion.Returned)
            return opinion.Write(context);
        if (ScaleOf(context, options, out var stop) is not { } scale)
            return stop!;
        var (settled, refused) = opinion.Settle(context, options.Act, scale);
        return refused is null ? settled!.Write(context) : ActivityResult.Refused(refused);
    }

    private static ActivityResult Decide(ActivityContext context, TOptions options, CaseInput input, Value given) =>
        Opinion(context, options, input, given, out var stop) is { } opinion ? opinion.Write(context) : stop!;

    /// <summary>What he who acts says of the case, settled; null with what stops it.</summary>
    private static LevelOpinion? Opinion(ActivityContext context, TOptions options, CaseInput input, Value given, out ActivityResult? stop)
    {
        stop = null;
        if ((PlainText.CheckCode(given, "reason", "opinion") ?? PlainText.CheckHashes(given, "evidence")) is { } unfit)
            return Refuse(unfit, out stop);
        if (ScaleOf(context, options, out stop) is not { } scale)
            return null;
        var came = CaseVariables.Standing(context).AsText() ?? "";
        var standing = JointSigning.Standing(context)["level"].AsText() ?? came;
        var level = given["level"].AsText() ?? standing;
        var written = given["opinion"].AsText()?.Trim() ?? "";
        var outcome = options.Act == "approve" && level == scale.NotDetermined.Id ? LevelOpinion.NotDetermined : Acts.OutcomeOf(options.Act);
        if (standing.Length > 0 && level != standing && given["reason"].IsNull && written.Length == 0)
            return Refuse(ReviewCodes.ChangeWithoutReason.With(("from", standing), ("to", level)), out stop);
        var superseded = LevelLimits.Of(options).Superseded(context, input, out stop);
        if (stop is not null)
            return null;
        var asked = LevelLimits.Of(options).Asked(context, out stop);
        if (stop is not null)
            return null;
        if (LevelLimits.Of(options).Refuse(scale, superseded.AsText() ?? came, context.Variable(CaseVariables.Suggested).AsText() ?? "", level, asked) is { } beyond)
            return Refuse(beyond, out stop);
        var (settled, refused) = Own(context, input, given, outcome, level, written).Settle(context, options.Act, scale);
        return refused is null ? settled : Refuse(refused, out stop);
    }

    private static LevelOpinion? Refuse(Rejection why, out ActivityResult? stop)
    {
        stop = ActivityResult.Refused(why);
        return null;
    }

    /// <summary>Of the posts that act together all but the last say what they say and wait for the others; the last one's act concludes.</summary>
    private ActivityResult Sign(ActivityContext context, TOptions options, CaseInput input, Resumption resumption)
    {
        var joint = Joint(options);
        if (JointSigning.Refuse(context) is { } signed)
            return ActivityResult.Refused(signed);
        if (!joint.LeavesOthers(context))
            return Decide(context, options, input, resumption.Input);
        if (Opinion(context, options, input, resumption.Input, out var stop) is not { } opinion)
            return stop!;
        opinion.Keep(context);
        joint.Take(context, resumption, opinion);
        return ActivityResult.Waits;
    }

    private static ActivityResult Return(ActivityContext context, CaseInput input, Value given)
    {
        var written = given["opinion"].AsText()?.Trim() ?? "";
        if (given["reason"].IsNull && written.Length == 0)
            return ActivityResult.Refused(ReviewCodes.ReturnWithoutReason);
        if (ReviewCodes.RefuseRedo(given["redo"].AsText(), given["target"].AsText()) is { } unfit)
            return ActivityResult.Refused(unfit);
        return (PlainText.CheckCode(given, "reason", "opinion") ?? PlainText.CheckHashes(given, "evidence")) is { } notCoded
            ? ActivityResult.Refused(notCoded)
            : Own(context, input, given, LevelOpinion.Returned, "", written).Write(context);
    }

    private static LevelOpinion Own(ActivityContext context, CaseInput input, Value given, string outcome, string level, string written) => new(
        outcome, level, given["reason"].AsText() ?? "", written.Length > 0 ? context.Seal(input.Person, written) : "", "", 0, given["target"].AsText() ?? "")
    {
        Alone = LevelOpinion.IsAlone(given), Evidence = given["evidence"], Decider = JointSigning.Standing(context).IsNull ? context.Actor : default,
    };

    private static Scale? ScaleOf(ActivityContext context, TOptions options, out ActivityResult? stop)
    {
        var id = options.Scale.Length > 0 ? options.Scale : context.Variable(CaseVariables.Scale).AsText();
        if (id is null)
        {
            stop = ActivityResult.Faulted(CaseCodes.NoScale);
            return null;
        }

        return Scale.Kind.Of(context, id, out stop)?.Content;
    }
}

/// <summary>民主评议、审核、批准 by a body of determination (Art. 11, 12, 17(3)).</summary>
public sealed class CommitteeReviewActivity() : ReviewActivity<CommitteeReviewOptions>(
    Describe.Step("CommitteeReview", "机构评议", "Committee review", "由认定机构评议、审核或批准困难等级。", "A body of determination proposes, reviews or approves the level."))
{
    protected override string HolderOf(CommitteeReviewOptions options) => options.Body;

    protected override string ReviewerOf(ActivityContext context, CommitteeReviewOptions options, string unit) =>
        Body.Kind.Of(context, options.Body, out _)?.Content.ReviewerOf(unit) ?? unit;

    // A body's id is no role, and it acts at meetings: whoever would be asked case by case could not be found.
    public override IEnumerable<Rejection> Check(ActivityNode node) =>
        IsTrue(node, "roster") ? base.Check(node) : [ReviewCodes.BodyWithoutList.With(("activity", node.Id)), .. base.Check(node)];
}

/// <summary>核准 by an office or a person (Art. 17(3)3).</summary>
public sealed class ApprovalActivity() : ReviewActivity<ApprovalOptions>(
    Describe.Step("Approval", "部门核准", "Approval", "由部门或负责人审核、核准困难等级。", "An office or person in charge reviews or endorses the level."))
{
    protected override string HolderOf(ApprovalOptions options) => options.Role;

    protected override JointSigning Joint(ApprovalOptions options) => new(options.Mode, [options.Role, .. options.Mode == JointSigning.Alone ? [] : options.Roles]);

    public override IEnumerable<Rejection> Check(ActivityNode node) => JointSigning.Check(node).Concat(base.Check(node));
}
