using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace StudentAid.Workflow.Server.Auth;

/// <summary><c>Authorization: Bearer sa_…</c></summary>
public sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, PrincipalDirectory directory)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (ApiKey.TryParse(header[Bearer.Length..].Trim()) is not { } key || await directory.HolderOfAsync(key) is not { } held)
            return AuthenticateResult.Fail("The key is unknown, taken back or over.");
        Context.Features.Set(held);
        return AuthenticateResult.Success(new AuthenticationTicket(SignIn.Ticket(held.Holder, SignIn.Machines), Scheme.Name));
    }
}
