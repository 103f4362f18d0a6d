using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>
/// 加签 and 减签, where the activity's option <c>signers</c> allows it. Who signs before the act has the task in hand until he has; whoever signs after it gets
/// the act as it was done, which takes effect as the decider's own when the last has agreed, and goes back to him when one does not.
/// </summary>
internal sealed class TaskSigners(CaseSteps cases, PinCache pins)
{
    private const string Before = "before";
    private const string After = "after";

    public StreamDecision Decide(Handing handing) => handing.Request.Verb switch
    {
        TaskVerbs.AddSigner => Add(handing),
        TaskVerbs.RemoveSigner => Remove(handing),
        _ => Sign(handing),
    };

    /// <summary>How many may be added at the task's activity; 0 where its definition allows none.</summary>
    public static int MostAt(IPins pins, InstanceState state, Bookmark task) =>
        pins.Definition(state.Pin)?.Find(task.Node)?.Input("signers") is { Kind: InputKind.Literal } most ? (int)(most.Value.AsNumber() ?? 0) : 0;

    /// <summary>The act, kept for those who sign after it, once it is certain that it could be done; null where nobody signs after it. A return waits for nobody.</summary>
    public StreamDecision? Keeps(Handing handing)
    {
        if (handing.Held is not { For: "" } held || held.NextAfter.IsNone || handing.Request.Verb == "return")
            return null;
        var tried = cases.Decide(
            new InstanceCommand.Resume(handing.Task.Id, handing.Request.Verb, handing.With, handing.Request.ShownAt) { FromOutside = true }, handing.State, handing.Stored, handing.Act, handing.Facts);
        return tried is not StreamDecision.Decided ? tried : cases.Decide(
            new InstanceCommand.Hand(
                handing.Task.Id, "kept", held.Done(handing.Request.Verb), Value.Record(("verb", handing.Request.Verb)), handing.Request.ShownAt,
                new SealedContent(handing.Stored.Subject, handing.With), KeepsAct: true),
            handing.State, handing.Stored, handing.Act, handing.Facts);
    }

    private StreamDecision Add(Handing handing)
    {
        var decides = handing.IsMineOrOpen || handing.Held?.Owner == handing.Who.Id;
        if (!decides || handing.Held is { Verb.Length: > 0 } or { For: Holding.Answer })
            return decides ? ExecutionCodes.WithAnother : handing.NotInHand;
        var held = handing.Held ?? Holding.Given(handing.Who.Id);
        var most = MostAt(pins, handing.State, handing.Task);
        if (most == 0)
            return TaskCodes.NoSigners;
        if (held.Signers.Length >= most)
            return TaskCodes.TooManySigners.With(("most", most));
        if (handing.With["when"].AsText() is not (Before or After) and var when)
            return TaskCodes.UnknownPlace.With(("when", when ?? ""));
        if (TaskHands.Other(handing, out var to) is { } refused)
            return refused;
        if (to!.Id == held.Decider || held.Signers.Any(s => s.Person == to.Id))
            return TaskCodes.SignsAlready.With(("who", to.Name));
        return Colleague.MayKnow(to, handing.Stored.OrgPath)
            ? Hand(handing, held.With(new Signer(to.Id, handing.With["when"].AsText() == After)), Value.Record(("to", to.Id.ToString()), ("when", handing.With["when"])))
            : TaskCodes.CannotSee.With(("who", to.Name));
    }

    private StreamDecision Remove(Handing handing)
    {
        if (handing.Held is not { } held || held.Decider != handing.Who.Id)
            return handing.Elsewhere() ?? handing.NotHolder;
        if (Id.TryParse(handing.With["to"].AsText()) is not { } signer)
            return TaskCodes.NoColleague;
        if (Colleague.Missing(handing.Facts, signer) is { IsEmpty: false } missing)
            return new StreamDecision.Needs(missing);
        return held.Signers.Any(s => s.Person == signer && !s.Signed)
            ? Hand(handing, held.Without(signer), Value.Record(("to", signer.ToString())))
            : TaskCodes.NotASigner.With(("who", Colleague.NameOf(signer, handing.Facts)));
    }

    private StreamDecision Sign(Handing handing)
    {
        if (handing.Held is not { For: Holding.Sign } held || !handing.IsMine)
            return handing.Elsewhere() ?? TaskCodes.NotToSign;
        if (handing.With["agree"].AsBool() is not { } agree || (!agree && handing.Words is null))
            return TaskCodes.NoAgreement;
        var note = handing.Noted(Value.Record(("agree", Value.Of(agree))));
        if (held.Verb.Length == 0)
            return Hand(handing, held.Signed(), note);
        if (!agree)
            return Hand(handing, held.Back(), note);
        var signed = held.Signed();
        return signed.For.Length > 0 ? Hand(handing, signed, note) : Done(handing, held, signed, note);
    }

    /// <summary>The last has agreed: what the decider did takes effect as his act; the step is the signer's.</summary>
    private StreamDecision Done(Handing handing, Holding held, Holding signed, RecordValue note)
    {
        var key = CaseFacts.Sealed(held.Act);
        if (handing.Facts.Find(key) is not { } act)
            return new StreamDecision.Needs([key]);
        if (act.Value.IsNull)
            return CaseCodes.ContentErased;
        var done = cases.Decide(
            new InstanceCommand.Hand(
                handing.Task.Id, TaskVerbs.Sign, signed, note, handing.Request.ShownAt, handing.Words, Then: new InstanceCommand.Resume(handing.Task.Id, held.Verb, act.Value) { FromOutside = true }),
            handing.State, handing.Stored, handing.Act with { Actor = held.Owner }, handing.Facts);
        return done is StreamDecision.Decided decided ? decided.Step with { Actor = handing.Act.Actor } : done;
    }

    private StreamDecision Hand(Handing handing, Holding holding, RecordValue note) => cases.Decide(
        new InstanceCommand.Hand(handing.Task.Id, handing.Request.Verb, holding, note, handing.Request.ShownAt, handing.Words), handing.State, handing.Stored, handing.Act, handing.Facts);
}
