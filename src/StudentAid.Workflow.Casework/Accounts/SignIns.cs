using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>Whether somebody can come in: an account or a principal alone says nothing of that.</summary>
public sealed class SignIns(IStoreReader reader, IStepStore store, TimeProvider time)
{
    /// <summary>Who came by his school's own sign-in within a year can be expected to come again; who did not may have none any more.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(366);

    /// <summary>Whether his account is active, or his school's own sign-in has let him in within a year; stopped, it lets him in on no way.</summary>
    public async Task<bool> CanAsync(Id holder, CancellationToken cancellation) =>
        await AccountAsync(holder) is var account && account is not { Stopped: true } && (account is { IsActive: true } || await CameBySchoolAsync(holder, cancellation));

    /// <summary>Whether he was given access and never made use of it, or it is stopped. Who was given none comes another way, or is not known to come.</summary>
    public async Task<bool> StaysAwayAsync(Id holder, CancellationToken cancellation) => await AccountAsync(holder) is { } account
        && (account.Stopped || (!account.IsActive && !await CameBySchoolAsync(holder, cancellation)));

    /// <summary>Whether somebody who sets its unit up has stopped the account.</summary>
    public async Task<bool> IsStoppedAsync(Id holder) => await AccountAsync(holder) is { Stopped: true };

    private async Task<Account?> AccountAsync(Id holder) =>
        await reader.DocumentAsync(Scope.All, AccountState.IdOf(holder), Account.Document, holder.ToString()) is { } row ? Account.From(holder, row.Content) : null;

    /// <summary>By what happened, for the session is gone as soon as he signs out.</summary>
    private async Task<bool> CameBySchoolAsync(Id holder, CancellationToken cancellation) =>
        (await store.EventsAsync(AccountState.IdOf(holder), 0, cancellation)).Where(e => e.At > time.GetUtcNow() - Lately).SelectMany(e => StreamData.Read<AccountEvent>(e.Data.Span))
            .OfType<AccountEvent.SignedIn>().Any(s => s.Way == Session.BySchool);
}
