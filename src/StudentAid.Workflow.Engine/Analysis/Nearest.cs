namespace StudentAid.Workflow.Engine.Analysis;

/// <summary>The did-you-mean of every finding.</summary>
public static class Nearest
{
    private const int LongestName = 100;

    /// <summary>
    /// The known name that differs least (letters added, dropped or changed, upper and lower case alike), or null where none is near:
    /// more than a third of the letters, at least one, at most three. Of equally near names the first in ordinal order.
    /// </summary>
    public static string? To(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > LongestName)
            return null;
        var allowed = Math.Clamp(name.Length / 3, 1, 3);
        string? best = null;
        var least = allowed + 1;
        foreach (var candidate in known.Order(StringComparer.Ordinal))
        {
            if (Math.Abs(candidate.Length - name.Length) >= least)
                continue;
            var distance = Distance(name, candidate);
            if (distance < least)
                (best, least) = (candidate, distance);
        }

        return best;
    }

    private static int Distance(string left, string right)
    {
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]);
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
