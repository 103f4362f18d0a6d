using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Aid;

/// <summary>Places shared out among units by a weight, such as their students (最大余额法: H. F. Niemeyer 1980, "The method of largest remainders").</summary>
public static class Apportionment
{
    /// <summary>
    /// Each gets the whole part of its share, and the places that are left go to the largest remainders, at equal ones to the lower key. The shares add up to the places,
    /// none is more than one place away from its exact share, and the order of the units does not matter.
    /// </summary>
    /// <param name="places">How many there are, from 0.</param>
    /// <param name="weights">By unit, from 0; where all are 0 nobody gets any.</param>
    public static ImmutableDictionary<string, int> Of(int places, IReadOnlyDictionary<string, int> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(places);
        var all = weights.Values.Sum(w => (long)w);
        if (all == 0)
            return weights.ToImmutableDictionary(w => w.Key, _ => 0, StringComparer.Ordinal);
        var whole = weights.ToDictionary(w => w.Key, w => (Places: (int)((long)places * w.Value / all), Left: (long)places * w.Value % all), StringComparer.Ordinal);
        var more = whole.OrderByDescending(w => w.Value.Left).ThenBy(w => w.Key, StringComparer.Ordinal).Take(places - whole.Values.Sum(w => w.Places)).Select(w => w.Key).ToHashSet(StringComparer.Ordinal);
        return whole.ToImmutableDictionary(w => w.Key, w => w.Value.Places + (more.Contains(w.Key) ? 1 : 0), StringComparer.Ordinal);
    }
}
