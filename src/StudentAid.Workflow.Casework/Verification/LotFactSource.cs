using System.Collections.Concurrent;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Verification;

/// <summary>A drawing of lots among a round's cases in a unit; who still is at one of the activities of <see cref="Applying"/> is not in it.</summary>
internal sealed record Drawing(string Round, string Unit, string Prefix, int Wanted, ImmutableArray<string> Applying)
{
    public Value ToValue() => Value.List(Round, Unit, Prefix, Wanted, Value.List(Applying.Select(Value.Of)));

    public static Drawing From(Value written) => new(
        written.Items[0].AsText()!, written.Items[1].AsText()!, written.Items[2].AsText()!, (int)written.Items[3].AsNumber()!, [.. written.Items[4].Items.Select(a => a.AsText()!)]);

    public static bool IsOpen(StreamRow row) => row.Status is not ("finished" or "cancelled");

    public bool Takes(StreamRow row) => IsOpen(row) && !row.At.Split(',').Any(a => Applying.Contains(a, StringComparer.Ordinal));
}

/// <summary>"lot" of a drawing and a person: <c>{ place, of }</c> where his lot is among the first so many, else null.</summary>
public sealed class LotFactSource(IStoreReader reader) : FactSource(Kinds)
{
    private const string Kinds = "lot";

    /// <summary>Drawings that are held; beyond these they are read anew.</summary>
    private const int Most = 4096;

    private readonly ConcurrentDictionary<string, Lots> drawings = new(StringComparer.Ordinal);

    internal static FactKey Of(Drawing drawing, Id person) => new(Kinds, Value.List(drawing.ToValue(), person.ToString()).ToJson());

    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var written = Value.Parse(key.Id);
        var (drawing, person) = (Drawing.From(written.Items[0]), Id.Parse(written.Items[1].AsText()!));
        if (drawings.Count >= Most)
            drawings.Clear();
        var lots = drawings.GetOrAdd(written.Items[0].ToJson(), _ => new Lots(drawing.Wanted));
        var scope = Scope.Of(drawing.Unit);
        var found = await lots.PlaceAsync(
            SampleActivity.LotOf(drawing.Prefix, person), async id => await reader.StreamAsync(scope, id) is { } row && drawing.Takes(row), () => AllAsync(drawing, scope, person));
        return found is { } lot ? new Fact(key, Value.Record(("place", lot.Place), ("of", lot.Of))) : None(key);
    }

    /// <summary>The person's own case is in it, for it stands at its application until the step is written.</summary>
    private async Task<IReadOnlyCollection<(ulong Lot, Id Case)>> AllAsync(Drawing drawing, Scope scope, Id person)
    {
        var rows = (await reader.StreamsAsync(scope, new StreamFilter { Group = Id.Parse(drawing.Round), Kind = InstanceSteps.Kind, Practice = true }, PageRequest.Everything)).Items;
        var own = rows.LastOrDefault(r => r.Subject == person && Drawing.IsOpen(r))?.Id ?? default;
        return [.. rows.Where(r => r.Subject != person && drawing.Takes(r)).Select(r => (SampleActivity.LotOf(drawing.Prefix, r.Subject), r.Id)), (SampleActivity.LotOf(drawing.Prefix, person), own)];
    }
}
