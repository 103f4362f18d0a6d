using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>
/// A workflow definition as data. One model for both dialects: the strict short form and Elsa 3 documents.
/// What a person wrote into an Elsa document and has no place here stands verbatim in <see cref="Elsa"/>.
/// </summary>
public sealed record Definition
{
    public required string DefinitionId { get; init; }

    public required Text Name { get; init; }

    public Text? Description { get; init; }

    /// <summary>The source of law of the whole procedure.</summary>
    public string? Article { get; init; }

    public string? Note { get; init; }

    public ImmutableArray<VariableDeclaration> Variables { get; init; } = [];

    /// <summary>Declared inputs; a personal one is kept as a sealed blob's address.</summary>
    public ImmutableArray<VariableDeclaration> Inputs { get; init; } = [];

    public ImmutableArray<VariableDeclaration> Outputs { get; init; } = [];

    /// <summary>Outcomes a parent sees when this definition is used as an activity.</summary>
    public ImmutableArray<string> Outcomes { get; init; } = [];

    public required ActivityNode Root { get; init; }

    /// <summary>True for the strict dialect: every outcome connected, a flow that runs dry is an incident.</summary>
    public bool Strict { get; init; }

    /// <summary>True where other definitions may use this one as an activity type.</summary>
    public bool UsableAsActivity { get; init; }

    public RecordValue CustomProperties { get; init; } = Value.EmptyRecord;

    /// <summary>Members of an Elsa document without a slot of their own (row ids, dates, flags, options …), verbatim and in order.</summary>
    public RecordValue Elsa { get; init; } = Value.EmptyRecord;
}

/// <summary>A variable, input or output. The type is Elsa's alias (String, Decimal, Object …); a literal default is typed already.</summary>
public sealed record VariableDeclaration
{
    public required string Name { get; init; }

    /// <summary>Elsa's id of the variable, which memory references name; the name where the document gives none.</summary>
    public string? Id { get; init; }

    public string Type { get; init; } = "Object";

    public bool IsArray { get; init; }

    public Value Default { get; init; } = Value.Null;

    /// <summary>True where values are kept as the address of a sealed blob and never in state.</summary>
    public bool Personal { get; init; }

    public RecordValue Elsa { get; init; } = Value.EmptyRecord;
}
