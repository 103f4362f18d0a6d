using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A unit's content by path.</summary>
public sealed class UnitSource(Directory directory) : FactSource("unit")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        await directory.UnitAsync(key.Id) is { } unit ? new Fact(key, unit.Content, "unit", unit.Seq) : None(key);
}

/// <summary>The units of a place by kind, and by the kind in whose place one stands; of two of one kind the lower.</summary>
public sealed class UnitsOfSource(Directory directory) : FactSource("units-of")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) => new(key, await UnitsAsync(directory, key.Id));

    internal static async Task<RecordValue> UnitsAsync(Directory directory, string place) =>
        (await directory.LineAsync(place)).Aggregate(Value.EmptyRecord, (units, unit) => OrgUnit.KindsOf(unit.Content).Aggregate(units, (all, kind) => all.With(kind, unit.Path)));
}

/// <summary>Everyone of a school; its version is the last step that put one of them.</summary>
public sealed class PeopleSource(Directory directory) : FactSource("people")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var people = await directory.PeopleAsync(Scope.All, key.Id);
        var all = people.Select(p => (Value)Value.Record(("id", p.Id.ToString()), ("place", p.Place), ("content", p.Content)));
        return new Fact(key, Value.List(all), "people", people.Select(p => p.Seq).DefaultIfEmpty().Max());
    }
}

/// <summary>One person with his units.</summary>
public sealed class PersonSource(Directory directory) : FactSource(UnitFacts.Person)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        if (await directory.PersonAsync(Id.Parse(key.Id)) is not { } person)
            return None(key);
        return new Fact(key, Value.Record(
            ("id", key.Id), ("place", person.Place), ("stream", person.Stream.ToString()), ("content", person.Content),
            ("units", await UnitsOfSource.UnitsAsync(directory, person.Place))), UnitFacts.Person, person.Seq);
    }
}

/// <summary>The open cases of a person, practice ones too.</summary>
public sealed class OpenCasesSource(IStoreReader reader) : FactSource("open-cases")
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var filter = new StreamFilter { Subject = Id.Parse(key.Id), Kind = InstanceSteps.Kind, Practice = true };
        var cases = (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items.Where(s => s.Status is not ("finished" or "cancelled"));
        return new Fact(key, Value.List(cases.Select(s => Value.Of(s.Id.ToString()))));
    }
}
