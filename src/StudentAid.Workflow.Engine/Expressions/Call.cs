using System.Collections.Immutable;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>One call of a function or method: its values, and what to do where they do not suit.</summary>
internal readonly record struct Call(Budget Budget, string Name, Value Target, Value[] Arguments)
{
    public string Self => Target.AsText() ?? "";

    public ImmutableArray<Value> Items => Target.Items;

    public bool Has(int index) => index < Arguments.Length && !Arguments[index].IsNull;

    public Value At(int index) => index < Arguments.Length ? Arguments[index] : Value.Null;

    /// <summary>An argument that must be a text.</summary>
    public string Text(int index)
    {
        if (At(index).AsText() is { } text)
            return text;
        Wrong(index, "text");
        return "";
    }

    /// <summary>An argument that must be a number.</summary>
    public decimal Number(int index)
    {
        if (At(index).AsNumber() is { } number)
            return number;
        Wrong(index, "number");
        return 0;
    }

    /// <summary>An argument that is a whole number where given, cut off towards zero and brought into the range of indexes.</summary>
    public int Index(int index, int otherwise) =>
        Has(index) ? (int)Math.Clamp(decimal.Truncate(Number(index)), -int.MaxValue, int.MaxValue) : otherwise;

    /// <summary>An index that counts from the end where it is negative, within 0…length.</summary>
    public int Relative(int index, int length, int otherwise)
    {
        var at = Index(index, otherwise);
        return (int)Math.Clamp(at < 0 ? at + (long)length : at, 0, length);
    }

    public Value Wrong(int index, string expected) =>
        Budget.Fail(ExpressionCodes.WrongKind.With(("operation", Name), ("expected", expected), ("found", ValueText.KindOf(At(index)))));

    /// <summary>The text of any value, its size counted first.</summary>
    public string Shown(Value value)
    {
        Budget.Weigh(value);
        return Budget.Faulted ? "" : ValueText.Of(value);
    }
}
