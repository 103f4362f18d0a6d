using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Engine.Triggers;

namespace StudentAid.Workflow.Casework.Triggers;

/// <summary>
/// The triggers of a unit while a step publishes or retracts definitions: those of the version that holds from now on take the place of the
/// earlier one's, in the same step.
/// </summary>
internal sealed class UnitTriggers(UnitSteps steps, ImmutableArray<StoredTrigger> standing)
{
    private ImmutableArray<StoredTrigger> triggers = standing;

    /// <summary>What the step says of them; empty where nothing changed.</summary>
    public List<UnitEvent> Events { get; } = [];

    /// <summary>The refusal, or null. Without a definition its triggers go.</summary>
    public Rejection? Replace(string id, string pin, Definition? definition)
    {
        if (definition is not null && triggers.Any(t => t.Definition == id && t.Pin == pin))
            return null;
        var (read, refused) = definition is null ? ([], null) : TriggerReading.Of(definition);
        if (refused is not null)
            return refused;
        var old = triggers.Where(t => t.Definition == id).ToList();
        if (old.Count == 0 && read.IsEmpty)
            return null;
        triggers = triggers.RemoveAll(t => t.Definition == id);
        if (read.FirstOrDefault(r => Taken(r) is not null) is { } taken)
            return TriggerSetCodes.PathTaken.With(("path", taken.Text), ("definition", Taken(taken)!.Definition));
        Remove(old);
        Events.Add(new UnitEvent.TriggersSet(id, [.. read.Select(r => Add(id, pin, r))]));
        return null;
    }

    private StoredTrigger? Taken(Trigger trigger) => trigger.Kind != TriggerKind.Http ? null : triggers.FirstOrDefault(t =>
        t.Trigger.Kind == TriggerKind.Http && RoutePath.Overlap(t.Trigger.Text, trigger.Text) && t.Trigger.Methods.Intersect(trigger.Methods, StringComparer.Ordinal).Any());

    private void Remove(List<StoredTrigger> old)
    {
        foreach (var trigger in old)
        {
            steps.Parts.Row(new DocumentPut(StoredTrigger.Row, trigger.Key, null));
            if (trigger.Due is not null)
                steps.Parts.Row(new DeadlineCleared(trigger.Bookmark));
        }
    }

    private Kept Add(string id, string pin, Trigger trigger)
    {
        var now = steps.Act.Now;
        // A number that no trigger before had, so that a deadline's operation never meets an earlier one's.
        var bookmark = (int)(steps.Seq % 1_000_000) * 1_000 + triggers.Count(t => t.Since == now) + 1;
        var added = new StoredTrigger(id, pin, trigger, now, bookmark, trigger.Next(now, now), "");
        triggers = triggers.Add(added);
        if (added.Due is { } due)
            steps.Parts.Row(new DeadlineSet(bookmark, due));
        return steps.Put(StoredTrigger.Row, added.Key, added.ToValue());
    }
}
