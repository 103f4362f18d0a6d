using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>One thing that the holder of a task may do: its verb, label, tone ("primary", "default", "danger") and the JSON Schema of its input.</summary>
public sealed record TaskAction(string Verb, Text Label, string Tone, Value Input)
{
    /// <summary>What happens then, in one sentence, for before the click.</summary>
    public Text? Consequence { get; init; }

    /// <summary>Until when it can be taken back; absent where it cannot.</summary>
    public Text? UndoUntil { get; init; }

    /// <summary>The coded reasons that it may give; empty where none are asked.</summary>
    public ImmutableArray<VerbReason> Reasons { get; init; } = [];

    /// <summary>What an activity's description says of a verb.</summary>
    public static TaskAction Of(VerbDescription verb) => new(verb.Name, verb.Label, verb.Tone, verb.Input)
    {
        Consequence = verb.Consequence, UndoUntil = verb.UndoUntil, Reasons = verb.Reasons,
    };
}

/// <summary>What may be done at the task of an activity: what its type says, be it built in or from an assembly of its own.</summary>
public static class TaskActions
{
    /// <summary>Empty where its type is not here or has no tasks.</summary>
    public static IEnumerable<TaskAction> Of(ActivityTypes types, ActivityNode node, IPins pins, string pin) =>
        types.Find(node.Type, node.Version)?.VerbsOf(node, pins, pin).Select(TaskAction.Of) ?? [];
}
