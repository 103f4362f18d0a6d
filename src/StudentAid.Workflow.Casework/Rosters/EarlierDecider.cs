using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Where two bodies decide one after the other (第十七条(三)) two persons do: who put down the earlier decision about a student does not alone take the later one. A body that votes decides by its
/// quorum, whoever records it; where one post does both the rules ask for one body; a program enters what people decided elsewhere; and an activity may say that one person can do both.
/// </summary>
public static class EarlierDecider
{
    /// <summary>The activity's option that lets one person do both.</summary>
    public const string Option = "sameDecider";

    /// <summary>The acts in the order in which they follow each other.</summary>
    private static readonly ImmutableArray<string> Order = ["propose", "review", "endorse", "approve"];

    /// <summary>True where the rule holds for a decision of this list by this principal.</summary>
    public static bool Binds(RosterState state, Principal principal) =>
        state.Body.Length == 0 && !state.IsPublicity && !principal.IsSystem && !principal.IsMachine && state.Options[Option].AsBool() != true && Order.IndexOf(state.Act) > 0;

    /// <summary>Whether an activity decides by list before a later one, at another post: where one post decides both, the rules ask for one body.</summary>
    public static bool IsEarlier(ActivityNode node, ActivityNode later) =>
        PostOf(node) != PostOf(later) && node.Input("roster") is { Kind: InputKind.Literal } roster && roster.Value.AsBool() == true && Order.IndexOf(ActOf(node)) is var at and >= 0 && at < Order.IndexOf(ActOf(later));

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
        var rows = new List<EntryRow>();
        foreach (var activity in definition.Definition.Root.All().Where(n => EarlierDecider.IsEarlier(n, later)))
        {
            var page = await reader.EntriesAsync(Scope.All, new EntryFilter { Gate = RosterState.GateOf(state.Round, activity.Id), Below = state.Unit }, PageRequest.Everything);
            rows.AddRange(page.Items.Where(e => named.Contains(e.Stream.Id)));
        }

        ImmutableArray<Id> lists = [.. rows.Where(r => r.Decision is not null).Select(r => r.Barrier).Distinct()];
        var decisions = lists.IsEmpty ? [] : (await reader.DocumentsAsync(Scope.All, new DocumentFilter(ListDecision.Document) { Streams = lists }))
            .ToDictionary(d => (d.Stream, d.Key), d => ListDecision.From(d.Content).By);
        return new Fact(key, Value.List(EarlierDecider.CasesOf(rows, decisions, who).Select(c => Value.Of(c.ToString()))));
    }
}
