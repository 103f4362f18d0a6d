using System.Collections.Concurrent;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>Whether a list could be closed: how many wait, whether the window is over, and who is missing. Only says so; it closes nothing.</summary>
public sealed record ListReadiness(int Waiting, bool WindowClosed, IReadOnlyList<Text> Missing)
{
    public bool IsReady => Waiting > 0 && WindowClosed && Missing.Count == 0;
}

/// <summary>
/// Closes lists by itself where the activity says so (<c>freeze</c>): as soon as everybody has arrived, or at 24:00 of a day of the term with what has arrived
/// by then. The operation derives from the list, so that any number of nodes close it once. Where a round stands is read once for all its lists, and a list
/// that was not ready is looked at again when a number of its unit has changed.
/// </summary>
public sealed class AutomaticFreeze(
    StepRunner runner, IStepStore store, IStoreReader reader, PositionReading standings, FactLoader facts, IMediator mediator, TimeProvider time)
{
    public const string WhenReady = "ready";
    public const string AtDeadline = "deadline";

    /// <summary>No number tells of a unit that was taken away, so a list is looked at anew after this time whatever the numbers say.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(Id Round, string Activity, string Unit), (int Stamp, DateTimeOffset Until)> waitings = new();

    /// <summary>Closes what is due now. True where something was.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        var froze = false;
        var rounds = await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = RoundState.Kind, Status = "open", Practice = true }, PageRequest.Everything);
        foreach (var known in waitings.Keys.Where(w => rounds.Items.All(r => r.Id != w.Round)))
            waitings.TryRemove(known, out _);
        foreach (var row in rounds.Items)
        {
            if (await standings.ReadAsync(row.Id, cancellation) is not { } standing)
                continue;
            foreach (var node in new RosterFlow(standing.Definition).Rosters.Where(n => ModeOf(n) == AtDeadline || (ModeOf(n) == WhenReady && AreClosed(standing.Round))))
                froze |= await FreezeAsync(standing, node, cancellation);
        }

        return froze;
    }

    /// <summary>Null where there is no such round.</summary>
    public async Task<ListReadiness?> ReadinessAsync(Id round, string activity, string unit, CancellationToken cancellation)
    {
        if (await standings.ReadAsync(round, cancellation) is not { } standing)
            return null;
        var waiting = (await WaitingAsync(round, activity)).Where(c => c.Unit.StartsWith(unit, StringComparison.Ordinal)).Sum(c => c.Count);
        return new ListReadiness((int)waiting, AreClosed(standing.Round), await standings.MissingAsync(standing, activity, unit, cancellation));
    }

    private bool AreClosed(RoundState round)
    {
        var now = time.GetUtcNow();
        return round.Tracks.All(t => round.Windows.Any(w => w.Track == t && w.Closes <= now));
    }

    private async Task<IEnumerable<EntryCount>> WaitingAsync(Id round, string activity) =>
        (await reader.EntryCountsAsync(Scope.All, RosterState.GateOf(round, activity))).Where(c => c.State == EntryState.Waiting && c.Count > 0);

    private async Task<bool> FreezeAsync(RoundPositions standing, ActivityNode node, CancellationToken cancellation)
    {
        var froze = false;
        foreach (var waiting in await WaitingAsync(standing.Id, node.Id))
        {
            var (list, stamp) = ((standing.Id, node.Id, waiting.Unit), HashCode.Combine(waiting.Count, standings.StampOf(standing, node.Id, waiting.Unit)));
            if ((ModeOf(node) == WhenReady || FreezeDeadline.Of(node) is { CountsArrivals: true }) && WaitsStill(list, stamp))
                continue;
            if (await DueAsync(standing, node, waiting.Unit, cancellation) is not var (ordinal, why))
            {
                waitings[list] = (stamp, time.GetUtcNow() + Again);
                continue;
            }

            var operation = Id.Of("freeze-by-itself", RosterState.IdOf(standing.Id, node.Id, waiting.Unit, ordinal).ToString());
            froze |= (await mediator.Send(
                new FreezeRoster(standing.Id, node.Id, waiting.Unit, why) { Principal = Principal.System, Key = operation.ToString(), DerivedOperation = operation }, cancellation)).Succeeded;
        }

        return froze;
    }

    private bool WaitsStill((Id Round, string Activity, string Unit) list, int stamp) =>
        waitings.TryGetValue(list, out var held) && held.Stamp == stamp && time.GetUtcNow() is var now && now < held.Until && held.Until - now <= Again;

    /// <summary>The list to be closed and the reason for not waiting any longer ("" where nobody is missing), or null where none is due.</summary>
    private async Task<(int Ordinal, string Why)?> DueAsync(RoundPositions standing, ActivityNode node, string unit, CancellationToken cancellation)
    {
        if (ModeOf(node) == WhenReady && !await standings.IsCompleteAsync(standing, node.Id, unit, cancellation))
            return null;
        var (ordinal, last) = await NextAsync(standing.Id, node.Id, unit, cancellation);
        var why = ModeOf(node) == WhenReady ? "" : await OverdueAsync(standing, node, unit, ordinal, cancellation);
        return why is null || await NobodyToTakeAsync(standing.Id, node.Id, unit, last) ? null : (ordinal, why);
    }

    private async Task<string?> OverdueAsync(RoundPositions standing, ActivityNode node, string unit, int ordinal, CancellationToken cancellation)
    {
        // Who comes after the deadline goes on a later list, which is closed by hand.
        if (ordinal > 1 || FreezeDeadline.Of(node) is not { } deadline)
            return null;
        var calendar = (await facts.LoadAsync([new FactKey(RosterFacts.Calendar, unit)], cancellation))[0].Value["documents"].Items;
        if (calendar.IsEmpty || WorkingDayCalendar.Read(calendar[0], [.. calendar.Skip(1)]).Document is not { } days)
            return null;
        var arrived = deadline.CountsArrivals ? await ArrivedAsync(standing, node.Id, unit, deadline, days, cancellation) : null;
        return deadline.Due(standing.Round, days, arrived) is { } due && time.GetUtcNow() >= due ? $"到{deadline.Said}期限，自动生成名单" : null;
    }

    /// <summary>
    /// The day on which the last of those who wait arrived; where the list is to be complete the day since which it is, which is not before windows were closed and units
    /// without applicants had said so, and null while it is not.
    /// </summary>
    private async Task<DateOnly?> ArrivedAsync(RoundPositions standing, string activity, string unit, FreezeDeadline deadline, WorkingDayCalendar calendar, CancellationToken cancellation)
    {
        var isComplete = deadline.From == FreezeDeadline.FromComplete;
        if (isComplete && !(AreClosed(standing.Round) && await standings.IsCompleteAsync(standing, activity, unit, cancellation)))
            return null;
        var waiting = await reader.EntriesAsync(Scope.All, new EntryFilter { Gate = RosterState.GateOf(standing.Id, activity), State = EntryState.Waiting, Below = unit }, PageRequest.Everything);
        var days = new List<DateOnly>();
        foreach (var entry in waiting.Items)
        {
            var opened = (await store.EventsAsync(entry.Stream.Id, cancellation: cancellation))
                .Last(e => InstanceEventJson.Read(e.Data.Span).OfType<InstanceEvent.Opened>().Any(b => b.Bookmark.Id == entry.Bookmark));
            days.Add(calendar.DayOf(opened.At));
        }

        if (isComplete)
            days.AddRange([.. standing.Round.ZeroReports.Where(z => UnitPath.IsBelow(z.Unit, unit)).Select(z => z.Day), FreezeDeadline.ClosedOn(standing.Round, calendar) ?? default]);
        return days.Count == 0 ? null : days.Max();
    }

    private async Task<(int Ordinal, RosterState? Last)> NextAsync(Id round, string activity, string unit, CancellationToken cancellation)
    {
        RosterState? last = null;
        for (var ordinal = 1; ; ordinal++)
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(RosterState.IdOf(round, activity, unit, ordinal), cancellation), cancellation) is not { } state)
                return (ordinal, last);
            last = state;
        }
    }

    /// <summary>What a body has just put off would come back at once, for ever: such a list waits for a hand. So does one on which all are suspended.</summary>
    private async Task<bool> NobodyToTakeAsync(Id round, string activity, string unit, RosterState? last)
    {
        var waiting = await reader.EntriesAsync(Scope.All, new EntryFilter { Gate = RosterState.GateOf(round, activity), State = EntryState.Waiting, Below = unit }, PageRequest.Everything);
        return waiting.Items.All(e => e.Stream.Status == "suspended" || last?.StandingOf(e.Stream.Id).State == "held");
    }

    private static string ModeOf(ActivityNode node) => node.Input("freeze")?.Text ?? "";
}
