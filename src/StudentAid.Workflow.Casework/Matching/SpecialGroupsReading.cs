using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>Reads <c>special-groups</c>: ids and names once, references that exist, one name of a category a day.</summary>
internal sealed class SpecialGroupsReading(List<Rejection> refusals)
{
    private readonly Dictionary<string, SpecialGroup> categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResolvedCategory> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SpecialGroupState> states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ListProvider> providers = new(StringComparer.Ordinal);

    public static Reading<SpecialGroups> Read(Value document)
    {
        var refusals = new List<Rejection>();
        var fields = DocumentFields.Of(document, "special-groups", refusals);
        fields.Text("id");
        var reading = new SpecialGroupsReading(refusals);
        foreach (var provider in fields.Objects("providers"))
            reading.TakeNamed(reading.providers, provider, new ListProvider(provider.Text("id"), provider.Title("title")));
        foreach (var state in fields.Objects("states"))
            reading.TakeNamed(reading.states, state, new SpecialGroupState(state.Text("id"), state.Title("title")));
        foreach (var category in fields.Objects("categories"))
            reading.TakeCategory(category);
        var sets = fields.Objects("sets").Select(reading.ReadSet).ToList();
        reading.CheckReferences();
        return Reading.Of(refusals, () => new SpecialGroups(reading.categories.Values, reading.names, reading.states, reading.providers, sets));
    }

    private void TakeNamed<T>(Dictionary<string, T> target, DocumentFields fields, T thing)
    {
        string[] all = [fields.Text("id"), fields.Title("title").ZhCn, .. fields.Texts("aliases")];
        foreach (var name in all.Select(SpecialGroups.Plain).Distinct(StringComparer.Ordinal))
        {
            if (!target.TryAdd(name, thing))
                refusals.Add(SpecialGroupCodes.Repeated.With(("name", name)));
        }
    }

    private void TakeCategory(DocumentFields fields)
    {
        var category = new SpecialGroup(
            fields.Text("id"),
            fields.Title("title"),
            [.. fields.Objects("names").Select(n => new DatedName(n.Text("name"), n.OptionalDay("from"), n.OptionalDay("to")))],
            fields.OptionalText("provider"),
            fields.OptionalText("article"),
            fields.OptionalText("forHousehold"),
            fields.Texts("becomes"));
        if (!categories.TryAdd(category.Id, category))
            refusals.Add(SpecialGroupCodes.Repeated.With(("name", category.Id)));
        if (category.Names.Any(a => category.Names.Any(b => a != b && Overlap(a, b))))
            refusals.Add(SpecialGroupCodes.NamesOverlap.With(("id", category.Id)));
        string[] own = [category.Id, category.Title.ZhCn, .. category.Names.Select(n => n.Name)];
        TakeNames(own.Select(n => (n, (string?)null)).Concat(Aliases(fields)), category);
    }

    /// <summary>An alias is a text, or <c>{ "name", "state" }</c> where the wording carries a state.</summary>
    private static IEnumerable<(string Name, string? State)> Aliases(DocumentFields fields) =>
        fields.Objects("aliases").Select(a => a.Value.AsText() is { } text ? (text, null) : (a.Text("name"), a.OptionalText("state")));

    private void TakeNames(IEnumerable<(string Name, string? State)> wordings, SpecialGroup category)
    {
        foreach (var (name, state) in wordings.DistinctBy(w => SpecialGroups.Plain(w.Name), StringComparer.Ordinal))
        {
            if (!names.TryAdd(SpecialGroups.Plain(name), new ResolvedCategory(category, state)))
                refusals.Add(SpecialGroupCodes.Repeated.With(("name", name)));
            if (state is not null)
                Check("aliases", state, states.Values.Any(s => string.Equals(s.Id, state, StringComparison.Ordinal)));
        }
    }

    private SpecialGroupSet ReadSet(DocumentFields fields)
    {
        var set = new SpecialGroupSet(fields.Text("id"), fields.OptionalDay("from") ?? default, fields.Texts("categories"));
        if (!fields.Has("from"))
            fields.Wrong("from", "day, yyyy-MM-dd");
        foreach (var id in set.Categories)
            Check("sets", id, categories.ContainsKey(id));
        return set;
    }

    private void CheckReferences()
    {
        foreach (var category in categories.Values)
        {
            if (category.Provider is { } provider)
                Check("provider", provider, providers.Values.Any(p => string.Equals(p.Id, provider, StringComparison.Ordinal)));
            if (category.ForHousehold is { } household)
                Check("forHousehold", household, categories.ContainsKey(household));
            foreach (var id in category.Becomes)
                Check("becomes", id, categories.ContainsKey(id));
        }
    }

    private void Check(string field, string id, bool exists)
    {
        if (!exists)
            refusals.Add(SpecialGroupCodes.ReferenceUnknown.With(("field", field), ("id", id)));
    }

    private static bool Overlap(DatedName a, DatedName b) =>
        (a.From ?? DateOnly.MinValue) <= (b.To ?? DateOnly.MaxValue) && (b.From ?? DateOnly.MinValue) <= (a.To ?? DateOnly.MaxValue);
}
