using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>Walks a tree once, no part of it twice. The tree's height was checked when it was read, so recursion is bounded.</summary>
internal sealed class Evaluator(IExpressionScope scope, Budget budget)
{
    // An optional link has met null: everything up to the end of its chain is null.
    private bool cut;

    public Value Evaluate(Node node)
    {
        if (!budget.Spend(1))
            return Value.Null;
        return node switch
        {
            LiteralNode n => n.Value,
            ReadNode n => Read(n),
            ComputedReadNode n => ReadComputed(n),
            MemberNode n => Member(n),
            IndexNode n => Index(n),
            MethodNode n => CallMethod(n),
            FunctionNode n => CallFunction(n),
            ChainNode n => Chain(n),
            UnaryNode n => Unary(n),
            BinaryNode n => Binary(n),
            ConditionalNode n => Evaluate(n.Children[Operators.IsTrue(Evaluate(n.Children[0])) ? 1 : 2]),
            TemplateNode n => Template(n),
            ListNode n => List(n),
            RecordNode n => Record(n),
            _ => Value.Null,
        };
    }

    private Value Read(ReadNode node)
    {
        foreach (var read in node.Candidates)
        {
            var value = Read(read.Kind, read.Name!, read.Output);
            if (!value.IsNull)
                return value;
        }

        return Value.Null;
    }

    private Value ReadComputed(ComputedReadNode node)
    {
        var names = Arguments(node.Children, 0);
        if (budget.Faulted)
            return Value.Null;
        var call = new Call(budget, node.Kind.ToString(), Value.Null, names);
        var name = names[0] is NumberValue n ? ValueText.Of(n.Value) : call.Text(0);
        var output = call.Has(1) ? call.Text(1) : null;
        return budget.Faulted ? Value.Null : Read(node.Kind, name, output);
    }

    private Value Read(ReadKind kind, string name, string? output) => kind switch
    {
        ReadKind.Variable => scope.Variable(name),
        ReadKind.Input => scope.Input(name),
        ReadKind.Output => scope.Output(name, output),
        _ => scope.WorkflowProperty(name),
    };

    private Value Chain(ChainNode node)
    {
        var value = Evaluate(node.Children[0]);
        cut = false;
        return value;
    }

    /// <summary>The target of a link, or null where the chain is cut here or before, or the target cannot be read.</summary>
    private Value? Target(Node target, bool optional, string name)
    {
        var value = Evaluate(target);
        if (budget.Faulted || cut)
            return null;
        if (!value.IsNull)
            return value;
        if (optional)
            cut = true;
        else
            budget.Fail(ExpressionCodes.MemberOfNull.With(("name", name)));
        return null;
    }

    private Value Member(MemberNode node) => Target(node.Children[0], node.Optional, node.Name) switch
    {
        RecordValue record => record[node.Name],
        TextValue text when node.Measures => text.Value.Length,
        ListValue list when node.Measures => list.Values.Length,
        _ => Value.Null,
    };

    private Value Index(IndexNode node)
    {
        if (Target(node.Children[0], node.Optional, "[…]") is not { } target)
            return Value.Null;
        return (target, Evaluate(node.Children[1])) switch
        {
            (RecordValue record, TextValue name) => record[name.Value],
            (RecordValue record, NumberValue name) => record[ValueText.Of(name.Value)],
            (ListValue list, NumberValue at) => IsPlace(at.Value, list.Values.Length) ? list.Values[(int)at.Value] : Value.Null,
            (TextValue text, NumberValue at) => IsPlace(at.Value, text.Value.Length) ? text.Value[(int)at.Value].ToString() : Value.Null,
            (ListValue list, TextValue { Value: "length" }) => list.Values.Length,
            (TextValue text, TextValue { Value: "length" }) => text.Value.Length,
            _ => Value.Null,
        };
    }

    private static bool IsPlace(decimal at, int length) => at >= 0 && at < length && decimal.Truncate(at) == at;

    private Value CallMethod(MethodNode node)
    {
        if (Target(node.Children[0], node.Optional, node.Method.Name) is not { } target)
            return Value.Null;
        var arguments = Arguments(node.Children, 1);
        if (budget.Faulted)
            return Value.Null;
        return node.Method.For(target.Kind) is { } body
            ? body(new Call(budget, node.Method.Name, target, arguments))
            : budget.Fail(ExpressionCodes.NoSuchMethod.With(("name", node.Method.Name), ("kind", ValueText.KindOf(target))));
    }

    private Value CallFunction(FunctionNode node)
    {
        var arguments = Arguments(node.Children, 0);
        return budget.Faulted ? Value.Null : node.Function.Body(new Call(budget, node.Function.Name, Value.Null, arguments));
    }

    private Value[] Arguments(ImmutableArray<Node> nodes, int from)
    {
        var values = new Value[nodes.Length - from];
        for (var i = 0; i < values.Length; i++)
            values[i] = Evaluate(nodes[from + i]);
        return values;
    }

    private Value Unary(UnaryNode node)
    {
        var operand = Evaluate(node.Children[0]);
        if (budget.Faulted)
            return Value.Null;
        return node.Operator switch
        {
            Operator.Not => !Operators.IsTrue(operand),
            Operator.TypeOf => Operators.TypeOf(operand),
            Operator.Plus => Numbers.From(operand),
            _ => Operators.Negate(operand, budget),
        };
    }

    private Value Binary(BinaryNode node)
    {
        var left = Evaluate(node.Children[0]);
        if (budget.Faulted)
            return Value.Null;
        switch (node.Operator)
        {
            case Operator.And: return Operators.IsTrue(left) ? Evaluate(node.Children[1]) : left;
            case Operator.Or: return Operators.IsTrue(left) ? left : Evaluate(node.Children[1]);
            case Operator.Coalesce: return left.IsNull ? Evaluate(node.Children[1]) : left;
        }

        var right = Evaluate(node.Children[1]);
        return budget.Faulted ? Value.Null : Operators.Binary(node.Operator, left, right, budget);
    }

    private Value Template(TemplateNode node)
    {
        var text = new StringBuilder();
        foreach (var part in node.Children)
        {
            var value = Evaluate(part);
            budget.Weigh(value);
            if (budget.Faulted)
                return Value.Null;
            text.Append(ValueText.Of(value));
            if (!budget.Make(text.Length))
                return Value.Null;
        }

        return text.ToString();
    }

    private Value List(ListNode node)
    {
        var items = ImmutableArray.CreateBuilder<Value>(node.Children.Length);
        foreach (var child in node.Children)
        {
            if (child is not SpreadNode spread)
                items.Add(Evaluate(child));
            else if (Evaluate(spread.Children[0]) is ListValue list && budget.Make(items.Count + list.Values.Length))
                items.AddRange(list.Values);
            else
                return budget.Fail(NotSpread("list"));
        }

        return budget.Faulted ? Value.Null : budget.Checked(new ListValue(items.DrainToImmutable()));
    }

    private Value Record(RecordNode node)
    {
        var members = new OrderedDictionary<string, Value>(StringComparer.Ordinal);
        for (var i = 0; i < node.Children.Length; i++)
        {
            if (node.Names[i] is { } name)
                members[name] = Evaluate(node.Children[i]);
            else if (Evaluate(node.Children[i].Children[0]) is var spread && !TrySpread(members, spread))
                return budget.Fail(NotSpread("record"));
        }

        return budget.Faulted ? Value.Null : budget.Checked(RecordValue.From(members));
    }

    // As in JavaScript, spreading null into a record adds nothing.
    private bool TrySpread(OrderedDictionary<string, Value> members, Value spread)
    {
        if (spread is not RecordValue record || !budget.Make(members.Count + record.Count))
            return spread.IsNull && !budget.Faulted;
        foreach (var (name, value) in record.Members)
            members[name] = value;
        return true;
    }

    private static Analysis.Rejection NotSpread(string expected) =>
        ExpressionCodes.WrongKind.With(("operation", "..."), ("expected", expected), ("found", "another value"));
}
