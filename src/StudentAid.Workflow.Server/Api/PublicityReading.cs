using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A publicity in lists. Status: frozen until it is posted, then posted, answering, decided, released.</summary>
public sealed record PublicityRow(Id Id, Id Round, string Unit, string Activity, int Ordinal, string Status, long Version, int Entries, PeriodView? Period, int Objections, int Unanswered)
{
    public static PublicityRow Of(StreamRow row, RosterState state) => new(
        row.Id, row.Group, row.OrgPath, state.Activity, state.Ordinal, row.Status, row.Version, state.Entries.Length, state.Period is { } period ? PeriodView.Of(period) : null,
        state.Objections.Length, state.Objections.Count(o => o.Result.Length == 0));
}

/// <summary>
/// An objection, known as <c>{publicity}-{number}</c>, without its text and without who objects. Status: open, upheld, not-upheld; Of is the number of the one that it takes
/// to the second instance, Until the last day on which it may be taken there itself.
/// </summary>
public sealed record ObjectionRow(
    string Id, Id Publicity, int Number, Id Round, string Unit, Id Case, string Channel, bool Anonymous, DateOnly Day, DateOnly Due, string Status, DateOnly? AnsweredOn, int Of, DateOnly? Until)
{
    public static ObjectionRow From(StreamRow row, Objection o) => new(
        new TaskId(row.Id, o.Number).ToString(), row.Id, o.Number, row.Group, row.OrgPath, o.Case, o.Channel, o.Anonymous, o.Day, o.Due, StatusOf(o), o.AnsweredOn, o.Of, o.Until);

    public static string StatusOf(Objection objection) => objection.Result.Length == 0 ? "open" : objection.Result;
}

/// <summary>Reads the publicities that a caller may know.</summary>
public sealed class PublicityReading(IStoreReader reader, IStepStore store, StepRunner runner, PinCache pins, PeriodReading periods, ListPages lists, SchoolDays days)
{
    public async Task<Listing<PublicityRow>> PublicitiesAsync(Principal principal, string language, Id? round, string? status, PageRequest page, CancellationToken cancellation)
    {
        var (rows, read) = await PageAsync<PublicityRow>(principal, round, status, page, (row, state) => [PublicityRow.Of(row, state)], cancellation);
        var views = new List<PublicityRow>();
        foreach (var row in rows)
            views.Add(row with { Period = await periods.LeftAsync(row.Period, row.Unit, language) });
        return new Listing<PublicityRow>(views, read.Previous, read.Next, views.Count);
    }

    public async Task<Listing<ObjectionRow>> ObjectionsAsync(Principal principal, Id? round, string? status, PageRequest page, CancellationToken cancellation)
    {
        var (rows, read) = await PageAsync(
            principal, round, null, page, (row, state) => state.Objections.Where(o => status is null || ObjectionRow.StatusOf(o) == status).Select(o => ObjectionRow.From(row, o)), cancellation);
        return new Listing<ObjectionRow>(rows, read.Previous, read.Next, rows.Count);
    }

    /// <summary>Null where there is none for the caller.</summary>
    public async Task<ObjectionRow?> ObjectionAsync(Principal principal, string id, CancellationToken cancellation)
    {
        if (TaskId.TryParse(id) is not { } named || await reader.StreamAsync(principal.Scope, named.Stream) is not { Kind: RosterState.Kind } row)
            return null;
        return (await StateAsync(row, cancellation))?.Objections.Where(o => o.Number == named.Bookmark).Select(o => ObjectionRow.From(row, o)).FirstOrDefault();
    }

    /// <summary>The way by which a family objects on its own page.</summary>
    private const string Online = "online";

    /// <summary>The notice on which a case stands and may be objected to now; null where there is none. For the family, which has no list of notices.</summary>
    /// <param name="case">Whose pin is loaded; only where it waits at a notice is a list read.</param>
    /// <param name="state">Where the case stands.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Id?> NoticeOfAsync(Id @case, InstanceState state, CancellationToken cancellation)
    {
        var at = state.Bookmarks.Values.Where(b => b.Kind == BookmarkKind.Entry && pins.Definition(state.Pin)?.Find(b.Node)?.Type == Acts.Publicity).Select(b => b.Id).ToHashSet();
        var entries = at.Count == 0 ? [] : (await reader.EntriesAsync(Scope.All, new EntryFilter { Streams = [@case] }, PageRequest.Everything)).Items;
        foreach (var list in entries.Where(e => at.Contains(e.Bookmark) && !e.Barrier.IsNone).Select(e => e.Barrier).Distinct())
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(list, cancellation), cancellation) is { IsPublicity: true } roster
                && roster.StandingOf(@case).State is "open" or "objected" && await days.CalendarAsync(roster.Unit, cancellation) is { } calendar
                && ObjectionHandler.Takes(roster, Online, calendar, runner.Now()))
                return list;
        }

        return null;
    }

    private Task<(List<T> Rows, Page<StreamRow> Read)> PageAsync<T>(
        Principal principal, Id? round, string? status, PageRequest page, Func<StreamRow, RosterState, IEnumerable<T>> rows, CancellationToken cancellation) =>
        lists.ReadAsync(
            principal.Scope, new StreamFilter { Group = round ?? default, AnyGroup = round is null, Kind = RosterState.Kind, Status = status, Practice = true }, page,
            (row, state) => state.IsPublicity ? rows(row, state) : [], cancellation);

    private async Task<RosterState?> StateAsync(StreamRow row, CancellationToken cancellation) =>
        await runner.StateAsync<RosterState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { IsPublicity: true } state ? state : null;
}
