using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Waivers;

/// <summary>
/// A student on a provider's list: <see cref="Result"/> is "applied", "waived", "not-reached", "invited", "taken-back", or "to-invite" where nothing was done.
/// <see cref="Signed"/> is the hash of the signed paper of a waiver, empty where it was a click.
/// </summary>
public sealed record ChaseRow(
    Id Person, string Name, string Place, string Match, string Result, DateOnly? InvitedOn, Id InvitedBy, string Channel, DateOnly? AnsweredOn, string Signed, Id Case)
{
    /// <summary>One of those whom the aid's rules name to come first.</summary>
    public bool Priority { get; init; }

    /// <summary>Still to be done: neither applied nor waived.</summary>
    public bool IsOpen => Result is not ("applied" or "waived");
}

/// <summary>The work list of those on a provider's list who have not applied in a round (应助尽助): results of the comparison, cases and invitations.</summary>
public sealed class ChaseLists(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, Organisations.Directory directory, AidPriority priority)
{
    private const string WaivedOutcome = "Waived";

    /// <summary>In scope, those who come first, then by place and by pinyin; those who applied are left out unless <paramref name="all"/>.</summary>
    public async Task<ImmutableArray<ChaseRow>> LoadAsync(Scope scope, Id round, string school, bool all, CancellationToken cancellation)
    {
        var people = (await directory.PeopleAsync(scope, school)).ToDictionary(p => p.Id);
        var cases = (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = InstanceSteps.Kind, Practice = true }, PageRequest.Everything))
            .Items.ToLookup(c => c.Subject);
        var elsewhere = await ElsewhereAsync(round, cancellation);
        var first = await priority.OfAsync(round, cancellation);
        var rows = new List<ChaseRow>();
        foreach (var match in await reader.DocumentsAsync(Scope.All, new DocumentFilter(RunMatchingHandler.Document) { Stream = round }))
        {
            var state = MatchStateWords.Parse(match.Content["state"].AsText());
            if (state is null or MatchState.None || !people.TryGetValue(Id.Parse(match.Key), out var person) || elsewhere.Contains(person.Id))
                continue;
            var row = await RowAsync(round, person, state.Value.Word(), cases[person.Id].LastOrDefault(), cancellation);
            if (all || row.Result != "applied")
                rows.Add(row with { Priority = first.Contains(person.Id) });
        }

        return [.. rows.OrderBy(r => !r.Priority).ThenBy(r => r.Place, StringComparer.Ordinal).ThenBy(r => r.Name, Pinyin.Order).ThenBy(r => r.Person)];
    }

    /// <summary>The person's latest case of the round where it ended with a waiver; None otherwise.</summary>
    public async Task<Id> WaivedCaseAsync(Id round, Id person, CancellationToken cancellation)
    {
        var cases = await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = person, Practice = true }, PageRequest.Everything);
        var last = cases.Items.LastOrDefault(c => c.Group == round && c.Kind == InstanceSteps.Kind);
        return last is { Status: "finished" } && (await CaseHistory.LoadAsync(store, last.Id, cancellation))?.Outcomes.Contains(WaivedOutcome) == true ? last.Id : default;
    }

    /// <summary>Where a student stands who may have applied: applied, begun (a draft), withdrawn, waived, or none; a waiver that was taken back is none.</summary>
    /// <param name="round">In which.</param>
    /// <param name="person">The student.</param>
    /// <param name="last">His latest case of the round; null where he has none.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<string> StandsAsync(Id round, Id person, StreamRow? last, CancellationToken cancellation)
    {
        var invitation = await runner.StateAsync<InvitationState>(await store.LoadAsync(InvitationState.IdOf(round, person), cancellation), cancellation);
        if (last is null || await CaseHistory.LoadAsync(store, last.Id, cancellation) is not { } history)
            return invitation?.Status == InvitationHandler.Waived ? InvitationHandler.Waived : "none";
        if (history.Outcomes.Contains(WaivedOutcome))
            return invitation?.Released.Contains(last.Id) == true ? "none" : InvitationHandler.Waived;
        return IsApplication(last, history) ? "applied" : last.Status is "finished" or "cancelled" ? "withdrawn" : "begun";
    }

    private static bool IsApplication(StreamRow @case, CaseHistory history) =>
        history.Answers.Length > 0 && @case.Status != "cancelled" && !history.Outcomes.Contains(Cases.CaseCommandsHandler.Withdrawn);

    /// <summary>A comparison covers the whole school: who has a case or an invitation in another batch of the same year, or of aid the same semester, is that batch's to chase.</summary>
    public async Task<IReadOnlySet<Id>> ElsewhereAsync(Id round, CancellationToken cancellation)
    {
        var found = new HashSet<Id>();
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } own)
            return found;
        await pins.EnsureAsync(own.Pin, cancellation);
        var aid = AidDeclaration.Of(pins, own);
        foreach (var other in (await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = RoundState.Kind }, PageRequest.Everything)).Items.Where(r => r.OrgPath == own.School && r.Id != round))
        {
            var state = await runner.StateAsync<RoundState>(await store.LoadAsync(other.Id, cancellation), cancellation);
            if (state?.SchoolYear != own.SchoolYear || state.Procedure != own.Procedure || aid?.IsSame(state) == false)
                continue;
            foreach (var kind in (string[])[InstanceSteps.Kind, InvitationState.Kind])
                found.UnionWith((await reader.StreamsAsync(Scope.All, new StreamFilter { Group = other.Id, Kind = kind }, PageRequest.Everything)).Items.Select(s => s.Subject));
        }

        return found;
    }

    private async Task<ChaseRow> RowAsync(Id round, PersonRecord person, string match, StreamRow? @case, CancellationToken cancellation)
    {
        var id = InvitationState.IdOf(round, person.Id);
        var invitation = await runner.StateAsync<InvitationState>(await store.LoadAsync(id, cancellation), cancellation);
        var by = invitation is null ? default : (await store.EventsAsync(id, 0, cancellation))
            .LastOrDefault(e => StreamData.Read<InvitationEvent>(e.Data.Span).Any(h => h is InvitationEvent.Invited or InvitationEvent.NotReached))?.Actor ?? default;
        var row = new ChaseRow(
            person.Id, person.Name, person.Place, match, invitation?.Status ?? "to-invite", invitation?.InvitedOn, by, invitation?.Channel ?? "", invitation?.AnsweredOn,
            invitation?.Signed ?? "", @case?.Id ?? default);
        return @case is null ? row : await OfCaseAsync(row, @case, invitation, cancellation);
    }

    /// <summary>A case that was handed in is an application; a draft is none yet, and a waiver says so with its paper.</summary>
    private async Task<ChaseRow> OfCaseAsync(ChaseRow row, StreamRow @case, InvitationState? invitation, CancellationToken cancellation)
    {
        var events = await store.EventsAsync(@case.Id, 0, cancellation);
        var history = CaseHistory.Of(@case.Id, events);
        if (!history.Outcomes.Contains(WaivedOutcome))
            return IsApplication(@case, history) ? row with { Result = "applied" } : row;
        if (invitation?.Released.Contains(@case.Id) == true)
            return row;
        var waived = events.SelectMany(e => InstanceEventJson.Read(e.Data.Span)).OfType<InstanceEvent.Noted>().LastOrDefault(n => n.Name == "waived");
        return row with { Result = "waived", Signed = waived?.Content["signed"].AsText() ?? "" };
    }
}
