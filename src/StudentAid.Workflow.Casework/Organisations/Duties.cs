using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// The acts that no definition gives to a role: setting up units and people, publishing, keeping rounds. Who may is asked of the roles that hold at the
/// unit; a role counts where it is held there or above it. Each answers null where the principal may, else the refusal that names who may.
/// </summary>
public static class Duties
{
    /// <summary>Units, people, roles, keys.</summary>
    public static Rejection? Setup(Principal principal, string unit) => Missing(principal, unit, Duty.SetUp);

    /// <summary>Definitions, documents, calendars.</summary>
    public static Rejection? Publishing(Principal principal, string unit) => Missing(principal, unit, Duty.PublishDefinitions);

    /// <summary>Rounds and what belongs to them.</summary>
    public static Rejection? Rounds(Principal principal, string unit) => Missing(principal, unit, Duty.KeepRounds);

    /// <summary>Cases in need of a hand: suspended, ended, retried.</summary>
    public static Rejection? Operations(Principal principal, string unit) => Missing(principal, unit, Duty.Operate);

    /// <summary>Files with personal data that leave the product: exports, the archive, application forms on paper.</summary>
    public static Rejection? Office(Principal principal, string unit) => Missing(principal, unit, Duty.HandOutPapers);

    /// <summary>What families told.</summary>
    public static Rejection? Facts(Principal principal, string unit) => Missing(principal, unit, Duty.RevealFacts);

    /// <summary>What only who stands above schools gives: places of an award.</summary>
    public static Rejection? Places(Principal principal, string unit) => Missing(principal, unit, Duty.AllotPlaces);

    /// <summary>Money that came back after a revocation: confirmed, and taken back where it was put down wrongly.</summary>
    public static Rejection? Recoveries(Principal principal, string unit) => Missing(principal, unit, Duty.ConfirmRecoveries);

    /// <summary>Levels that an outside system gives.</summary>
    public static Rejection? References(Principal principal, string unit) => Missing(principal, unit, Duty.EnterReferenceLevels);

    /// <summary>Any of them, by its word.</summary>
    internal static Rejection? Of(Principal principal, string unit, string duty) => Missing(principal, unit, duty);

    private static Rejection? Missing(Principal principal, string unit, string duty)
    {
        Role[] roles = [.. principal.Roles.At(unit).With(duty)];
        return principal.IsSystem || roles.Any(r => principal.Holds(r.Id, unit)) ? null : StepCodes.NotYours.With(("role", Together([.. roles.Select(r => r.Name)])));
    }

    /// <summary>Names one after the other.</summary>
    public static Text Together(IReadOnlyList<Text> names) => Text.Listed(names);
}
