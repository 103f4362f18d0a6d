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
    Id Id, string Name, IReadOnlyList<HeldGrant> Grants, IReadOnlyList<Id> Persons, DateTimeOffset Now, bool Demo, IReadOnlyList<MenuEntry> Menu, string? ActingAs);

/// <summary>A role at a unit, what both are called, and the duties that the role carries there.</summary>
/// <param name="HandsOutAccess">Whether by it activation codes may be handed out there: the rules of sign-in name the role, or it sets the unit up.</param>
public sealed record HeldGrant(string Role, string Unit, string UnitName, string UnitKind, Text RoleName, IReadOnlyList<string> Duties, bool HandsOutAccess);

/// <summary>Reads who is signed in.</summary>
public sealed class MeReading(Directory directory, IStoreReader reader, KnownRounds known, FactLoader facts, SignInClock signIn, OwnLists lists, TimeProvider time, ServerSettings settings)
{
    private static readonly MenuEntry[] Family = [new(MenuEntry.Home, null)];

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

    /// <summary>
    /// What the documents give each role; one that none gives a menu, and that stands above schools, has that of those who oversee. Between meetings there is nothing on a student's desk.
    /// </summary>
    private async Task<IReadOnlyList<MenuEntry>> MenuAsync(Principal principal)
    {
        if (principal.Grants.IsEmpty)
            return Family;
        var entries = new List<MenuEntry>();
        foreach (var grant in principal.Grants)
        {
            var roles = principal.Roles.At(grant.Unit);
            var role = roles.Find(grant.Role);
            if (role is { Student: true } && !await lists.AnyAsync(principal))
                entries.AddRange(Family);
            else
                entries.AddRange(roles.OwnMenuOf(role) ?? (await OverseesAsync(principal) ? roles.MenuFor(Duty.Oversee) : null) ?? roles.Menu ?? [.. Family]);
        }

        return MenuEntry.Together(entries);
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
