using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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
    /// <summary>The holders of so many posts are looked for at once.</summary>
    private const int Together = 200;

    /// <param name="scope">Where to look.</param>
    /// <param name="round">Of this round alone; None for the tasks of all, and the lists of those that are open in the scope or above it.</param>
    /// <param name="most">No more than so many.</param>
    /// <param name="cancellation">To stop.</param>
    public async Task<ImmutableArray<UnheldTask>> LoadAsync(Scope scope, Id round, int most, CancellationToken cancellation)
    {
        if (scope.Places.IsEmpty)
            return [];
        var reading = new Reading(new PostHolders(directory, await shelf.BookAsync(cancellation)), directory, RoundAsync);
        var found = new List<UnheldTask>();
        await foreach (var list in ListsAsync(reading, scope, round, cancellation))
        {
            found.Add(list);
            if (found.Count == most)
                return [.. found];
        }

        await foreach (var task in TasksAsync(reading, scope, round, cancellation))
        {
            found.Add(task);
            if (found.Count == most)
                break;
        }

        return [.. found];

        async Task<(RoundState?, ExecutableDefinition?)> RoundAsync(Id id)
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(id, cancellation), cancellation) is not { } state)
                return (null, null);
            await pins.EnsureAsync(state.Pin, cancellation);
            return (state, pins.Definition(state.Pin));
        }
    }

    private async IAsyncEnumerable<UnheldTask> TasksAsync(Reading reading, Scope scope, Id round, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var counts = await reader.TaskCountsAsync(scope, new TaskFilter { Group = round, ForAnyHolder = true });
        foreach (var posts in counts.Select(c => new Post(c.Role, c.Unit)).Distinct().Chunk(Together))
        {
            await reading.Holders.LearnAsync(posts.Select(p => p.Unit));
            foreach (var post in posts.Where(p => !reading.Holders.Holds(p.Role, p.Unit)))
            {
                // What stands beside cases is done by whoever holds the role there or above.
                var above = reading.Holders.HoldsAtOrAbove(post.Role, post.Unit);
                var filter = new TaskFilter { Group = round, ForAnyHolder = true, Posts = [post] };
                await foreach (var row in EachAsync(page => reader.TasksAsync(scope, filter, page)).Where(r => InstanceSteps.IsInstance(r.Stream.Kind) || !above).WithCancellation(cancellation))
                    yield return await reading.OfAsync(row.Stream.Id, row.Stream.Kind, row.Activity, await reading.TitleAsync(row.Stream.Group, row.Activity), row.Unit, [row.Role], null);
            }
        }
    }

    private async IAsyncEnumerable<UnheldTask> ListsAsync(Reading reading, Scope scope, Id round, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var id in (round.IsNone ? OpenAsync(scope) : AsyncEnumerable.Repeat(round, 1)).WithCancellation(cancellation))
        {
            if (await reading.RoundAsync(id) is not ({ Status: "open" } state, { } definition))
                continue;
            await foreach (var standing in StandingAsync(scope, id, state, definition).WithCancellation(cancellation))
            {
                var (node, unit) = (standing.Node, standing.Unit);
                var duties = ListDuties.Of(id, unit, state.Pin, node, pins);
                await reading.Holders.LearnAsync([unit]);
                if (!reading.Holders.MayAct(duties, standing.Act, state.School))
                    yield return await reading.OfAsync(standing.Stream, standing.Stream == id ? RoundState.Kind : RosterState.Kind, node.Id, node.Title ?? node.Id, unit, duties.Roles(standing.Act), duties);
            }
        }
    }

    /// <summary>Lists of a round that wait for somebody, and of its own stream what waits for somebody to make a list of it.</summary>
    private async IAsyncEnumerable<Standing> StandingAsync(Scope scope, Id id, RoundState round, ExecutableDefinition definition)
    {
        var frozen = new StreamFilter { Group = id, Kind = RosterState.Kind, Status = "frozen", Practice = round.Practice };
        await foreach (var list in EachAsync(page => reader.StreamsAsync(scope, frozen, page)))
        {
            if (definition.Find(list.At) is { } node)
                yield return new Standing(list.Id, node, list.OrgPath, ListAct.Decide);
        }

        foreach (var node in new RosterFlow(definition).Rosters)
        {
            foreach (var waiting in (await reader.EntryCountsAsync(scope, RosterState.GateOf(id, node.Id))).Where(c => c.State == EntryState.Waiting && c.Count > 0))
                yield return new Standing(id, node, waiting.Unit, ClosesByItself(node) ? ListAct.Decide : ListAct.Freeze);
        }
    }

    /// <summary>The open rounds of the scope, and those of the units above it, which take it in.</summary>
    private async IAsyncEnumerable<Id> OpenAsync(Scope scope)
    {
        var filter = new StreamFilter { Kind = RoundState.Kind, Status = "open", Practice = true };
        await foreach (var row in EachAsync(page => reader.StreamsAsync(scope, filter, page)))
            yield return row.Id;
        ImmutableArray<string> above = [.. scope.Places.SelectMany(p => UnitPath.Line(p)).Where(p => !scope.Covers(p)).Distinct(StringComparer.Ordinal)];
        if (above.IsEmpty)
            yield break;
        await foreach (var row in EachAsync(page => reader.StreamsAsync(Scope.All, filter with { Places = above }, page)))
            yield return row.Id;
    }

    private static async IAsyncEnumerable<T> EachAsync<T>(Func<PageRequest, Task<Page<T>>> read)
    {
        string? next = null;
        do
        {
            var page = await read(new PageRequest(next));
            foreach (var item in page.Items)
                yield return item;
            next = page.Next;
        }
        while (next is not null);
    }

    private static bool ClosesByItself(ActivityNode node) => node.Input("freeze")?.Text is AutomaticFreeze.WhenReady or AutomaticFreeze.AtDeadline;

    private sealed record Standing(Id Stream, ActivityNode Node, string Unit, ListAct Act);

    /// <summary>What one reading knows, with the rounds and the names of units looked up once.</summary>
    private sealed class Reading(PostHolders holders, Organisations.Directory directory, Func<Id, Task<(RoundState?, ExecutableDefinition?)>> load)
    {
        private const int Named = 3;
        private static readonly Text NoRole = new("未写明的岗位", "(none named)");
        private readonly Dictionary<string, Text> names = new(StringComparer.Ordinal);
        private readonly Dictionary<Id, (RoundState?, ExecutableDefinition?)> rounds = [];

        public PostHolders Holders => holders;

        /// <summary>Nulls where there is no such round, or its definition is not to be had.</summary>
        public async Task<(RoundState? State, ExecutableDefinition? Definition)> RoundAsync(Id id)
        {
            if (!rounds.TryGetValue(id, out var found))
                rounds[id] = found = await load(id);
            return found;
        }

        public async Task<Text> TitleAsync(Id round, string activity) => (await RoundAsync(round)).Definition?.Find(activity)?.Title ?? activity;

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
