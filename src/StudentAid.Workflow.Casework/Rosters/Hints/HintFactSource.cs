using System.Collections.Concurrent;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>
/// "hints" of a roster by id: by case { name, answers, direct, lastLevel, lastTotal }, of these what the kinds of hints of the list's body look at. Personal: it is
/// looked at, held for a moment while the list and its cases stand as they are, and nowhere kept.
/// </summary>
public sealed class HintFactSource(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, Cipher cipher, Organisations.Directory directory, UnitGroups groups, TimeProvider time)
    : FactSource(Kinds)
{
    public const string Kinds = "hints";

    /// <summary>Beside the cases: how many students the list's unit has, where its body gives quotas.</summary>
    public const string Students = "students";

    /// <summary>No version tells of what is erased or imported elsewhere, and names are not to stay in memory.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    private readonly SealedTexts texts = new(store, cipher);

    private readonly EarlierCases cases = new(runner, store, reader);

    private readonly ConcurrentDictionary<Id, (long Stamp, DateTimeOffset Until, Fact Fact)> held = new();

    public static FactKey Of(Id roster) => new(Kinds, roster.ToString());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var id = Id.Parse(key.Id);
        if (await store.LoadAsync(id, cancellation) is not { } stored || await runner.StateAsync<RosterState>(stored, cancellation) is not { } list)
            return None(key);
        var (stamp, now) = (await StampAsync(stored), time.GetUtcNow());
        foreach (var (old, _) in held.Where(h => now >= h.Value.Until || h.Value.Until - now > Moment))
            held.TryRemove(old, out _);
        if (held.TryGetValue(id, out var before) && before.Stamp == stamp)
            return before.Fact;
        var fact = new Fact(key, await ReadAsync(list, cancellation), "hints", stamp);
        held[id] = (stamp, now + Moment, fact);
        return fact;
    }

    /// <summary>The versions of the list and its cases added up: none of them ever falls, so that it changes when one of them does.</summary>
    private async Task<long> StampAsync(StoredStream list) =>
        list.Version + (await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = list.Id }, PageRequest.Everything)).Items.Sum(e => e.Stream.Version);

    private async Task<Value> ReadAsync(RosterState list, CancellationToken cancellation)
    {
        await pins.EnsureAsync(list.Pin, cancellation);
        ImmutableArray<HintRule> rules = ListDuties.Of(list, pins).Body is { } body ? body.Hints : [];
        var earlier = rules.Any(r => r.Id == HintKinds.Rotating) ? await cases.RoundsAsync(list.Round, cancellation) : [];
        var rows = new List<(string, Value)>();
        foreach (var entry in list.Entries)
            rows.Add((entry.Case.ToString(), await RowAsync(list, entry, rules, earlier, cancellation)));
        if (rules.Any(h => h.Quotas is not null))
            rows.Add((Students, await groups.PeopleOfAsync(list.Unit)));
        return Value.Record(rows);
    }

    private async Task<Value> RowAsync(RosterState list, RosterEntry entry, ImmutableArray<HintRule> rules, HashSet<Id> earlier, CancellationToken cancellation)
    {
        var (compares, ranks) = (rules.Any(r => r.Id is HintKinds.Siblings or HintKinds.SameTexts), rules.Any(r => r.Id is HintKinds.Inverted or HintKinds.BelowDirect));
        var state = compares || ranks ? await CaseAsync(entry.Case, cancellation) : null;
        var answers = await texts.OpenAsync(VariableOf(state, CaseVariables.Answers).AsText() ?? "", cancellation);
        var last = await cases.LastAsync(entry.Person, earlier, cancellation);
        return PlainText.Record(
            ("name", (await directory.PersonAsync(entry.Person))?.Name ?? ""), ("answers", compares ? answers : Value.Null),
            ("direct", ranks ? await DirectAsync(list, entry.Person, state, answers, cancellation) ?? "" : ""),
            ("lastLevel", VariableOf(last, CaseVariables.Level).AsText() ?? ""), ("lastTotal", VariableOf(last, CaseVariables.Total)));
    }

    private async Task<InstanceState?> CaseAsync(Id @case, CancellationToken cancellation) =>
        await runner.StateAsync<InstanceState>(await store.LoadAsync(@case, cancellation), cancellation);

    private static Value VariableOf(InstanceState? state, string name) =>
        state is not null && state.Frames.TryGetValue(1, out var frame) ? frame.Variables.GetValueOrDefault(name) ?? Value.Null : Value.Null;

    /// <summary>The gravest level that a rule of the table gives directly, or null.</summary>
    private async Task<string?> DirectAsync(RosterState list, Id person, InstanceState? state, Value answers, CancellationToken cancellation)
    {
        var pin = list.Pin;
        var table = pins.Definition(pin)?.Definition.Root.All().Select(n => n.Type == "StudentAid.Scoring" ? n.Input("table")?.Text : null).OfType<string>().FirstOrDefault();
        if (table is null || state is null || !state.Frames.TryGetValue(1, out var frame) || ScoreTable.Kind.Find(pins, pin, table) is not { } scores
            || Scale.Kind.FindOnly(pins, pin, scores.Scale) is not { } scale)
            return null;
        var (match, address) = await MatchAsync(list.Round, person, frame);
        var categories = await texts.OpenAsync(address, cancellation);
        var facts = PlainText.Record(("answers", answers), ("match", PlainText.Record(("state", match), ("categories", categories["categories"]))));
        var day = frame.Input["referenceDay"].AsDay() ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return Scorer.DirectOf(scores, scale, facts, ReferenceValues.Of(pins, pin, scores.References, day).And(scores.Values))?.Level;
    }

    /// <summary>What the case's match came to; a list that came later and names the student beyond doubt counts too, for here it is only a hint.</summary>
    private async Task<(Value State, string Address)> MatchAsync(Id round, Id person, Frame frame)
    {
        var own = frame.Variables.GetValueOrDefault(CaseVariables.Match) ?? Value.Null;
        var matched = MatchState.Matched.Word();
        return own.AsText() != matched && (await reader.DocumentAsync(Scope.All, round, RunMatchingHandler.Document, person.ToString()))?.Content is { } late && late["state"].AsText() == matched
            ? (late["state"], late["sealed"].AsText() ?? "")
            : (own, frame.Variables.GetValueOrDefault(CaseVariables.Categories)?.AsText() ?? "");
    }
}
