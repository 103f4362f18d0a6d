using MediatR;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Committees;

/// <summary>A student of the body signs the pledge for one list: his own name, and the hash of the words that he was shown.</summary>
public sealed record SignPledge(Id Roster, string Name, string Text) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Name, Text);

    public override bool MayKnow(string orgPath, Id subject) => base.MayKnow(orgPath, subject) || Principal.HasSeat(orgPath);
}

/// <summary>What happened to a member's pledge for a list; the name under it is his principal's.</summary>
public abstract record PledgeEvent
{
    private PledgeEvent() { }

    /// <summary>Text: the hash of the words.</summary>
    public sealed record Signed(string Text) : PledgeEvent;
}

/// <summary>A member's pledge for a list, beside the list so that signing changes nothing of what others decide on.</summary>
public sealed record PledgeState(long Version) : IStreamState<PledgeState>
{
    public const string Kind = "pledge";
    public const int Format = 1;

    public static PledgeState Empty { get; } = new(0);

    public static bool IsOf(string kind) => kind == Kind;

    public static Id IdOf(Id roster, Id principal) => Id.Of(Kind, roster.ToString(), principal.ToString());

    public static PledgeState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<PledgeState>(Format, snapshot);

    public PledgeState After(ReadOnlySpan<byte> data) => this with { Version = Version + 1 };
}

public sealed class SignPledgeHandler(StepRunner runner, IStepStore store, PinCache pins) : IRequestHandler<SignPledge, Answer>
{
    public async Task<Answer> Handle(SignPledge request, CancellationToken cancellationToken)
    {
        if (await store.LoadAsync(request.Roster, cancellationToken) is not { Kind: RosterState.Kind } stored
            || await runner.StateAsync<RosterState>(stored, cancellationToken) is not { } list)
            return StepCodes.NotFound;
        await pins.EnsureAsync(list.Pin, cancellationToken);
        if (Pledge.SeatOf(request.Principal, list, pins) is not { } body)
            return StepCodes.NotFound;
        if (!Pledge.IsOpen(list))
            return PledgeCodes.MeetingOver;
        if (request.Text != Pledge.HashOf(body))
            return PledgeCodes.TextChanged;
        if (request.Name.Trim() != request.Principal.Name)
            return PledgeCodes.WrongName;
        return await runner.RunAsync<PledgeState>(
            request, PledgeState.IdOf(request.Roster, request.Principal.Id), (before, _, act, _) => before is null ? Signed(request, stored, act) : PledgeCodes.Signed, cancellationToken);
    }

    private static StreamDecision Signed(SignPledge request, StoredStream list, Act act)
    {
        var step = new StepParts(act, 0).Of(
            PledgeState.Kind, list.OrgPath, "signed", StreamData.Write<PledgeEvent>([new PledgeEvent.Signed(request.Text)]), StreamData.Snapshot(PledgeState.Format, new PledgeState(1)));
        return step with { Practice = list.Practice };
    }
}
