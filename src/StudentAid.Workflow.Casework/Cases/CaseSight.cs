using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>
/// Who knows a case though it lies outside his part of the tree: he before whom it stands, as a task or as an entry, and as long as it does. So a group's body needs no
/// subtree.
/// </summary>
public sealed class CaseSight(StepRunner runner, IStepStore store)
{
    /// <summary>True where something that waits in the case, and is no single person's own, lies in what the principal may see.</summary>
    public static bool StandsBefore(Principal principal, InstanceState state)
    {
        if (!state.IsOpen)
            return false;
        var scope = principal.Scope;
        return UnitsOf(state).Any(scope.Covers);
    }

    /// <summary>The same of a stream; false for one that is no case.</summary>
    public async Task<bool> StandsBeforeAsync(Principal principal, Id stream, CancellationToken cancellation) =>
        SeesPlaces(principal) && await store.LoadAsync(stream, cancellation) is { } stored && await StandsBeforeAsync(runner, principal, stored, cancellation);

    /// <summary>The same of a stream that is loaded already; its state is made only for whom something could stand before.</summary>
    internal static async Task<bool> StandsBeforeAsync(StepRunner runner, Principal principal, StoredStream stored, CancellationToken cancellation) =>
        SeesPlaces(principal) && InstanceSteps.IsInstance(stored.Kind)
            && await runner.StateAsync<InstanceState>(stored, cancellation) is { } state && StandsBefore(principal, state);

    /// <summary>Nothing stands before him to whom no grant shows anything, and so before no family.</summary>
    private static bool SeesPlaces(Principal principal) => !principal.Scope.Places.IsEmpty;

    /// <summary>The units before which the case stands now.</summary>
    internal static IEnumerable<string> UnitsOf(InstanceState state) =>
        state.Bookmarks.Values.Where(b => b.Kind is BookmarkKind.Task or BookmarkKind.Entry && b.Person.IsNone && b.Unit.Length > 0).Select(b => b.Unit);
}
