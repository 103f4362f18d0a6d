using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A list (名单) in lists.</summary>
public sealed record RosterRow(Id Id, Id Round, string Unit, string Activity, string Status, long Version)
{
    public static RosterRow Of(StreamRow row) => new(row.Id, row.Group, row.OrgPath, row.At, row.Status, row.Version);
}

/// <summary>A list with its entries, meeting, period and objections. <see cref="Etag"/> goes into If-Match of a decision.</summary>
public sealed record RosterView(
    Id Id, string Etag, long Version, string Status, Id Round, string Activity, string Unit, int Ordinal, string Act, string Body, string Role, string Pin,
    Value Options, IReadOnlyList<EntryView> Entries, MeetingView? Meeting, PeriodView? Period, IReadOnlyList<ObjectionView> Objections)
{
    /// <param name="names">Name of a person, or "".</param>
    public static RosterView Of(Id id, RosterState state, IReadOnlyDictionary<Id, string> names) => new(
        id, TasksApi.EtagOf(state.Version), state.Version, state.Status, state.Round, state.Activity, state.Unit, state.Ordinal, state.Act, state.Body, state.Role,
        state.Pin, state.Options, [.. state.Entries.Select(e => EntryView.Of(e, state.StandingOf(e.Case), names.GetValueOrDefault(e.Person, "")))],
        state.Meeting is { } m ? new MeetingView(m.Day, m.Mode, [.. m.Seats]) : null,
        state.Period is { } p ? PeriodView.Of(p) : null,
        [.. state.Objections.Select(o => new ObjectionView(o.Number, o.Case, o.Channel, o.Anonymous, o.Due, o.Result))]);
}

public sealed record EntryView(Id Case, Id Person, string Name, string Place, string Level, string Suggested, decimal? Total, string Match, string State, int Decision)
{
    public static EntryView Of(RosterEntry entry, EntryStanding standing, string name) =>
        new(entry.Case, entry.Person, name, entry.Place, entry.Level, entry.Suggested, entry.Total, entry.Match, standing.State, standing.Decision);
}

public sealed record MeetingView(DateOnly Day, string Mode, IReadOnlyList<Seating> Seats);

/// <summary>A notice's period: it is gone at <see cref="Due"/>, which is 24:00 of <see cref="LastDay"/>.</summary>
public sealed record PeriodView(DateOnly Day, DateOnly LastDay, DateTimeOffset Due, bool Provisional, string Calendar, IReadOnlyList<string> Where, bool Over, IReadOnlyList<string> Photos)
{
    public static PeriodView Of(Period period) =>
        new(period.Day, period.LastDay, period.Due, period.Provisional, period.Calendar, period.Where, period.Over, period.Photos);
}

/// <summary>An objection without its text and without who objects: both are seen by the answering body only.</summary>
public sealed record ObjectionView(int Number, Id Case, string Channel, bool Anonymous, DateOnly Due, string Result);
