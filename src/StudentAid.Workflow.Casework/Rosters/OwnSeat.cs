using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>The seat at a list's meeting in which a principal votes himself.</summary>
public sealed class OwnSeat(FactLoader facts)
{
    /// <summary>Null where there is no meeting, or none at which he sits.</summary>
    public async Task<Seating?> OfAsync(Principal principal, RosterState state, CancellationToken cancellation)
    {
        if (state.Meeting is not { } meeting || meeting.Seats.IsEmpty)
            return null;
        var committee = (await facts.LoadAsync([new FactKey(RosterFacts.Committee, $"{state.Body}|{state.Unit}")], cancellation))[0].Value;
        return meeting.Seats.FirstOrDefault(s => Seats.IsTaken(s) && Seats.IsOwn(principal, s, committee));
    }
}
