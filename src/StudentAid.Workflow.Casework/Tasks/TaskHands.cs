using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Copies;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>
/// Hands a task round. It stays the same task all the way: one bookmark with at most one holder. Each verb says who may and what becomes of the holding; nobody
/// gets by any of them what is not his to do.
/// </summary>
internal sealed class TaskHands(CaseSteps cases, PinCache pins)
{
    /// <summary>Between two reminders, where the definition says nothing.</summary>
    private const int UsualHours = 24;

    private readonly TaskSigners signers = new(cases, pins);

    /// <summary>The act at a task that others sign after it: it is kept until they have. Null where nobody does.</summary>
    public StreamDecision? KeepsAct(Handing handing) => signers.Keeps(handing);

    public StreamDecision Decide(Handing handing)
    {
        if (handing.Request.Verb == TaskVerbs.Remind)
            return Remind(handing);
        if (!handing.Task.Person.IsNone)
            return TaskCodes.OwnAlone;
        // What he may not judge he can still give away.
        if (handing.Withdraws is { } withdraws && handing.Request.Verb is not (TaskVerbs.Transfer or TaskVerbs.Release))
            return withdraws;
        return handing.Request.Verb switch
        {
            TaskVerbs.Claim => Claim(handing),
            TaskVerbs.Transfer => Transfer(handing),
            TaskVerbs.Delegate => Delegate(handing),
            TaskVerbs.Reply => Reply(handing),
            TaskVerbs.Recall => Recall(handing),
            TaskVerbs.Copy => Copy(handing),
            TaskVerbs.AddSigner or TaskVerbs.RemoveSigner or TaskVerbs.Sign => signers.Decide(handing),
            _ => Release(handing),
        };
    }

    /// <summary>Whoever may know the case and waits for another. What he who has it is told names the step and nobody.</summary>
    private StreamDecision Remind(Handing handing)
    {
        if (IsHis(handing.Who, handing.Task))
            return TaskCodes.RemindsSelf;
        if (handing.State.IsSuspended)
            return ExecutionCodes.IsSuspended;
        var hours = HoursAt(handing.State, handing.Task);
        if (handing.Task.Reminded?.AddHours(hours) is { } next && handing.Act.Now < next)
            return TaskCodes.RemindedLately.With(("hours", hours), ("next", next.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)));
        return cases.Decide(
            new InstanceCommand.Tell(handing.Task.Id, TaskVerbs.Remind, Value.EmptyRecord, Reminds: true), handing.State, handing.Stored, handing.Act, handing.Facts);
    }

    /// <summary>His own to do: his application, in his hand, or open for his post.</summary>
    public static bool IsHis(Principal principal, Bookmark task) => !task.Person.IsNone ? principal.Persons.Contains(task.Person)
        : task.Holding is { } held ? held.Holder == principal.Id : TaskHolders.HoldsPost(principal, task);

    private int HoursAt(InstanceState state, Bookmark task) =>
        pins.Definition(state.Pin)?.Find(task.Node)?.Input("remindEvery") is { Kind: Engine.Definitions.InputKind.Literal } hours && hours.Value.AsNumber() is { } given ? (int)given : UsualHours;

    private StreamDecision Claim(Handing handing) =>
        handing.Elsewhere()
        ?? (!TaskHolders.HoldsPost(handing.Who, handing.Task) ? handing.NotHolder : Hand(handing, Holding.Given(handing.Who.Id)));

    private StreamDecision Release(Handing handing) =>
        handing.Held is null ? TaskCodes.NotHeld
        : handing.IsMine && handing.Held.For.Length > 0 ? ExecutionCodes.WithAnother
        : handing.IsMine || handing.Operates ? Hand(handing, null)
        : handing.Elsewhere()!;

    /// <summary>Whoever has it gives it to another of the same duty; who operates gives anybody's, so that nothing lies with one who has left.</summary>
    private StreamDecision Transfer(Handing handing)
    {
        if (!handing.IsMineOrOpen && !handing.Operates)
            return handing.NotInHand;
        if (PersonalTasks.IsPersonal(pins, handing.State, handing.Task))
            return TaskCodes.InPerson.With(("role", handing.Role));
        if (Other(handing, out var to) is { } refused)
            return refused;
        if (EarlierDecider.Before(handing.State, handing.Task, pins).FirstOrDefault(d => d.Who == to!.Id).At is { } before)
            return TaskCodes.ColleagueDecided.With(("activity", before.Title ?? before.Id), ("who", to!.Name));
        return TaskHolders.HasRight(to!, handing.Task)
            ? Hand(handing, Holding.Given(to!.Id), Value.Record(("to", to.Id.ToString())))
            : TaskCodes.NoRight.With(("who", to!.Name), ("role", handing.Role));
    }

    /// <summary>Whoever has it asks a colleague who may know the case; he answers and decides nothing.</summary>
    private StreamDecision Delegate(Handing handing)
    {
        if (!handing.IsMineOrOpen)
            return handing.NotInHand;
        return Other(handing, out var to)
            ?? (to!.Id == handing.Who.Id ? TaskCodes.AlreadyHas.With(("who", to.Name))
                : !Colleague.MayKnow(to, handing.Stored.OrgPath) ? TaskCodes.CannotSee.With(("who", to.Name))
                : Hand(handing, (handing.Held ?? Holding.Given(handing.Who.Id)).Asked(to.Id), Value.Record(("to", to.Id.ToString()))));
    }

    private StreamDecision Reply(Handing handing)
    {
        if (handing.Held is not { For: Holding.Answer } asked)
            return TaskCodes.NotAsked;
        return handing.Elsewhere() ?? (handing.Words is null ? TaskCodes.NoAnswer : Hand(handing, asked.Back(), handing.Noted(Value.Record(("to", asked.Owner.ToString())))));
    }

    /// <summary>Whoever decides shows it to somebody who may look the case up anyway; nobody gets a task by it.</summary>
    private StreamDecision Copy(Handing handing)
    {
        if (!handing.IsMineOrOpen && handing.Held?.Decider != handing.Who.Id)
            return handing.NotInHand;
        var (role, unit) = (handing.With["role"].AsText() ?? "", handing.With["unit"].AsText() ?? "");
        if (handing.With["to"].AsText() is null)
        {
            var known = UnitPath.IsPath(unit) && UnitPath.IsBelow(handing.Stored.OrgPath, unit) && handing.Who.Roles.At(unit).Find(role) is { Student: false } named && !named.Carries(Duty.Oversee);
            return known ? Send(handing, new CopyRecipient(default, role, unit)) : TaskCodes.NoRecipient;
        }

        return Other(handing, out var to) ?? (Colleague.MayKnow(to!, handing.Stored.OrgPath)
            ? Send(handing, new CopyRecipient(to!.Id, "", ""))
            : TaskCodes.CannotSee.With(("who", to!.Name)));
    }

    private StreamDecision Send(Handing handing, CopyRecipient recipient)
    {
        var to = recipient.Person.IsNone ? Value.Record(("role", recipient.Role), ("unit", recipient.Unit)) : Value.Record(("to", recipient.Person.ToString()));
        var letter = new Letter(
            KeepCopy.Name, CopyState.IdOf(handing.Act.Stream, recipient),
            to.With("activity", handing.Task.Node).With("by", handing.Who.Id.ToString()).With("place", handing.Stored.OrgPath));
        return cases.Decide(
            new InstanceCommand.Tell(handing.Task.Id, TaskVerbs.Copy, to, Letter: letter), handing.State, handing.Stored, handing.Act, handing.Facts);
    }

    private StreamDecision Recall(Handing handing)
    {
        if (handing.Held is not { For: Holding.Answer } asked)
            return TaskCodes.NotAsked;
        return asked.Owner == handing.Who.Id ? Hand(handing, asked.Back()) : handing.Elsewhere() ?? handing.NotHolder;
    }

    /// <summary>Another than who has it, named in <c>to</c>; else the refusal, or the fact to tell by.</summary>
    internal static StreamDecision? Other(Handing handing, out Principal? to, string member = "to")
    {
        to = null;
        if (Id.TryParse(handing.With[member].AsText()) is not { } person)
            return TaskCodes.NoColleague;
        if (Colleague.Missing(handing.Facts, person) is { IsEmpty: false } missing)
            return new StreamDecision.Needs(missing);
        to = Colleague.Of(person, handing.Facts, handing.Who.Roles);
        if (to is null)
            return TaskCodes.NoColleague;
        if (handing.Request.Verb != TaskVerbs.RemoveSigner && to.MustWithdrawFrom(handing.Stored.Subject))
            return TaskCodes.WithdrawsToo.With(("who", to.Name));
        return person == handing.Holder ? (StreamDecision)TaskCodes.AlreadyHas.With(("who", to.Name)) : null;
    }

    private StreamDecision Hand(Handing handing, Holding? holding, RecordValue? note = null) => cases.Decide(
        new InstanceCommand.Hand(handing.Task.Id, handing.Request.Verb, holding, note ?? Value.EmptyRecord, handing.Request.ShownAt, handing.Words),
        handing.State, handing.Stored, handing.Act, handing.Facts);
}
