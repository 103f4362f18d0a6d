using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>
/// Reads one expression of either spelling into the common tree. After the first trouble every token is the end, so that all loops
/// stop and the tree that is handed back is never looked at. Nesting is counted, so that no text overflows the stack.
/// </summary>
internal sealed partial class Parser(string text, ExpressionLanguage language, Trouble trouble)
{
    private const int PowerBinding = 9;
    private const int NullTestBinding = 5;

    private static readonly Dictionary<string, (Operator Operator, int Binding)> Binary = new(StringComparer.Ordinal)
    {
        ["??"] = (Operator.Coalesce, 1),
        ["||"] = (Operator.Or, 2),
        ["&&"] = (Operator.And, 3),
        ["=="] = (Operator.Equal, 4), ["==="] = (Operator.Equal, 4), ["!="] = (Operator.NotEqual, 4), ["!=="] = (Operator.NotEqual, 4),
        ["<"] = (Operator.Less, 5), ["<="] = (Operator.LessOrEqual, 5), [">"] = (Operator.Greater, 5), [">="] = (Operator.GreaterOrEqual, 5),
        ["+"] = (Operator.Add, 6), ["-"] = (Operator.Subtract, 6),
        ["*"] = (Operator.Multiply, 7), ["/"] = (Operator.Divide, 7), ["%"] = (Operator.Remainder, 7),
        ["**"] = (Operator.Power, PowerBinding),
    };

    private static readonly HashSet<string> RefusedSigns = new(StringComparer.Ordinal)
    {
        "=", "=>", "++", "--", "+=", "-=", "*=", "/=", "%=", "**=", "&&=", "||=", "??=", "&=", "|=", "^=", "<<=", ">>=", ">>>=",
        "&", "|", "^", "~", "<<", ">>", ">>>",
    };

    private readonly Lexer lexer = new(text, language, trouble);
    private Token current;
    private int nesting;
    private int nodes;

    // The last expression in brackets: where it is an operand, mixing that needs brackets is allowed.
    private Node? bracketed;

    private bool Script => language == ExpressionLanguage.JavaScript;

    public Node ParseAll()
    {
        Advance(0);
        if (current.IsName("return"))
            Advance();
        if (current.Kind == TokenKind.End || current.Is(";"))
            return Fail(current.Start, ExpressionCodes.Empty);
        var root = ParseExpression();
        var ended = false;
        while (Accept(";"))
            ended = true;
        if (current.Kind != TokenKind.End)
            Fail(current.Start, ended ? ExpressionCodes.SeveralStatements : ExpressionCodes.EndExpected.With(("found", current.Shown)));
        return root;
    }

    private Node ParseExpression()
    {
        var start = current.Start;
        if (!Enter(start))
            return Nothing(start);
        var node = ParseBinary(0);
        if (Accept("?"))
        {
            var whenTrue = ParseExpression();
            Expect(":");
            node = Made(new ConditionalNode(start, node, whenTrue, ParseExpression()));
        }

        if (current.Kind == TokenKind.Sign && RefusedSigns.Contains(current.Text))
            NotAllowed(current.Start, $"'{current.Text}'");
        else if (current.Kind == TokenKind.Name && Spelling.Refused.Contains(current.Text))
            NotAllowed(current.Start, $"'{current.Text}'");
        nesting--;
        return node;
    }

    private Node ParseBinary(int least)
    {
        var left = ParseNullTest(ParseUnary(), least);
        while (current.Kind == TokenKind.Sign && Binary.TryGetValue(current.Text, out var found) && found.Binding >= least)
        {
            var at = current.Start;
            if (found.Operator == Operator.Power && (!Script || (left is UnaryNode && left != bracketed)))
                return NotAllowed(at, Script ? "'-x ** y'" : "'**'");
            CheckMixing(found.Operator, left, at);
            Advance();
            var right = found.Operator == Operator.Power ? ParsePower(at) : ParseBinary(found.Binding + 1);
            CheckMixing(found.Operator, right, at);
            left = ParseNullTest(Made(new BinaryNode(at, found.Operator, left, right)), least);
        }

        return left;
    }

    // C#'s "x is null" and "x is not null".
    private Node ParseNullTest(Node operand, int least)
    {
        var at = current.Start;
        if (Script || least > NullTestBinding || !current.IsName("is"))
            return operand;
        Advance();
        var op = Operator.Equal;
        if (current.IsName("not"))
        {
            op = Operator.NotEqual;
            Advance();
        }

        return current.IsName("null") ? Made(new BinaryNode(at, op, operand, Literal(Value.Null))) : NotAllowed(at, "'is'");
    }

    private Node ParsePower(int at)
    {
        if (!Enter(at))
            return Nothing(at);
        var node = ParseBinary(PowerBinding);
        nesting--;
        return node;
    }

    // JavaScript refuses a ?? b || c without brackets, C# reads it; here it is refused in both.
    private void CheckMixing(Operator op, Node operand, int at)
    {
        if (op == Operator.Coalesce && operand is BinaryNode { Operator: Operator.And or Operator.Or } && operand != bracketed)
            NotAllowed(at, "'a ?? b || c'");
    }

    private Node ParseUnary()
    {
        var start = current.Start;
        var op = current switch
        {
            _ when current.Is("!") => Operator.Not,
            _ when current.Is("-") => Operator.Negate,
            _ when current.Is("+") => Operator.Plus,
            _ when Script && current.IsName("typeof") => Operator.TypeOf,
            _ => (Operator?)null,
        };
        if (op is null)
            return ParseCast() ?? ParsePostfix();
        if (!Enter(start))
            return Nothing(start);
        Advance();
        var operand = ParseUnary();
        nesting--;
        return Made(new UnaryNode(start, op.Value, operand));
    }

    private ImmutableArray<Node> ParseList(string close, bool spread)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (!current.Is(close) && current.Kind != TokenKind.End)
        {
            var start = current.Start;
            items.Add(spread && Accept("...") ? Made(new SpreadNode(start, ParseExpression())) : ParseExpression());
            if (!Accept(","))
                break;
            if (!spread && current.Is(close))
                Fail(current.Start, NoValue());
        }

        Expect(close);
        return items.DrainToImmutable();
    }

    private bool Enter(int at)
    {
        if (++nesting <= Expression.DeepestNesting)
            return true;
        Fail(at, TooDeep());
        return false;
    }

    private Node Made(Node node)
    {
        if (++nodes > Expression.MostNodes)
            Fail(node.Offset, ExpressionCodes.TooLarge.With(("most", Expression.MostNodes)));
        if (node.Height > Expression.LongestChain)
            Fail(node.Offset, TooDeep());
        return node;
    }

    private static Rejection TooDeep() =>
        ExpressionCodes.TooDeep.With(("nesting", Expression.DeepestNesting), ("chain", Expression.LongestChain));

    private void Advance() => Advance(current.End);

    private void Advance(int offset)
    {
        if (trouble.Error is null)
            current = lexer.Next(offset);
        if (trouble.Error is not null)
            current = new Token(TokenKind.End, text.Length, text.Length, "");
    }

    private Token Peek() => trouble.Error is null ? lexer.Next(current.End) : current;

    private bool Accept(string sign)
    {
        if (!current.Is(sign))
            return false;
        Advance();
        return true;
    }

    private void Expect(string sign)
    {
        if (!Accept(sign))
            Fail(current.Start, ExpressionCodes.SignExpected.With(("sign", $"'{sign}'"), ("found", current.Shown)));
    }

    private Rejection NoValue() => ExpressionCodes.ValueExpected.With(("found", current.Shown));

    private Rejection NoName() => ExpressionCodes.NameExpected.With(("found", current.Shown));

    private LiteralNode NotAllowed(int at, string name) => Fail(at, ExpressionCodes.NotAllowed.With(("name", name)));

    private LiteralNode Fail(int at, Rejection error)
    {
        trouble.At(at, error);
        current = new Token(TokenKind.End, text.Length, text.Length, "");
        return Nothing(at);
    }

    private static LiteralNode Nothing(int at) => new(at, Value.Null);
}
