using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;

namespace StudentAid.Workflow.Casework.Audit;

/// <summary>What somebody who operates a unit may do with a school year of its audit chain, by the rules by which it is judged.</summary>
public static class TrailActs
{
    public const string Archive = "archive";
    public const string Approve = "approve";
    public const string Remove = "remove";

    public static async Task<ImmutableArray<string>> OfAsync(TrailState state, TrailYear year, TrailTerm? term, Principal principal, FactLoader facts, CancellationToken cancellation)
    {
        if (principal.IsMachine || principal.IsSystem)
            return [];
        if (year.Status == TrailState.Approved)
            return term is not null && term.Until < term.Today && state.IsNext(year) ? [Remove] : [];
        if (year.Status != TrailState.Archived)
            return [];
        return await SecondPerson.MayApproveAsync(year.By == principal.Proposer, state.Unit, Duty.Operate, principal, facts, cancellation) ? [Approve] : [];
    }
}
