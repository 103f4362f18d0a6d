using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Why an item has its points.</summary>
public enum ScoreReason
{
    /// <summary>The answer named in the detail was chosen.</summary>
    Option,

    /// <summary>The number lies in the band named in the detail.</summary>
    Band,
    Yes,
    No,

    /// <summary>So many units, named in the detail, count.</summary>
    Units,

    /// <summary>Points of the rows named in the detail.</summary>
    Rows,
    Manual,

    /// <summary>A manual item that nobody used.</summary>
    Unused,

    /// <summary>Another item of its exclusive set, named in the detail, counts instead.</summary>
    Excluded,

    /// <summary>There is no answer.</summary>
    Missing,

    /// <summary>The answer is of another type, or not among the choices.</summary>
    Unreadable,

    /// <summary>The number lies in no band, or manual points are out of bounds.</summary>
    OutOfRange,

    /// <summary>A dated value, named in the detail, has no entry on the reference date.</summary>
    ReferenceMissing,

    /// <summary>Manual points without the evidence they need.</summary>
    EvidenceMissing,
}

/// <summary>What a rule makes of the facts: points, why, and a detail in words of the table (an option, a band).</summary>
public sealed record Scored(decimal Points, ScoreReason Reason, string? Detail = null)
{
    /// <summary>True where the table's missing-data rule applies.</summary>
    public bool IsMissing => Reason is ScoreReason.Missing or ScoreReason.Unreadable or ScoreReason.OutOfRange or ScoreReason.ReferenceMissing;

    public static Scored Nothing(ScoreReason reason, string? detail = null) => new(0, reason, detail);
}

/// <summary>How an item turns facts into points. A rule has one spelling in <c>type</c>; its points stay within ±1,000,000.</summary>
public abstract record ItemRule
{
    public const decimal MostPoints = 1_000_000m;

    public abstract Scored Score(Value facts, ReferenceValues references);

    /// <summary>Every number of points that some answer gives.</summary>
    public abstract PointSet Attainable(ReferenceValues references);

    /// <summary>What is read, so that items that share a fact are found.</summary>
    public abstract IEnumerable<string> Reads { get; }

    /// <summary>The dated values that are referred to.</summary>
    public virtual IEnumerable<string> References => [];

    /// <summary>What is wrong with the rule on the reference date.</summary>
    public virtual void Prove(string item, string at, ReferenceValues references, Findings findings)
    {
    }
}
