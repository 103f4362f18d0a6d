using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// What one row says about one person: the category it would give, and every reason why that is not beyond doubt. Without a reason it is matched;
/// a row that is not valid on the reference day is shown as none.
/// </summary>
public sealed record MatchFinding(MatchState State, string Category, ListRow Row, ImmutableArray<Rejection> Reasons);

/// <summary>
/// A person's findings, the best first. A name list is a hint and no determination; a doubt is only ever resolved by a person with a reason.
/// </summary>
public sealed record MatchResult(string Key, ImmutableArray<MatchFinding> Findings)
{
    /// <summary>The best state of any finding.</summary>
    public MatchState State => Findings.IsEmpty ? MatchState.None : Findings.Max(f => f.State);

    /// <summary>Categories proved by a list: no proof is asked for these.</summary>
    public ImmutableArray<string> Matched => Categories(MatchState.Matched);

    /// <summary>Categories for which there is only a doubtful row: proof is asked, or a person resolves it.</summary>
    public ImmutableArray<string> Doubtful => [.. Categories(MatchState.Doubtful).Except(Matched, StringComparer.Ordinal)];

    private ImmutableArray<string> Categories(MatchState state) =>
        [.. Findings.Where(f => f.State == state).Select(f => f.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
