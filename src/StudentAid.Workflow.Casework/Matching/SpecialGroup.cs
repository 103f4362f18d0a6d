using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>A name and the days on which it was the official one; open where null.</summary>
public sealed record DatedName(string Name, DateOnly? From, DateOnly? To)
{
    public bool IsOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>
/// A special-group category. <paramref name="ForHousehold"/> is the category that a student has by a row about the household: for household lists
/// the same one, for a parent's disability another, null where only the student counts. <paramref name="Becomes"/> names what a former category was split into.
/// </summary>
public sealed record SpecialGroup(
    string Id, Text Name, ImmutableArray<DatedName> Names, string? Provider, string? Article, string? ForHousehold, ImmutableArray<string> Becomes);

/// <summary>A state inside a category, such as a risk that has been removed.</summary>
public sealed record SpecialGroupState(string Id, Text Name);

/// <summary>An authority that provides lists.</summary>
public sealed record ListProvider(string Id, Text Name);

/// <summary>What a list's wording means: a category, and a state where the wording carries one.</summary>
public sealed record ResolvedCategory(SpecialGroup Category, string? State);

/// <summary>The categories that an application form offers from a day on, in its order.</summary>
public sealed record SpecialGroupSet(string Id, DateOnly From, ImmutableArray<string> Categories);
