using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Home;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Hosting;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Desks;

/// <summary>
/// The signed-in principal: its grants with what their units are called (each may be chosen with the header <c>Acting-As: role /unit/</c>), whose
/// applicant it is, the entries of its menu, the clock, and whether this is a demonstration.
/// </summary>
public sealed record Me(
    Id Id, string Name, IReadOnlyList<HeldGrant> Grants, IReadOnlyList<Id> Persons, DateTimeOffset Now, bool Demo, IReadOnlyList<string> Menu, string? ActingAs);

/// <summary>A role at a unit, what both are called, and the duties that the role carries there.</summary>
/// <param name="HandsOutAccess">Whether by it activation codes may be handed out there: the rules of sign-in name the role, or it sets the unit up.</param>
public sealed record HeldGrant(string Role, string Unit, string UnitName, string UnitKind, Text RoleName, IReadOnlyList<string> Duties, bool HandsOutAccess);

/// <summary>Reads who is signed in.</summary>
public sealed class MeReading(Directory directory, IStoreReader reader, KnownRounds known, FactLoader facts, SignInClock signIn, TimeProvider time, ServerSettings settings)
{
    private const int Longest = 7;

    private static readonly string[] Family = ["home", "application", "progress"];
    private static readonly string[] Administrator = ["home", "rules", "organisation", "operations", "audit", "settings"];
    private static readonly string[] Office = ["home", "rounds", "rosters", "tasks", "cases", "publicities", "checks"];
    private static readonly string[] Oversight = ["home", "progress", "checks", "reconsiderations", "rules", "base"];
    private static readonly string[] Staff = ["home", "cases", "rosters", "tasks", "publicities"];

    public async Task<Me> OfAsync(Principal principal, Principal whole, string? actingAs)
    {
        var grants = new List<HeldGrant>();
        foreach (var grant in whole.Grants)
        {
            var unit = await directory.UnitAsync(grant.Unit);
            var roles = whole.Roles.At(grant.Unit);
            var duties = roles.Find(grant.Role)?.Duties ?? [];
            var rules = SignInRules.From((await facts.LoadAsync([SignInRules.FactOf(grant.Unit, signIn.Today)], CancellationToken.None))[0].Value);
            grants.Add(new HeldGrant(
                grant.Role, grant.Unit, unit?.Name.ZhCn ?? grant.Unit, unit?.Kind ?? "", roles.NameOf(grant.Role), duties,
                rules.Issue.Contains(grant.Role) || duties.Contains(Duty.SetUp)));
        }

        return new Me(whole.Id, whole.Name, grants, whole.Persons, time.GetUtcNow(), settings.Demo, await MenuAsync(principal), actingAs);
    }

    /// <summary>The entries follow from what somebody may do, so that a role that only a school's documents name has a menu too.</summary>
    private async Task<IReadOnlyList<string>> MenuAsync(Principal principal)
    {
        if (principal.Grants.IsEmpty)
            return Family;
        var entries = new List<string>();
        foreach (var unit in principal.Grants.Select(g => g.Unit).Distinct(StringComparer.Ordinal))
        {
            Role[] held = [.. principal.Grants.Where(g => g.Unit == unit).Select(g => principal.Roles.At(unit).Find(g.Role)).OfType<Role>()];
            if (Array.Exists(held, r => r.Carries(Duty.KeepRounds) && !r.Carries(Duty.SetUp)))
                entries.AddRange(Office);
            if (Array.Exists(held, r => r.Carries(Duty.SetUp) || r.Carries(Duty.PublishDefinitions)))
                entries.AddRange(Administrator);
            if (Array.Exists(held, r => r.Carries(Duty.SetUp) && r.Carries(Duty.KeepRounds)))
                entries.Add("checks");
        }

        if (entries.Count == 0)
            entries.AddRange(principal.Grants.Any(g => principal.Roles.At(g.Unit).Find(g.Role) is { } r && r.Carries(Duty.Oversee)) || await OverseesAsync(principal) ? Oversight : Staff);
        if (principal.Grants.Any(g => principal.Roles.At(g.Unit).Find(g.Role) is { } r && r.Carries(Duty.AllotPlaces)))
            entries.Add("places");
        return [.. entries.Distinct(StringComparer.Ordinal).Take(Longest)];
    }

    /// <summary>Schools with rounds lie below the unit, and the unit has none itself; or schools have named it their authority.</summary>
    private async Task<bool> OverseesAsync(Principal principal)
    {
        var rounds = await reader.StreamsAsync(principal.Scope, new StreamFilter { Kind = RoundState.Kind, Practice = true }, new PageRequest(null, 1));
        if (rounds.Items.Length > 0)
            return rounds.Items.All(r => principal.Grants.All(g => g.Unit != r.OrgPath));
        if ((await known.OpenAsync(principal)).Count > 0)
            return false;
        var authorities = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Authority.Kind));
        return authorities.Any(a => principal.Grants.Any(g => g.Unit == a.Content["unit"].AsText() && g.Role == a.Content["role"].AsText()));
    }
}
