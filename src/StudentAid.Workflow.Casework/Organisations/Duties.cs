using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// Roles of the product itself, for the acts that no definition gives to a role: setting up units, people and documents, and keeping rounds.
/// Every other role is data.
/// </summary>
public static class Duties
{
    public const string Administrator = "administrator";
    public const string RoundKeeper = "round-keeper";
    public const string AidOffice = "aid-office";
    public const string Authority = "authority";

    /// <summary>Units, people, roles, committees and documents.</summary>
    public static Rejection? Setup(Principal principal, string unit) => Missing(principal, unit, Administrator);

    /// <summary>Rounds, and cases in need of a hand.</summary>
    public static Rejection? Rounds(Principal principal, string unit) => Missing(principal, unit, RoundKeeper, AidOffice, Administrator);

    /// <summary>Files with personal data that leave the product: exports, the archive, application forms on paper.</summary>
    public static Rejection? Office(Principal principal, string unit) => Missing(principal, unit, AidOffice, Administrator);

    /// <summary>What only who stands above schools gives: places of an award.</summary>
    public static Rejection? Above(Principal principal, string unit) => Missing(principal, unit, Authority);

    private static Rejection? Missing(Principal principal, string unit, params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (principal.Holds(role, unit))
                return null;
        }

        return StepCodes.NotYours.With(("role", roles[0]));
    }
}
