using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>The pin of a round and, by each pin it had before, the activities that have another id since.</summary>
public sealed record RoundPin(string Pin, ImmutableDictionary<string, ImmutableDictionary<string, string>> Before)
{
    private static readonly ImmutableDictionary<string, ImmutableDictionary<string, string>> Never =
        ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty;

    /// <summary>What a case that stands on a pin has to do first, or null: it stands on the round's, or on one that the round never had.</summary>
    public InstanceCommand.Adopt? AdoptionOf(string pin) =>
        pin != Pin && Before.TryGetValue(pin, out var mapping) ? new InstanceCommand.Adopt(Pin, mapping) : null;

    /// <summary>A case may have missed several changes: their mappings follow one another, from the last time the round had its pin.</summary>
    public static RoundPin Of(RoundState round)
    {
        var before = Never;
        var after = ImmutableDictionary<string, string>.Empty;
        foreach (var change in round.Changes.Reverse())
        {
            after = Then(change.Mapping, after);
            if (!before.ContainsKey(change.From))
                before = before.Add(change.From, after);
        }

        return new RoundPin(round.Pin, before);
    }

    public static RoundPin Of(Value fact) => new(
        fact["pin"].AsText() ?? "",
        fact["before"] is RecordValue before ? before.Members.ToImmutableDictionary(m => m.Key, m => Mapping(m.Value), StringComparer.Ordinal) : Never);

    public Value ToValue() => Value.Record(
        ("pin", Pin),
        ("before", Value.Record(Before.OrderBy(b => b.Key, StringComparer.Ordinal).Select(b => (
            b.Key, (Value)Value.Record(b.Value.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (m.Key, Value.Of(m.Value)))))))));

    private static ImmutableDictionary<string, string> Then(ImmutableArray<Renaming> first, ImmutableDictionary<string, string> next)
    {
        var mapping = next.ToBuilder();
        // A name that the first change took away is none of the next one's.
        foreach (var renaming in first)
            mapping[renaming.From] = next.GetValueOrDefault(renaming.To, renaming.To);
        return mapping.ToImmutable();
    }

    private static ImmutableDictionary<string, string> Mapping(Value value) =>
        ((RecordValue)value).Members.ToImmutableDictionary(m => m.Key, m => m.Value.AsText()!, StringComparer.Ordinal);
}

/// <summary>"round-pin" by round. What it loads is held, so that a step asks for it only where nobody has lately.</summary>
public sealed class RoundPinSource(StepRunner runner, IStepStore store, PinCache pins) : FactSource("round-pin")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var id = Id.Parse(key.Id);
        var asked = runner.Now();
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(id, cancellation), cancellation) is not { } round)
            return new Fact(key, new RoundPin("", ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty).ToValue());
        var pin = RoundPin.Of(round);
        await pins.EnsureAsync(pin.Pin, cancellation);
        pins.Hold(id, pin, round.Version, asked);
        return new Fact(key, pin.ToValue(), "round", round.Version);
    }
}
