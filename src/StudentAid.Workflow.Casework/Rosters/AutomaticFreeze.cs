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
public sealed record ListReadiness(int Waiting, bool WindowClosed, IReadOnlyList<string> Missing)
{
    public bool IsReady => Waiting > 0 && WindowClosed && Missing.Count == 0;
}

/// <summary>
/// Closes lists by itself where the activity says so (<c>freeze</c>): as soon as everybody has arrived, or at 24:00 of a day of the term with what has arrived
/// by then. The operation derives from the list, so that any number of nodes close it once.
/// </summary>
public sealed class AutomaticFreeze(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, FactLoader facts, IMediator mediator, TimeProvider time)
{
    public const string WhenReady = "ready";
    public const string AtDeadline = "deadline";

    /// <summary>Closes what is due now. True where something was.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken cancellation = default)
    {
        var froze = false;
        var rounds = await reader.StreamsAsync(Scope.All, new StreamFilter { Kind = RoundState.Kind, Status = "open", Practice = true }, PageRequest.Everything);
        foreach (var row in rounds.Items)
        {
            if (await runner.StateAsync<RoundState>(await store.LoadAsync(row.Id, cancellation), cancellation) is not { } round)
                continue;
            await pins.EnsureAsync(round.Pin, cancellation);
            if (pins.Definition(round.Pin) is not { } definition)
                continue;
            foreach (var node in new RosterFlow(definition).Rosters.Where(n => ModeOf(n) is WhenReady or AtDeadline))
                froze |= await FreezeAsync(row.Id, round, node, cancellation);
        }

        return froze;
    }

    public async Task<ListReadiness> ReadinessAsync(Id id, RoundState round, string activity, string unit, CancellationToken cancellation)
    {
        var waiting = (await facts.LoadAsync([new FactKey(RosterFacts.Waiting, $"{RosterState.GateOf(id, activity)}|{unit}")], cancellation))[0].Value;
        var now = time.GetUtcNow();
        var closed = round.Tracks.All(t => round.Windows.Any(w => w.Track == t && w.Closes <= now));
        return new ListReadiness(waiting["entries"].Items.Length, closed, [.. waiting["missing"].Items.Select(m => m.AsText()!)]);
    }

    private async Task<bool> FreezeAsync(Id id, RoundState round, ActivityNode node, CancellationToken cancellation)
    {
        var froze = false;
        var counts = await reader.EntryCountsAsync(Scope.All, RosterState.GateOf(id, node.Id));
        foreach (var unit in counts.Where(c => c.State == EntryState.Waiting && c.Count > 0).Select(c => c.Unit).Distinct(StringComparer.Ordinal))
        {
            var (ordinal, last) = await NextAsync(id, node.Id, unit, cancellation);
            if (await IsDueAsync(id, round, node, unit, ordinal, cancellation) is not { } why || await AllHeldAsync(id, node.Id, unit, last))
                continue;
            var operation = Id.Of("freeze-by-itself", RosterState.IdOf(id, node.Id, unit, ordinal).ToString());
            froze |= (await mediator.Send(
                new FreezeRoster(id, node.Id, unit, why) { Principal = Principal.System, Key = operation.ToString(), DerivedOperation = operation }, cancellation)).Succeeded;
        }

        return froze;
    }

    /// <summary>The reason for not waiting any longer ("" where nobody is missing), or null where it is not due.</summary>
    private async Task<string?> IsDueAsync(Id id, RoundState round, ActivityNode node, string unit, int ordinal, CancellationToken cancellation)
    {
        if (ModeOf(node) == WhenReady)
            return (await ReadinessAsync(id, round, node.Id, unit, cancellation)).IsReady ? "" : null;
        // Who comes after the deadline goes on a later list, which is closed by hand.
        if (ordinal > 1 || node.Input("freezeDay")?.Value.AsNumber() is not { } day)
            return null;
        var calendar = (await facts.LoadAsync([new FactKey(RosterFacts.Calendar, unit)], cancellation))[0].Value["documents"].Items;
        if (calendar.IsEmpty || WorkingDayCalendar.Read(calendar[0], [.. calendar.Skip(1)]).Document is not { } days)
            return null;
        return time.GetUtcNow() >= days.EndOf(round.TermStart.AddDays((int)day - 1)) ? $"到第 {(int)day} 天期限，自动生成名单" : null;
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

    /// <summary>What a body has just put off would come back at once, for ever: such a list waits for a hand.</summary>
    private async Task<bool> AllHeldAsync(Id round, string activity, string unit, RosterState? last)
    {
        if (last is null)
            return false;
        var waiting = await reader.EntriesAsync(Scope.All, new EntryFilter { Gate = RosterState.GateOf(round, activity), State = EntryState.Waiting, Below = unit }, PageRequest.Everything);
        return waiting.Items.All(e => last.StandingOf(e.Stream.Id).State == "held");
    }

    private static string ModeOf(ActivityNode node) => node.Input("freeze")?.Text ?? "";
}
