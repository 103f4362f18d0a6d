using System.Collections.Immutable;

namespace StudentAid.Workflow.Engine.Expressions;

/// <content>Operands: literals, templates, lists, records, and the members and calls behind them.</content>
internal sealed partial class Parser
{
    private Node ParsePostfix()
    {
        var node = ParsePrimary();
        var optional = false;
        while (true)
        {
            var start = current.Start;
            if (current.Is(".") || current.Is("?."))
                node = ParseMember(node, ref optional);
            else if (Accept("["))
                node = ParseIndex(start, node, false);
            else if (!Script && current.Is("!"))
                Advance();
            else
                break;
        }

        if (current.Is("(") || current.Kind == TokenKind.TemplateStart)
            return NotAllowed(current.Start, "'x(…)'");
        return optional ? Made(new ChainNode(node.Offset, node)) : node;
    }

    private Node ParseMember(Node target, ref bool optional)
    {
        var here = current.Is("?.");
        optional |= here;
        Advance();
        var start = current.Start;
        if (here && Accept("["))
            return ParseIndex(start, target, true);
        if (current.Kind != TokenKind.Name)
            return Fail(start, NoName());
        var name = current.Text;
        Advance();
        if (!current.Is("("))
            return Made(new MemberNode(start, target, name, here, Spelling.IsLength(language, name)));
        if (Methods.Find(language, name) is not { } method)
            return UnknownName(start, name, Methods.Names(language));
        return CallMethod(start, target, method, name, here);
    }

    private Node CallMethod(int start, Node target, Method method, string name, bool optional)
    {
        Advance();
        var arguments = ParseList(")", spread: false);
        return CheckCount(start, name, method.Least, method.Most, arguments.Length)
            ?? Made(new MethodNode(start, method, optional, [target, .. arguments]));
    }

    private Node ParseIndex(int start, Node target, bool optional)
    {
        var index = ParseExpression();
        Expect("]");
        return Made(new IndexNode(start, target, index, optional));
    }

    private Node ParsePrimary()
    {
        var token = current;
        switch (token.Kind)
        {
            case TokenKind.Number: return Literal(Value.Of(token.Number));
            case TokenKind.Text: return Literal(Value.Of(token.Text));
            case TokenKind.TemplateStart: return ParseTemplate();
            case TokenKind.Name: return ParseName();
            case TokenKind.Sign when token.Is("("): return ParseBrackets();
            case TokenKind.Sign when Script && token.Is("["):
                Advance();
                return Made(new ListNode(token.Start, ParseList("]", spread: true)));
            case TokenKind.Sign when Script && token.Is("{"):
                Advance();
                return ParseRecord(token.Start, ":");
            case TokenKind.Sign when token.Is("/"): return NotAllowed(token.Start, "'/…/'");
            case TokenKind.Sign when RefusedSigns.Contains(token.Text): return NotAllowed(token.Start, token.Shown);
            default: return Fail(token.Start, NoValue());
        }
    }

    private Node Literal(Value value)
    {
        var node = Made(new LiteralNode(current.Start, value));
        Advance();
        return node;
    }

    private Node ParseBrackets()
    {
        var start = current.Start;
        Advance();
        if (current.Is(")"))
            return NotAllowed(start, "'() =>'");
        var node = ParseExpression();
        Expect(")");
        if (current.Is("=>"))
            return NotAllowed(start, "'() =>'");
        bracketed = node;
        return node;
    }

    private Node ParseTemplate()
    {
        var (opening, start, offset) = (current.Text, current.Start, current.End);
        var parts = ImmutableArray.CreateBuilder<Node>();
        while (trouble.Error is null)
        {
            var (chunk, end, hole) = lexer.Chunk(offset, opening);
            if (chunk.Length > 0)
                parts.Add(Made(new LiteralNode(offset, Value.Of(chunk))));
            if (!hole)
            {
                Advance(end);
                break;
            }

            Advance(end);
            parts.Add(ParseHole());
            offset = current.End;
        }

        return Made(new TemplateNode(start, parts.DrainToImmutable()));
    }

    private Node ParseHole()
    {
        var value = ParseExpression();
        if (!Script && (current.Is(":") || current.Is(",")))
            return NotAllowed(current.Start, "'{x:…}'");
        if (!current.Is("}"))
            return Fail(current.Start, ExpressionCodes.SignExpected.With(("sign", "'}'"), ("found", current.Shown)));

        // C# writes nothing for null where JavaScript writes the word.
        return Script ? value : Made(new BinaryNode(value.Offset, Operator.Coalesce, value, Made(new LiteralNode(value.Offset, Value.Of("")))));
    }

    private Node ParseRecord(int start, string separator)
    {
        var names = ImmutableArray.CreateBuilder<string?>();
        var values = ImmutableArray.CreateBuilder<Node>();
        while (!current.Is("}") && current.Kind != TokenKind.End)
        {
            var at = current.Start;
            if (Script && Accept("..."))
            {
                names.Add(null);
                values.Add(Made(new SpreadNode(at, ParseExpression())));
            }
            else
            {
                var name = MemberName();
                if (names.Contains(name, StringComparer.Ordinal))
                    return Fail(at, ExpressionCodes.RepeatedMember.With(("name", name)));
                Expect(separator);
                names.Add(name);
                values.Add(ParseExpression());
            }

            if (!Accept(","))
                break;
        }

        Expect("}");
        return Made(new RecordNode(start, names.DrainToImmutable(), values.DrainToImmutable()));
    }

    private string MemberName()
    {
        var token = current;
        var known = token.Kind is TokenKind.Name or TokenKind.Text or TokenKind.Number;
        if (!known || (!Script && token.Kind != TokenKind.Name))
            Fail(token.Start, NoName());
        if (Script && token is { Kind: TokenKind.Name, Text: "get" or "set" or "async" } && Peek().Kind == TokenKind.Name)
            NotAllowed(token.Start, "'f() {…}'");
        Advance();
        if (current.Is("("))
            NotAllowed(token.Start, "'f() {…}'");
        return token.Kind == TokenKind.Number ? ValueText.Of(token.Number) : token.Text;
    }

    private LiteralNode? CheckCount(int start, string name, int least, int most, int given) => given >= least && given <= most
        ? null
        : Fail(start, ExpressionCodes.WrongArguments.With(("name", name), ("least", least), ("most", most), ("given", given)));
}
