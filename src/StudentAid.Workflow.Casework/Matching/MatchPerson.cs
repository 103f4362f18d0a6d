using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>A member of the applicant's household as the application names him; a parent's entries may give the child a category of its own.</summary>
public sealed record HouseholdMember(string Name, IdNumber? IdNumber, bool IsParent);

/// <summary>Whom to look for. <paramref name="Key"/> is the caller's and comes back with the result; birth and region fall back to the ID number.</summary>
public sealed record MatchPerson(string Key, string Name, IdNumber? IdNumber)
{
    public DateOnly? StatedBirth { get; init; }

    public string? StatedRegion { get; init; }

    public ImmutableArray<HouseholdMember> Household { get; init; } = [];

    public DateOnly? Birth => IdNumber?.Birth ?? StatedBirth;

    public string? Region => IdNumber?.Region ?? (StatedRegion is { Length: >= 6 } text ? text[..6] : null);

    public override string ToString() => Key;
}
