using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Reads cases for people, and only where the reader may know them.</summary>
public sealed class CaseReading(IStepStore store, IStoreReader reader, StepRunner runner, PinCache pins, PeopleNames names)
{
    /// <summary>Null where there is none for the caller.</summary>
    public async Task<(StoredStream Stored, InstanceState State)?> FindAsync(Id id, Caller caller, CancellationToken cancellation = default)
    {
        if (await store.LoadAsync(id, cancellation) is not { } stored || !InstanceSteps.IsInstance(stored.Kind) || !caller.MayKnow(stored.OrgPath, stored.Subject))
            return null;
        var state = (await runner.StateAsync<InstanceState>(stored, cancellation))!;
        await pins.EnsureAsync(state.Pin, cancellation);
        return (stored, state);
    }

    public async Task<CaseView?> ViewAsync(Id id, Caller caller) =>
        await FindAsync(id, caller) is { } found ? CaseView.Of(found.Stored, found.State, await NameAsync(found.Stored)) : null;

    public async Task<string> NameAsync(StoredStream stored) => (await names.OfAsync(stored.OrgPath, [stored.Subject])).GetValueOrDefault(stored.Subject, "");

    public async Task<IReadOnlyList<CaseRow>> RowsAsync(IReadOnlyList<StreamRow> rows, string unit)
    {
        var known = await names.OfAsync(unit, rows.Select(r => r.Subject));
        return [.. rows.Select(r => new CaseRow(
            r.Id, r.Group, r.Subject, known.GetValueOrDefault(r.Subject, ""), r.OrgPath, r.Status, r.At.Split(',', StringSplitOptions.RemoveEmptyEntries), r.Version))];
    }

    /// <summary>The tasks that the caller holds in this case, and what may be done at each.</summary>
    public async Task<IReadOnlyList<ActionView>> ActionsAsync(InstanceState state, Id id, Caller caller)
    {
        var actions = new List<ActionView>();
        foreach (var task in await reader.TasksOfAsync(Scope.All, id))
        {
            if (!MayAct(caller, task) || pins.Definition(state.Pin)?.Find(task.Activity) is not { } node)
                continue;
            actions.Add(new ActionView(
                new TaskId(id, task.Bookmark).ToString(), TasksApi.EtagOf(task.ShownAt), node.Id, node.Title ?? node.Id, task.Role, task.Due,
                [.. TaskActions.Of(node, pins, state.Pin).Select(a => ActionWords.With(a, CaseActs.ReasonsOf(LevelNames.ScaleOf(pins, state.Pin))))]));
        }

        return actions;
    }

    /// <summary>The task is the caller's own, one of his posts', or of a person whose paper he may enter.</summary>
    private static bool MayAct(Caller caller, TaskRow task) =>
        (!task.Person.IsNone && caller.Principal.Persons.Contains(task.Person)) || caller.Principal.Posts.Contains(new Post(task.Role, task.Unit))
        || (!task.Person.IsNone && caller.Principal.Grants.Any(g => task.Unit.StartsWith(g.Unit, StringComparison.Ordinal)));
}
