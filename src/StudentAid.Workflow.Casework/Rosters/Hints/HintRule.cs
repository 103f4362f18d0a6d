using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>
/// A kind of hint that a body's lists are looked through for. Paths into the answers: of siblings <see cref="Same"/> tells one family (all of them
/// filled in and equal) and <see cref="Differ"/> what must then agree; of equal texts <see cref="Same"/> are the fields, from <see cref="Minimum"/>
/// characters on.
/// </summary>
public sealed record HintRule(string Id, ImmutableArray<string> Same, ImmutableArray<string> Differ, int Minimum)
{
    /// <summary>The numbers that a quota hint compares with.</summary>
    public LevelQuotas? Quotas { get; init; }

    /// <summary>Shorter texts are equal by chance.</summary>
    public const int ShortestText = 20;
}
