using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities;

/// <summary>
/// One thing that the holder of an activity's task may do there: the verb with which the task's bookmark is resumed, what its button is called, and
/// the JSON Schema of what it is given. Clients make button and form of it and know no type by name.
/// </summary>
public sealed record VerbDescription(string Name, Text Label)
{
    /// <summary>Goes on.</summary>
    public const string Primary = "primary";

    /// <summary>Neither goes on nor back.</summary>
    public const string Plain = "default";

    /// <summary>Goes back or ends it.</summary>
    public const string Danger = "danger";

    public string Tone { get; init; } = Plain;

    /// <summary>What follows from it, in one sentence, for before the click.</summary>
    public Text? Consequence { get; init; }

    /// <summary>Until when it can be taken back, and how; null where it cannot.</summary>
    public Text? UndoUntil { get; init; }

    /// <summary>The JSON Schema of its input; <c>title</c> and <c>labels</c> in it are texts of both languages. It takes nothing where none is given.</summary>
    public Value Input { get; init; } = Nothing;

    /// <summary>The coded reasons that it may give; empty where none are asked.</summary>
    public ImmutableArray<VerbReason> Reasons { get; init; } = [];

    private static RecordValue Nothing => Value.Record(("type", "object"), ("additionalProperties", false), ("properties", Value.EmptyRecord));
}

/// <summary>A coded reason that a verb may give, in words, with the article it rests on.</summary>
public sealed record VerbReason(string Code, Text Name, string? Article = null);
