using System.Collections.Concurrent;
using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>An activity that every approving end comes after, and the article of the layer that says so.</summary>
public sealed record RequiredStep(string Activity, string Article);

/// <summary>A definition prepared for running: activities by id, graphs and parsed expressions. Immutable to its users and safe to share.</summary>
public sealed class ExecutableDefinition
{
    private readonly Dictionary<string, ActivityNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ActivityNode> byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FlowGraph> graphs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Text, ExpressionLanguage Language), ExpressionResult> expressions = new();
    private readonly ImmutableDictionary<string, VariableDeclaration> declarations;

    public ExecutableDefinition(Definition definition)
    {
        Definition = definition;
        var variables = ImmutableDictionary.CreateBuilder<string, VariableDeclaration>(StringComparer.Ordinal);
        Declare(variables, definition.Variables);
        foreach (var node in definition.Root.All())
        {
            nodes.TryAdd(node.Id, node);
            if (node.Name is { } name)
                byName.TryAdd(name, node);
            Declare(variables, node.Variables);
        }

        declarations = variables.ToImmutable();
    }

    public Definition Definition { get; }

    /// <summary>What layers above say that nobody gets round: a return may leave none of them undone.</summary>
    public ImmutableArray<RequiredStep> Required { get; init; } = [];

    public ActivityNode? Find(string id) => nodes.GetValueOrDefault(id);

    /// <summary>By id, else by Elsa's name.</summary>
    public ActivityNode? FindByName(string idOrName) => Find(idOrName) ?? byName.GetValueOrDefault(idOrName);

    public FlowGraph Graph(ActivityNode flowchart) => graphs.GetOrAdd(flowchart.Id, static (_, node) => new FlowGraph(node), flowchart);

    public ExpressionResult Expression(string text, ExpressionLanguage language) =>
        expressions.GetOrAdd((text, language), static key => Expressions.Expression.Parse(key.Text, key.Language));

    /// <summary>The declaration of a variable by name or id; null where the definition declares none.</summary>
    public VariableDeclaration? Variable(string nameOrId) => declarations.GetValueOrDefault(nameOrId);

    /// <summary>The declared output of the definition by name or id.</summary>
    public VariableDeclaration? Output(string nameOrId) =>
        Definition.Outputs.FirstOrDefault(o => string.Equals(o.Name, nameOrId, StringComparison.Ordinal) || string.Equals(o.Id, nameOrId, StringComparison.Ordinal));

    private static void Declare(ImmutableDictionary<string, VariableDeclaration>.Builder variables, ImmutableArray<VariableDeclaration> declared)
    {
        foreach (var variable in declared)
        {
            variables.TryAdd(variable.Name, variable);
            if (variable.Id is { } id)
                variables.TryAdd(id, variable);
        }
    }
}

/// <summary>The immutable documents a decision may look at, addressed by pin (<c>definition/id@sha256</c>).</summary>
public interface IPins
{
    /// <summary>The definition of a pin; null where the pin is unknown here.</summary>
    ExecutableDefinition? Definition(string pin);

    /// <summary>The pin under which a definition id, or the activity type name of a definition used as an activity, would run now; null where none is published.</summary>
    string? PinOf(string definitionIdOrType);

    /// <summary>The same for an instance that stands on a pin, which may name the version itself.</summary>
    string? PinOf(string pin, string definitionIdOrType) => PinOf(definitionIdOrType);

    /// <summary>A document that the pin names beside its definition (a table, a form …), by kind and id; null where it names none.</summary>
    Value? Document(string pin, string kind, string id) => null;

    /// <summary>Ids of the documents of a kind that the pin names.</summary>
    IEnumerable<string> DocumentIds(string pin, string kind) => [];
}
