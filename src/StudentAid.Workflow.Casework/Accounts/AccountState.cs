using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>What happened to somebody's account. No secret and no hash of one stands here: an event stays for good, the account's document is overwritten.</summary>
public abstract record AccountEvent
{
    private AccountEvent() { }

    /// <summary>The account has a login id now.</summary>
    public sealed record Opened(string Login) : AccountEvent;

    /// <summary>A code or a temporary password was handed out; the one before is dead.</summary>
    public sealed record AccessIssued(string What, DateTimeOffset Ends) : AccountEvent;

    /// <summary>How: "activation", "change" or "rehash".</summary>
    public sealed record PasswordSet(string How, DateTimeOffset At) : AccountEvent;

    /// <summary>A wrong password, code or second factor.</summary>
    public sealed record SignInRefused(DateTimeOffset At, string Factor) : AccountEvent;

    /// <summary>After so many wrong tries in a row nothing is tried until then.</summary>
    public sealed record Locked(int Failed, DateTimeOffset Until) : AccountEvent;

    /// <summary>Way: "password", "key", "demo" or "school"; step: the second factor's, which is used up.</summary>
    public sealed record SignedIn(DateTimeOffset At, string Way, bool Public, long Step) : AccountEvent;

    public sealed record SessionsEnded(int Count, string Reason) : AccountEvent;

    public sealed record SecondFactorBegun : AccountEvent;

    public sealed record SecondFactorSet(long Step) : AccountEvent;

    public sealed record SecondFactorDropped : AccountEvent;

    public sealed record RecoveryUsed(int Left) : AccountEvent;

    /// <summary>An administrator stopped the account: its sessions ended, its code is dead, and nobody signs in by it.</summary>
    public sealed record AccessStopped : AccountEvent;

    /// <summary>It may be used again, and wrong tries count from the beginning.</summary>
    public sealed record AccessRestored : AccountEvent;

    /// <summary>One of two asked for the second factor to be given up; the other may until then.</summary>
    public sealed record SecondFactorDropAsked(Id By, DateTimeOffset Until) : AccountEvent;
}

/// <summary>An account as its events leave it: wrong tries in a row, and the last step of the second factor that was used.</summary>
public sealed record AccountState(long Version, int Failed, DateTimeOffset Last, long Step) : IStreamState<AccountState>
{
    public const string Kind = "account";
    public const int Format = 1;

    public const string Open = "open";

    /// <summary>The status while one of two asked for the second factor to be given up; it outlasts the day within which the other may.</summary>
    public const string DropAsked = "drop-asked";

    public static AccountState Empty { get; } = new(0, 0, default, 0);

    public Lockout Lockout => new(Failed, Last);

    public static bool IsOf(string kind) => kind == Kind;

    public static Id IdOf(Id holder) => Id.Of(Kind, holder.ToString());

    public static AccountState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<AccountState>(Format, snapshot);

    public AccountState After(ReadOnlySpan<byte> data) => After(StreamData.Read<AccountEvent>(data));

    public AccountState After(IEnumerable<AccountEvent> events) => events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private AccountState With(AccountEvent happened) => happened switch
    {
        AccountEvent.SignInRefused refused => this with { Failed = Failed + 1, Last = refused.At },
        AccountEvent.SignedIn signed => this with { Failed = signed.Way is Session.ByPassword ? 0 : Failed, Step = Math.Max(Step, signed.Step) },
        AccountEvent.PasswordSet or AccountEvent.AccessRestored => this with { Failed = 0 },
        AccountEvent.SecondFactorSet set => this with { Step = set.Step },
        _ => this,
    };
}
