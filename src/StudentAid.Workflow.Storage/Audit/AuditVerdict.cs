using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>
/// What a check found: all events, those in a tenant's chain, those below the last published head, and those that no chain holds yet (practice streams count
/// among the events alone). What is not below a head can be cut off without a trace. Bad is the first row that is not as it was written; counts stop there.
/// </summary>
public sealed record AuditVerdict(long Events, long Sealed, long BelowHead, long Unsealed, int Heads, bool KeyGiven, Rejection? Bad)
{
    /// <summary>Where chains start whose older rows were archived and taken out.</summary>
    public ImmutableArray<ChainStart> Starts { get; init; } = [];

    /// <summary>Events whose entries stand in archives that were not given: held against their streams' hashes alone.</summary>
    public long Archived { get; init; }
}
