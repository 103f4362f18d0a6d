using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>What one item gave, why, in what detail, and where its facts stand. Personal: points per item tell of the family.</summary>
public sealed record ItemScore(string Item, decimal Points, ScoreReason Reason, string? Detail, ImmutableArray<string> Reads);

/// <summary>A factor's points: the sum, after its cap, after its weight.</summary>
public sealed record FactorScore(string Factor, decimal Sum, decimal Capped, decimal Weighted);

/// <summary>An answer that was not there or could not be used.</summary>
public sealed record MissingAnswer(string Item, ScoreReason Reason, ImmutableArray<string> Reads);

/// <summary>What a suggestion rests on.</summary>
public enum SuggestionSource { Score, Direct, Veto }

/// <summary>The suggested level (a level of the scale or its 不予认定), what it rests on, the direct rule or veto by id, and 不予认定's reason code.</summary>
public sealed record SuggestedLevel(string Level, SuggestionSource Source, string? By, string? Reason);

/// <summary>
/// A case held against a table. <see cref="Total"/> is exact. <see cref="Suggested"/> is null where an answer is missing and the table's rule
/// (<see cref="MissingRule"/>) then suggests nothing; the school corrects it by qualitative analysis (第七条).
/// </summary>
public sealed record ScoreResult(
    decimal Total,
    ImmutableArray<ItemScore> Items,
    ImmutableArray<FactorScore> Factors,
    SuggestedLevel? Suggested,
    string? Veto,
    ImmutableArray<MissingAnswer> Missing,
    MissingRule MissingRule)
{
    /// <summary>Every veto that holds, also one that something graver leaves without effect, in the table's order.</summary>
    public ImmutableArray<string> Vetoes { get; init; } = [];
}
