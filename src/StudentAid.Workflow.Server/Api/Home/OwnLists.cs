using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using StudentAid.Workflow.Casework.Committees;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api.Home;

/// <summary>
/// A list at which the reader has something to do now. <see cref="Acts"/>: meet (a meeting to be recorded), decide, post (a notice to be put up), sit (the meeting at which he has a
/// seat is open), scan (the signed minutes of its last decision are not there yet); <see cref="MeetingOn"/> is the day of the meeting that is on record.
/// </summary>
public sealed record OwnListView(Id Id, Id Round, string RoundName, string SchoolYear, string Activity, string Title, string Unit, string UnitName, string Status, int Count, IReadOnlyList<string> Acts, DateOnly? MeetingOn);

/// <summary>Reads the lists that wait for a person: what he records or decides, and the open meetings at which he sits.</summary>
public sealed class OwnLists(KnownRounds rounds, IStoreReader reader, IStepStore store, StepRunner runner, PinCache pins, OwnSeat seats, TaskReading words)
{
    /// <summary>So many are read of an activity; who has more before him finds them among the lists of a round.</summary>
    private const int Most = 50;

    private static readonly string[] Open = ["frozen"];
    private static readonly string[] All = ["frozen", "decided", "released"];

    /// <summary>Whether a list that is still to be decided waits for him.</summary>
    public async Task<bool> AnyAsync(Principal principal, CancellationToken cancellation = default)
    {
        await using var lists = EachAsync(principal, Open, cancellation).GetAsyncEnumerator(cancellation);
        return await lists.MoveNextAsync();
    }

    public async Task<IReadOnlyList<OwnListView>> OfAsync(Caller caller, CancellationToken cancellation)
    {
        var views = new List<OwnListView>();
        await foreach (var (id, round, state, acts) in EachAsync(caller.Principal, All, cancellation))
        {
            views.Add(new OwnListView(
                id, state.Round, round.Name, round.SchoolYear, state.Activity, await words.TitleOfAsync(state.Round, state.Activity, caller.Language), state.Unit,
                await words.UnitAsync(state.Unit, caller.Language), state.Status, state.Standing().Count(), acts, state.Meeting?.Day));
        }

        return views;
    }

    private async IAsyncEnumerable<(Id Id, RoundState Round, RosterState State, IReadOnlyList<string> Acts)> EachAsync(
        Principal principal, string[] statuses, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var row in await rounds.OpenAsync(principal))
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(row.Id, cancellation), cancellation) is not { } round)
                continue;
            await pins.EnsureAsync(round.Pin, cancellation);
            foreach (var list in await RowsAsync(principal, row.Id, round.Pin, statuses))
            {
                var state = (await runner.StateAsync<RosterState>(await store.LoadAsync(list.Id, cancellation), cancellation))!;
                var acts = await ActsAsync(principal, state, round.School, cancellation);
                if (acts.Count > 0)
                    yield return (list.Id, round, state, acts);
            }
        }
    }

    /// <summary>
    /// The lists of the activities that are his by a role: of an office those at and below where he holds it, of a body those of the units where he holds anything. Whoever
    /// is named a member of a body further below is found among the lists that are being decided.
    /// </summary>
    private async Task<IEnumerable<StreamRow>> RowsAsync(Principal principal, Id round, string pin, string[] statuses)
    {
        ImmutableArray<Grant> held = [.. principal.Grants, .. principal.StandsFor.SelectMany(s => s.As(principal).Grants)];
        ImmutableArray<string> places = [.. held.Select(g => g.Unit).Distinct(StringComparer.Ordinal)];
        var found = new List<StreamRow>();
        foreach (var node in pins.Definition(pin)?.Definition.Root.All().Where(ListDuties.IsOfList) ?? [])
        {
            var duties = ListDuties.Of(round, "", pin, node, pins);
            var own = Scope.Of(duties.Role.Length == 0 ? places : held.Where(g => g.Role == duties.Role).Select(g => g.Unit).Distinct(StringComparer.Ordinal));
            var filter = new StreamFilter { Group = round, Kind = RosterState.Kind, Practice = true, Activity = node.Id };
            foreach (var status in statuses.Where(s => s == Open[0] || duties.Role.Length == 0))
            {
                if (duties.Role.Length == 0)
                    found.AddRange((await reader.StreamsAsync(own, filter with { Status = status, Places = places }, new PageRequest(null, Most))).Items);
                if (status == Open[0])
                    found.AddRange((await reader.StreamsAsync(own, filter with { Status = status }, new PageRequest(null, Most))).Items);
            }
        }

        return found.DistinctBy(r => r.Id);
    }

    private async Task<IReadOnlyList<string>> ActsAsync(Principal principal, RosterState state, string school, CancellationToken cancellation)
    {
        var duties = ListDuties.Of(state, pins);
        var acts = new List<string>();
        if (state.Status != "frozen")
        {
            if (state is { Body.Length: > 0, Decisions: > 0 } && !state.Signed.Contains(state.Decisions) && duties.AllowsAt(principal, ListAct.Record, school, runner.Now()))
                acts.Add("scan");
            return acts;
        }

        if (state.Body.Length > 0 && state.Meeting is null && duties.AllowsAt(principal, ListAct.Record, school, runner.Now()))
            acts.Add("meet");
        if (duties.AllowsAt(principal, ListAct.Decide, school, runner.Now()))
            acts.Add(state.IsPublicity ? "post" : "decide");
        if (duties.Body is { } body && Pledge.IsMeeting(state, body) && (Pledge.SeatOf(principal, state, pins) is not null || await seats.OfAsync(principal, state, cancellation) is not null))
            acts.Add("sit");
        return acts;
    }
}
