using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>Reads <c>special-groups</c>: ids and names once, references that exist, one name of a category a day.</summary>
internal sealed class SpecialGroupsReading(DocumentNode node)
{
    private readonly Dictionary<string, SpecialGroup> categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResolvedCategory> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpecialGroupState> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ListProvider> providers = new(StringComparer.Ordinal);

    public static SpecialGroups Read(DocumentNode node)
    {
        var reading = new SpecialGroupsReading(node);
        reading.TakeAll("providers", reading.providers, (id, name) => new ListProvider(id, name));
        reading.TakeAll("states", reading.states, (id, name) => new SpecialGroupState(id, name));
        _ = node.Each("categories", reading.ReadCategory, c => c.Id);
        var sets = node.Each("sets", reading.ReadSet, s => s.Id);
        reading.CheckReferences();
        node.Close();
        return new SpecialGroups(reading.categories.Values, reading.names, reading.states, reading.providers, sets);
    }

    private void TakeAll<T>(string list, Dictionary<string, T> target, Func<string, Text, T> make) => _ = node.Each(list, entry =>
    {
        var (id, name, aliases) = (entry.Id(), entry.Label(), entry.Texts("aliases"));
        string[] all = [id, name.ZhCn, .. aliases];
        foreach (var wording in all.Select(SpecialGroups.Plain).Distinct(StringComparer.Ordinal))
        {
            if (!target.TryAdd(wording, make(id, name)))
                entry.Findings.Error(SpecialGroupCodes.Repeated, entry.Pointer, ("name", wording));
        }

        return id;
    }, id => id);

    private SpecialGroup ReadCategory(DocumentNode entry)
    {
        var category = new SpecialGroup(
            entry.Id(),
            entry.Label(),
            entry.Each("names", n => new DatedName(n.RequiredText("name"), n.OptionalDay("from"), n.OptionalDay("to")), n => $"{n.Name} {n.From} {n.To}"),
            entry.OptionalText("provider"),
            entry.OptionalText("article"),
            entry.OptionalText("forHousehold"),
            entry.Texts("becomes"));
        categories.TryAdd(category.Id, category);
        if (category.Names.Any(a => category.Names.Any(b => a != b && Overlap(a, b))))
            entry.Error(SpecialGroupCodes.NamesOverlap, "names", ("id", category.Id));
        string[] own = [category.Id, category.Name.ZhCn, .. category.Names.Select(n => n.Name)];
        TakeNames(entry, own.Select(n => (n, (string?)null)).Concat(Aliases(entry)), category);
        return category;
    }

    /// <summary>An alias is a text, or <c>{ "name", "state" }</c> where the wording carries a state.</summary>
    private static IEnumerable<(string Name, string? State)> Aliases(DocumentNode entry)
    {
        foreach (var alias in entry.Children("aliases"))
        {
            if (alias.Value.AsText() is { } text)
                yield return (text, null);
            else if (alias.IsRecord())
            {
                yield return (alias.RequiredText("name"), alias.OptionalText("state"));
                alias.Close();
            }
        }
    }

    private void TakeNames(DocumentNode entry, IEnumerable<(string Name, string? State)> wordings, SpecialGroup category)
    {
        foreach (var (name, state) in wordings.DistinctBy(w => SpecialGroups.Plain(w.Name), StringComparer.Ordinal))
        {
            if (!names.TryAdd(SpecialGroups.Plain(name), new ResolvedCategory(category, state)))
                entry.Findings.Error(SpecialGroupCodes.Repeated, entry.Pointer, ("name", name));
            if (state is not null)
                Check(entry, "aliases", state, states.Values.Any(s => string.Equals(s.Id, state, StringComparison.Ordinal)));
        }
    }

    private SpecialGroupSet ReadSet(DocumentNode entry)
    {
        var set = new SpecialGroupSet(entry.RequiredText("id"), entry.Day("from"), entry.Texts("categories"));
        foreach (var id in set.Categories)
            Check(entry, "categories", id, categories.ContainsKey(id));
        return set;
    }

    private void CheckReferences()
    {
        foreach (var entry in node.Children("categories"))
        {
            if (categories.GetValueOrDefault(entry.Value["id"].AsText() ?? "") is not { } category)
                continue;
            if (category.Provider is { } provider)
                Check(entry, "provider", provider, providers.Values.Any(p => string.Equals(p.Id, provider, StringComparison.Ordinal)));
            if (category.ForHousehold is { } household)
                Check(entry, "forHousehold", household, categories.ContainsKey(household));
            foreach (var id in category.Becomes)
                Check(entry, "becomes", id, categories.ContainsKey(id));
        }
    }

    private static void Check(DocumentNode entry, string field, string id, bool exists)
    {
        if (!exists)
            entry.Error(SpecialGroupCodes.ReferenceUnknown, field, ("field", field), ("id", id));
    }

    private static bool Overlap(DatedName a, DatedName b) =>
        (a.From ?? DateOnly.MinValue) <= (b.To ?? DateOnly.MaxValue) && (b.From ?? DateOnly.MinValue) <= (a.To ?? DateOnly.MaxValue);
}
