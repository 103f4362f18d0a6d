using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>A case on one page: where it stands, what happened, and what this principal may do now.</summary>
public sealed record CaseFile(
    StreamRow Stream, InstanceState State, ImmutableArray<TimelineRow> Timeline, ImmutableArray<CaseAction> Actions)
{
    public string Number => State.Frames[1].Input["number"].AsText() ?? "";
}

/// <summary>One step of the history: who did it when, and its events in ids. Sealed texts are named by address.</summary>
public sealed record TimelineRow(long Seq, DateTimeOffset At, Id Actor, ImmutableArray<InstanceEvent> Events);

/// <summary>
/// Something that may be done: "complete" a task (<paramref name="ShownAt"/> is its ETag, <paramref name="Targets"/> where it may be returned to),
/// "withdraw", "suspend", "continue", "cancel", or "retry" an incident.
/// </summary>
public sealed record CaseAction(
    string Verb, int Bookmark = 0, string Activity = "", Text? Title = null, string Role = "", string Unit = "", long ShownAt = 0, bool OnBehalf = false,
    ImmutableArray<string> Targets = default, int Incident = 0);

/// <summary>Reads case files.</summary>
public sealed class CaseFiles(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, CaseSight sight)
{
    /// <summary>Null where there is no such case in the principal's scope, nor is it his own.</summary>
    public async Task<CaseFile?> LoadAsync(Principal principal, Id @case, CancellationToken cancellation)
    {
        if (await reader.StreamAsync(Scope.All, @case) is not { Kind: InstanceSteps.Kind } row
            || !(principal.Scope.Covers(row.OrgPath) || principal.Persons.Contains(row.Subject) || await sight.StandsBeforeAsync(principal, @case, cancellation)))
            return null;
        var stored = await store.LoadAsync(@case, cancellation);
        if (await runner.StateAsync<InstanceState>(stored, cancellation) is not { } state)
            return null;
        await pins.EnsureAsync(state.Pin, cancellation);
        var events = await store.EventsAsync(@case, 0, cancellation);
        return new CaseFile(
            row, state, [.. events.Select(e => new TimelineRow(e.Seq, e.At, e.Actor, InstanceEventJson.Read(e.Data.Span)))], Actions(principal, state, stored!));
    }

    private ImmutableArray<CaseAction> Actions(Principal principal, InstanceState state, StoredStream stored)
    {
        if (!state.IsOpen)
            return [];
        var actions = ImmutableArray.CreateBuilder<CaseAction>();
        if (!state.IsSuspended)
        {
            foreach (var task in state.Bookmarks.Values.Where(b => b.Kind == BookmarkKind.Task && TaskHolders.MayAct(principal, stored.Subject, state, b, onBehalf: true, pins)))
                actions.Add(Complete(principal, state, task));
        }

        if (principal.Persons.Contains(stored.Subject))
            actions.Add(new CaseAction("withdraw"));
        if (Duties.Operations(principal, stored.OrgPath) is null)
        {
            actions.Add(new CaseAction(state.IsSuspended ? "continue" : "suspend"));
            actions.Add(new CaseAction("cancel"));
            actions.AddRange(state.Incidents.Values.Select(i => new CaseAction("retry", Activity: i.Node, Incident: i.Id)));
        }

        return actions.ToImmutable();
    }

    private CaseAction Complete(Principal principal, InstanceState state, Bookmark task)
    {
        var own = principal.Persons.Contains(task.Person);
        return new CaseAction(
            "complete", task.Id, task.Node, pins.Definition(state.Pin)?.Find(task.Node)?.Title, task.Name, task.Unit, task.ShownAt,
            OnBehalf: !task.Person.IsNone && !own && !principal.IsSystem, Targets: own ? [] : TargetsOf(state, task));
    }

    /// <summary>The activities from which this one is reached, in its own container and those around it.</summary>
    private ImmutableArray<string> TargetsOf(InstanceState state, Bookmark task)
    {
        if (pins.Definition(state.Pin) is not { } definition)
            return [];
        var before = new RosterFlow(definition).Upstream(task.Node);
        return [.. definition.Definition.Root.All().Select(n => n.Id).Where(before.Contains)];
    }
}
