using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;

namespace StudentAid.Workflow.Casework.Retention;

/// <summary>What somebody may do with a proposal to erase, by the rules by which it is judged.</summary>
public static class RetentionActs
{
    public const string Approve = "approve";
    public const string Decline = "decline";

    /// <summary>A second person approves, signed in himself; who has proposed it only where nobody else could.</summary>
    public static async Task<ImmutableArray<string>> OfAsync(RetentionState state, Principal principal, FactLoader facts, CancellationToken cancellation)
    {
        if (state.Status != RetentionState.Proposed || Duties.Setup(principal, state.Unit) is not null)
            return [];
        if (principal.IsMachine || principal.IsSystem)
            return [Decline];
        return await SecondPerson.MayApproveAsync(state.ProposedBy == principal.Proposer, state.Unit, Duty.SetUp, principal, facts, cancellation) ? [Approve, Decline] : [Decline];
    }
}
