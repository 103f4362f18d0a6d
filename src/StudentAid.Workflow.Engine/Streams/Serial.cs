using System.Collections.Immutable;
using System.Globalization;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>The number that people read of a stream: a series and the place in it, from 1 on, written with four digits at least (<c>a-2026-0042</c>).</summary>
public sealed record Serial(string Series, long Number)
{
    private const int Width = 4;
    private const int MostDigits = 18;

    public override string ToString() => $"{Series}-{Number.ToString("D4", CultureInfo.InvariantCulture)}";

    /// <summary>The series and the first digits that a beginning of a number may name; null where it does not end with digits after a hyphen.</summary>
    public static (string Series, string Digits)? Split(string prefix)
    {
        var at = prefix.LastIndexOf('-');
        var digits = prefix[(at + 1)..];
        return at > 0 && digits.Length is > 0 and <= MostDigits && digits.All(char.IsAsciiDigit) ? (prefix[..at], digits) : null;
    }

    /// <summary>From and to, both inclusive, of the numbers whose written form begins with these digits.</summary>
    public static ImmutableArray<(long From, long To)> Ranges(string digits)
    {
        var ranges = ImmutableArray.CreateBuilder<(long From, long To)>();
        var first = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var length = Math.Max(Width, digits.Length); length <= MostDigits; length++)
        {
            // Only the shortest form is filled up with zeros.
            if (digits[0] == '0' && length > Width)
                break;
            var scale = (long)Math.Pow(10, length - digits.Length);
            ranges.Add((first * scale, (first * scale) + scale - 1));
        }

        return ranges.ToImmutable();
    }
}

/// <summary>A stream that was found by its number.</summary>
public sealed record NumberedRow(StreamRow Stream, Serial Serial);
