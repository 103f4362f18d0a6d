using StudentAid.Workflow.Casework.Organisations;

namespace StudentAid.Workflow.Server.Api;

/// <summary>
/// "以…身份": of several roles one is chosen for a request with the header <c>Acting-As: role /unit/</c>. The choice only narrows: the principal stays
/// the same, with this one grant and without being anybody's applicant.
/// </summary>
public sealed record ActingAs(Principal Whole, Grant Grant)
{
    public const string Header = "Acting-As";

    public Principal Narrowed => Whole.With([Grant]);

    /// <summary>Null where the principal does not hold what the header names.</summary>
    public static ActingAs? Of(Principal principal, string header) =>
        header.Split(' ') is [var role, var unit] && principal.Grants.Contains(new Grant(role, unit)) ? new ActingAs(principal, new Grant(role, unit)) : null;
}
