using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Access;

/// <summary>
/// A grant in lists. <see cref="To"/> says what the reader is (person, authority, post), <see cref="Reader"/> what the authority or its post is called; a person is named to nobody,
/// for who objects is his answerer's to know alone. <see cref="Open"/> while its day has not passed and nobody took it back.
/// </summary>
public sealed record ReadGrantRow(
    Id Id, long Version, Id Case, string Ground, Id GroundStream, int GroundNumber, string To, Text Reader, ImmutableArray<string> Parts, DateOnly Until, bool Open, DateOnly GivenOn, string GivenBy,
    string Reason, DateOnly? EndedOn, string EndReason)
{
    /// <summary>"end", where the reader of this list may take it back.</summary>
    public ImmutableArray<string> Acts { get; init; } = [];
}

/// <summary>Reads grants: a case's, and those by which a principal may read now.</summary>
public sealed class ReadGrants(IStoreReader reader, IStepStore store, StepRunner runner, ReadGrounds grounds, SchoolDays days, SealedTexts texts, Organisations.Directory directory)
{
    /// <summary>A grant by which the principal may read now; null for everybody else and after its day.</summary>
    public async Task<ReadGrantState?> FindAsync(Principal principal, Id grant, CancellationToken cancellation) =>
        await StateAsync(grant, cancellation) is { } state && state.To.Is(principal, state.Place) && await HoldsAsync(state, cancellation) ? state : null;

    /// <summary>All that were ever given to read a case, the latest first, for those to whom its facts are shown.</summary>
    public async Task<ImmutableArray<ReadGrantRow>> OfCaseAsync(Principal principal, StoredStream about, CancellationToken cancellation)
    {
        var rows = new List<ReadGrantRow>();
        foreach (var stored in (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = about.Subject, Kind = ReadGrantState.Kind, Practice = true }, PageRequest.Everything)).Items)
        {
            if (await StateAsync(stored.Id, cancellation) is not { } state || state.Case != about.Id)
                continue;
            var row = await RowAsync(stored.Id, state, principal.Scope.Covers(about.OrgPath), cancellation);
            rows.Add(row.Open && await grounds.MayEndAsync(principal, state, about, cancellation) ? row with { Acts = ["end"] } : row);
        }

        return [.. rows.OrderByDescending(r => r.GivenOn).ThenBy(r => r.Id)];
    }

    /// <summary>Those by which the principal may read now, the first to end first.</summary>
    public async Task<ImmutableArray<ReadGrantRow>> MineAsync(Principal principal, CancellationToken cancellation)
    {
        // A day ends where the school is: which of yesterday's still hold is asked of each by its calendar.
        var since = DateOnly.FromDateTime(runner.Now().UtcDateTime).AddDays(-1);
        var found = new HashSet<Id>();
        foreach (var key in ReadRecipient.KeysOf(principal))
            found.UnionWith((await reader.DocumentsAsync(Scope.All, new DocumentFilter(ReadGrantState.Document) { Key = key }))
                .Where(d => !(d.Content["until"].AsDay() < since)).Select(d => d.Stream));
        var rows = new List<ReadGrantRow>();
        foreach (var id in found)
        {
            if (await FindAsync(principal, id, cancellation) is { } state)
                rows.Add(await RowAsync(id, state, staff: false, cancellation));
        }

        return [.. rows.OrderBy(r => r.Until).ThenBy(r => r.Id)];
    }

    private async Task<ReadGrantState?> StateAsync(Id grant, CancellationToken cancellation) => await runner.StateAsync<ReadGrantState>(await store.LoadAsync(grant, cancellation), cancellation);

    private async Task<bool> HoldsAsync(ReadGrantState state, CancellationToken cancellation) => state.HoldsOn(await days.DayAsync(state.Place, runner.Now(), cancellation));

    /// <summary>Who gave it and why is for those who work at the case.</summary>
    private async Task<ReadGrantRow> RowAsync(Id id, ReadGrantState state, bool staff, CancellationToken cancellation)
    {
        var called = state.To.Kind == ReadRecipient.Person ? "" : (await directory.UnitAsync(state.To.Unit))?.Name ?? state.To.Unit;
        var by = staff && state.By != Principal.System.Id ? (await directory.NamesOfAsync([state.By])).Find(state.By) ?? "" : "";
        return new ReadGrantRow(
            id, state.Version, state.Case, state.Ground.Kind, state.Ground.Stream, state.Ground.Number, state.To.Kind, called, state.Parts, state.Until, await HoldsAsync(state, cancellation), state.GivenOn,
            by, staff ? await texts.TextAsync(state.Reason, cancellation) : "", state.EndedOn, staff ? await texts.TextAsync(state.EndReason, cancellation) : "");
    }
}
