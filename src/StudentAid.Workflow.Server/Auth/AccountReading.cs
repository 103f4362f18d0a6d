using System.Text;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>Reads accounts by login id and by holder, and the rules that hold for somebody.</summary>
public sealed class AccountReading(IStepStore store, IStoreReader reader, StepRunner runner, FactLoader facts, Directory directory, SignInClock clock)
{
    private const int LongestLogin = 64;

    /// <summary>As it is kept, out of what was typed: without spaces, small letters, half width.</summary>
    public static string LoginOf(string typed) =>
        string.Concat((typed.Length > LongestLogin ? typed[..LongestLogin] : typed).Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();

    /// <summary>The same reads whether somebody has the login id or nobody; null for nobody.</summary>
    public async Task<(Account? Account, AccountState State)> ByLoginAsync(string login, CancellationToken cancellation)
    {
        var found = await reader.DocumentsAsync(Scope.All, new DocumentFilter(Account.LoginDocument) { Key = login });
        var holder = found is [var row, ..] ? Id.Parse(row.Content["holder"].AsText()!) : Account.Nobody;
        var (account, state) = await OfAsync(holder, cancellation);
        return (holder == Account.Nobody ? null : account, state);
    }

    /// <summary>An account that was never opened is empty.</summary>
    public async Task<(Account Account, AccountState State)> OfAsync(Id holder, CancellationToken cancellation)
    {
        var stored = await store.LoadAsync(AccountState.IdOf(holder), cancellation);
        var row = await reader.DocumentAsync(Scope.All, AccountState.IdOf(holder), Account.Document, holder.ToString());
        return (row is null ? Account.None(holder) : Account.From(holder, row.Content), await runner.StateAsync<AccountState>(stored, cancellation) ?? AccountState.Empty);
    }

    /// <summary>The rules at the unit of his first role, or where he is a student.</summary>
    public async Task<SignInRules> RulesAsync(Principal principal, CancellationToken cancellation)
    {
        var place = !principal.Grants.IsEmpty ? principal.Grants[0].Unit
            : principal.Persons.IsEmpty ? UnitPath.Root
            : (await directory.PersonAsync(principal.Persons[0]))?.Place ?? UnitPath.Root;
        return SignInRules.From((await facts.LoadAsync([SignInRules.FactOf(place, clock.Today)], cancellation))[0].Value);
    }
}
