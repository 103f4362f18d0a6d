using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A round (批次) in lists.</summary>
public sealed record RoundRow(Id Id, string School, string Procedure, string SchoolYear, string Name, string Status, bool Practice, long Version);

/// <summary>
/// A round on one page: the sentence of the 60 days and the day on which they stopped, how many stand where, the plan reckoned backwards, the lists that its definition
/// decides by. Aid where money is granted by it, so that there are payments; Limit what holds its grants: "quota", "ledger" or "".
/// </summary>
public sealed record RoundView(
    Id Id, long Version, string Status, string School, string Procedure, string SchoolYear, string Name, DateOnly TermStart, DateOnly ReferenceDay, string Pin, bool Practice,
    IReadOnlyList<string> Tracks, Text? Days, IReadOnlyList<CountView> Counts, IReadOnlyList<PlanView> Plan, IReadOnlyList<GateView> Gates, IReadOnlyList<TrackView> Announced,
    IReadOnlyList<WindowInput> Windows, IReadOnlyList<ZeroInput> ZeroReports, DateOnly? StoppedOn = null, bool Aid = false, string Limit = "");

public sealed record CountView(string Kind, string Status, string Unit, IReadOnlyList<string> At, long Count);

public sealed record PlanView(string Id, Text Title, DateOnly LatestStart, DateOnly LatestEnd, bool Provisional);

/// <summary>An activity that decides by list, and how many wait for it or stand on lists, by unit.</summary>
public sealed record GateView(string Activity, Text Title, string Scope, IReadOnlyList<GateCount> Counts);

/// <summary>How many of a unit; MayFreeze where the caller may take those who wait into a list.</summary>
public sealed record GateCount(string Unit, string State, long Count, bool MayFreeze = false);

public sealed record TrackView(string Track, DateOnly Day, IReadOnlyList<string> Channels);

/// <summary>Reads rounds for people.</summary>
public sealed class RoundReading(RoundSheets sheets, IStoreReader reader, IStepStore store, StepRunner runner, PinCache pins, Directory directory)
{
    public async Task<IReadOnlyList<RoundRow>> RowsAsync(IReadOnlyList<StreamRow> rows)
    {
        var found = new List<RoundRow>();
        foreach (var row in rows)
        {
            var state = (await runner.StateAsync<RoundState>(await store.LoadAsync(row.Id), CancellationToken.None))!;
            found.Add(new RoundRow(row.Id, state.School, state.Procedure, state.SchoolYear, state.Name, row.Status, row.Practice, row.Version));
        }

        return found;
    }

    /// <summary>Null where there is none for the caller. Who holds a class sees its school's round, for his class is in it; so does a student.</summary>
    public async Task<RoundView?> FindAsync(Id id, Caller caller)
    {
        if (await sheets.LoadAsync(Scope.All, id, CancellationToken.None) is not { } sheet || !await MayKnowAsync(caller, sheet.State.School))
            return null;
        var s = sheet.State;
        var aid = AidRules.Kind.FindOnly(pins, s.Pin, null);
        return new RoundView(
            id, s.Version, s.Status, s.School, s.Procedure, s.SchoolYear, s.Name, s.TermStart, s.ReferenceDay, s.Pin, s.Practice, s.Tracks, sheet.Days,
            [.. sheet.Standing.Where(c => caller.MayKnow(c.Place)).Select(c => new CountView(c.Kind, c.Status, c.Place, c.At, c.Count))],
            [.. (sheet.Plan?.Stages ?? []).Select(p => new PlanView(p.Stage.Id, p.Stage.Name, p.LatestStart, p.LatestEnd, p.Provisional))],
            await GatesAsync(id, s, caller),
            [.. s.Announcements.Select(a => new TrackView(a.Track, a.Day, a.Channels))],
            [.. s.Windows.Select(w => new WindowInput(w.Track, w.Opens, w.Closes))],
            [.. s.ZeroReports.Select(z => new ZeroInput(z.Activity, z.Unit, z.Day))],
            sheet.StoppedOn,
            aid is not null,
            aid?.Limit ?? "");
    }

    /// <summary>The rounds of the schools above the caller's classes, or his own school's.</summary>
    public async Task<Page<StreamRow>> AboveAsync(Caller caller, StreamFilter filter)
    {
        var places = await PlacesAsync(caller);
        var all = await reader.StreamsAsync(Scope.All, filter, PageRequest.Everything);
        StreamRow[] above = [.. all.Items.Where(r => places.Any(p => p.StartsWith(r.OrgPath, StringComparison.Ordinal)))];
        return new Page<StreamRow>([.. above], null, null, above.Length);
    }

    private async Task<bool> MayKnowAsync(Caller caller, string school) =>
        caller.MayKnow(school) || (await PlacesAsync(caller)).Any(p => p.StartsWith(school, StringComparison.Ordinal));

    /// <summary>Where the caller has a role, or is a student or a student's guardian.</summary>
    private async Task<IReadOnlyList<string>> PlacesAsync(Caller caller)
    {
        var places = caller.Principal.Grants.Select(g => g.Unit).ToList();
        foreach (var id in caller.Principal.Persons)
        {
            if (await directory.PersonAsync(id) is { } person)
                places.Add(person.Place);
        }

        return places;
    }

    private async Task<IReadOnlyList<GateView>> GatesAsync(Id round, RoundState state, Caller caller)
    {
        if (pins.Definition(state.Pin) is not { } definition)
            return [];
        var gates = new List<GateView>();
        foreach (var node in new RosterFlow(definition).Rosters)
        {
            var counts = await reader.EntryCountsAsync(caller.Principal.Scope, RosterState.GateOf(round, node.Id));
            gates.Add(new GateView(node.Id, node.Title ?? node.Id, RosterFlow.ScopeOf(node), [.. counts.Select(c => new GateCount(c.Unit, c.State.Word(), c.Count, MayFreeze(c)))]));
            bool MayFreeze(EntryCount c) => c.State == EntryState.Waiting && ListDuties.Of(round, c.Unit, state.Pin, node, pins).AllowsAt(caller.Principal, ListAct.Freeze, state.School, runner.Now());
        }

        return gates;
    }
}
