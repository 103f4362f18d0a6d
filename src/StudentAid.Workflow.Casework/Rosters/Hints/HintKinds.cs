using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Rosters.Hints;

/// <summary>The kinds of hints (提示) that a list can be looked through for; which apply is said by the body.</summary>
public static class HintKinds
{
    /// <summary>倒挂: a higher score with a lower level.</summary>
    public const string Inverted = "inverted-levels";

    /// <summary>A student of a special group below the level that his group has directly.</summary>
    public const string BelowDirect = "below-direct-level";

    /// <summary>平均主义: equal numbers in all levels.</summary>
    public const string Equal = "equal-numbers";

    /// <summary>轮流: two students have changed levels since last year, though neither's score has.</summary>
    public const string Rotating = "rotating-levels";

    /// <summary>Children of one family whose forms tell different facts of it.</summary>
    public const string Siblings = "siblings-differ";

    /// <summary>Several forms with the same sentences.</summary>
    public const string SameTexts = "same-texts";

    /// <summary>名额参考：a level has as many as the numbers given for it, or more.</summary>
    public const string Quota = "quota";

    /// <summary>All levels together hit the numbers given for them exactly, as where who is in hardship was made to fit. Looked for with <see cref="Quota"/>.</summary>
    public const string QuotaTotal = "quota-total";

    /// <summary>The kinds that a body may ask for.</summary>
    public static readonly ImmutableArray<string> All = [Inverted, BelowDirect, Equal, Rotating, Siblings, SameTexts, Quota];
}
