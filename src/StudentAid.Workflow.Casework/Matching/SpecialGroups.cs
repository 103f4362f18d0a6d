using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// The special-group categories of a <c>special-groups</c> document with their dated names and aliases, so that a row of 2018 and a row of 2024 are
/// one history; the states, the providers, and the sets that forms offered over the years.
/// </summary>
public sealed class SpecialGroups
{
    public static readonly DocumentKind<SpecialGroups> Kind = new("special-groups", new Text("特殊群体类别", "Special groups"), (n, _) => SpecialGroupsReading.Read(n), SpecialGroupsSchema.Body);

    private readonly FrozenDictionary<string, SpecialGroup> byId;
    private readonly FrozenDictionary<string, ResolvedCategory> byName;
    private readonly FrozenDictionary<string, SpecialGroupState> states;
    private readonly FrozenDictionary<string, ListProvider> providers;

    internal SpecialGroups(
        IEnumerable<SpecialGroup> categories,
        IReadOnlyDictionary<string, ResolvedCategory> names,
        IReadOnlyDictionary<string, SpecialGroupState> states,
        IReadOnlyDictionary<string, ListProvider> providers,
        IEnumerable<SpecialGroupSet> sets)
    {
        Categories = [.. categories];
        byId = Categories.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);
        byName = names.ToFrozenDictionary(StringComparer.Ordinal);
        this.states = states.ToFrozenDictionary(StringComparer.Ordinal);
        this.providers = providers.ToFrozenDictionary(StringComparer.Ordinal);
        Sets = [.. sets.OrderBy(s => s.From)];
    }

    public ImmutableArray<SpecialGroup> Categories { get; }

    public ImmutableArray<SpecialGroupSet> Sets { get; }

    public SpecialGroup? Category(string id) => byId.GetValueOrDefault(id);

    /// <summary>What a list's wording means, whatever its width, spaces and brackets; null where nobody has told.</summary>
    public ResolvedCategory? Resolve(string wording) => byName.GetValueOrDefault(Plain(wording));

    public SpecialGroupState? State(string wording) => states.GetValueOrDefault(Plain(wording));

    public ListProvider? Provider(string wording) => providers.GetValueOrDefault(Plain(wording));

    /// <summary>The official name of a category on a day; its name where the data give none for that day.</summary>
    public string NameOn(string category, DateOnly day)
    {
        var group = byId[category];
        return group.Names.FirstOrDefault(n => n.IsOn(day))?.Name ?? group.Name.ZhCn;
    }

    /// <summary>The set in force on a day, null before the first.</summary>
    public SpecialGroupSet? SetOn(DateOnly day) => Sets.LastOrDefault(s => s.From <= day);

    /// <summary>Whether two categories tell one history: they are the same, or one was split into or became the other.</summary>
    public bool IsOneHistory(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal) || byId[left].Becomes.Contains(right, StringComparer.Ordinal) || byId[right].Becomes.Contains(left, StringComparer.Ordinal);

    internal static string Plain(string wording) =>
        string.Concat(Width.Half(wording).Where(c => !char.IsWhiteSpace(c) && c is not ('"' or '“' or '”' or '、'))).ToUpperInvariant();
}
