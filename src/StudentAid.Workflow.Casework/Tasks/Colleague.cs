using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tasks;

/// <summary>Another one who may be handed something: <c>{ name, kind, grants: [{ role, unit }], persons }</c>; null where nobody is on record under the id.</summary>
public sealed class ColleagueSource(IStoreReader reader, RoleShelf roles) : FactSource(Colleague.Kind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation) =>
        (await reader.DocumentsAsync(Scope.All, new DocumentFilter(UnitFacts.Principal) { Key = key.Id })) is [var row, ..]
            ? new Fact(key, Value.Record(("name", row.Content["name"]), ("kind", row.Content["kind"]), ("grants", Value.List(GrantTerm.HeldOn(row.Content, (await roles.TodayAsync(cancellation)).Day).Select(g => Value.Record(("role", g.Role), ("unit", g.Unit))))), ("persons", row.Content["persons"])), "principal", row.Seq)
            : None(key);
}

/// <summary>Reads a colleague out of the fact.</summary>
internal static class Colleague
{
    public const string Kind = "colleague";

    public static FactKey FactOf(Id person) => new(Kind, person.ToString());

    /// <summary>Null where there is none, or it is a program.</summary>
    public static Principal? Of(Id person, Facts facts, RoleBook roles) =>
        facts.Find(FactOf(person))?.Value is RecordValue found && found["kind"].AsText() != PutPrincipal.Machine
            ? new Principal(person, NameIn(found), [.. found["grants"].Items.Select(g => new Grant(g["role"].AsText() ?? "", g["unit"].AsText() ?? ""))])
            {
                Roles = roles, Persons = [.. found["persons"].Items.Select(p => Id.TryParse(p.AsText() ?? "")).OfType<Id>()],
            }
            : null;

    /// <summary>What he is called; his id where nobody is on record.</summary>
    public static string NameOf(Id person, Facts facts) => facts.Find(FactOf(person))?.Value is RecordValue found ? NameIn(found) : person.ToString();

    /// <summary>Staff, not oversight, at a unit that the case stands at or below: what he is asked about he may look up.</summary>
    public static bool MayKnow(Principal colleague, string place) => colleague.Grants.Any(g =>
        UnitPath.IsBelow(place, g.Unit) && colleague.Roles.At(g.Unit) is var roles && !roles.IsStudent(g.Role) && roles.Find(g.Role)?.Carries(Duty.Oversee) != true);

    public static ImmutableArray<FactKey> Missing(Facts facts, params ReadOnlySpan<Id> people) =>
        [.. people.ToArray().Where(p => !p.IsNone).Select(FactOf).Distinct().Where(k => facts.Find(k) is null)];

    private static string NameIn(Value content) => content["name"].AsText() ?? content["name"]["name"].AsText() ?? "";
}
