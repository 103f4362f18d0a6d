using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>Where a row comes from: provider, batch, and the day of its data.</summary>
public sealed record ListSource(string Provider, string Batch, DateOnly DataDate);

/// <summary>
/// One row of a provider's list, read but not judged. <paramref name="Id"/> keeps a faulty number too, for near misses. Birth and region fall back
/// to what the number says. All of it is personal data.
/// </summary>
public sealed record ListRow(ListSource Source, int Row, string Name, IdReading Id, string Category)
{
    /// <summary>The state's id, such as a risk removed; null where the list gives none.</summary>
    public string? State { get; init; }

    public string? Relation { get; init; }

    public string? HeadName { get; init; }

    public IdNumber? HeadId { get; init; }

    public DateOnly? StatedBirth { get; init; }

    public string? StatedRegion { get; init; }

    /// <summary>First and last day on which the entry counts; open where null.</summary>
    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public DateOnly? Birth => StatedBirth ?? Id.Number?.Birth ?? IdNumberShape.BirthOf(Id.Candidate);

    /// <summary>Six digits of the region; null where nothing tells them.</summary>
    public string? Region => (StatedRegion ?? Id.Candidate) is { Length: >= 6 } text ? text[..6] : null;

    public bool IsValidOn(DateOnly day) => (ValidFrom is null || ValidFrom <= day) && (ValidTo is null || day <= ValidTo);

    /// <summary>No name and no number: a row that reaches a log names only its place.</summary>
    public override string ToString() => $"{Source.Provider}/{Source.Batch}:{Row}";
}
