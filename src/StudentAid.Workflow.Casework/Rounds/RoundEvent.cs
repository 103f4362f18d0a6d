using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>What happened to a round (批次).</summary>
public abstract record RoundEvent
{
    private RoundEvent() { }

    /// <summary>Opened for a school year under a pin. The adoption record names who adopted the score table, when and in which meeting (第十四条).</summary>
    public sealed record Opened(
        string School, string Procedure, string SchoolYear, string Name, DateOnly TermStart, DateOnly ReferenceDay, string Pin,
        ImmutableArray<string> Tracks, Adoption Adoption, bool Practice) : RoundEvent;

    /// <summary>提前告知 of one track: one act, on record before its first case begins.</summary>
    public sealed record Announced(string Track, DateOnly Day, ImmutableArray<string> Channels, string TextHash, ImmutableArray<string> Evidence) : RoundEvent;

    public sealed record WindowSet(string Track, DateTimeOffset Opens, DateTimeOffset Closes) : RoundEvent;

    /// <summary>A late student's own window. <paramref name="Reason"/> is the address of the sealed reason.</summary>
    public sealed record PersonalWindowSet(Id Person, DateTimeOffset Closes, string Reason) : RoundEvent;

    /// <summary>A unit without applicants says so, so that the list above does not wait for it.</summary>
    public sealed record ZeroReported(string Activity, string Unit, DateOnly Day) : RoundEvent;

    /// <summary>The round takes another pin for all its cases, with reason and mapping.</summary>
    public sealed record Repinned(string Pin, string Reason, ImmutableArray<Renaming> Mapping) : RoundEvent;

    /// <summary>So many of the open cases were told to take the pin, in the order of their ids up to <paramref name="Last"/>.</summary>
    public sealed record AdoptionSent(string Pin, Id Last, int Count) : RoundEvent;

    /// <summary>The lists were compared anew: so many results changed.</summary>
    public sealed record Matched(string Batch, int Compared, int Changed) : RoundEvent;

    /// <summary>Every list is final and every period over; on this day the 60-day clock stopped. Events of earlier versions hold the day that somebody gave.</summary>
    public sealed record Completed(DateOnly Day) : RoundEvent;

    public sealed record Archived(DateOnly Day, string PackageHash) : RoundEvent;

    /// <summary>So many receipts (回执) of a track came back; each is a document beside the round.</summary>
    public sealed record ReceiptsRecorded(string Track, int Count) : RoundEvent;

    /// <summary>A file for another system was made; who is in it stands in the document of the batch.</summary>
    public sealed record Exported(string Batch, string Profile, string Hash, int Rows) : RoundEvent;

    /// <summary>Somebody entered a batch into its system: the receipt's hash, how many were taken and how many refused.</summary>
    public sealed record Entered(string Batch, DateOnly Day, string Receipt, int Count, int Refused) : RoundEvent;

    /// <summary>The error file of the other system was taken: its hash, how many rows it refused, and how many of these are of nobody in the batch.</summary>
    public sealed record EntryRefused(string Batch, string Paper, int Rows, int Unknown) : RoundEvent;
}

/// <summary>Who adopted the score table, on which day, in which meeting, with the hash of the minutes' scan.</summary>
public sealed record Adoption(string Body, DateOnly Day, string Meeting, string EvidenceHash);

/// <summary>An activity's id in the old definition and in the new one.</summary>
public sealed record Renaming(string From, string To);
