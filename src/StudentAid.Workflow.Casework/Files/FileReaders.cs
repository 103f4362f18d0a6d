using System.Collections.Frozen;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>Who may see a kept file: staff, whom no body's document calls students, and of a person's file the family itself.</summary>
public sealed class FileReaders(DocumentShelf shelf, IStoreReader reader, CaseSight sight, StepRunner runner, IStepStore store)
{
    /// <summary>
    /// The family itself, staff of a unit of the person's school at or above his class, and those before whom an open case of his stands (a group's); of a unit's file staff at
    /// or above the unit, but not who only oversees it (<see cref="EvidenceAsync"/>). Null where he may.
    /// </summary>
    public async Task<Rejection?> RefuseAsync(Principal principal, PersonRecord? person, string unit, CancellationToken cancellation)
    {
        if (person is not null && principal.Persons.Contains(person.Id))
            return null;
        var place = person?.Place ?? unit;
        var top = person is null ? "" : UnitPath.Line(place).FirstOrDefault(p => UnitState.IdOf(p) == person.Stream) ?? place;
        bool Above(Grant grant) => UnitPath.IsBelow(place, grant.Unit) && (top.Length == 0 ? grant.Unit == place || !principal.Oversees(grant) : UnitPath.IsBelow(grant.Unit, top));
        // Whom the place does not concern at all needs no look at the bodies.
        if ((principal.IsSystem || principal.Grants.Any(Above)) && principal.IsStaff(Above, await StudentRolesAsync(place, cancellation)))
            return null;
        if (person is not null && await StandsBeforeAsync(principal, person, cancellation) && principal.IsStaff(_ => true, await StudentRolesAsync(place, cancellation)))
            return null;
        return person is not null && principal.Scope.Covers(place) ? FileCodes.NotForYou : StepCodes.NotFound;
    }

    /// <summary>
    /// The files of a unit that an authority reads, by hash: what was handed in as evidence on a finding that it, or an authority below it, wrote about the unit or one above
    /// that. Oversight is shown nothing else of what a school keeps.
    /// </summary>
    public async Task<FrozenSet<string>> EvidenceAsync(Principal principal, string unit, CancellationToken cancellation)
    {
        if (!UnitPath.IsPath(unit) || principal.AuthorityOver(unit) is null)
            return FrozenSet<string>.Empty;
        var found = new HashSet<string>(StringComparer.Ordinal);
        var filter = new StreamFilter { Kind = FindingState.Kind, Places = [.. UnitPath.Line(unit)], Practice = true };
        foreach (var row in (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items)
        {
            if (await runner.StateAsync<FindingState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { } finding && FindingHandler.IsJudgeOf(principal, finding))
                found.UnionWith(finding.Turns.SelectMany(t => t.Evidence));
        }

        return found.ToFrozenSet(StringComparer.Ordinal);
    }

    private async Task<bool> StandsBeforeAsync(Principal principal, PersonRecord person, CancellationToken cancellation)
    {
        // Oversight sees cases and no family's files.
        if (principal.Scope.Covers(person.Place) || principal.Scope.Places.IsEmpty)
            return false;
        var filter = new StreamFilter { Subject = person.Id, Kind = InstanceSteps.Kind, Practice = true };
        foreach (var row in (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items.Where(r => r.At.Length > 0))
        {
            if (await sight.StandsBeforeAsync(principal, row.Id, cancellation))
                return true;
        }

        return false;
    }

    /// <summary>The roles that the bodies of the unit's line give to students.</summary>
    private async Task<FrozenSet<string>> StudentRolesAsync(string unit, CancellationToken cancellation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stored in (await shelf.AllAsync()).Where(d => d.Kind == Body.Kind.Name && d.State == StoredDocument.Published && d.PlaceFor(unit) is not null))
        {
            if (Body.Kind.Read(await shelf.ContentAsync(stored, cancellation)).Document is { } body)
                found.UnionWith(body.StudentRoles);
        }

        return found.ToFrozenSet(StringComparer.Ordinal);
    }
}
