using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>The acts at a case besides those of its tasks: <c>POST /api/cases/{id}/{verb}</c>.</summary>
public static class CaseActs
{
    private static readonly Value Reason = Value.Parse(
        """{ "type": "object", "required": ["reason"], "additionalProperties": false, "properties": { "reason": { "type": "string", "minLength": 1, "maxLength": 2000 } } }""");

    private static readonly Value Nothing = Value.Parse("""{ "type": "object", "additionalProperties": false, "properties": {} }""");

    public static IReadOnlyList<TaskAction> Of(Principal principal, InstanceState state, string place, Engine.Streams.Id subject, IPins pins, bool lastActor = false)
    {
        var (keeps, operates, own) = (Duties.Rounds(principal, place) is null, Duties.Operations(principal, place) is null, principal.Persons.Contains(subject));
        var acts = new List<TaskAction>();
        if (!state.IsOpen)
        {
            if ((operates || (own && state.Status != Restarting.Cancelled)) && Restarting.Refuse(pins, state) is null)
                acts.Add(ActionWords.With(new TaskAction("restart", new("重新启动", "Begin anew"), "default", Nothing), []));
            return acts;
        }

        if ((keeps || own) && Withdrawal.Refuse(state, pins.Definition(state.Pin)) is null)
            acts.Add(Act("withdraw", new("撤回申请", "Withdraw"), "danger"));
        if (lastActor)
            acts.Add(Act("take-back", new("收回", "Take back"), "default") with { Consequence = new("收回您刚才的办理，申请回到您这里；下一环节已经办理的不能收回。", "Your last act is taken back and the case waits for you again; not where the next has acted.") });
        if (operates)
        {
            acts.Add(state.IsSuspended ? Act("continue", new("恢复办理", "Continue"), "primary") : Act("suspend", new("暂停办理", "Suspend"), "default"));
            acts.Add(Act("cancel", new("终止办理", "Cancel"), "danger"));
        }

        return acts;
    }

    /// <summary>The reasons of 不予认定 that the round's scale knows.</summary>
    public static ImmutableArray<VerbReason> ReasonsOf(Scale? scale) =>
        scale is null ? [] : [.. scale.NotDetermined.Reasons.Select(r => new VerbReason(r.Id, r.Name, r.Article))];

    private static TaskAction Act(string verb, Text label, string tone) => ActionWords.With(new TaskAction(verb, label, tone, Reason), []);
}

/// <summary>What the caller may do at a list now, the levels he may give, and the reasons. <see cref="Decide"/> is named as the body's act is.</summary>
public sealed record RosterActions(IReadOnlyList<TaskAction> Items, IReadOnlyList<LevelChoice> Levels);

/// <summary>A level of the round's scale; the last is 不予认定.</summary>
public sealed record LevelChoice(string Id, Text Name, bool Determined);

/// <summary>The acts at a list: <c>POST /api/rosters/{id}/{verb}</c>.</summary>
public static class RosterActs
{
    private static readonly Value Open = Value.Parse("""{ "type": "object", "additionalProperties": true }""");

    private static readonly Value VoteInput = Value.Parse(
        """{ "type": "object", "required": ["member", "vote"], "additionalProperties": false, "properties": { "member": { "type": "string", "maxLength": 64 }, "vote": { "enum": ["agree", "disagree", "abstain"] }, "secret": { "type": "boolean" } } }""");

    public static RosterActions Of(Principal principal, RosterState state, string school, PinCache pins, DateTimeOffset now, Seating? own = null)
    {
        var scale = LevelNames.ScaleOf(pins, state.Pin);
        var reasons = CaseActs.ReasonsOf(scale);
        var duties = ListDuties.Of(state, pins);
        IEnumerable<LevelChoice> levels = scale is null ? []
            : scale.Levels.Select(l => new LevelChoice(l.Id, l.Name, true)).Append(new LevelChoice(scale.NotDetermined.Id, scale.NotDetermined.Name, false));
        return new RosterActions([.. Votes(state, own, duties).Concat(Acts(state, act => duties.AllowsAt(principal, act, school, now))).Select(a => ActionWords.With(a, reasons))], [.. levels]);
    }

    private static IEnumerable<TaskAction> Votes(RosterState state, Seating? own, ListDuties duties) => OwnVoteView.Of(state, own, duties.Body) is not { Open: true } ? []
        : [new TaskAction("vote", new("表决", "Vote"), "primary", VoteInput) { Consequence = new("每人一票，投出后不能更改。", "One vote each; once cast it stays.") }];

    private static IEnumerable<TaskAction> Acts(RosterState state, Func<ListAct, bool> may)
    {
        if (state.IsPublicity)
        {
            if (state.Period is null && may(ListAct.Decide))
                yield return new TaskAction("post", new("张贴公示", "Post the notice"), "primary", Open);
            yield break;
        }

        if (state.Status == "frozen" && state.Body.Length > 0 && may(ListAct.Record))
            yield return new TaskAction("meet", new("记录会议", "Record the meeting"), state.Meeting is null ? "primary" : "default", Open);
        if (!may(ListAct.Decide))
            yield break;
        if (state.Status == "frozen")
        {
            yield return new TaskAction("decide", LabelOf(state.Act), "primary", Open);
            yield return new TaskAction("return", new("退回", "Return"), "danger", Open);
            yield return new TaskAction("not-determined", new("不予认定", "Not determined"), "default", Open);
        }
        else if (state is { Status: "released", Decisions: > 0 })
        {
            yield return new TaskAction("take-back", new("收回", "Take back"), "danger", Open);
        }
    }

    private static Text LabelOf(string act) => act switch
    {
        "propose" => new("提出名单", "Propose the list"),
        "endorse" => new("核准", "Endorse"),
        "approve" => new("批准", "Approve"),
        _ => new("审核通过", "Review and pass on"),
    };
}
