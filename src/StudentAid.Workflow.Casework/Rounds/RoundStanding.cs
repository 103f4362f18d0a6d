using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>How many streams of a round stand alike: kind, status, place, and the activities where they wait.</summary>
public sealed record RoundStanding(string Kind, string Status, string Place, ImmutableArray<string> At, long Count)
{
    /// <summary>A case that is neither finished nor cancelled.</summary>
    public bool IsLiveCase => Kind == InstanceSteps.Kind && Status is not ("finished" or "cancelled");

    /// <summary>At one of these activities, or nowhere that is known.</summary>
    public bool IsAt(IReadOnlySet<string> activities) => At.IsEmpty || At.Any(activities.Contains);

    public bool IsUnreleasedRoster => Kind == RosterState.Kind && Status != "released";

    public static RoundStanding Of(StreamCount count) =>
        new(count.Kind, count.Status, count.OrgPath, [.. count.At.Split(',', StringSplitOptions.RemoveEmptyEntries)], count.Count);

    /// <summary>Out of the fact <see cref="RoundFacts.Standing"/>.</summary>
    public static ImmutableArray<RoundStanding> Of(Value fact) =>
    [
        .. fact.Items.Select(s => new RoundStanding(
            s["kind"].AsText()!, s["status"].AsText()!, s["place"].AsText()!, [.. s["at"].Items.Select(a => a.AsText()!)], (long)s["count"].AsNumber()!)),
    ];

    public Value ToValue() => Value.Record(
        ("kind", Kind), ("status", Status), ("place", Place), ("at", Value.List(At.Select(Value.Of))), ("count", Count));
}
