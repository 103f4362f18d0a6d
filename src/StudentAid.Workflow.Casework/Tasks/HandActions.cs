using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>What somebody may do now with a task besides doing it, as <c>/actions</c> lists it.</summary>
public static class HandActions
{
    private static readonly Value Nothing = Value.Parse("""{ "type": "object", "additionalProperties": false, "properties": {} }""");
    private static readonly Value Reason = Value.Parse(
        """{ "type": "object", "additionalProperties": false, "properties": { "reason": { "type": "string", "minLength": 1, "maxLength": 2000 } } }""");

    private static readonly Value ToSomebody = Value.Parse(
        """{ "type": "object", "required": ["to"], "additionalProperties": false, "properties": { "to": { "type": "string", "pattern": "^[0-9a-z]{26}$" }, "reason": { "type": "string", "minLength": 1, "maxLength": 2000 } } }""");

    private static readonly Value Opinion = Value.Parse(
        """{ "type": "object", "required": ["opinion"], "additionalProperties": false, "properties": { "opinion": { "type": "string", "minLength": 1, "maxLength": 2000 }, "evidence": { "type": "array", "items": { "type": "string", "pattern": "^[0-9a-z]{16,128}$" } } } }""");

    private static readonly Value ToSigner = Value.Parse(
        """{ "type": "object", "required": ["to", "when"], "additionalProperties": false, "properties": { "to": { "type": "string", "pattern": "^[0-9a-z]{26}$" }, "when": { "enum": ["before", "after"] }, "reason": { "type": "string", "minLength": 1, "maxLength": 2000 } } }""");

    private static readonly Value Agreement = Value.Parse(
        """{ "type": "object", "required": ["agree"], "additionalProperties": false, "properties": { "agree": { "type": "boolean" }, "opinion": { "type": "string", "minLength": 1, "maxLength": 2000 }, "evidence": { "type": "array", "items": { "type": "string", "pattern": "^[0-9a-z]{16,128}$" } } } }""");

    private static readonly Value ToAnybody = Value.Parse(
        """{ "type": "object", "additionalProperties": false, "properties": { "to": { "type": "string", "pattern": "^[0-9a-z]{26}$" }, "role": { "type": "string", "maxLength": 64 }, "unit": { "type": "string", "maxLength": 200 } } }""");

    private static readonly Text UntilDone = new("办理之前可以退回待领", "Until it is done, by putting it back");

    public static IEnumerable<TaskAction> Of(Principal principal, Id subject, InstanceState state, Bookmark task, IPins pins)
    {
        var judges = !principal.MustWithdrawFrom(subject);
        if (!task.Person.IsNone || principal.IsSystem)
            yield break;
        var mine = task.Holding?.Holder == principal.Id;
        var hands = task.Holding is null ? TaskHolders.HoldsPost(principal, task) : mine && task.Holding.For.Length == 0;
        var operates = Duties.Operations(principal, task.Unit) is null;
        if (judges && task.Holding is null && TaskHolders.HoldsPost(principal, task))
        {
            yield return new TaskAction(TaskVerbs.Claim, new("认领", "Claim"), "default", Nothing)
            {
                Consequence = new("由您一人办理，同岗位的其他人不再看到这项待办。", "It is yours alone; others of the same post are not shown it any more."), UndoUntil = UntilDone,
            };
        }

        if (task.Holding is { } held && (mine ? held.For.Length == 0 : operates))
        {
            yield return new TaskAction(TaskVerbs.Release, new("退回待领", "Put back"), "default", Reason)
            {
                Consequence = new("这项待办回到岗位，同岗位的人都可以办理。", "The task lies open again for everybody of its post."),
            };
        }

        foreach (var act in judges ? Asking(principal, task, hands).Concat(Signing(principal, task, hands, TaskSigners.MostAt(pins, state, task))) : [])
            yield return act;
        if ((hands || (operates && task.Holding is not null)) && !PersonalTasks.IsPersonal(pins, state, task))
        {
            yield return new TaskAction(TaskVerbs.Transfer, new("转办", "Hand over"), "default", ToSomebody)
            {
                Consequence = new("交给另一位职责相同的人办理，不再由您办理。", "Another person of the same duty does it; it is not yours any more."),
            };
        }
    }
    /// <summary>What he may do at a task that is another's to do.</summary>
    public static IEnumerable<TaskAction> OfOthers(Principal principal, InstanceState state, Bookmark task)
    {
        if (!TaskHands.IsHis(principal, task) && !state.IsSuspended && !principal.IsSystem)
        {
            yield return new TaskAction(TaskVerbs.Remind, new("催办", "Remind"), "default", Nothing)
            {
                Consequence = new("提醒办理人尽快办理；提醒中不写姓名和等级。", "The holder is reminded; the reminder names neither a person nor a level."),
            };
        }
    }

    private static IEnumerable<TaskAction> Asking(Principal principal, Bookmark task, bool hands)
    {
        if (hands)
        {
            yield return new TaskAction(TaskVerbs.Delegate, new("委派", "Ask a colleague"), "default", ToSomebody)
            {
                Consequence = new("请另一位工作人员提出意见，答复后回到您手中，仍由您决定。", "A colleague gives an opinion; then it comes back to you, and you decide."),
                UndoUntil = new("对方答复之前可以收回", "Until the colleague has answered, by taking it back"),
            };
            yield return new TaskAction(TaskVerbs.Copy, new("抄送", "Copy to"), "default", ToAnybody)
            {
                Consequence = new("让有关人员知悉，不产生待办；可以看到谁已阅。", "Others are told, and nobody gets a task; who has read it is shown."),
            };
        }

        if (task.Holding is not { For: Holding.Answer } asked)
            yield break;
        if (asked.Holder == principal.Id)
            yield return new TaskAction(TaskVerbs.Reply, new("答复", "Answer"), "primary", Opinion) { Consequence = new("意见交回委派人，由其决定。", "Your opinion goes back to who asked, who decides.") };
        if (asked.Owner == principal.Id)
            yield return new TaskAction(TaskVerbs.Recall, new("收回委派", "Take back"), "default", Nothing) { Consequence = new("不等答复，回到您手中。", "It comes back to you without an answer.") };
    }
    private static IEnumerable<TaskAction> Signing(Principal principal, Bookmark task, bool hands, int most)
    {
        var held = task.Holding;
        var owns = hands || (held is { For: Holding.Sign } && held.Owner == principal.Id);
        if (owns && held is null or { Verb.Length: 0 } && (held?.Signers.Length ?? 0) < most)
        {
            yield return new TaskAction(TaskVerbs.AddSigner, new("加签", "Add a signer"), "default", ToSigner)
            {
                Consequence = new("请另一位工作人员在您办理之前或之后签署意见。", "A colleague signs before your act or after it."), UndoUntil = new("对方签署之前可以减签", "Until the colleague has signed, by removing the signer"),
            };
        }

        if (owns && held is not null && held.Signers.Any(s => !s.Signed))
            yield return new TaskAction(TaskVerbs.RemoveSigner, new("减签", "Remove a signer"), "default", ToSomebody) { Consequence = new("尚未签署的人不再签署。", "Who has not signed yet need not sign.") };
        if (held is { For: Holding.Sign } && held.Holder == principal.Id)
        {
            yield return new TaskAction(TaskVerbs.Sign, new("会签", "Sign"), "primary", Agreement)
            {
                Consequence = held.Verb.Length == 0
                    ? new("签署意见后回到办理人手中，由其决定。", "With your opinion it goes back to who decides.")
                    : new("同意后办理人的决定生效；不同意则退回办理人。", "If you agree the decision takes effect; if not it goes back to who decided."),
            };
        }
    }
}
