using MediatR;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>A session that has begun, with what its cookie bears; or why none has.</summary>
public sealed record SignInResult(Session? Session, string Token, Rejection? Rejected)
{
    public static implicit operator SignInResult(Rejection reason) => new(null, "", reason);

    public static implicit operator SignInResult(Code code) => new(null, "", code.With());
}

/// <summary>
/// Checks what people type and begins their sessions. Tries at one login id are taken one after the other, so that many at once win nothing; a login id
/// that nobody has costs the same hash, the same step and the same pauses as one that somebody has.
/// </summary>
public sealed class SignInDesk(
    IMediator mediator, AccountReading accounts, PasswordHashing hashing, SecondFactors factors, UnknownLogins unknown, PrincipalDirectory directory, OpenSessions sessions, SignInClock clock)
{
    private const int Gates = 256;

    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, Gates).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>By login id and password, and the second factor where the account has one.</summary>
    public Task<SignInResult> PasswordAsync(string login, string password, string code, bool isPublic, CancellationToken cancellation) =>
        OneByOneAsync(login, async (id, at) =>
        {
            var (account, state) = await accounts.ByLoginAsync(id, cancellation);
            if (Until(id, account, state, at) is { } until)
                return Locks.Refusal(until);
            if (!hashing.Verify(password, account?.Password ?? ""))
                return await WrongAsync(id, account, at, "password", AccountCodes.Wrong, cancellation);
            if (account!.PasswordEnds <= at)
                return AccountCodes.Expired;
            var second = factors.Check(account, state, code, at);
            if (second.Refused is { } refused)
                return refused == AccountCodes.SecondFactorWrong ? await WrongAsync(id, account, at, "second-factor", refused, cancellation) : refused;
            var rehashed = hashing.IsOutdated(account.Password) ? hashing.Of(password) : "";
            return await BeginAsync(account, isPublic, s => new BeginSession(account.Holder, at, s, account.Password, second.Step, second.Recovery, rehashed)
            {
                Principal = Principal.System, Key = s.Hash,
            }, cancellation);
        }, cancellation);

    /// <summary>Sets the first password, or a forgotten one anew, with the code that was handed out. Null where it was done; signing in follows.</summary>
    public async Task<Rejection?> ActivateAsync(string login, string code, string password, CancellationToken cancellation) =>
        (await OneByOneAsync(login, async (id, at) =>
        {
            var (account, state) = await accounts.ByLoginAsync(id, cancellation);
            if (Until(id, account, state, at) is { } until)
                return Locks.Refusal(until);
            if (!hashing.VerifyCode(AccountSecret.Normalise(code), account?.Code ?? "") || account!.CodeEnds <= at)
                return await WrongAsync(id, account, at, "code", AccountCodes.WrongCode, cancellation);
            return await SetAsync(account, at, SetPassword.Activation, account.Code, password, cancellation) is { } refused ? refused : new SignInResult(null, "", null);
        }, cancellation)).Rejected;

    /// <summary>Another password instead of the old one; all sessions end and a new one begins.</summary>
    public async Task<SignInResult> ChangeAsync(Session session, string old, string password, CancellationToken cancellation)
    {
        var login = (await accounts.OfAsync(session.Holder, cancellation)).Account.Login;
        return await OneByOneAsync(login, async (id, at) =>
        {
            var (account, state) = await accounts.OfAsync(session.Holder, cancellation);
            if (!account.IsActive)
                return AccountCodes.NoPassword;
            if (state.Lockout.Until(at) is { } until)
                return Locks.Refusal(until);
            if (!hashing.Verify(old, account.Password))
                return await WrongAsync(id, account, at, "password", AccountCodes.Wrong, cancellation);
            if (string.Equals(old, password, StringComparison.Ordinal))
                return AccountCodes.Same;
            return await SetAsync(account, at, SetPassword.Change, account.Password, password, cancellation) is { } refused
                ? refused
                : await OtherAsync(account.Holder, session.Public, cancellation);
        }, cancellation);
    }

    /// <summary>Gives up the second factor, with a code of it; all sessions end and a new one begins.</summary>
    public async Task<SignInResult> DropSecondFactorAsync(Principal principal, Session session, string code, CancellationToken cancellation)
    {
        var login = (await accounts.OfAsync(session.Holder, cancellation)).Account.Login;
        return await OneByOneAsync(login, async (id, at) =>
        {
            var (account, state) = await accounts.OfAsync(session.Holder, cancellation);
            if (!account.HasSecondFactor)
                return AccountCodes.NoSecondFactor;
            if (state.Lockout.Until(at) is { } until)
                return Locks.Refusal(until);
            if (factors.Check(account, state, code, at).Refused is not null)
                return await WrongAsync(id, account, at, "second-factor", AccountCodes.SecondFactorWrong, cancellation);
            var answer = await mediator.Send(new DropSecondFactor(session.Holder, at, clock.Today) { Principal = principal, Key = OpenSessions.NewToken() }, cancellation);
            sessions.Forget();
            return answer.Rejected is { } reason ? reason : await OtherAsync(session.Holder, session.Public, cancellation);
        }, cancellation);
    }

    /// <summary>Somebody who is known on another way: by key, in a demonstration, through his school.</summary>
    public async Task<SignInResult> KnownAsync(Id holder, string way, bool isPublic, CancellationToken cancellation, HeldKey? by = null)
    {
        var (account, _) = await accounts.OfAsync(holder, cancellation);
        return await BeginAsync(account, isPublic, s => new BeginSession(holder, clock.Now, s with { Key = by?.Key ?? default, KeyFrom = by?.From ?? default }) { Principal = Principal.System, Key = s.Hash }, cancellation, way);
    }

    /// <summary>A session in place of those that have just ended, where password and second factor were shown moments ago.</summary>
    public Task<SignInResult> OtherAsync(Id holder, bool isPublic, CancellationToken cancellation) => KnownAsync(holder, Session.Renewed, isPublic, cancellation);

    private async Task<Rejection?> SetAsync(Account account, DateTimeOffset at, string how, string proved, string password, CancellationToken cancellation)
    {
        var answer = await mediator.Send(new SetPassword(account.Holder, at, how, proved, hashing.Of(password), password) { Principal = Principal.System, Key = OpenSessions.NewToken() }, cancellation);
        sessions.Forget();
        return answer.Rejected;
    }

    private async Task<SignInResult> BeginAsync(Account account, bool isPublic, Func<Session, BeginSession> command, CancellationToken cancellation, string way = Session.ByPassword)
    {
        if (await directory.FindAsync(account.Holder) is not { } principal)
            return AccountCodes.UnknownHolder;
        var rules = await accounts.RulesAsync(principal, cancellation);
        var limit = way is not (Session.ByPassword or Session.Renewed) ? ""
            : account.PasswordEnds is not null ? Session.MustChange
            : rules.NeedsSecondFactor(principal) && !account.HasSecondFactor ? Session.MustEnrol
            : "";
        var token = OpenSessions.NewToken();
        var session = new Session(OpenSessions.HashOf(token), account.Holder, clock.Now, clock.Now + rules.Lasts(isPublic), rules.Idle(isPublic), isPublic, way, limit);
        var answer = await mediator.Send(command(session), cancellation);
        return answer.Rejected is { } reason ? reason : new SignInResult(session, token, null);
    }

    private DateTimeOffset? Until(string login, Account? account, AccountState state, DateTimeOffset at) =>
        account is null ? unknown.Until(login, at) : state.Lockout.Until(at);

    private async Task<SignInResult> WrongAsync(string login, Account? account, DateTimeOffset at, string factor, Code code, CancellationToken cancellation)
    {
        if (account is null)
            unknown.Wrong(login, at);
        var answer = await mediator.Send(new RefuseSignIn(account?.Holder ?? Account.Nobody, at, factor) { Principal = Principal.System, Key = OpenSessions.NewToken() }, cancellation);
        return answer.Rejected ?? code.With();
    }

    private async Task<SignInResult> OneByOneAsync(string login, Func<string, DateTimeOffset, Task<SignInResult>> go, CancellationToken cancellation)
    {
        var id = AccountReading.LoginOf(login);
        var gate = gates[(int)(Id.Of(id).Bits % Gates)];
        await gate.WaitAsync(cancellation);
        try
        {
            return await go(id, clock.Now);
        }
        finally
        {
            gate.Release();
        }
    }
}
