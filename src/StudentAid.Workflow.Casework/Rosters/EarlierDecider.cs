using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Where two bodies decide one after the other (第十七条(三)) two persons do, by list and case by case: who put down the earlier decision about a student does not alone take the later one. A body that
/// votes decides by its quorum, whoever records it; several posts that all sign decide together; where one post does both the rules ask for one body; a program enters what people decided elsewhere; and an
/// activity may say that one person can do both.
/// </summary>
public static class EarlierDecider
{
    /// <summary>The activity's option that lets one person do both.</summary>
    public const string Option = "sameDecider";

    /// <summary>The activity's output that says who decided it alone; null where several posts did together. It is kept where a later activity asks for it, see <see cref="IsAsked"/>.</summary>
    internal const string Output = "decider";

    /// <summary>The acts in the order in which they follow each other.</summary>
    private static readonly ImmutableArray<string> Order = ["propose", "review", "endorse", "approve"];

    /// <summary>True where the rule holds for a decision of this list by this principal.</summary>
    public static bool Binds(RosterState state, Principal principal) =>
        state.Body.Length == 0 && !state.IsPublicity && !principal.IsSystem && !principal.IsMachine && state.Options[Option].AsBool() != true && Order.IndexOf(state.Act) > 0;

    /// <summary>Whether an activity decides before a later one, at another post: where one post decides both, the rules ask for one body.</summary>
    public static bool IsEarlier(ActivityNode node, ActivityNode later) =>
        PostOf(node) != PostOf(later) && Order.IndexOf(ActOf(node)) is var at and >= 0 && at < Order.IndexOf(ActOf(later));

    /// <summary>Whether an activity's cases are decided on lists, each of which keeps who decided it.</summary>
    public static bool IsByList(ActivityNode node) => IsTrue(node, "roster");

    /// <summary>Whether some later post of the definition asks the case itself who decided here: nothing else keeps it, where either of them decides case by case.</summary>
    internal static bool IsAsked(ExecutableDefinition definition, ActivityNode node) =>
        definition.Definition.Root.All().Any(later => later.Input("role") is not null && AsksTheCase(node, later));

    /// <summary>A post beside the body at the same unit (a check after the class's meeting) is no second level: who recorded the body's vote may hold it.</summary>
    private static bool AsksTheCase(ActivityNode node, ActivityNode later) =>
        IsEarlier(node, later) && !(IsByList(node) && IsByList(later)) && (node.Input("role") is not null || PostOf(node).Scope != PostOf(later).Scope);

    /// <summary>
    /// Who decided alone about a task's case at another post before it, and where; nothing where the rule does not hold at the task: it proposes, several posts sign it together, or one person may do both.
    /// It is read off the case, whose pin is loaded.
    /// </summary>
    public static ImmutableArray<(ActivityNode At, Id Who)> Before(InstanceState state, Bookmark task, IPins pins)
    {
        var frame = state.Frames[task.Frame];
        while (frame.Pin.Length == 0)
            frame = state.Frames[frame.Parent];
        return pins.Definition(frame.Pin) is { } definition && definition.Find(task.Node) is { } later && BindsAt(later) ? DecidersIn(definition, frame, later) : [];
    }

    /// <summary>The activity before, where an act at a task would be the second decision that this principal takes alone; null where he may. To send the case back decides nothing.</summary>
    public static ActivityNode? Refuses(Principal principal, InstanceState state, Bookmark task, string verb, IPins pins) =>
        principal.IsSystem || principal.IsMachine || Order.IndexOf(verb) <= 0 ? null : Before(state, task, pins).FirstOrDefault(d => d.Who == principal.Id).At;

    internal static ImmutableArray<(ActivityNode At, Id Who)> DecidersIn(ExecutableDefinition definition, Frame frame, ActivityNode later) =>
    [
        .. definition.Definition.Root.All().Where(n => AsksTheCase(n, later))
            .Select(n => (n, Id.TryParse(frame.Outputs.GetValueOrDefault($"{n.Id}.{Output}", Value.Null).AsText()) ?? default)).Where(d => !d.Item2.IsNone),
    ];

    /// <summary>Whether an act at this activity can be the second decision of one person: it follows others, and whoever does it decides alone.</summary>
    internal static bool BindsAt(ActivityNode node) =>
        Order.IndexOf(ActOf(node)) > 0 && !IsByList(node) && !IsTrue(node, Option) && (node.Input("mode") is not { Kind: InputKind.Literal } mode || mode.Text is JointSigning.Alone or JointSigning.First);

    private static bool IsTrue(ActivityNode node, string option) => node.Input(option) is { Kind: InputKind.Literal } given && given.Value.AsBool() == true;

    /// <summary>A post is a role at a level of units: the same role of a department and of its school are two.</summary>
    private static (string? Role, string? Scope) PostOf(ActivityNode node) => (node.Input("role")?.Text, node.Input("scope")?.Text);

    private static string ActOf(ActivityNode node) => node.Input("act")?.Text ?? "";

    /// <summary>
    /// The cases whose standing earlier decision he put down: of each activity the last list that named a case counts, for what was sent back is proposed anew.
    /// </summary>
    /// <param name="rows">The cases' entries at earlier activities.</param>
    /// <param name="decisions">Who put down which decision of which list.</param>
    /// <param name="who">The principal in question.</param>
    public static ImmutableArray<Id> CasesOf(IEnumerable<EntryRow> rows, IReadOnlyDictionary<(Id List, string Number), Id> decisions, Id who) =>
    [
        .. rows.Where(r => r.Decision is not null).GroupBy(r => (r.Stream.Id, r.Gate)).Select(g => g.MaxBy(r => r.Bookmark)!)
            .Where(r => decisions.TryGetValue((r.Barrier, r.Decision!), out var by) && by == who).Select(r => r.Stream.Id).Distinct().Order(),
    ];

    internal static FactKey FactOf(Id list, Id principal) => new(Kind, $"{list}|{principal}");

    internal const string Kind = "earlier-decider";
}

/// <summary>"list|principal": the cases of the list whose earlier decision the principal put down.</summary>
public sealed class EarlierDeciderSource(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins) : FactSource(EarlierDecider.Kind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var bar = key.Id.IndexOf('|', StringComparison.Ordinal);
        var (list, who) = (Id.Parse(key.Id[..bar]), Id.Parse(key.Id[(bar + 1)..]));
        if (await runner.StateAsync<RosterState>(await store.LoadAsync(list, cancellation), cancellation) is not { } state)
            return None(key);
        await pins.EnsureAsync(state.Pin, cancellation);
        if (pins.Definition(state.Pin) is not { } definition || definition.Find(state.Activity) is not { } later)
            return new Fact(key, Value.List([]));
        var named = state.Entries.Select(e => e.Case).ToHashSet();
        ImmutableArray<ActivityNode> earlier = [.. definition.Definition.Root.All().Where(n => EarlierDecider.IsEarlier(n, later))];
        var rows = new List<EntryRow>();
        foreach (var activity in earlier.Where(EarlierDecider.IsByList))
        {
            var gate = RosterState.GateOf(state.Round, activity.Id);
            foreach (var name in await NamesAsync(state.Round, activity.Id, cancellation))
            {
                var page = await reader.EntriesAsync(Scope.All, new EntryFilter { Gate = RosterState.GateOf(state.Round, name), Below = state.Unit }, PageRequest.Everything);
                rows.AddRange(page.Items.Where(e => named.Contains(e.Stream.Id)).Select(e => e with { Gate = gate }));
            }
        }

        ImmutableArray<Id> lists = [.. rows.Where(r => r.Decision is not null).Select(r => r.Barrier).Distinct()];
        var decisions = lists.IsEmpty ? [] : (await reader.DocumentsAsync(Scope.All, new DocumentFilter(ListDecision.Document) { Streams = lists }))
            .ToDictionary(d => (d.Stream, d.Key), d => ListDecision.From(d.Content).By);
        var cases = EarlierDecider.CasesOf(rows, decisions, who).AddRange(earlier.All(EarlierDecider.IsByList) ? [] : await AloneAsync(state.Open.Select(e => e.Case), definition, later, who, cancellation));
        return new Fact(key, Value.List(cases.Distinct().Select(c => Value.Of(c.ToString()))));
    }

    /// <summary>What the activity is called by the round's pin, and was called by those before it: entries keep the gate at which they were decided.</summary>
    private async Task<IEnumerable<string>> NamesAsync(Id round, string activity, CancellationToken cancellation) =>
        await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is { Repins: > 0 } repinned
            ? RoundPin.Of(repinned).Before.Values.SelectMany(m => m.Where(r => r.Value == activity).Select(r => r.Key)).Append(activity).Distinct(StringComparer.Ordinal) : [activity];

    /// <summary>The cases that say themselves that he decided them alone before.</summary>
    private async Task<ImmutableArray<Id>> AloneAsync(IEnumerable<Id> cases, ExecutableDefinition definition, ActivityNode later, Id who, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<Id>();
        foreach (var @case in cases)
        {
            if (await runner.StateAsync<InstanceState>(await store.LoadAsync(@case, cancellation), cancellation) is { } state && EarlierDecider.DecidersIn(definition, state.Frames[1], later).Any(d => d.Who == who))
                found.Add(@case);
        }

        return found.ToImmutable();
    }
}
