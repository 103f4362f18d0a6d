namespace StudentAid.Workflow.Storage.Sqlite;

/// <summary>How a store's file is opened. The defaults are those of the product.</summary>
public sealed record SqliteOptions
{
    /// <summary>Most steps of one commit.</summary>
    public int BatchSteps { get; init; } = 512;

    /// <summary>Most bytes of one commit, counted before they are written.</summary>
    public int BatchBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Longest list that still goes before bulk work.</summary>
    public int InteractiveSteps { get; init; } = 16;

    /// <summary>Bulk steps in one commit: fewer make a person's step wait less and a release take longer.</summary>
    public int BulkSteps { get; init; } = 64;

    /// <summary>Pages written since the last checkpoint that make the writer checkpoint under load.</summary>
    public int CheckpointPages { get; init; } = 4000;

    /// <summary>Idle time after which the writer checkpoints what there is.</summary>
    public TimeSpan CheckpointIdle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Most pages (of 4,096 bytes) of the file; 0 for as many as the disk holds.</summary>
    public long MaxPages { get; init; }
}
