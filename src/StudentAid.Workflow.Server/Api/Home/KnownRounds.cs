using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Home;

/// <summary>Rounds that concern somebody: those in his scope, and those of the units above his own, for his class is in them.</summary>
public sealed class KnownRounds(IStoreReader reader, Directory directory)
{
    /// <summary>So many open rounds are known on a first page.</summary>
    public const int Most = 20;

    /// <summary>At most 20 open rounds, those in scope first.</summary>
    public async Task<IReadOnlyList<StreamRow>> OpenAsync(Principal principal)
    {
        var filter = new StreamFilter { Kind = RoundState.Kind, Status = "open", Practice = true };
        var own = await reader.StreamsAsync(principal.Scope, filter, new PageRequest(null, Most));
        var places = await PlacesAsync(principal);
        if (places.Count == 0)
            return own.Items;
        var above = await reader.StreamsAsync(Scope.All, filter with { Places = [.. places] }, new PageRequest(null, Most));
        return [.. own.Items.Concat(above.Items).DistinctBy(r => r.Id).Take(Most)];
    }

    /// <summary>The units at and above those where somebody has a role, is registered, or whose child is.</summary>
    public async Task<IReadOnlyCollection<string>> PlacesAsync(Principal principal)
    {
        var places = principal.Grants.SelectMany(g => UnitPath.Line(g.Unit)).ToHashSet(StringComparer.Ordinal);
        foreach (var person in principal.Persons)
        {
            if (await directory.PersonAsync(person) is { } known)
                places.UnionWith(UnitPath.Line(known.Place));
        }

        return places;
    }
}
