using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads cases for people, and only where the reader may know them.</summary>
public sealed class CaseReading(IStepStore store, StepRunner runner, PinCache pins, ActivityTypes types, PeopleNames names, Directory directory, TimeProvider time)
{
    /// <summary>Null where there is none for the caller.</summary>
    public async Task<(StoredStream Stored, InstanceState State)?> FindAsync(Id id, Caller caller, CancellationToken cancellation = default)
    {
        if (await store.LoadAsync(id, cancellation) is not { } stored || !InstanceSteps.IsInstance(stored.Kind))
            return null;
        var state = (await runner.StateAsync<InstanceState>(stored, cancellation))!;
        if (!caller.MayKnow(stored.OrgPath, stored.Subject) && !CaseSight.StandsBefore(caller.Principal, state))
            return null;
        await pins.EnsureAsync(state.Pin, cancellation);
        return (stored, state);
    }

    public async Task<CaseView?> ViewAsync(Id id, Caller caller) =>
        await FindAsync(id, caller) is { } found ? Named(CaseView.Of(found.Stored, found.State, await NameAsync(found.Stored)), caller) : null;

    private static CaseView Named(CaseView view, Caller caller) => view with
    {
        Waits = [.. view.Waits.Select(w => w is { Kind: "task" } && caller.Principal.Roles.At(w.Unit).Find(w.Name) is { } role ? w with { RoleName = role.Name } : w)],
    };

    public async Task<string> NameAsync(StoredStream stored) => (await names.OfAsync(stored.OrgPath, [stored.Subject])).GetValueOrDefault(stored.Subject, "");

    public async Task<IReadOnlyList<CaseRow>> RowsAsync(IReadOnlyList<StreamRow> rows, string unit)
    {
        var known = await names.OfAsync(unit, rows.Select(r => r.Subject));
        return [.. rows.Select(r => new CaseRow(
            r.Id, r.Group, r.Subject, known.GetValueOrDefault(r.Subject, ""), r.OrgPath, r.Status, r.At.Split(',', StringSplitOptions.RemoveEmptyEntries), r.Version))];
    }

    /// <summary>The tasks that the caller holds in this case, and what may be done at each.</summary>
    public async Task<IReadOnlyList<ActionView>> ActionsAsync(StoredStream stored, InstanceState state, Caller caller)
    {
        var actions = new List<ActionView>();
        foreach (var task in state.Bookmarks.Values.Where(b => b.Kind == BookmarkKind.Task))
        {
            if (pins.Definition(state.Pin)?.Find(task.Node) is not { } node)
                continue;
            ImmutableArray<TaskAction> acts = [.. Acts(caller, stored.Subject, state, task, node), .. HandActions.Of(caller.Principal, stored.Subject, state, task, pins)];
            if (!acts.IsEmpty || MayAct(caller, stored.Subject, state, task))
                actions.Add(new ActionView(new TaskId(stored.Id, task.Id).ToString(), TasksApi.EtagOf(task.ShownAt), node.Id, node.Title ?? node.Id, task.Name, task.Due, acts));
        }

        return actions;
    }

    /// <summary>The open tasks that are others' to do, and what the caller may do there.</summary>
    public IReadOnlyList<ActionView> OthersOf(InstanceState state, Id id, Caller caller) =>
    [
        .. state.Bookmarks.Values.Where(b => b.Kind == BookmarkKind.Task).Select(t => (Task: t, Acts: HandActions.OfOthers(caller.Principal, state, t).ToList())).Where(t => t.Acts.Count > 0)
            .Select(t => new ActionView(
                new TaskId(id, t.Task.Id).ToString(), TasksApi.EtagOf(t.Task.ShownAt), t.Task.Node, pins.Definition(state.Pin)?.Find(t.Task.Node)?.Title ?? t.Task.Node, t.Task.Name,
                t.Task.Due, t.Acts)),
    ];

    /// <summary>With the name of who has each task in hand.</summary>
    public async Task<IReadOnlyList<ActionView>> HeldAsync(IReadOnlyList<ActionView> tasks, InstanceState state)
    {
        var held = state.Bookmarks.Values.Where(b => b.Holding is not null).ToDictionary(b => b.Id, b => b.Holding!.Holder);
        var called = await directory.NamesOfAsync(held.Values);
        return [.. tasks.Select(t => TaskId.TryParse(t.Task) is { } at && held.TryGetValue(at.Bookmark, out var holder) ? t with { Holder = called.Find(holder) } : t)];
    }

    /// <summary>What the activity lets its holder do; while another is to answer or sign, nothing.</summary>
    private IEnumerable<TaskAction> Acts(Caller caller, Id subject, InstanceState state, Bookmark task, ActivityNode node) =>
        !MayAct(caller, subject, state, task) || task.Holding is { For.Length: > 0 } ? []
            : TaskActions.Of(types, node, pins, state.Pin).Where(a => EarlierDecider.Refuses(caller.Principal, state, task, a.Verb, pins) is null);

    /// <summary>Nobody stands in where the activity or the role is exercised in person.</summary>
    private bool IsPersonal(InstanceState state, Bookmark task) =>
        pins.Definition(state.Pin)?.Find(task.Node)?.Input("personal")?.Value.AsBool() == true || RoleList.PinnedAt(pins, state.Pin).Find(task.Name) is { Personal: true };

    /// <summary>The task is the caller's own, one of his posts', in his hand, or of a person whose paper he may enter.</summary>
    private bool MayAct(Caller caller, Id subject, InstanceState state, Bookmark task) =>
        TaskHolders.MayAct(caller.Principal, subject, state, task, onBehalf: false, pins)
        || (TaskHolders.StandsInFor(caller.Principal, subject, task, time.GetUtcNow()) is not null && !IsPersonal(state, task))
        || (!task.Person.IsNone && caller.Principal.Grants.Any(g => task.Unit.StartsWith(g.Unit, StringComparison.Ordinal)));
}
