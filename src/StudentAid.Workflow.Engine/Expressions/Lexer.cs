using System.Globalization;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Expressions;

internal enum TokenKind { End, Name, Number, Text, Sign, TemplateStart }

/// <summary>Text is the name, the sign, the text's content, or how the template starts; Number is a number's amount.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Text, decimal Number = 0)
{
    public bool Is(string sign) => Kind == TokenKind.Sign && string.Equals(Text, sign, StringComparison.Ordinal);

    public bool IsName(string name) => Kind == TokenKind.Name && string.Equals(Text, name, StringComparison.Ordinal);

    public string Shown => $"'{Text}'";
}

/// <summary>Cuts a text into tokens, one at a time from a given offset.</summary>
internal sealed class Lexer(string text, ExpressionLanguage language, Trouble trouble)
{
    private static readonly string[] Signs =
    [
        ">>>=", "===", "!==", "**=", "...", "&&=", "||=", "??=", ">>>", "<<=", ">>=",
        "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "**", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>",
        "(", ")", "[", "]", "{", "}", ",", ".", ";", ":", "?", "+", "-", "*", "/", "%", "<", ">", "!", "=", "&", "|", "^", "~", "@", "#",
    ];

    private readonly Texts texts = new(text, trouble);

    public Token Next(int offset)
    {
        var start = SkipBlank(offset);
        if (start >= text.Length)
            return new Token(TokenKind.End, text.Length, text.Length, "");
        var c = text[start];
        if (IsNameStart(c))
            return Name(start);
        if (char.IsAsciiDigit(c) || (c == '.' && start + 1 < text.Length && char.IsAsciiDigit(text[start + 1])))
            return Number(start);
        return TextToken(start, c) ?? Sign(start);
    }

    /// <summary>The text of a template from an offset up to its end or next hole, and which of the two it was.</summary>
    public (string Text, int End, bool Hole) Chunk(int offset, string opening) => texts.Chunk(offset, opening);

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '_' or '$';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private Token? TextToken(int start, char c)
    {
        if (c == '"' || c == '\'')
            return texts.Quoted(start, verbatim: false);
        if (language == ExpressionLanguage.JavaScript)
            return c == '`' ? new Token(TokenKind.TemplateStart, start, start + 1, "`") : null;
        return At(start, "@\"") ? texts.Quoted(start + 1, verbatim: true) : null;
    }

    private Token Name(int start)
    {
        if (language == ExpressionLanguage.CSharp && text[start] == '$')
        {
            foreach (var opening in (ReadOnlySpan<string>)["$\"", "$@\""])
            {
                if (At(start, opening))
                    return new Token(TokenKind.TemplateStart, start, start + opening.Length, opening);
            }
        }

        var end = start + 1;
        while (end < text.Length && IsNamePart(text[end]))
            end++;
        return new Token(TokenKind.Name, start, end, text[start..end]);
    }

    private Token Number(int start)
    {
        var end = start;
        var hex = At(start, "0x") || At(start, "0X");
        end = hex ? SkipDigits(start + 2, char.IsAsciiHexDigit) : SkipDecimal(start);
        var digits = text[start..end].Replace("_", "", StringComparison.Ordinal);
        var suffix = end;
        if (language == ExpressionLanguage.CSharp)
        {
            while (suffix < text.Length && suffix < end + 2 && "mMdDfFlLuU".Contains(text[suffix], StringComparison.Ordinal))
                suffix++;
        }

        var good = suffix >= text.Length || !IsNamePart(text[suffix]);
        if (good && TryRead(digits, hex, out var number))
            return new Token(TokenKind.Number, start, suffix, text[start..suffix], number);
        trouble.At(start, ExpressionCodes.BadNumber.With(("number", text[start..Math.Min(text.Length, suffix + (good ? 0 : 1))])));
        return new Token(TokenKind.End, start, start, "");
    }

    private static bool TryRead(string digits, bool hex, out decimal number)
    {
        number = 0;
        if (hex)
        {
            var good = ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var whole);
            number = whole;
            return good;
        }

        // A leading zero is octal in old JavaScript and decimal elsewhere: refused, for it would be read in two ways.
        return !(digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]))
            && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }

    private int SkipDecimal(int start)
    {
        var end = SkipDigits(start, char.IsAsciiDigit);
        if (end < text.Length && text[end] == '.' && !(end + 1 < text.Length && IsNameStart(text[end + 1])))
            end = SkipDigits(end + 1, char.IsAsciiDigit);
        if (end >= text.Length || text[end] is not ('e' or 'E'))
            return end;
        var exponent = end + 1 < text.Length && (text[end + 1] is '+' or '-') ? end + 2 : end + 1;
        return SkipDigits(exponent, char.IsAsciiDigit);
    }

    private int SkipDigits(int offset, Func<char, bool> isDigit)
    {
        while (offset < text.Length && (isDigit(text[offset]) || text[offset] == '_'))
            offset++;
        return offset;
    }

    private Token Sign(int start)
    {
        foreach (var sign in Signs)
        {
            // "a?.5:b" is a conditional with the number .5.
            if (At(start, sign) && !(sign == "?." && start + 2 < text.Length && char.IsAsciiDigit(text[start + 2])))
                return new Token(TokenKind.Sign, start, start + sign.Length, sign);
        }

        trouble.At(start, ExpressionCodes.ValueExpected.With(("found", $"'{text[start]}'")));
        return new Token(TokenKind.End, start, start, "");
    }

    private int SkipBlank(int offset)
    {
        while (offset < text.Length)
        {
            if (char.IsWhiteSpace(text[offset]) || text[offset] == '\uFEFF')
                offset++;
            else if (At(offset, "//"))
                offset = EndOfLine(offset);
            else if (At(offset, "/*"))
                offset = EndOfComment(offset);
            else
                break;
        }

        return offset;
    }

    private int EndOfLine(int offset)
    {
        var length = text.AsSpan(offset).IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : offset + length;
    }

    private int EndOfComment(int offset)
    {
        var end = text.IndexOf("*/", offset + 2, StringComparison.Ordinal);
        if (end >= 0)
            return end + 2;
        trouble.At(offset, ExpressionCodes.Unterminated.With(("sign", "'/*'")));
        return text.Length;
    }

    private bool At(int offset, string expected) => string.CompareOrdinal(text, offset, expected, 0, expected.Length) == 0;
}
