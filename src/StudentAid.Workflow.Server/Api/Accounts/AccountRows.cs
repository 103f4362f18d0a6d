using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api.Accounts;

/// <summary>Who is on record as whoever keeps them sees them: how they come in, and in which roles.</summary>
public sealed class AccountRows(AccountReading accounts, Directory directory, RoleShelf roles, IStoreReader reader, SignInClock clock)
{
    public async Task<IReadOnlyList<AccountRow>> OfAsync(IEnumerable<KeptPrincipal> principals, CancellationToken cancellation)
    {
        var (book, day) = await roles.TodayAsync(cancellation);
        var names = new Dictionary<string, Text>(StringComparer.Ordinal);
        var rows = new List<AccountRow>();
        foreach (var principal in principals)
        {
            foreach (var unit in principal.Grants.Select(g => g.Unit).Where(u => !names.ContainsKey(u)))
                names[unit] = (await directory.UnitAsync(unit))?.Name ?? unit;
            var (account, state) = await accounts.OfAsync(principal.Id, cancellation);
            var held = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Session.Document) { Stream = AccountState.IdOf(principal.Id) });
            rows.Add(new AccountRow(
                principal.Id, principal.Name, account.Login.Length > 0 ? account.Login : null, StateOf(account), account.CodeEnds, state.Lockout.Until(clock.Now), account.HasSecondFactor,
                held.Count(s => Session.From(s.Key, s.Content).Ends > clock.Now))
            {
                Unit = principal.Unit, IsMachine = principal.IsMachine,
                Roles = [.. principal.Grants.Select(g => new RoleHeld(g.Role, book.At(g.Unit).NameOf(g.Role), g.Unit, names[g.Unit], g.From, g.Until, g.Holds(day)))],
                DropAskedBy = account.DropUntil > clock.Now && !account.DropBy.IsNone ? account.DropBy : null,
            });
        }

        return rows;
    }

    private static string StateOf(Account account) =>
        account.Stopped ? "stopped" : account.IsActive ? "active" : account.Code.Length > 0 ? "code" : "none";
}
