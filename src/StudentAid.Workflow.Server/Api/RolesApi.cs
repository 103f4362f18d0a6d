using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A role as it holds at a unit, and the list that says so: the place whose layer it is (absent where the product brings it) and its key.</summary>
public sealed record RoleInForce(
    string Id, Text Name, IReadOnlyList<DutyView> Duties, bool Personal, bool Student, IReadOnlyList<string> Units, Text? Origin, string? Layer, string? Key);

/// <summary>A duty and what it is called; Required: no lower layer takes it away. SecondPerson: nobody does alone what goes by it.</summary>
public sealed record DutyView(string Id, Text Name, bool Required, bool SecondPerson);

public static class RolesApi
{
    public static void MapRoles(this RouteGroupBuilder api) => api.MapGet("/roles", List).WithSummary("The roles that hold at a unit, what each carries, and which list says so");

    private static async Task<Results<Ok<Listing<RoleInForce>>, ProblemHttpResult>> List(string unit, Caller caller, Directory directory, RoleShelf roles, CancellationToken cancellation)
    {
        if (!UnitPath.IsPath(unit) || !caller.MayKnow(unit))
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var book = await roles.BookAsync(cancellation);
        var (list, origins) = (book.At(unit), book.OriginsAt(unit));
        var names = new Dictionary<string, Text>(StringComparer.Ordinal);
        foreach (var place in origins.Values.Select(o => o.PlaceFor(unit)!).Distinct(StringComparer.Ordinal))
            names[place] = (await directory.UnitAsync(place))?.Name ?? new Text("全部单位", "All units");
        return TypedResults.Ok(Listing.All(list.Roles.Select(r =>
        {
            var origin = origins.GetValueOrDefault(r.Id);
            return new RoleInForce(
                r.Id, r.Name, [.. (r.Duties ?? []).Select(d => new DutyView(d, Duty.Names.GetValueOrDefault(d) ?? d, r.Required.Contains(d), list.SecondPerson.Contains(d)))], r.Personal, r.Student,
                r.Units ?? [], origin is null ? null : names[origin.PlaceFor(unit)!], origin?.Layer, origin?.Key);
        })));
    }
}
