using System.Globalization;

namespace StudentAid.Workflow.Engine.Expressions;

/// <summary>Functions of numbers. Where JavaScript answers NaN the answer here is null.</summary>
internal static class Numbers
{
    public static Value Map(Call call, Func<decimal, decimal> map) =>
        call.At(0).AsNumber() is { } number ? Value.Of(map(number)) : call.Wrong(0, "number");

    public static Value Best(Call call, Func<decimal, decimal, decimal> better)
    {
        var best = call.Number(0);
        for (var i = 1; i < call.Arguments.Length; i++)
            best = better(best, call.Number(i));
        return Value.Of(best);
    }

    public static Value RoundToEven(Call call) => Map(call, n => decimal.Round(n, Math.Clamp(call.Index(1, 0), 0, 28), MidpointRounding.ToEven));

    public static Value Rounded(Value value) => value.AsNumber() is { } number ? Value.Of(decimal.Round(number, MidpointRounding.ToEven)) : value;

    /// <summary>Number(x): of a text the whole of it, an empty one being 0; null of what is no decimal number.</summary>
    public static Value From(Value value) => value switch
    {
        NumberValue => value,
        BoolValue b => Value.Of(b.Value ? 1m : 0m),
        TextValue t when string.IsNullOrWhiteSpace(t.Value) => Value.Of(0m),
        TextValue t => Read(t.Value.Trim()),
        _ => Value.Null,
    };

    /// <summary>parseInt(x[, 10]): the whole number at the beginning of the text.</summary>
    public static Value ParseWhole(Call call)
    {
        if (call.Has(1) && call.Number(1) != 10)
            return call.Wrong(1, "10");
        if (call.At(0).AsNumber() is { } number)
            return Value.Of(decimal.Truncate(number));
        var text = Subject(call);
        return Read(text[..Digits(text, Sign(text))]);
    }

    /// <summary>parseFloat(x): the decimal number at the beginning of the text.</summary>
    public static Value ParsePrefix(Call call)
    {
        if (call.At(0) is NumberValue)
            return call.At(0);
        var text = Subject(call);
        var end = Digits(text, Sign(text));
        if (end < text.Length && text[end] == '.')
            end = Digits(text, end + 1);
        if (end > 0 && end + 1 < text.Length && (text[end] is 'e' or 'E'))
        {
            var digits = text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            end = Digits(text, digits) is var stop && stop > digits ? stop : end;
        }

        return Read(text[..end]);
    }

    public static Value ToFixed(Call call)
    {
        var digits = call.Index(0, 0);
        if (digits is < 0 or > 28)
            return call.Wrong(0, "0…28");
        var rounded = decimal.Round(call.Target.AsNumber()!.Value, digits, MidpointRounding.AwayFromZero);
        return Value.Of((rounded == 0 ? 0m : rounded).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    private static Value Read(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var n)
            ? Value.Of(n)
            : Value.Null;

    private static string Subject(Call call) => (call.At(0).AsText() ?? "").Trim();

    private static int Sign(string text) => text.Length > 0 && (text[0] is '+' or '-') ? 1 : 0;

    private static int Digits(string text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
            from++;
        return from;
    }
}
