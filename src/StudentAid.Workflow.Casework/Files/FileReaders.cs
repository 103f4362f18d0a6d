using System.Collections.Frozen;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Inspections;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Files;

/// <summary>Who may see a kept file: staff, whom no body's document calls students, and of a person's file the family itself.</summary>
public sealed class FileReaders(DocumentShelf shelf, IStoreReader reader, CaseSight sight, StepRunner runner, IStepStore store, PinCache pins)
{
    /// <summary>The category of what is handed in with objections: before an objection names it, nobody reads it.</summary>
    public const string OfObjections = "objection";

    /// <summary>
    /// Why somebody may not read what a person or, where that is null, a unit keeps, and of each file whether he may all the same; null for those that he may. What came with an objection to a list of the unit, or with its
    /// answer, reads who answers it, and nobody else: it would tell who objects.
    /// </summary>
    public async Task<(Rejection? Refused, Func<DocumentRow, Rejection?> Of)> JudgeAsync(Principal principal, PersonRecord? person, string unit, CancellationToken cancellation)
    {
        var refused = await RefuseAsync(principal, person, unit, cancellation);
        if (person is not null)
            return (refused, _ => refused);
        var objections = await ObjectionsAsync(principal, unit, cancellation);
        var evidence = refused is null ? FrozenSet<string>.Empty : await EvidenceAsync(principal, unit, cancellation);
        return (refused, file => objections.TryGetValue(file.Key, out var reads) ? (reads ? null : StepCodes.NotFound.With())
            : file.Content["sealed"]["category"].AsText() == OfObjections ? StepCodes.NotFound.With()
            : refused is null || evidence.Contains(file.Key) ? null : refused);
    }

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
        bool Above(Grant grant) => UnitPath.IsBelow(place, grant.Unit) && (top.Length == 0 ? grant.Unit == place || !principal.Oversees(grant) : UnitPath.IsBelow(grant.Unit, top) && !principal.Oversees(grant));
        // Whom the place does not concern at all needs no look at the bodies.
        if ((principal.IsSystem || principal.Grants.Any(Above)) && principal.IsStaff(Above, await StudentRolesAsync(place, cancellation)))
            return null;
        if (person is not null && await StandsBeforeAsync(principal, person, cancellation) && principal.IsStaff(g => !principal.Oversees(g), await StudentRolesAsync(place, cancellation)))
            return null;
        return person is not null && principal.Scope.Covers(place) ? FileCodes.NotForYou : StepCodes.NotFound;
    }

    /// <summary>
    /// The files of a unit that an authority reads, by hash: what was handed in as evidence on a finding that it, or an authority below it, wrote about the unit or one above
    /// that. Oversight is shown nothing else of what a school keeps.
    /// </summary>
    private async Task<FrozenSet<string>> EvidenceAsync(Principal principal, string unit, CancellationToken cancellation)
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

    /// <summary>By the hash of each file that came with an objection to a list of the unit, or with its answer: whether he answers it.</summary>
    private async Task<Dictionary<string, bool>> ObjectionsAsync(Principal principal, string unit, CancellationToken cancellation)
    {
        var found = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (!UnitPath.IsPath(unit))
            return found;
        var filter = new StreamFilter { Kind = RosterState.Kind, Places = [unit], AnyGroup = true, Practice = true };
        foreach (var row in (await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything)).Items)
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(row.Id, cancellation), cancellation) is not { IsPublicity: true, Objections.IsEmpty: false } list
                || await runner.StateAsync<RoundState>(await store.LoadAsync(list.Round, cancellation), cancellation) is not { } round)
                continue;
            await pins.EnsureAsync(list.Pin, cancellation);
            var read = ObjectionReaders.Of(list, pins, principal, round.School, runner.Now()).Select(o => o.Number).ToHashSet();
            foreach (var objection in list.Objections)
            {
                foreach (var hash in objection.Evidence.Concat(objection.AnswerEvidence))
                    found[hash] = found.GetValueOrDefault(hash) || read.Contains(objection.Number);
            }
        }

        return found;
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
