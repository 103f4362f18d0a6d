using System.Collections.Immutable;

namespace StudentAid.Workflow.Engine.Expressions;

internal enum Operator
{
    Add, Subtract, Multiply, Divide, Remainder, Power,
    Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual,
    And, Or, Coalesce,
    Not, Negate, Plus, TypeOf,
}

/// <summary>A part of an expression, at a UTF-16 offset of its text. Height is that of the tree, so that no walk goes deeper than was checked.</summary>
internal abstract class Node
{
    protected Node(int offset, params ImmutableArray<Node> children)
    {
        Offset = offset;
        Children = children;
        foreach (var child in children)
            Height = Math.Max(Height, child.Height);
        Height++;
    }

    public int Offset { get; }

    public ImmutableArray<Node> Children { get; }

    public int Height { get; }
}

internal sealed class LiteralNode(int offset, Value value) : Node(offset)
{
    public Value Value { get; } = value;
}

internal sealed class ListNode(int offset, ImmutableArray<Node> items) : Node(offset, items);

/// <summary>Names and children go together; a spread child has no name.</summary>
internal sealed class RecordNode(int offset, ImmutableArray<string?> names, ImmutableArray<Node> values) : Node(offset, values)
{
    public ImmutableArray<string?> Names { get; } = names;
}

/// <summary><c>...x</c> inside a list or record.</summary>
internal sealed class SpreadNode(int offset, Node value) : Node(offset, value);

/// <summary>A template: the texts of its parts one after another.</summary>
internal sealed class TemplateNode(int offset, ImmutableArray<Node> parts) : Node(offset, parts);

/// <summary>The first of the candidates that is not null.</summary>
internal sealed class ReadNode(int offset, ImmutableArray<ExpressionRead> candidates) : Node(offset)
{
    public ImmutableArray<ExpressionRead> Candidates { get; } = candidates;
}

/// <summary>A read whose name (and output) is computed: <c>variables[x]</c>.</summary>
internal sealed class ComputedReadNode(int offset, ReadKind kind, ImmutableArray<Node> names) : Node(offset, names)
{
    public ReadKind Kind { get; } = kind;
}

/// <summary><c>target.name</c>; where <c>measures</c>, the name is the length of a text or list in the spelling's language.</summary>
internal sealed class MemberNode(int offset, Node target, string name, bool optional, bool measures) : Node(offset, target)
{
    public string Name { get; } = name;

    public bool Optional { get; } = optional;

    public bool Measures { get; } = measures;
}

internal sealed class IndexNode(int offset, Node target, Node index, bool optional) : Node(offset, target, index)
{
    public bool Optional { get; } = optional;
}

/// <summary>Children: the target, then the arguments.</summary>
internal sealed class MethodNode(int offset, Method method, bool optional, ImmutableArray<Node> targetAndArguments) : Node(offset, targetAndArguments)
{
    public Method Method { get; } = method;

    public bool Optional { get; } = optional;
}

internal sealed class FunctionNode(int offset, Function function, ImmutableArray<Node> arguments) : Node(offset, arguments)
{
    public Function Function { get; } = function;
}

/// <summary>The whole of <c>a?.b.c</c>: null where one of its optional links meets null.</summary>
internal sealed class ChainNode(int offset, Node links) : Node(offset, links);

internal sealed class UnaryNode(int offset, Operator op, Node operand) : Node(offset, operand)
{
    public Operator Operator { get; } = op;
}

internal sealed class BinaryNode(int offset, Operator op, Node left, Node right) : Node(offset, left, right)
{
    public Operator Operator { get; } = op;
}

internal sealed class ConditionalNode(int offset, Node condition, Node whenTrue, Node whenFalse) : Node(offset, condition, whenTrue, whenFalse);
