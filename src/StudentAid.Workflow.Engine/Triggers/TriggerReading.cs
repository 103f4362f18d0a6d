using System.Collections.Immutable;
using System.Text.Json;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Activities.Timing;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Triggers;

/// <summary>
/// Derives a definition's triggers: its activities with <c>canStartWorkflow</c> at which an instance can begin (the root, an activity of a root
/// flowchart, the first of a root sequence). Pure; what cannot fire is refused, for a trigger that nobody hears is worse than none.
/// </summary>
public static class TriggerReading
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, (TriggerKind Kind, string Input)> Types = new(StringComparer.Ordinal)
    {
        ["Elsa.Timer"] = (TriggerKind.Timer, "interval"),
        ["Elsa.Cron"] = (TriggerKind.Cron, "cronExpression"),
        ["Elsa.StartAt"] = (TriggerKind.StartAt, "dateTime"),
        ["Elsa.Event"] = (TriggerKind.Signal, "eventName"),
        ["Elsa.HttpEndpoint"] = (TriggerKind.Http, "path"),
    };

    /// <summary>The triggers in the order of the document, or the first reason why one of them cannot be.</summary>
    public static (ImmutableArray<Trigger> Triggers, Rejection? Refused) Of(Definition definition)
    {
        var starts = Starts(definition.Root).ToHashSet(ReferenceEqualityComparer.Instance);
        var triggers = ImmutableArray.CreateBuilder<Trigger>();
        foreach (var node in definition.Root.All().Where(n => n.CanStartWorkflow && Types.ContainsKey(n.Type)))
        {
            if (!starts.Contains(node))
                return ([], TriggerCodes.NotAtStart.With(("activity", node.Id)));
            var (trigger, refused) = Read(node);
            if (refused is not null)
                return ([], refused);
            triggers.Add(trigger!);
        }

        return (triggers.ToImmutable(), null);
    }

    private static IEnumerable<ActivityNode> Starts(ActivityNode root)
    {
        yield return root;
        if (root.Type == "Elsa.Flowchart")
        {
            foreach (var child in root.Children)
                yield return child.Node;
        }
        else if (root.Type == "Elsa.Sequence" && root.ChildrenAt("activities").FirstOrDefault() is { } first)
        {
            yield return first;
        }
    }

    private static (Trigger? Trigger, Rejection? Refused) Read(ActivityNode node)
    {
        var (kind, name) = Types[node.Type];
        if (Literal(node, name) is not { } value || OptionValues.ToText(value) is not { Length: > 0 } text)
            return (null, TriggerCodes.NotLiteral.With(("activity", node.Id), ("input", name)));
        var refused = kind switch
        {
            TriggerKind.Timer => OptionValues.ToDuration(text) is { } interval && interval >= ShortestInterval ? null : TriggerCodes.BadInterval.With(("activity", node.Id), ("value", text)),
            TriggerKind.Cron => CronSchedule.Parse(text) is null ? TimingCodes.BadCron.With(("text", text)) : null,
            TriggerKind.StartAt => OptionValues.ToInstant(text) is null ? TriggerCodes.BadInstant.With(("activity", node.Id), ("value", text)) : null,
            _ => null,
        };
        return refused is null ? (new Trigger(node.Id, kind, kind == TriggerKind.Http ? text.Trim('/') : text, kind == TriggerKind.Http ? Methods(node) : []), null) : (null, refused);
    }

    private static ImmutableArray<string> Methods(ActivityNode node) => Literal(node, "supportedMethods") is { } value
        ? [.. (value.Items.IsEmpty ? [value] : value.Items).Select(m => OptionValues.ToText(m).ToUpperInvariant())] : ["GET"];

    /// <summary>What the document says itself; an expression has nothing to be evaluated in before an instance exists.</summary>
    private static Value? Literal(ActivityNode node, string name)
    {
        if (node.Input(name) is not { } input || input.Kind is not (InputKind.Literal or InputKind.Object))
            return null;
        if (input.Value.AsText() is not { } text || !text.TrimStart().StartsWith('['))
            return input.Value;
        try
        {
            return Value.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
