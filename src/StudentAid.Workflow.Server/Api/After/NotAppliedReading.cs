using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Waivers;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.After;

/// <summary>A student of the register who has not applied in a round. Stands: none, begun (a draft that was not handed in), withdrawn (or cancelled), waived; Case is his in the round.</summary>
public sealed record NotAppliedView(Id Person, string Name, string Unit, string Stands, Id? Case);

/// <summary>The register of a round's classes without those who applied: a teacher his class, the office the school, some classes a page.</summary>
public sealed class NotAppliedReading(IStepStore store, IStoreReader reader, StepRunner runner, Directory directory, ChaseLists lists)
{
    /// <summary>A page ends with the class that fills it: classes are not cut in two.</summary>
    private const int Full = 50;

    /// <param name="round">Of which the applications are.</param>
    /// <param name="caller">Who reads; of his scope alone.</param>
    /// <param name="unit">Only it and what lies below; null for the whole school.</param>
    /// <param name="cursor">The class with which the page before ended.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>By class and pinyin; null where there is no such round at a school that the caller knows something of.</returns>
    public async Task<Listing<NotAppliedView>?> PageAsync(Id round, Caller caller, string? unit, string? cursor, CancellationToken cancellation)
    {
        var state = await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation);
        if (state is null || !ChaseReading.MayKnow(caller, state.School))
            return null;
        var below = unit is null ? state.School : UnitPath.IsPath(unit) && UnitPath.IsBelow(unit, state.School) ? unit : null;
        if (below is null)
            return Listing.All<NotAppliedView>([]);
        var counted = await reader.DocumentCountsAsync(caller.Principal.Scope, new DocumentFilter(UnitFacts.Person) { Below = below });
        var places = counted.Keys.Where(p => cursor is null || string.CompareOrdinal(p, cursor) > 0).Order(StringComparer.Ordinal).ToList();
        var cases = (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = InstanceSteps.Kind, Practice = true }, PageRequest.Everything)).Items.ToLookup(c => c.Subject);
        var elsewhere = await lists.ElsewhereAsync(round, cancellation);
        var rows = new List<NotAppliedView>();
        foreach (var place in places)
        {
            foreach (var person in (await directory.PeopleAsync(caller.Principal.Scope, place)).Where(p => p.Place == place && p.Content["status"].AsText() is null or PersonStatus.Enrolled && !p.IsErased && !elsewhere.Contains(p.Id)))
            {
                var last = cases[person.Id].LastOrDefault();
                var stands = await lists.StandsAsync(round, person.Id, last, cancellation);
                if (stands != "applied")
                    rows.Add(new NotAppliedView(person.Id, person.Name, person.Place, stands, last?.Id));
            }

            if (rows.Count >= Full && place != places[^1])
                return new Listing<NotAppliedView>(rows, null, place, rows.Count);
        }

        return Listing.All(rows);
    }
}
