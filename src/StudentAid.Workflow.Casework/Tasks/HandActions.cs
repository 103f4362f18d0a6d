using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

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
        """{ "type": "object", "required": ["opinion"], "additionalProperties": false, "properties": { "opinion": { "type": "string", "minLength": 1, "maxLength": 2000 } } }""");

    private static readonly Text UntilDone = new("办理之前可以退回待领", "Until it is done, by putting it back");

    public static IEnumerable<TaskAction> Of(Principal principal, InstanceState state, Bookmark task, IPins pins)
    {
        if (!task.Person.IsNone || principal.IsSystem)
            yield break;
        var mine = task.Holding?.Holder == principal.Id;
        var hands = task.Holding is null ? TaskHolders.HoldsPost(principal, task) : mine && task.Holding.For.Length == 0;
        var operates = Duties.Operations(principal, task.Unit) is null;
        if (task.Holding is null && TaskHolders.HoldsPost(principal, task))
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

        foreach (var act in Asking(principal, task, hands))
            yield return act;
        if ((hands || (operates && task.Holding is not null)) && !PersonalTasks.IsPersonal(pins, state, task))
        {
            yield return new TaskAction(TaskVerbs.Transfer, new("转办", "Hand over"), "default", ToSomebody)
            {
                Consequence = new("交给另一位职责相同的人办理，不再由您办理。", "Another person of the same duty does it; it is not yours any more."),
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
        }

        if (task.Holding is not { For: Holding.Answer } asked)
            yield break;
        if (asked.Holder == principal.Id)
            yield return new TaskAction(TaskVerbs.Reply, new("答复", "Answer"), "primary", Opinion) { Consequence = new("意见交回委派人，由其决定。", "Your opinion goes back to who asked, who decides.") };
        if (asked.Owner == principal.Id)
            yield return new TaskAction(TaskVerbs.Recall, new("收回委派", "Take back"), "default", Nothing) { Consequence = new("不等答复，回到您手中。", "It comes back to you without an answer.") };
    }
}
