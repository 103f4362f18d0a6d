using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Waivers;

/// <summary>What happened about a student who is on a provider's list and has not applied (应助尽助, 第九条).</summary>
public abstract record InvitationEvent
{
    private InvitationEvent() { }

    /// <summary>Invited to apply; channel is a code.</summary>
    public sealed record Invited(Id Round, Id Person, DateOnly Day, string Channel) : InvitationEvent;

    /// <summary>Nobody answered.</summary>
    public sealed record NotReached(Id Round, Id Person, DateOnly Day, string Channel) : InvitationEvent;

    /// <summary>自愿放弃; Signed is the hash of the signed paper, empty where it was a click of the student or guardian.</summary>
    public sealed record Waived(Id Round, Id Person, DateOnly Day, string Reason, string Signed) : InvitationEvent;

    /// <summary>The waiver no longer stands; Case is the one that had ended with it, none where it was given without a case.</summary>
    public sealed record TakenBack(Id Round, Id Person, DateOnly Day, Id Case) : InvitationEvent;
}

/// <summary>Where an invitation stands: <see cref="Status"/> is "invited", "not-reached", "waived" or "taken-back".</summary>
public sealed record InvitationState(
    long Version, Id Round, Id Person, string Status, DateOnly? InvitedOn, string Channel, DateOnly? AnsweredOn, string Reason, string Signed, ImmutableArray<Id> Released)
    : IBesideState<InvitationState, InvitationEvent>
{
    public const string Kind = "invitation";
    public const int Format = 1;

    public static InvitationState Empty { get; } = new(0, default, default, "", null, "", null, "", "", []);

    public static (string Kind, int Format) Stored => (Kind, Format);

    public static Id IdOf(Id round, Id person) => Id.Of(Kind, round.ToString(), person.ToString());

    public InvitationState After(IEnumerable<InvitationEvent> events) =>
        events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private InvitationState With(InvitationEvent happened) => happened switch
    {
        InvitationEvent.Invited e => this with { Round = e.Round, Person = e.Person, Status = "invited", InvitedOn = e.Day, Channel = e.Channel, AnsweredOn = null },
        InvitationEvent.NotReached e => this with { Round = e.Round, Person = e.Person, Status = "not-reached", Channel = e.Channel, AnsweredOn = e.Day },
        InvitationEvent.Waived e => this with { Round = e.Round, Person = e.Person, Status = "waived", AnsweredOn = e.Day, Reason = e.Reason, Signed = e.Signed },
        InvitationEvent.TakenBack e => this with
        {
            Round = e.Round, Person = e.Person, Status = "taken-back", AnsweredOn = e.Day, Released = e.Case.IsNone ? Released : Released.Add(e.Case),
        },
        _ => this,
    };
}
