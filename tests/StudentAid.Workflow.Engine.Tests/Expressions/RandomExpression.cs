using System.Globalization;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Tests.Expressions;

/// <summary>Random texts, scopes and arithmetic from a seed.</summary>
internal sealed class RandomExpression(int seed)
{
    private static readonly string[] Atoms =
    [
        "1", "0", "2.50", "1e6", "\"\"", "\"a\"", "'ab,c'", "true", "false", "null", "variables.a", "variables.b", "variables['c']", "getA()", "getB()",
        "input.a", "getVariable('d')", "getOutputFrom('x', 'y')", "getYFromX()", "getLastResult()", "getCorrelationId()", "getResult()", "[]", "({})",
    ];

    private static readonly string[] Signs = ["+", "-", "*", "/", "%", "**", "<", "<=", ">", ">=", "==", "!==", "&&", "||", "??", "+", "+"];

    private static readonly string[] Functions = [.. Engine.Expressions.Functions.Names(ExpressionLanguage.JavaScript)];

    private static readonly string[] Methods = [.. Engine.Expressions.Methods.Names(ExpressionLanguage.JavaScript)];

    private readonly Random random = new(seed);

    public string Text(int depth)
    {
        if (depth == 0)
            return Pick(Atoms);
        return random.Next(14) switch
        {
            0 or 1 or 2 => $"{Text(depth - 1)} {Pick(Signs)} {Text(depth - 1)}",
            3 => $"({Text(depth - 1)})",
            4 => $"{Pick(["!", "-", "+", "typeof "])}({Text(depth - 1)})",
            5 => $"({Text(depth - 1)} ? {Text(depth - 1)} : {Text(depth - 1)})",
            6 => $"[{Text(depth - 1)}, ...{Text(0)}, {Text(depth - 1)}]",
            7 => $"({{ a: {Text(depth - 1)}, ...({Text(0)}) }})",
            8 => $"`x${{{Text(depth - 1)}}}${{{Text(0)}}}`",
            9 => $"({Text(depth - 1)}){Pick([".", "?."])}{Pick(["a", "length", "b"])}{Pick(["", ".a"])}",
            10 => $"({Text(depth - 1)}){Pick(["", "?."])}[{Text(0)}]",
            11 => Call(depth),
            12 => $"variables[{Text(depth - 1)}]",
            _ => MethodCall(depth),
        };
    }

    public TestScope Scope() => new(Names("abcd"), Names("aA"), Value.Record(("x.y", Data(2)), ("X.Y", Data(1))));

    /// <summary>Arithmetic with just the brackets that it needs, and what it comes to (null: a division by zero, or too large a number).</summary>
    public (string Text, int Binding, decimal? Amount) Arithmetic(int depth)
    {
        if (depth == 0)
        {
            var number = random.Next(0, 6);
            return (number.ToString(CultureInfo.InvariantCulture), 9, number);
        }

        var (left, right) = (Arithmetic(depth - 1), Arithmetic(random.Next(depth)));
        var (sign, binding) = Pick<(string, int)>([("+", 1), ("-", 1), ("*", 2), ("/", 2), ("%", 2)]);
        var text = $"{(left.Binding < binding ? $"({left.Text})" : left.Text)}{sign}{(right.Binding <= binding ? $"({right.Text})" : right.Text)}";
        return (text, binding, Calculate(sign, left.Amount, right.Amount));
    }

    private static decimal? Calculate(string sign, decimal? a, decimal? b)
    {
        try
        {
            return sign switch
            {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => b is 0 ? null : a / b,
                _ => b is 0 ? null : a % b,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private string Call(int depth)
    {
        var function = Engine.Expressions.Functions.Find(ExpressionLanguage.JavaScript, Pick(Functions))!;
        return $"{function.Name}({Arguments(function.Least, function.Most, depth)})";
    }

    private string MethodCall(int depth)
    {
        var method = Engine.Expressions.Methods.Find(ExpressionLanguage.JavaScript, Pick(Methods))!;
        return $"({Text(depth - 1)}){Pick([".", "?."])}{method.Name}({Arguments(method.Least, method.Most, depth)})";
    }

    private string Arguments(int least, int most, int depth) =>
        string.Join(", ", Enumerable.Range(0, random.Next(least, Math.Min(most, least + 2) + 1)).Select(_ => Text(random.Next(depth))));

    private RecordValue Names(string names) => Value.Record(names.Where(_ => random.Next(4) > 0).Select(n => (n.ToString(), Data(3))));

    private Value Data(int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => Value.Null,
        1 => random.Next(2) == 0,
        2 => (decimal)random.Next(-3, 9) / 4,
        3 => Pick(["", "a", "abc", "12", "[1,2]", "x,y"]),
        4 => Pick<decimal>([decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, 1e6m]),
        5 or 6 => Value.List(Enumerable.Range(0, random.Next(4)).Select(_ => Data(depth - 1))),
        _ => Value.Record(("a", Data(depth - 1)), ("length", Data(0))),
    };

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
