using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads lists for people: with names, and only where the reader may know them.</summary>
public sealed class RosterReading(IStepStore store, StepRunner runner, PinCache pins, PeopleNames names)
{
    /// <summary>The list with names, or null where there is none for the caller.</summary>
    public async Task<RosterView?> FindAsync(Id id, Caller caller, CancellationToken cancellation = default) =>
        await StateAsync(id, caller, cancellation) is { } state ? RosterView.Of(id, state, await names.OfAsync(state.Unit, state.Entries.Select(e => e.Person))) : null;

    /// <summary>The state, its pin loaded; null where there is none for the caller.</summary>
    public async Task<RosterState?> StateAsync(Id id, Caller caller, CancellationToken cancellation = default)
    {
        var stored = await store.LoadAsync(id, cancellation);
        if (stored is not { Kind: RosterState.Kind } || !caller.MayKnow(stored.OrgPath))
            return null;
        var state = (await runner.StateAsync<RosterState>(stored, cancellation))!;
        await pins.EnsureAsync(state.Pin, cancellation);
        return state;
    }
}
