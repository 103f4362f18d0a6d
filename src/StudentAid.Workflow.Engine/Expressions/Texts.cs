using System.Globalization;
using System.Text;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>Reads quoted texts and the text parts of templates, with their escapes.</summary>
internal sealed class Texts(string text, Trouble trouble)
{
    /// <summary>The token of a text whose opening quote stands at the offset; verbatim is C#'s <c>@"…"</c>.</summary>
    public Token Quoted(int quoteAt, bool verbatim)
    {
        var quote = text[quoteAt];
        var content = new StringBuilder();
        var i = quoteAt + 1;
        while (i < text.Length)
        {
            var c = text[i];
            if (verbatim && c == quote && i + 1 < text.Length && text[i + 1] == quote)
                i = Append(content, quote, i + 2);
            else if (c == quote)
                return new Token(TokenKind.Text, quoteAt, i + 1, content.ToString());
            else if (!verbatim && c is '\r' or '\n')
                break;
            else
                i = !verbatim && c == '\\' ? Escape(i, content) : Append(content, c, i + 1);
        }

        return Open(quoteAt, text[quoteAt].ToString());
    }

    /// <summary>A template's text from the offset up to its end or next hole; End is the offset after either.</summary>
    public (string Text, int End, bool Hole) Chunk(int offset, string opening)
    {
        var content = new StringBuilder();
        var i = offset;
        while (i < text.Length)
        {
            if (IsHole(i, opening, out var holeEnd))
                return (content.ToString(), holeEnd, true);
            if (IsDoubled(i, opening))
                i = Append(content, text[i], i + 2);
            else if (text[i] == (opening[0] == '`' ? '`' : '"'))
                return (content.ToString(), i + 1, false);
            else
                i = text[i] == '\\' && !opening.Contains('@', StringComparison.Ordinal) ? Escape(i, content) : Append(content, text[i], i + 1);
        }

        Open(offset, opening);
        return ("", text.Length, false);
    }

    private bool IsHole(int i, string opening, out int end)
    {
        var script = opening[0] == '`';
        end = script ? i + 2 : i + 1;
        return script
            ? text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{'
            : text[i] == '{' && !IsDoubled(i, opening);
    }

    private bool IsDoubled(int i, string opening) =>
        opening[0] == '$' && i + 1 < text.Length && text[i + 1] == text[i]
        && (text[i] is '{' or '}' || (text[i] == '"' && opening.Contains('@', StringComparison.Ordinal)));

    private Token Open(int offset, string sign)
    {
        trouble.At(offset, ExpressionCodes.Unterminated.With(("sign", $"'{sign}'")));
        return new Token(TokenKind.End, text.Length, text.Length, "");
    }

    private static int Append(StringBuilder content, char c, int next)
    {
        content.Append(c);
        return next;
    }

    private int Escape(int backslash, StringBuilder content)
    {
        var c = backslash + 1 < text.Length ? text[backslash + 1] : '\0';
        switch (c)
        {
            case 'n': return Append(content, '\n', backslash + 2);
            case 'r': return Append(content, '\r', backslash + 2);
            case 't': return Append(content, '\t', backslash + 2);
            case 'b': return Append(content, '\b', backslash + 2);
            case 'f': return Append(content, '\f', backslash + 2);
            case 'v': return Append(content, '\v', backslash + 2);
            case '0' when backslash + 2 >= text.Length || !char.IsAsciiDigit(text[backslash + 2]): return Append(content, '\0', backslash + 2);
            case 'x': return Hex(backslash, backslash + 2, 2, content);
            case 'u' when backslash + 2 < text.Length && text[backslash + 2] == '{': return Braced(backslash, content);
            case 'u': return Hex(backslash, backslash + 2, 4, content);
            case '\r' when backslash + 2 < text.Length && text[backslash + 2] == '\n': return backslash + 3;
            case '\r' or '\n': return backslash + 2;
            case '\\' or '\'' or '"' or '`' or '$' or '/' or '{' or '}' or ' ' or '-' or '.': return Append(content, c, backslash + 2);
            default: return Bad(backslash, backslash + 2);
        }
    }

    private int Hex(int backslash, int from, int length, StringBuilder content) =>
        from + length <= text.Length && ushort.TryParse(text.AsSpan(from, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? Append(content, (char)unit, from + length)
            : Bad(backslash, from + length);

    private int Braced(int backslash, StringBuilder content)
    {
        var close = text.IndexOf('}', backslash);
        if (close < 0 || !int.TryParse(text.AsSpan((backslash + 3)..close), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)
            || !Rune.IsValid(point))
            return Bad(backslash, close < 0 ? text.Length : close + 1);
        content.Append(new Rune(point).ToString());
        return close + 1;
    }

    private int Bad(int backslash, int end)
    {
        var stop = Math.Min(end, text.Length);
        trouble.At(backslash, ExpressionCodes.BadEscape.With(("escape", text[backslash..stop])));
        return Math.Max(stop, backslash + 1);
    }
}
