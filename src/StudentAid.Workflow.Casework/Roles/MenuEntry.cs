using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Roles;

/// <summary>An entry of a role's menu: a screen of the product, and what the role calls it where it has a word of its own for it. What is on the screen follows from rights alone.</summary>
public sealed record MenuEntry(string Screen, Text? Name)
{
    /// <summary>A menu is read at a glance.</summary>
    public const int Longest = 7;

    public const string Home = "home";

    /// <summary>The lists at which the reader has something to do now, and nothing else: the whole of what somebody sees who only sits at meetings, or only signs.</summary>
    public const string Desk = "desk";

    /// <summary>Either opens the dashboard.</summary>
    public static readonly ImmutableArray<string> First = [Home, Desk];

    /// <summary>Every screen that may stand in a menu.</summary>
    public static readonly ImmutableSortedSet<string> Screens = ImmutableSortedSet.Create(
        StringComparer.Ordinal,
        Home, Desk, "audit", "base", "cases", "checks", "enrolment", "filing", "minutes", "operations", "organisation", "places", "progress", "publicities", "reconsiderations", "rosters", "rounds", "rules",
        "samples", "settings", "tasks");

    /// <summary>Several menus as one: a screen stands in it once, by its first name, and what opens the dashboard first; it is cut where it grows too long.</summary>
    public static ImmutableArray<MenuEntry> Together(IEnumerable<MenuEntry> entries) =>
        [.. entries.DistinctBy(e => e.Screen, StringComparer.Ordinal).OrderBy(e => First.Contains(e.Screen, StringComparer.Ordinal) ? First.IndexOf(e.Screen) : First.Length).Take(Longest)];
}
