using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>
/// What a body says of a case (等级意见): its outcome, the level (empty: the one that stands), a coded reason, the address of the sealed opinion, the
/// list and decision it comes from (empty and 0 where a person acted alone), and an activity to return to in place of the drawn one.
/// </summary>
internal sealed record LevelOpinion(string Outcome, string Level, string Reason, string Opinion, string Roster, int Decision, string Target)
{
    /// <summary>Returned, only the target is done again and it comes back here; what lies between stands.</summary>
    public bool Alone { get; init; }

    /// <summary>The word for it in inputs: "none" of what lies between is done again, or what lies "between" is.</summary>
    public static bool IsAlone(Value given) => given["redo"].AsText() == "none";

    /// <summary>Hashes of what was attached (附件); null where nothing was.</summary>
    public Value Evidence { get; init; } = Value.Null;

    /// <summary>Who decided it alone; None where several posts did together, or nobody is known to have.</summary>
    public Id Decider { get; init; }

    /// <summary>The place that the body gave on its list, 1 the first; 0 where it does not rank.</summary>
    public int Rank { get; init; }

    /// <summary>What the body's score sheets came to; null where it has none.</summary>
    public decimal? Total { get; init; }

    public const string Returned = "Returned";
    public const string NotDetermined = "NotDetermined";

    /// <summary>Outcomes of a step whose act this is; one that is unknown can only be returned.</summary>
    public static IEnumerable<string> OutcomesOf(string? act) => act switch
    {
        "approve" => [Acts.OutcomeOf(act), Returned, NotDetermined],
        "propose" or "review" or "endorse" => [Acts.OutcomeOf(act), Returned],
        _ => [Returned],
    };

    /// <summary>The command by which a list lets a case go. A reason that is no code was written by somebody and is sealed with the case.</summary>
    public static LevelOpinion OfRelease(ActivityContext context, CaseInput input, Value given)
    {
        var reason = given["reason"].AsText() ?? "";
        var opinion = given["opinion"].AsText() ?? "";
        if (reason.Length > 0 && !PlainText.IsCode(reason))
            (reason, opinion) = ("", opinion.Length > 0 ? opinion : context.Seal(input.Person, reason));
        return new LevelOpinion(
            given["outcome"].AsText() ?? "", given["level"].AsText() ?? "", reason, opinion,
            given["roster"].AsText() ?? "", (int)(given["decision"].AsNumber() ?? 0), given["target"].AsText() ?? "")
        {
            Rank = (int)(given["rank"].AsNumber() ?? 0), Alone = IsAlone(given), Total = given["total"].AsNumber(),
            Decider = Id.TryParse(given["decider"].AsText() ?? "") ?? default,
        };
    }

    /// <summary>The opinion with the level and reason that follow from what stands, or why it does not stand.</summary>
    public (LevelOpinion? Settled, Rejection? Refused) Settle(ActivityContext context, string act, Scale scale)
    {
        var refusing = scale.NotDetermined.Id;
        var level = Level.Length > 0 ? Level : Outcome == NotDetermined ? refusing : CaseVariables.Standing(context).AsText() ?? "";
        if (level.Length == 0)
            return (null, ReviewCodes.NoLevel);
        if (scale.RankOf(level) is null)
            return (null, ReviewCodes.UnknownLevel.With(("level", level), ("known", string.Join(", ", scale.Levels.Select(l => l.Id).Append(refusing)))));
        if (act == "approve" && (Outcome == NotDetermined) != (level == refusing))
            return (null, ReviewCodes.LevelAgainstOutcome.With(("outcome", Outcome), ("level", level)));
        if (level != refusing)
            return (this with { Level = level }, null);
        var reason = Reason.Length > 0 ? Reason : ReasonThatStands(context, refusing);
        return scale.NotDetermined.Reasons.Any(r => r.Id == reason)
            ? (this with { Level = level, Reason = reason }, null)
            : (null, ReviewCodes.NoRefusalReason.With(("reason", reason), ("known", string.Join(", ", scale.NotDetermined.Reasons.Select(r => r.Id)))));
    }

    /// <summary>Writes down what one of several posts says: level and outcome are the last one's to settle.</summary>
    public void Keep(ActivityContext context)
    {
        EndWithdrawal(context);
        context.Note("opinion", PlainText.Record(("signed", true), ("level", Given(Level)), ("reason", Given(Reason)), ("opinion", Given(Opinion)), ("evidence", Evidence)));
    }

    private void StandAs(ActivityContext context)
    {
        if (Level.Length == 0 || Outcome == Returned)
            return;
        CaseVariables.Set(context, CaseVariables.Level, Level);
        CaseVariables.Set(context, CaseVariables.Reason, Given(Reason));
        if (Rank > 0)
            CaseVariables.Set(context, CaseVariables.Rank, Rank);
        if (Total is { } total)
            CaseVariables.Set(context, CaseVariables.Total, total);
    }

    /// <summary>Writes the opinion into the case and goes on with its outcome.</summary>
    public ActivityResult Write(ActivityContext context)
    {
        StandAs(context);
        if (Roster.Length > 0)
            context.SetVariable(CaseVariables.DecisionOf(context.Node.Id), $"{Roster}/{Decision}");
        else if (Outcome != Returned)
            EndWithdrawal(context);
        if (Outcome != Returned && EarlierDecider.IsAsked(context.Definition, context.Node))
            context.SetOutput(EarlierDecider.Output, Decider.IsNone ? Value.Null : Decider.ToString());
        // Outcome and level stand in the step's own events; a level that another one stood before has a reason, and is noted with it.
        if (Reason.Length > 0 || Opinion.Length > 0 || Roster.Length > 0 || Outcome == Returned || !Evidence.IsNull || !JointSigning.Standing(context).IsNull)
        {
            context.Note("opinion", PlainText.Record(
                ("outcome", Outcome), ("level", Given(Level)), ("reason", Given(Reason)), ("opinion", Given(Opinion)),
                ("roster", Given(Roster)), ("decision", Decision > 0 ? Decision : Value.Null), ("evidence", Evidence)));
        }

        return Outcome == Returned && Target.Length > 0 ? new ActivityResult.GoesBack(Target, Reason, Alone ? Redo.None : Redo.Between) : ActivityResult.Completed(Outcome);
    }

    private static void EndWithdrawal(ActivityContext context)
    {
        if (Withdrawal.EndsAt(context))
            context.SetVariable(CaseVariables.Acted, context.Node.Id);
    }

    private static string ReasonThatStands(ActivityContext context, string refusing) =>
        JointSigning.Standing(context) is { IsNull: false } signed && signed["level"].AsText() == refusing ? signed["reason"].AsText() ?? ""
        : context.Variable(CaseVariables.Level).AsText() == refusing ? context.Variable(CaseVariables.Reason).AsText() ?? ""
        : context.Variable(CaseVariables.Suggested).AsText() == refusing ? context.Variable(CaseVariables.SuggestedReason).AsText() ?? ""
        : "";

    private static Value Given(string text) => text.Length > 0 ? text : Value.Null;
}
