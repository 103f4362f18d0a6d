using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Audit;

/// <summary>What happened to the archives of a unit's audit chain. Year is that in which the school year began.</summary>
public abstract record TrailEvent
{
    private TrailEvent() { }

    /// <summary>The unit's chain's rows up to the last published head of a school year stand in a file.</summary>
    public sealed record TrailArchived(int Year, DateOnly Day, long Rows, long Events, string Hash, Id By, string Unit) : TrailEvent;

    /// <summary>Somebody looked at the file and keeps a copy; alone where nobody else of the unit could have.</summary>
    public sealed record TrailApproved(int Year, Id By, bool Alone) : TrailEvent;

    /// <summary>The term of retention is over, and the rows have left the database.</summary>
    public sealed record TrailRemoved(int Year, Id By) : TrailEvent;
}

/// <summary>One school year's archive: "archived" (waits for a second person), "approved" or "removed" (its rows have left the database).</summary>
public sealed record TrailYear(int Year, TrailEnd End, string Status, Id By, Id ApprovedBy, bool Alone);

/// <summary>The archives of a unit's audit chain, the earliest first; each goes on where the one before ends.</summary>
public sealed record TrailState(long Version, string Unit, ImmutableArray<TrailYear> Years) : IBesideState<TrailState, TrailEvent>
{
    public const string Kind = "trail";
    public const int Format = 1;
    public const string Archived = "archived";
    public const string Approved = "approved";
    public const string Removed = "removed";

    public static TrailState Empty { get; } = new(0, "", []);

    public static (string Kind, int Format) Stored => (Kind, Format);

    /// <summary>Where the next archive begins.</summary>
    public TrailEnd End => Years.IsEmpty ? TrailEnd.Nothing : Years[^1].End;

    public static Id IdOf(string unit) => Id.Of(Kind, unit);

    /// <summary>Whether all earlier years have left the database, so that this one may.</summary>
    public bool IsNext(TrailYear year) => Years.All(y => y.Year >= year.Year || y.Status == Removed);

    public TrailYear? Find(int year) => Years.FirstOrDefault(y => y.Year == year);

    public TrailState After(IEnumerable<TrailEvent> events) => events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private TrailState With(TrailEvent happened) => happened switch
    {
        TrailEvent.TrailArchived e => this with { Unit = e.Unit, Years = Years.Add(new TrailYear(e.Year, new TrailEnd(e.Day, e.Rows, e.Events, e.Hash), Archived, e.By, default, false)) },
        TrailEvent.TrailApproved e => Changed(e.Year, y => y with { Status = Approved, ApprovedBy = e.By, Alone = e.Alone }),
        TrailEvent.TrailRemoved e => Changed(e.Year, y => y with { Status = Removed }),
        _ => this,
    };

    private TrailState Changed(int year, Func<TrailYear, TrailYear> change) => this with { Years = [.. Years.Select(y => y.Year == year ? change(y) : y)] };
}
