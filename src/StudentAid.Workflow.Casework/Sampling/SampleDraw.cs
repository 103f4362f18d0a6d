using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Sampling;

/// <summary>Draws a random sample that anybody can draw again: the first n by SHA-256(seed ‖ case id).</summary>
public static class SampleDraw
{
    /// <summary>The share (percent, 0 to 100) of the cases, rounded up, in the order of the draw.</summary>
    public static ImmutableArray<Id> Of(string seed, IEnumerable<Id> cases, int percent)
    {
        var all = cases.Distinct().ToList();
        var count = ((all.Count * percent) + 99) / 100;
        return [.. all.OrderBy(c => KeyOf(seed, c), StringComparer.Ordinal).Take(count)];
    }

    private static string KeyOf(string seed, Id @case) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed + @case)));
}
