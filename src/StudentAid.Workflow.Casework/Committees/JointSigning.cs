using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>
/// How several posts act on one case: <c>one</c> alone, <c>all</c> sign (会签), the <c>first</c> who acts (或签), or <c>ordered</c>, one after the other (依次审批). Who has signed,
/// and the level that the last of them gave, stand in the activity's data: the case's own level changes with the last signature, and with a return never.
/// </summary>
public sealed record JointSigning(string Mode, ImmutableArray<string> Roles)
{
    public const string Alone = "one";
    internal const string First = "first";
    private const string All = "all";
    private const string Ordered = "ordered";

    public static JointSigning One(string role) => new(Alone, [role]);

    /// <summary>Opens the tasks: all at once, or in order the first alone.</summary>
    public void Open(ActivityContext context, string unit)
    {
        foreach (var role in Mode == Ordered ? Roles.Take(1) : Roles)
            context.Open(BookmarkKind.Task, role, unit);
    }

    /// <summary>Why he cannot sign: he has signed for another post.</summary>
    public static Rejection? Refuse(ActivityContext context) =>
        Signed(context).Contains(context.Actor.ToString(), StringComparer.Ordinal) ? ReviewCodes.SignedAlready.With() : null;

    /// <summary>True where others have still to sign after this act.</summary>
    public bool LeavesOthers(ActivityContext context) => Mode is All or Ordered && Signed(context).Length + 1 < Roles.Length;

    /// <summary>{ level, reason } as the last who signed said; null before anybody has.</summary>
    internal static Value Standing(ActivityContext context) => context.Data["standing"];

    /// <summary>Puts the signature down, closes its task, and in order opens the next post's.</summary>
    internal void Take(ActivityContext context, Resumption resumption, LevelOpinion said)
    {
        var signed = Signed(context).Add(context.Actor.ToString());
        context.Data = Value.Record(("signed", Value.List(signed.Select(Value.Of))), ("standing", Value.Record(("level", said.Level), ("reason", said.Reason))));
        context.Close(resumption.Bookmark.Id, resumption.Verb);
        if (Mode == Ordered)
            context.Open(BookmarkKind.Task, Roles[signed.Length], resumption.Bookmark.Unit);
    }

    /// <summary>What of a definition does not fit together.</summary>
    public static IEnumerable<Rejection> Check(ActivityNode node)
    {
        var mode = node.Input("mode") is { Kind: InputKind.Literal } given ? given.Text ?? Alone : Alone;
        var roles = node.Input("roles") is { Kind: InputKind.Literal } listed ? listed.Value.Items : [];
        var byList = node.Input("roster") is { Kind: InputKind.Literal } roster && roster.Value.AsBool() == true;
        if ((mode == Alone) != roles.IsEmpty)
            yield return ReviewCodes.PostsUnfit.With(("mode", mode));
        if (mode != Alone && byList)
            yield return ReviewCodes.SeveralWithList.With(("mode", mode));
        if (roles.Select(r => r.AsText()).Append(node.Input("role")?.Text).GroupBy(r => r, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { Key: { } twice })
            yield return ReviewCodes.PostTwice.With(("role", twice));
    }

    private static ImmutableArray<string> Signed(ActivityContext context) => [.. context.Data["signed"].Items.Select(s => s.AsText()!)];
}
