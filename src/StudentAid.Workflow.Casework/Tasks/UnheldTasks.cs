using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>
/// Something that waits for a post which nobody holds: a task of a case or another stream, a list, or (of the round's stream) entries of which nobody can make a list.
/// It stays open, and is found by whoever is given the role.
/// </summary>
public sealed record UnheldTask(Id Stream, string StreamKind, string Activity, Text Title, string Unit, Text UnitName, ImmutableArray<string> Roles, Text RoleNames, Responsible Responsible, Text Gives)
{
    /// <summary>What is wrong and who puts it right, in a sentence.</summary>
    public Rejection Why(Text? title = null) => UnheldCodes.NobodyHolds.With(("activity", title ?? Title), ("unit", UnitName), ("role", RoleNames), ("responsible", Gives));
}

public static class UnheldCodes
{
    public static readonly Code NobodyHolds = Code.State("task-without-holder", "“{unit}”的“{activity}”应由{role}办理，但这一岗位无人任职：请{responsible}授予岗位。", "Expected somebody to hold the role {role} at '{unit}' for '{activity}', but nobody does: to be given by {responsible}.");
}

/// <summary>
/// Finds what nobody can do. It is read off the open tasks, the lists and the grants as they stand, so that no step pays for it, a role that is taken away later is seen
/// like one that was never given, and it is gone as soon as somebody is given the role.
/// </summary>
public sealed class UnheldTasks(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, Organisations.Directory directory, RoleShelf shelf)
{
    /// <param name="scope">Where to look.</param>
    /// <param name="rounds">Whose lists to look at; of tasks all.</param>
    /// <param name="round">Of this round alone; None for all.</param>
    /// <param name="most">No more than so many.</param>
    /// <param name="cancellation">To stop.</param>
    public async Task<ImmutableArray<UnheldTask>> LoadAsync(Scope scope, IReadOnlyCollection<Id> rounds, Id round, int most, CancellationToken cancellation)
    {
        if (scope.Places.IsEmpty)
            return [];
        var reading = new Reading(await PostHolders.ReadAsync(directory, shelf, scope), directory);
        var found = new List<UnheldTask>();
        await ListsAsync(reading, scope, round.IsNone ? rounds : [round], found, cancellation);
        var counts = await reader.TaskCountsAsync(scope, new TaskFilter { Group = round, ForAnyHolder = true });
        foreach (var post in counts.Select(c => new Post(c.Role, c.Unit)).Distinct().Where(p => !reading.Holders.Holds(p.Role, p.Unit)))
        {
            if (found.Count >= most)
                break;
            var filter = new TaskFilter { Group = round, ForAnyHolder = true, Posts = [post] };
            foreach (var row in (await reader.TasksAsync(scope, filter, new PageRequest(null, most - found.Count))).Items)
            {
                // What stands beside cases is done by whoever holds the role there or above.
                if (InstanceSteps.IsInstance(row.Stream.Kind) || !reading.Holders.HoldsAtOrAbove(post.Role, post.Unit))
                    found.Add(await reading.OfAsync(row.Stream.Id, row.Stream.Kind, row.Activity, await TitleAsync(row.Stream.Group, row.Activity, cancellation), row.Unit, [row.Role], null));
            }
        }

        return [.. found.Take(most)];
    }

    private async Task<Text> TitleAsync(Id round, string activity, CancellationToken cancellation)
    {
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } state)
            return activity;
        await pins.EnsureAsync(state.Pin, cancellation);
        return pins.Definition(state.Pin)?.Find(activity)?.Title ?? activity;
    }

    private async Task ListsAsync(Reading reading, Scope scope, IEnumerable<Id> rounds, List<UnheldTask> found, CancellationToken cancellation)
    {
        foreach (var id in rounds)
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(id, cancellation), cancellation) is not { Status: "open" } round)
                continue;
            await pins.EnsureAsync(round.Pin, cancellation);
            if (pins.Definition(round.Pin) is not { } definition)
                continue;
            var frozen = await reader.StreamsAsync(scope, new StreamFilter { Group = id, Kind = RosterState.Kind, Status = "frozen", Practice = round.Practice }, PageRequest.Everything);
            foreach (var list in frozen.Items)
            {
                if (definition.Find(list.At) is { } node)
                    await AddAsync(new Standing(list.Id, id, round, node, list.OrgPath, ListAct.Decide));
            }

            foreach (var node in new RosterFlow(definition).Rosters)
            {
                foreach (var waiting in (await reader.EntryCountsAsync(scope, RosterState.GateOf(id, node.Id))).Where(c => c.State == EntryState.Waiting && c.Count > 0))
                    await AddAsync(new Standing(id, id, round, node, waiting.Unit, ClosesByItself(node) ? ListAct.Decide : ListAct.Freeze));
            }
        }

        async Task AddAsync(Standing standing)
        {
            var (node, unit) = (standing.Node, standing.Unit);
            var duties = ListDuties.Of(standing.Id, unit, standing.Round.Pin, node, pins);
            if (!reading.Holders.MayAct(duties, standing.Act, standing.Round.School))
                found.Add(await reading.OfAsync(standing.Stream, standing.Stream == standing.Id ? RoundState.Kind : RosterState.Kind, node.Id, node.Title ?? node.Id, unit, duties.Roles(standing.Act), duties));
        }
    }

    private static bool ClosesByItself(ActivityNode node) => node.Input("freeze")?.Text is AutomaticFreeze.WhenReady or AutomaticFreeze.AtDeadline;

    private sealed record Standing(Id Stream, Id Id, RoundState Round, ActivityNode Node, string Unit, ListAct Act);

    /// <summary>What one reading knows, with the names of units looked up once.</summary>
    private sealed class Reading(PostHolders holders, Organisations.Directory directory)
    {
        private const int Named = 3;
        private static readonly Text NoRole = new("未写明的岗位", "(none named)");
        private readonly Dictionary<string, Text> names = new(StringComparer.Ordinal);

        public PostHolders Holders => holders;

        public async Task<UnheldTask> OfAsync(Id stream, string kind, string activity, Text title, string unit, ImmutableArray<string> roles, ListDuties? duties)
        {
            var known = holders.RolesAt(unit);
            var called = Duties.Together([.. roles.Where(r => r.Length > 0).Select(r => duties?.NameOf(r, known) ?? known.NameOf(r))]);
            var responsible = holders.ResponsibleFor(unit);
            return new UnheldTask(
                stream, kind, activity, title, unit, await NameAsync(unit), roles, called.ZhCn.Length > 0 ? called : NoRole, responsible,
                Gives(responsible, responsible.Unit.Length > 0 ? await NameAsync(responsible.Unit) : null));
        }

        private static Text Gives(Responsible responsible, Text? unit) => unit is null
            ? new Text($"{responsible.Roles.ZhCn}（尚无人任职）", $"{responsible.Roles.In("en")} (nobody yet)")
            : new Text(
                $"“{unit.ZhCn}”的{responsible.Roles.ZhCn}（{string.Join('、', responsible.People.Take(Named))}{(responsible.People.Length > Named ? "等" : "")}）",
                $"{responsible.Roles.In("en")} of '{unit.In("en")}' ({string.Join(", ", responsible.People.Take(Named))}{(responsible.People.Length > Named ? " …" : "")})");

        private async Task<Text> NameAsync(string unit)
        {
            if (!names.TryGetValue(unit, out var name))
                names[unit] = name = (await directory.UnitAsync(unit))?.Name ?? unit;
            return name;
        }
    }
}
