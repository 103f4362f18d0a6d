using System.Collections.Frozen;

namespace StudentAid.Workflow.Casework.Packs;

/// <summary>How a computed amount is rounded: decimal places and mode.</summary>
public sealed record Rounding(int Digits, RoundingMode Mode)
{
    private static readonly FrozenDictionary<string, RoundingMode> Modes = new Dictionary<string, RoundingMode>(StringComparer.Ordinal)
    {
        ["half-up"] = RoundingMode.HalfUp, ["half-even"] = RoundingMode.HalfEven, ["down"] = RoundingMode.Down, ["up"] = RoundingMode.Up,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public decimal Apply(decimal value) => Mode switch
    {
        RoundingMode.HalfUp => Math.Round(value, Digits, MidpointRounding.AwayFromZero),
        RoundingMode.HalfEven => Math.Round(value, Digits, MidpointRounding.ToEven),
        RoundingMode.Down => Math.Round(value, Digits, MidpointRounding.ToZero),
        _ => Math.Round(value, Digits, value < 0 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity),
    };

    /// <summary>Reads <c>"round": { "digits", "mode" }</c>; null where it is left out.</summary>
    internal static Rounding? Read(DocumentNode node)
    {
        if (node.Child("round") is not { } round)
            return null;
        var rounding = new Rounding(round.OptionalWhole("digits", 0, 8) ?? 0, round.Word("mode", Modes, RoundingMode.HalfUp));
        round.Close();
        return rounding;
    }
}

/// <summary>Halves away from zero, halves to even, always towards zero, always away from zero.</summary>
public enum RoundingMode { HalfUp, HalfEven, Down, Up }
