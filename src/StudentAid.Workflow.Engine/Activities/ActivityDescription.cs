using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Activities;

/// <summary>What reader, lint, schema, designer and documentation know of an activity type.</summary>
public sealed record ActivityDescription
{
    /// <summary>The type's name in JSON, e.g. <c>Elsa.WriteLine</c>.</summary>
    public required string Type { get; init; }

    public int Version { get; init; } = 1;

    public required Text Title { get; init; }

    public required Text Summary { get; init; }

    public required Text Category { get; init; }

    public ImmutableArray<OptionDescription> Options { get; init; } = [];

    public ImmutableArray<OutputDescription> Outputs { get; init; } = [];

    /// <summary>Inputs that every instance with an activity of this type is begun with, so that expressions may read them undeclared; none is personal.</summary>
    public ImmutableArray<string> InstanceInputs { get; init; } = [];

    /// <summary>Inputs of an instance that this type begins as its trigger which are personal: sealed as they come, and read by expressions all the same.</summary>
    public ImmutableArray<string> PersonalInputs { get; init; } = [];

    /// <summary>True where it keeps what it is resumed with as it came (a signal's payload, an answer): kept sealed, where that is somebody's words.</summary>
    public bool KeepsInput { get; init; }

    /// <summary>Variables of the instance that an activity of this type sets by itself, so that expressions may read them undeclared; none is personal.</summary>
    public ImmutableArray<string> InstanceVariables { get; init; } = [];

    /// <summary>Where children stand.</summary>
    public ImmutableArray<PortDescription> Ports { get; init; } = [];

    /// <summary>Outcomes that every node of this type has; more may follow from its options.</summary>
    public ImmutableArray<string> Outcomes { get; init; } = [Connection.Done];

    /// <summary>True where any outcome name is possible (a child definition's, a task's result).</summary>
    public bool OpenOutcomes { get; init; }

    /// <summary>True where <c>canStartWorkflow</c> makes instances begin here.</summary>
    public bool IsTrigger { get; init; }

    /// <summary>True where the activity ends its flowchart at once.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>What the holder of a task of it may do, for every node alike; more or others may follow from its options.</summary>
    public ImmutableArray<VerbDescription> Verbs { get; init; } = [];

    /// <summary>True where instances wait here, so that a loop through it is no endless burst.</summary>
    public bool Waits { get; init; }

    /// <summary>True where a break inside ends it.</summary>
    public bool IsLoop { get; init; }

    /// <summary>True for the type whose children are joined by connections.</summary>
    public bool IsFlowchart { get; init; }
}

public enum OptionKind { Any, Text, Number, Integer, Bool, Duration, Instant, Choice, List, Record, Reference, Expression }

/// <summary>One option of an activity type, read off its options record.</summary>
public sealed record OptionDescription
{
    /// <summary>Name in JSON, camelCase.</summary>
    public required string Name { get; init; }

    public required OptionKind Kind { get; init; }

    public required Text Title { get; init; }

    public Text? Help { get; init; }

    public bool Required { get; init; }

    public Value Default { get; init; } = Value.Null;

    /// <summary>Permitted words of a choice.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>For a reference: the kind of document that the id names ("score-table", "form", "definition").</summary>
    public string? References { get; init; }

    /// <summary>The option names an activity that this one leads to along forward connections, and that ends nothing.</summary>
    public bool Later { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    /// <summary>How a lower layer may change it: min (only larger), max (only smaller), subset, superset, fixed; null is free.</summary>
    public string? Tightens { get; init; }
}

public sealed record OutputDescription(string Name, Text Title, OptionKind Kind = OptionKind.Any, bool Personal = false);

public enum PortKind { Single, List, Cases }

/// <summary>A place for children: one activity, a list, or the labelled cases of a switch.</summary>
public sealed record PortDescription(string Name, PortKind Kind, Text Title);
