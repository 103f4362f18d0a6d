using System.Globalization;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>
/// A place between numbers: just before or just after <see cref="At"/>. A band is what lies between two cuts, so open and closed bounds
/// compare exactly. No number (<see cref="Infinite"/>) lies beyond every number, below or above.
/// </summary>
public readonly record struct Cut(decimal At, bool After, int Infinite = 0) : IComparable<Cut>
{
    public static readonly Cut Lowest = new(0, After: false, -1);
    public static readonly Cut Highest = new(0, After: false, 1);

    public static Cut Before(decimal number) => new(number, After: false);

    public static Cut Behind(decimal number) => new(number, After: true);

    public int CompareTo(Cut other)
    {
        var order = Infinite.CompareTo(other.Infinite);
        if (order != 0 || Infinite != 0)
            return order;
        order = At.CompareTo(other.At);
        return order != 0 ? order : After.CompareTo(other.After);
    }

    /// <summary>The cut before the first whole number that lies behind this one.</summary>
    public Cut ToWhole()
    {
        if (Infinite != 0)
            return this;
        var first = decimal.Ceiling(At);
        return Before(After && first == At ? first + 1 : first);
    }

    /// <summary>How people write what lies between two cuts: <c>[0, 5000)</c>, or the number alone.</summary>
    public static string Between(Cut low, Cut high, bool whole)
    {
        if (whole && high.Infinite == 0)
            high = Behind(high.At - 1);
        if (low.Infinite == 0 && high.Infinite == 0 && low.At == high.At)
            return Write(low.At);
        var left = low.Infinite != 0 ? "(-∞" : (low.After ? "(" : "[") + Write(low.At);
        var right = high.Infinite != 0 ? "+∞)" : Write(high.At) + (high.After ? "]" : ")");
        return $"{left}, {right}";
    }

    public static bool operator <(Cut left, Cut right) => left.CompareTo(right) < 0;

    public static bool operator >(Cut left, Cut right) => left.CompareTo(right) > 0;

    public static bool operator <=(Cut left, Cut right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Cut left, Cut right) => left.CompareTo(right) >= 0;

    private static string Write(decimal number) => number.ToString("0.##########", CultureInfo.InvariantCulture);
}
