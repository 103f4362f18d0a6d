namespace StudentAid.Workflow.Storage.Audit;

/// <summary>An event that no chain holds yet; place is its stream's. Positions are those of the commits, so that nothing comes before what was seen.</summary>
public readonly record struct UnsealedEvent(long Position, string Place, SealedEntry Entry);

/// <summary>Where the tenants' chains lie: beside the events, in the same store, but in a table that no step touches.</summary>
public interface IChainShelf
{
    /// <summary>The position up to which events are sealed, 0 where none is; practice streams' never are.</summary>
    long SealedUpto();

    /// <summary>Events after the position in the order of their commit, without those of practice streams.</summary>
    IReadOnlyList<UnsealedEvent> Unsealed(long after, int limit);

    /// <summary>The last row of the tenant's chain, null where it has none.</summary>
    ChainRow? Last(string place);

    /// <summary>The chain's rows after one, up to and with another, by number.</summary>
    IReadOnlyList<ChainRow> Rows(string place, long after, long upto);

    /// <summary>Where the chain starts whose older rows were archived and taken out, null where it is whole.</summary>
    ChainStart? StartOf(string place);

    /// <summary>The tenants that have a chain, by place.</summary>
    IReadOnlyList<string> Places();

    /// <summary>The school above the place, itself included, or the topmost unit.</summary>
    string TenantOf(string place);

    /// <summary>Appends the rows in one transaction, all or none; false where somebody else has sealed since, so that of two sealers one wins.</summary>
    Task<bool> AppendAsync(long sealedUpto, IReadOnlyList<ChainRow> rows);
}
