using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Webhooks;

/// <summary>What web hooks may be told, by the events of streams; never of a practice round.</summary>
public static class WebhookTopics
{
    public const string Ping = "ping";

    private static readonly ImmutableDictionary<(string Kind, string Event), string> ByEvent = new Dictionary<(string Kind, string Event), string>
    {
        [(InstanceSteps.Kind, nameof(InstanceEvent.Started))] = "case.started",
        [(InstanceSteps.Kind, nameof(InstanceEvent.Rewound))] = "case.returned",
        [(InstanceSteps.Kind, nameof(InstanceEvent.Suspended))] = "case.suspended",
        [(InstanceSteps.Kind, nameof(InstanceEvent.Continued))] = "case.continued",
        [(InstanceSteps.Kind, nameof(InstanceEvent.Faulted))] = "case.broken",
        [(InstanceSteps.Kind, nameof(InstanceEvent.Ended))] = "case.finished",
        [(RosterState.Kind, nameof(RosterEvent.Frozen))] = "roster.frozen",
        [(RosterState.Kind, nameof(RosterEvent.Decided))] = "roster.decided",
        [(RosterState.Kind, nameof(RosterEvent.Released))] = "roster.released",
        [(RosterState.Kind, nameof(RosterEvent.TakenBack))] = "roster.taken-back",
        [(RosterState.Kind, nameof(RosterEvent.Posted))] = "publicity.posted",
        [(RosterState.Kind, nameof(RosterEvent.Corrected))] = "publicity.corrected",
        [(RosterState.Kind, nameof(RosterEvent.TakenDown))] = "publicity.ended",
        [(RosterState.Kind, nameof(RosterEvent.ObjectionRaised))] = "objection.filed",
        [(RosterState.Kind, nameof(RosterEvent.ObjectionAnswered))] = "objection.answered",
        [(RoundState.Kind, nameof(RoundEvent.Opened))] = "round.opened",
        [(RoundState.Kind, nameof(RoundEvent.Announced))] = "round.announced",
        [(RoundState.Kind, nameof(RoundEvent.Completed))] = "round.completed",
        [(RoundState.Kind, nameof(RoundEvent.Archived))] = "round.archived",
    }.ToImmutableDictionary();

    /// <summary>In the order of the alphabet.</summary>
    public static readonly ImmutableArray<string> All = [.. ByEvent.Values.Append("case.cancelled").Append("task.opened").Append("task.closed").Order(StringComparer.Ordinal)];

    /// <summary>Of a step: topics, each with the id of what it is about; a task or objection as <c>{stream}-{number}</c>.</summary>
    public static IEnumerable<(string Topic, string Object)> Of(Step step)
    {
        if (step.Practice || step.Kind is not (InstanceSteps.Kind or RosterState.Kind or RoundState.Kind))
            yield break;
        foreach (var happened in Value.Parse(step.Data.Span).Items)
        {
            if (happened.Items is not [var name, ..] || !ByEvent.TryGetValue((step.Kind, name.AsText() ?? ""), out var topic))
                continue;
            yield return topic.StartsWith("objection.", StringComparison.Ordinal) ? (topic, PartOf(step, (int)(happened.Items[1].AsNumber() ?? 0)))
                : topic == "case.finished" && step.Status == "cancelled" ? ("case.cancelled", step.Stream.ToString())
                : (topic, step.Stream.ToString());
        }

        foreach (var row in step.Rows)
        {
            if (row is TaskOpened opened)
                yield return ("task.opened", PartOf(step, opened.Bookmark));
            else if (row is TaskClosed closed)
                yield return ("task.closed", PartOf(step, closed.Bookmark));
        }
    }

    private static string PartOf(Step step, int number) => $"{step.Stream}-{number.ToString(CultureInfo.InvariantCulture)}";
}
