using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>An act at an open task with all that it is judged by.</summary>
internal sealed record Handing(CompleteTask Request, InstanceState State, Bookmark Task, StoredStream Stored, Act Act, Facts Facts)
{
    public Principal Who => Request.Principal;

    public Value With => Request.Input;

    public Holding? Held => Task.Holding;

    /// <summary>Whoever has it in hand; None where nobody has.</summary>
    public Id Holder => Held?.Holder ?? default;

    public bool IsMine => Holder == Who.Id;

    public Rejection NotHolder => TaskCodes.NotHolder.With(("role", Role));

    /// <summary>The refusal where staff would judge its own or its child's case; null where that is not so. A family's own task is no judgement.</summary>
    public Rejection? Withdraws => Task.Person.IsNone && !Who.Grants.IsEmpty && Who.MustWithdrawFrom(Stored.Subject) ? TaskCodes.MustWithdraw.With(("role", Role)) : null;

    /// <summary>The refusal where he decided about the case alone at an earlier post; null where he did not.</summary>
    public StreamDecision? DecidedBefore(IPins pins) => EarlierDecider.Refuses(Who, State, Task, Request.Verb, pins) is { } before
        ? (StreamDecision)TaskCodes.DecidedBefore.With(("activity", before.Title ?? before.Id), ("role", Role)) : null;

    /// <summary>Nobody else has it: it is in his hand to do, or lies open for his post.</summary>
    public bool IsMineOrOpen => Held is null ? Cases.TaskHolders.HoldsPost(Who, Task) : IsMine && Held.For.Length == 0;

    /// <summary>Why he may not hand it on: it is with another, with him only to be answered or signed, or none of his.</summary>
    public StreamDecision NotInHand => Elsewhere() ?? (IsMine ? (StreamDecision)ExecutionCodes.WithAnother : NotHolder);

    public Engine.Definitions.Text Role => Who.Roles.At(Task.Unit).NameOf(Task.Name);

    /// <summary>Who helps cases that are stuck may take a task out of a hand that does not move.</summary>
    public bool Operates => Duties.Operations(Who, Task.Unit) is null;

    /// <summary>The reason or opinion that is given with the act, sealed as the case's person's; null where none is.</summary>
    public SealedContent? Words => (With["reason"].AsText() ?? With["opinion"].AsText())?.Trim() is { Length: > 0 } words ? new SealedContent(Stored.Subject, words) : null;

    /// <summary>The note of the act, with what was attached to it (附件).</summary>
    public RecordValue Noted(RecordValue note) => With["evidence"].IsNull ? note : note.With("evidence", With["evidence"]);

    /// <summary>The refusal where another has it in hand, by name; what was shown before he had it is told as stale. Null where nobody else has.</summary>
    public StreamDecision? Elsewhere()
    {
        if (Holder.IsNone || IsMine)
            return null;
        if (Colleague.Missing(Facts, Holder) is { IsEmpty: false } missing)
            return new StreamDecision.Needs(missing);
        var stale = Request.ShownAt is { } seen && seen != Task.ShownAt;
        return (stale ? TaskCodes.HandedOn : TaskCodes.HeldBy).With(("who", Colleague.NameOf(Holder, Facts)));
    }
}
