using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>What somebody is to a case, in the words of the table of fields: the family itself, staff of one of its units, and the duties that he carries there.</summary>
internal static class FamilyReaders
{
    public static IReadOnlySet<string> Of(Principal principal, StoredStream stored, InstanceState state, PinCache pins)
    {
        var who = new HashSet<string>(StringComparer.Ordinal);
        if (principal.Persons.Contains(stored.Subject))
            who.Add(FieldTable.Own);
        if (TaskHolders.IsStaff(principal, state, pins))
            who.Add(FieldTable.Staff);
        var roles = principal.Roles.At(stored.OrgPath);
        foreach (var duty in FieldTable.Duties)
        {
            if (principal.IsSystem || roles.With(duty).Any(r => principal.Holds(r.Id, stored.OrgPath)))
                who.Add(duty);
        }

        return who;
    }
}
