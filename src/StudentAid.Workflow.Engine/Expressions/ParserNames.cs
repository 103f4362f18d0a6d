using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Expressions;

/// <content>Names: constants, what the scope gives, known functions, and C#'s casts and <c>new</c>.</content>
internal sealed partial class Parser
{
    private Node ParseName()
    {
        var (name, start) = (current.Text, current.Start);
        switch (name)
        {
            case "true": return Literal(Value.True);
            case "false": return Literal(Value.False);
            case "null": return Literal(Value.Null);
            case "undefined" when Script: return Literal(Value.Null);
            case "new" when !Script: return ParseNew();
        }

        if (Spelling.Refused.Contains(name) || Spelling.IsSetter(language, name))
            return NotAllowed(start, $"'{name}'");
        Advance();
        if (current.Is("=>"))
            return NotAllowed(start, "'=>'");
        if (Spelling.Root(language, name) is { } kind)
            return ParseRoot(start, name, kind);
        if (current.Is("("))
            return ParseCall(start, name);
        if (Accept("."))
            return ParseQualified(start, name);
        return UnknownName(start, name, Spelling.Names(language));
    }

    private Node ParseRoot(int start, string root, ReadKind kind)
    {
        if (current.Is(".") || current.Is("?."))
        {
            Advance();
            var name = current.Text;
            if (current.Kind != TokenKind.Name)
                return Fail(current.Start, NoName());
            Advance();
            if (Script)
                return Read(start, [new(kind, name, null, start)]);
            SkipTypeArguments();
            return current.Is("(") ? ParseCall(start, $"{root}.{name}") : Read(start, Accessors.Property(kind, name, start));
        }

        if (Script && Accept("["))
        {
            var index = ParseExpression();
            Expect("]");
            return ReadBy(start, kind, [index]);
        }

        return Fail(current.Start, NoName());
    }

    private Node ParseQualified(int start, string qualifier)
    {
        var name = $"{qualifier}.{current.Text}";
        if (current.Kind != TokenKind.Name)
            return Fail(current.Start, NoName());
        Advance();
        if (!Script && Accessors.Constant(name) is { } property)
            return Read(start, [property with { Offset = start }]);
        SkipTypeArguments();
        return current.Is("(") ? ParseCall(start, name) : UnknownName(start, name, Spelling.Names(language));
    }

    private Node ParseCall(int start, string name)
    {
        var known = Functions.Find(language, name) is not null || Accessors.IsReader(language, name) || Accessors.IsGetter(language, name);
        if (!known)
            return UnknownName(start, name, Spelling.Names(language));
        Advance();
        var arguments = ParseList(")", spread: false);
        if (Functions.Find(language, name) is { } function)
        {
            return CheckCount(start, name, function.Least, function.Most, arguments.Length)
                ?? Made(new FunctionNode(start, function, arguments));
        }

        if (Accessors.Reader(language, name) is { } reader)
            return CheckCount(start, name, reader.Least, reader.Most, arguments.Length) ?? ReadBy(start, reader.Kind, arguments);
        if (Accessors.Property(language, name) is { } property)
            return CheckCount(start, name, 0, 0, arguments.Length) ?? Read(start, [property with { Offset = start }]);
        return arguments.Length > 0
            ? UnknownName(start, name, Spelling.Names(language))
            : Read(start, Accessors.Getter(name[3..], start));
    }

    private Node Read(int start, ImmutableArray<ExpressionRead> candidates) => Made(new ReadNode(start, candidates));

    private Node ReadBy(int start, ReadKind kind, ImmutableArray<Node> names)
    {
        var texts = names.Select(n => (n as LiteralNode)?.Value.AsText()).ToList();
        return texts.Contains(null)
            ? Made(new ComputedReadNode(start, kind, names))
            : Read(start, [new(kind, texts[0], texts.ElementAtOrDefault(1), start)]);
    }

    private LiteralNode UnknownName(int start, string name, IEnumerable<string> known) => Spelling.Refused.Contains(name)
        ? NotAllowed(start, $"'{name}'")
        : Fail(start, Nearest.To(name, known) is { } nearest
            ? ExpressionCodes.UnknownNameNear.With(("name", name), ("nearest", nearest))
            : ExpressionCodes.UnknownName.With(("name", name)));

    private Node? ParseCast()
    {
        if (Script || !current.Is("("))
            return null;
        var (start, type) = (current.Start, Peek());
        if (type.Kind != TokenKind.Name || !Spelling.CastTypes.Contains(type.Text))
            return null;
        var after = lexer.Next(type.End);
        if (after.Is("?"))
            after = lexer.Next(after.End);
        if (!after.Is(")") || !Enter(start))
            return null;
        Advance(after.End);
        var operand = ParseUnary();
        nesting--;
        return type.Text is "int" or "long" ? Made(new FunctionNode(start, Functions.Truncate, [operand])) : operand;
    }

    private Node ParseNew()
    {
        var start = current.Start;
        Advance();
        if (Accept("{"))
            return ParseRecord(start, "=");
        var type = current.Text;
        if (current.Kind == TokenKind.Name)
            Advance();
        SkipTypeArguments();
        var isList = type == "List" ? !Accept("(") || Accept(")") : Accept("[") && Accept("]");
        return isList && Accept("{")
            ? Made(new ListNode(start, ParseItems()))
            : NotAllowed(start, $"'new {type}'");
    }

    // An initialiser may end with a comma, as a JavaScript list may, but spreads nothing.
    private ImmutableArray<Node> ParseItems()
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (!current.Is("}") && current.Kind != TokenKind.End)
        {
            items.Add(ParseExpression());
            if (!Accept(","))
                break;
        }

        Expect("}");
        return items.DrainToImmutable();
    }

    // <int>, <List<string>?>: types say nothing here. After Variables.X a "<" is a comparison, unless a list of types and "(" follow.
    private void SkipTypeArguments()
    {
        if (Script || !current.Is("<"))
            return;
        var (token, depth) = (current, 0);
        while (token.Kind == TokenKind.Name || Spelling.IsTypeSign(token))
        {
            depth += token.Text switch { "<" => 1, ">" => -1, ">>" => -2, _ => 0 };
            token = lexer.Next(token.End);
            if (depth > 0)
                continue;
            if (token.Is("(") || token.Is("{"))
                current = token;
            return;
        }
    }
}
