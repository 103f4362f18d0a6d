using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Names of the people on a list, read once for the whole list.</summary>
public sealed class PeopleNames(Directory directory)
{
    /// <summary>Names of the few people of a page, each looked up by itself.</summary>
    public async Task<IReadOnlyDictionary<Id, string>> EachAsync(IEnumerable<Id> people)
    {
        var found = new Dictionary<Id, string>();
        foreach (var person in people.Where(p => !p.IsNone).Distinct())
        {
            if (await directory.PersonAsync(person) is { } known)
                found[person] = known.Name;
        }

        return found;
    }

    /// <summary>Who is registered elsewhere (a group has people of several classes) is looked up by himself.</summary>
    /// <param name="unit">The place at or below which most of them are registered.</param>
    /// <param name="people">Whose names.</param>
    public async Task<IReadOnlyDictionary<Id, string>> OfAsync(string unit, IEnumerable<Id> people)
    {
        var wanted = people.Where(p => !p.IsNone).ToHashSet();
        if (wanted.Count == 0)
            return new Dictionary<Id, string>();
        if (wanted.Count == 1)
            return await directory.PersonAsync(wanted.First()) is { } one ? new Dictionary<Id, string> { [one.Id] = one.Name } : [];
        var found = (await directory.PeopleAsync(Scope.All, unit)).Where(p => wanted.Contains(p.Id)).ToDictionary(p => p.Id, p => p.Name);
        foreach (var (person, name) in await EachAsync(wanted.Where(p => !found.ContainsKey(p))))
            found[person] = name;
        return found;
    }
}
