using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>Whether somebody can come in: an account or a principal alone says nothing of that.</summary>
public sealed class SignIns(IStoreReader reader, IStepStore store, TimeProvider time)
{
    /// <summary>Who came by his school's own sign-in within a year can be expected to come again; who did not may have none any more.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(366);

    /// <summary>Whether his account is active, or his school's own sign-in has let him in within a year.</summary>
    public async Task<bool> CanAsync(Id holder, CancellationToken cancellation) =>
        await AccountAsync(holder) is { IsActive: true } || await CameBySchoolAsync(holder, cancellation);

    /// <summary>Whether he was given access and never made use of it. Who was given none comes another way, or is not known to come.</summary>
    public async Task<bool> NeverCameAsync(Id holder, CancellationToken cancellation) =>
        await AccountAsync(holder) is { IsActive: false } && !await CameBySchoolAsync(holder, cancellation);

    private async Task<Account?> AccountAsync(Id holder) =>
        await reader.DocumentAsync(Scope.All, AccountState.IdOf(holder), Account.Document, holder.ToString()) is { } row ? Account.From(holder, row.Content) : null;

    /// <summary>By what happened, for the session is gone as soon as he signs out.</summary>
    private async Task<bool> CameBySchoolAsync(Id holder, CancellationToken cancellation) =>
        (await store.EventsAsync(AccountState.IdOf(holder), 0, cancellation)).Where(e => e.At > time.GetUtcNow() - Lately).SelectMany(e => StreamData.Read<AccountEvent>(e.Data.Span))
            .OfType<AccountEvent.SignedIn>().Any(s => s.Way == Session.BySchool);
}
