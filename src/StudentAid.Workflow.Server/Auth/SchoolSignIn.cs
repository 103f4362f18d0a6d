using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Server.Auth;

/// <summary>
/// The school's own sign-in (统一身份认证), an OAuth 2.0 or OpenID Connect provider out of the configuration (<c>sso:name</c>, <c>sso:authorize</c>,
/// <c>sso:token</c>, <c>sso:user</c>, <c>sso:client</c>, <c>sso:secret</c> or <c>sso:secret-file</c>, <c>sso:scope</c>, <c>sso:claim</c>, <c>sso:unit</c>).
/// Claim: the member of its answer about the user that bears the staff or student number. Unit: whose people it knows.
/// </summary>
public sealed record SchoolSignIn(string Name, string Authorize, string Token, string User, string Client, string Secret, string Scope, string Claim, string Unit)
{
    private static readonly string[] Defaults = ["secret", "changeme", "change-me", "password", "client-secret", "default", "test", "todo"];

    /// <summary>Null where none is configured.</summary>
    public static SchoolSignIn? From(IConfiguration configuration)
    {
        var sso = configuration.GetSection("sso");
        if (sso["client"] is not { Length: > 0 } client)
            return null;
        var secret = sso["secret-file"] is { Length: > 0 } file ? File.ReadAllText(file).Trim() : sso["secret"] ?? "";
        return new SchoolSignIn(
            sso["name"] ?? "统一身份认证", sso["authorize"] ?? "", sso["token"] ?? "", sso["user"] ?? "", client, secret, sso["scope"] ?? "openid", sso["claim"] ?? "", sso["unit"] ?? "/");
    }

    /// <summary>Why a server outside a demonstration must not start with it; null where it may.</summary>
    public Rejection? Refuse() =>
        Secret.Length < 16 || Defaults.Contains(Secret, StringComparer.OrdinalIgnoreCase) ? StartCodes.DefaultSecret.With()
        : new[] { Authorize, Token, User, Claim }.Any(v => v.Length == 0) ? StartCodes.IncompleteSchool.With()
        : null;
}
