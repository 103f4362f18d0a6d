using System.Collections.Immutable;
using System.Security.Cryptography;
using MediatR;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>A second factor that was shown: the step or the recovery code (its hash) that is used up, or why it does not do.</summary>
public sealed record SecondFactorCheck(long Step, string Recovery, Code? Refused);

/// <summary>What an authenticator app is told, once: the secret as an address and for typing.</summary>
public sealed record Enrolment(string Uri, string Secret);

/// <summary>The second factor: checking, enrolling, giving up.</summary>
public sealed class SecondFactors(IMediator mediator, AccountReading accounts, PasswordHashing hashing, SignInClock clock)
{
    private const int RecoveryCodes = 8;
    private const int Digits = 6;

    private static readonly SecondFactorCheck None = new(0, "", null);

    public SecondFactorCheck Check(Account account, AccountState state, string typed, DateTimeOffset at)
    {
        if (!account.HasSecondFactor)
            return None;
        var code = AccountSecret.Normalise(typed);
        if (code.Length == 0)
            return None with { Refused = AccountCodes.SecondFactorNeeded };
        if (code.Length == Digits && Totp.Match(Convert.FromBase64String(account.Secret), code, at, state.Step) is { } step)
            return None with { Step = step };
        return code.Length > Digits && account.Recovery.FirstOrDefault(r => hashing.VerifyCode(code, r)) is { } used
            ? None with { Recovery = used }
            : None with { Refused = AccountCodes.SecondFactorWrong };
    }

    /// <summary>A new secret, or why there is none.</summary>
    public async Task<(Enrolment? Enrolment, Rejection? Rejected)> BeginAsync(Principal principal, string issuer, CancellationToken cancellation)
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretBytes);
        var (account, _) = await accounts.OfAsync(principal.Id, cancellation);
        var answer = await mediator.Send(
            new BeginSecondFactor(principal.Id, clock.Now, Convert.ToBase64String(secret)) { Principal = principal, Key = OpenSessions.NewToken() }, cancellation);
        return answer.Rejected is { } reason ? (null, reason) : (new Enrolment(Totp.UriOf(secret, issuer, account.Login), AccountSecret.Grouped(Totp.Base32(secret))), null);
    }

    /// <summary>The recovery codes, shown once; or why the code will not do.</summary>
    public async Task<(ImmutableArray<string> Recovery, Rejection? Rejected)> SetAsync(Principal principal, string typed, CancellationToken cancellation)
    {
        var (account, _) = await accounts.OfAsync(principal.Id, cancellation);
        if (account.Begun.Length == 0)
            return ([], AccountCodes.NoSecondFactor.With());
        if (Totp.Match(Convert.FromBase64String(account.Begun), AccountSecret.Normalise(typed), clock.Now, 0) is not { } step)
            return ([], AccountCodes.SecondFactorWrong.With());
        ImmutableArray<string> codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => AccountSecret.RecoveryCode())];
        var answer = await mediator.Send(
            new SetSecondFactor(principal.Id, clock.Now, account.Begun, step, [.. codes.Select(hashing.OfCode)]) { Principal = principal, Key = OpenSessions.NewToken() }, cancellation);
        return (answer.Succeeded ? [.. codes.Select(AccountSecret.Grouped)] : [], answer.Rejected);
    }
}
