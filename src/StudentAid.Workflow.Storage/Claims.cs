using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage;

/// <summary>What a claim asks of a counter, the same for every database.</summary>
internal static class Claims
{
    /// <summary>Whether the counter at <paramref name="value"/> lets the claim pass.</summary>
    public static bool Holds(Claim claim, long value)
    {
        if (claim.Unchanged is { } read && read != value)
            return false;
        var next = value + claim.Add;
        return next >= (claim.Low ?? long.MinValue) && next <= (claim.High ?? long.MaxValue);
    }
}
