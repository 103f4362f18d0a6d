using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Audit;

/// <summary>How far a unit's audit chain had come: its rows, the events under them, and the last one's hash (64 hexadecimal digits). Day is that of the published head, the first day where there is none.</summary>
public sealed record TrailEnd(DateOnly Day, long Rows, long Events, string Hash)
{
    public static readonly TrailEnd Nothing = new(DateOnly.MinValue, 0, 0, "");
}

/// <summary>The units' audit chains, their published heads, and the files in which a school year of a chain is archived.</summary>
public interface ITrailArchives
{
    /// <summary>The units that have a chain of their own.</summary>
    IReadOnlyList<string> Units();

    /// <summary>When the first row after so many was sealed; null where there is none.</summary>
    DateTimeOffset? SealedAfter(string unit, long rows);

    /// <summary>The last head that was published of the chain on a day or before it; null where there is none.</summary>
    TrailEnd? HeadBy(string unit, DateOnly day);

    /// <summary>Writes the chain's rows after one end and up to another into the archive's file, whole or not at all. False where the chain has not all of them any more.</summary>
    bool Write(Id trail, int year, string unit, TrailEnd before, TrailEnd end);

    /// <summary>Whether the file is there, as it was written, and goes up to this end.</summary>
    bool Holds(Id trail, int year, TrailEnd end);

    /// <summary>The file's text; null where there is none.</summary>
    string? Read(Id trail, int year);
}
