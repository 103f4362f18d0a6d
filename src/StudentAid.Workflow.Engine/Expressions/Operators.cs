namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>What operators do with values. Nothing is converted but by <c>+</c> with a text; what JavaScript would convert is a fault.</summary>
internal static class Operators
{
    private const int LargestExponent = 1_000;

    /// <summary>Null, false, 0 and the empty text are false, all else is true.</summary>
    public static bool IsTrue(Value value) => value switch
    {
        NullValue => false,
        BoolValue b => b.Value,
        NumberValue n => n.Value != 0,
        TextValue t => t.Value.Length > 0,
        _ => true,
    };

    public static string TypeOf(Value value) => value.Kind switch
    {
        ValueKind.Null => "undefined",
        ValueKind.Bool => "boolean",
        ValueKind.Number => "number",
        ValueKind.Text => "string",
        _ => "object",
    };

    public static string Sign(Operator op) => op switch
    {
        Operator.Add or Operator.Plus => "+",
        Operator.Subtract or Operator.Negate => "-",
        Operator.Multiply => "*",
        Operator.Divide => "/",
        Operator.Remainder => "%",
        Operator.Power => "**",
        Operator.Less => "<",
        Operator.LessOrEqual => "<=",
        Operator.Greater => ">",
        Operator.GreaterOrEqual => ">=",
        Operator.Equal => "==",
        Operator.NotEqual => "!=",
        Operator.And => "&&",
        Operator.Or => "||",
        Operator.Coalesce => "??",
        Operator.Not => "!",
        _ => "typeof",
    };

    public static Value Binary(Operator op, Value left, Value right, Budget budget) => op switch
    {
        Operator.Equal => AreEqual(left, right, budget),
        Operator.NotEqual => !AreEqual(left, right, budget),
        Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual => Compare(op, left, right, budget),
        Operator.Add when left is TextValue || right is TextValue => Join(left, right, budget),
        _ => Calculate(op, left, right, budget),
    };

    public static Value Negate(Value operand, Budget budget) =>
        operand.AsNumber() is { } number ? Value.Of(-number) : WrongKind(Operator.Negate, operand, budget);

    private static bool AreEqual(Value left, Value right, Budget budget)
    {
        if (left.Kind != right.Kind)
            return false;
        budget.Weigh(left);
        return !budget.Faulted && left == right;
    }

    private static Value Compare(Operator op, Value left, Value right, Budget budget)
    {
        int order;
        if (left.AsNumber() is { } a && right.AsNumber() is { } b)
            order = a.CompareTo(b);
        else if (left.AsText() is { } s && right.AsText() is { } t && budget.Spend(Math.Min(s.Length, t.Length)))
            order = string.CompareOrdinal(s, t);
        else
        {
            return budget.Fail(ExpressionCodes.CannotCompare.With(
                ("operation", Sign(op)), ("left", ValueText.KindOf(left)), ("right", ValueText.KindOf(right))));
        }

        return op switch
        {
            Operator.Less => order < 0,
            Operator.LessOrEqual => order <= 0,
            Operator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static Value Join(Value left, Value right, Budget budget)
    {
        budget.Weigh(left);
        budget.Weigh(right);
        return budget.Faulted ? Value.Null : budget.Text(ValueText.Of(left) + ValueText.Of(right));
    }

    private static Value Calculate(Operator op, Value left, Value right, Budget budget)
    {
        if (left.AsNumber() is not { } a)
            return WrongKind(op, left, budget);
        if (right.AsNumber() is not { } b)
            return WrongKind(op, right, budget);
        if (op is Operator.Divide or Operator.Remainder && b == 0)
            return budget.Fail(ExpressionCodes.DivisionByZero);
        try
        {
            return op switch
            {
                Operator.Add => Value.Of(a + b),
                Operator.Subtract => Value.Of(a - b),
                Operator.Multiply => Value.Of(a * b),
                Operator.Divide => Value.Of(a / b),
                Operator.Remainder => Value.Of(a % b),
                _ => Power(a, b, budget),
            };
        }
        catch (OverflowException)
        {
            return budget.Fail(ExpressionCodes.NumberOutOfRange.With(("operation", Sign(op))));
        }
    }

    private static Value Power(decimal number, decimal exponent, Budget budget)
    {
        if (decimal.Truncate(exponent) != exponent || Math.Abs(exponent) > LargestExponent)
        {
            return budget.Fail(ExpressionCodes.WrongKind.With(
                ("operation", "**"), ("expected", $"whole number within ±{LargestExponent}"), ("found", ValueText.Of(exponent))));
        }

        var result = 1m;
        for (var i = 0; i < Math.Abs(exponent); i++)
            result *= number;
        if (exponent >= 0)
            return Value.Of(result);
        return result == 0 ? budget.Fail(ExpressionCodes.DivisionByZero) : Value.Of(1 / result);
    }

    private static Value WrongKind(Operator op, Value found, Budget budget) => budget.Fail(ExpressionCodes.WrongKind.With(
        ("operation", Sign(op)), ("expected", "number"), ("found", ValueText.KindOf(found))));
}
