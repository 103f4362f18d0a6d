using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Audit;

/// <summary>A stream as the store's list of streams has it.</summary>
internal readonly record struct HistoryStream(Id Id, long Version, bool Practice);

/// <summary>What is checked, as one moment shows it. What reads as no event throws <see cref="ArgumentException"/>.</summary>
internal interface IHistory
{
    /// <summary>An event that belongs to no stream.</summary>
    (long Row, long Seq)? Orphan();

    /// <summary>In the order in which they began.</summary>
    IEnumerable<HistoryStream> Streams();

    IEnumerable<StoredEvent> Events(Id stream);

    /// <summary>Where chains start whose older rows were archived and taken out.</summary>
    IEnumerable<ChainStart> Starts();

    /// <summary>Every chain's rows, by place and number.</summary>
    IEnumerable<ChainRow> Chain();
}
