using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Definitions;

/// <summary>One activity (环节) of a definition: its type, its inputs, and for containers its children and connections.</summary>
public sealed record ActivityNode
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    /// <summary>Version of the activity type; part of the pin, for old versions stay registered.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Elsa's identifier, by which expressions name an activity's output.</summary>
    public string? Name { get; init; }

    /// <summary>The label for people (Elsa's <c>metadata.displayText</c>).</summary>
    public Text? Title { get; init; }

    public string? Note { get; init; }

    public string? Article { get; init; }

    public ImmutableArray<ActivityInput> Inputs { get; init; } = [];

    public ImmutableArray<ActivityOutput> Outputs { get; init; } = [];

    public ImmutableArray<ActivityChild> Children { get; init; } = [];

    /// <summary>Connections of a flowchart, forward ones and rewinds, in the order of the document.</summary>
    public ImmutableArray<Connection> Connections { get; init; } = [];

    /// <summary>Variables scoped to this container.</summary>
    public ImmutableArray<VariableDeclaration> Variables { get; init; } = [];

    public bool CanStartWorkflow { get; init; }

    /// <summary>The definition whose root this is, where it was laid into another one; empty for what the author wrote here.</summary>
    public string Part { get; init; } = "";

    /// <summary>What is left of a path that leads to this child of a container or into it: empty for the child itself, null where the path leads elsewhere.</summary>
    public string? Within(string path) =>
        path == Id ? "" : path.StartsWith(Id, StringComparison.Ordinal) && path[Id.Length] == '/' ? path[(Id.Length + 1)..] : null;

    public RecordValue CustomProperties { get; init; } = Value.EmptyRecord;

    public RecordValue Metadata { get; init; } = Value.EmptyRecord;

    /// <summary>Members without a slot of their own, verbatim: those of an unknown type, and of an Elsa document's known types what they do not declare.</summary>
    public RecordValue Elsa { get; init; } = Value.EmptyRecord;

    public ActivityInput? Input(string name)
    {
        foreach (var input in Inputs)
        {
            if (string.Equals(input.Name, name, StringComparison.Ordinal))
                return input;
        }

        return null;
    }

    /// <summary>Children of one port, in order ("activities", "then", "body", "cases").</summary>
    public IEnumerable<ActivityNode> ChildrenAt(string port) =>
        Children.Where(c => string.Equals(c.Port, port, StringComparison.Ordinal)).Select(c => c.Node);

    /// <summary>This node and all below it, parents first.</summary>
    public IEnumerable<ActivityNode> All()
    {
        var stack = new Stack<ActivityNode>();
        stack.Push(this);
        while (stack.TryPop(out var node))
        {
            yield return node;
            for (var i = node.Children.Length - 1; i >= 0; i--)
                stack.Push(node.Children[i].Node);
        }
    }
}

/// <summary>A child in a port; <see cref="Label"/> names the case of a switch or the branch.</summary>
public sealed record ActivityChild(string Port, ActivityNode Node, string? Label = null, RecordValue? Elsa = null);

/// <summary>How an input's value is found.</summary>
public enum InputKind
{
    /// <summary>The value itself; Elsa's texts are converted to the option's type.</summary>
    Literal,

    /// <summary>A JSON text that is parsed (Elsa's Object and Json).</summary>
    Object,

    /// <summary>The current value of a variable, by id or name.</summary>
    Variable,

    /// <summary>The value of a workflow input, by name.</summary>
    Input,

    JavaScript,
    CSharp,

    /// <summary>An expression type that does not run here (Liquid, Python …); kept, refused at publish.</summary>
    Other,
}

/// <summary>An input of an activity: for <see cref="InputKind.Literal"/> any value, else the text. <see cref="Elsa"/> keeps a wrapper's own members.</summary>
public sealed record ActivityInput(string Name, InputKind Kind, Value Value, RecordValue? Elsa = null)
{
    public string Text => Value.AsText() ?? Value.ToJson();
}

/// <summary>An output property and the id of the variable or workflow output that receives it.</summary>
public sealed record ActivityOutput(string Name, string Target, RecordValue? Elsa = null);

/// <summary>What a rewind does with what lies between its target and its source.</summary>
public enum Redo
{
    /// <summary>Everything reachable from the target is done again.</summary>
    Between,

    /// <summary>Only the target is done again, then the flow comes back to the source.</summary>
    None,
}

/// <summary>
/// An edge of a flowchart. A rewind (退回) is no edge of the graph: joins never count it; its target may be a path into a composite (<c>chain/office</c>).
/// </summary>
public sealed record Connection(string From, string Port, string To, bool Rewind = false, Redo Redo = Redo.Between)
{
    public const string Done = "Done";

    /// <summary>Vertices, target port and whatever else an Elsa document keeps with a connection.</summary>
    public RecordValue? Elsa { get; init; }
}
