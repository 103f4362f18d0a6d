using System.Collections.Immutable;

namespace StudentAid.Workflow.Casework.Accounts;

/// <summary>Why sessions ended, as <see cref="AccountEvent.SessionsEnded"/> says it.</summary>
public static class SessionEnd
{
    public const string SignedOut = "signed-out";
    public const string SignedOutEverywhere = "signed-out-everywhere";

    /// <summary>By an administrator.</summary>
    public const string Revoked = "revoked";

    public const string PasswordSet = "password-set";
    public const string PasswordIssued = "password-issued";
    public const string SecondFactorSet = "second-factor-set";
    public const string SecondFactorDropped = "second-factor-dropped";

    /// <summary>The account itself was stopped.</summary>
    public const string Stopped = "stopped";

    public static readonly ImmutableArray<string> All = [SignedOut, SignedOutEverywhere, Revoked, PasswordSet, PasswordIssued, SecondFactorSet, SecondFactorDropped, Stopped];
}
