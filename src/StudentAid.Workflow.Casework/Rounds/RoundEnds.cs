using System.Collections.Concurrent;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rounds;

/// <summary>
/// The day on which a round's lists became final, how many notices still hang although their list is settled, and how many objections are unanswered although they
/// hold nobody back. No day where no list was decided.
/// </summary>
public sealed record RoundEnd(DateOnly? Day, int Hanging, int Unanswered);

/// <summary>
/// When a round was finished (第十五条): on the last day of its last period, or of the answer or decision that came after it. Nobody says the day; it follows
/// from the lists. Who applies in a window of his own is beside the days, as he is beside the readiness of lists.
/// </summary>
public sealed class RoundEnds(StepRunner runner, IStepStore store, IStoreReader reader, PositionReading positions, SchoolDays days)
{
    private readonly ConcurrentDictionary<(Id Round, bool SettledOnly), (Seen Seen, RoundEnd End)> held = new();

    /// <summary>The day on which the days stopped by themselves, or null while they run: the windows are closed, no case is before its end, every list is settled, every objection answered.</summary>
    public async Task<DateOnly?> StoppedOnAsync(Id round, RoundState state, CancellationToken cancellation)
    {
        if (state.CompletedOn is { } completed)
            return completed;
        var now = runner.Now();
        if (state.Tracks.IsEmpty || !state.Tracks.All(t => state.Windows.Any(w => w.Track == t && w.Closes <= now)))
            return null;
        if (await positions.ReadAsync(round, cancellation) is not { } standing)
            return null;
        var before = new RosterFlow(standing.Definition).BeforeTheEnd;
        if (standing.Open.Any(c => c.At.Split(',').Any(before.Contains)))
            return null;
        return await OfAsync(round, state, settledOnly: true, cancellation) is { Hanging: 0, Unanswered: 0 } end ? end.Day : null;
    }

    /// <summary>What the round's lists say. With <paramref name="settledOnly"/> an unsettled list counts as one that hangs.</summary>
    public async Task<RoundEnd> OfAsync(Id round, RoundState state, bool settledOnly, CancellationToken cancellation)
    {
        var lists = (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = RosterState.Kind, Practice = state.Practice }, PageRequest.Everything)).Items;
        var seen = new Seen(state.Version, [.. lists.Select(l => (l.Id, l.Version))]);
        if (held.TryGetValue((round, settledOnly), out var known) && known.Seen.Equals(seen))
            return known.End;
        var end = new RoundEnd(null, 0, 0);
        foreach (var list in lists)
        {
            if (await runner.StateAsync<RosterState>(await store.LoadAsync(list.Id, cancellation), cancellation) is not { } roster)
                continue;
            var isBeside = IsBeside(roster, state);
            if (!isBeside || !settledOnly)
                end = end with { Unanswered = end.Unanswered + roster.Objections.Count(o => o.Result.Length == 0) };
            if (isBeside)
                continue;
            var hangs = roster.Period is { Over: false } || (settledOnly && list.Status != "released");
            var day = hangs ? null : await DayOfAsync(list.Id, state.School, cancellation);
            end = end with { Day = day is null || end.Day > day ? end.Day : day, Hanging = end.Hanging + (hangs ? 1 : 0) };
        }

        held[(round, settledOnly)] = (seen, end);
        return end;
    }

    /// <summary>As what the round and its lists stood when they were read.</summary>
    private readonly record struct Seen(long Round, ImmutableArray<(Id List, long Version)> Lists)
    {
        public bool Equals(Seen other) => Round == other.Round && Lists.SequenceEqual(other.Lists);

        public override int GetHashCode() => HashCode.Combine(Round, Lists.Length);
    }

    private static bool IsBeside(RosterState list, RoundState round) =>
        !list.Entries.IsEmpty && list.Entries.All(e => round.PersonalWindows.Any(w => w.Person == e.Person));

    /// <summary>The last day on which something about a list was settled. A period ends with its last day, whenever a worker came to take the notice down.</summary>
    private async Task<DateOnly?> DayOfAsync(Id list, string school, CancellationToken cancellation)
    {
        var state = RosterState.Empty;
        DateOnly? last = null;
        foreach (var stored in await store.EventsAsync(list, 0, cancellation))
        {
            var before = state;
            state = state.After(stored.Data.Span);
            foreach (var happened in StreamData.Read<RosterEvent>(stored.Data.Span))
            {
                var day = happened switch
                {
                    RosterEvent.TakenDown => state.Period!.LastDay,
                    RosterEvent.ObjectionAnswered => await days.DayAsync(school, stored.At, cancellation),
                    RosterEvent.SecondInstanceLapsed e => before.Objections.First(o => o.Number == e.Number).Until,
                    RosterEvent.Decided when !state.IsPublicity => await days.DayAsync(school, stored.At, cancellation),
                    _ => null,
                };
                last = last is null || day > last ? day ?? last : last;
            }
        }

        return last;
    }
}

/// <summary>"round-end" of a round: what <see cref="RoundEnds"/> says of its lists.</summary>
public sealed class RoundEndSource(RoundEnds ends, StepRunner runner, IStepStore store) : FactSource(RoundFacts.EndKind)
{
    public override async Task<Fact> LoadAsync(FactKey key, CancellationToken cancellation)
    {
        var round = Id.Parse(key.Id);
        if (await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation) is not { } state)
            return None(key);
        var end = await ends.OfAsync(round, state, settledOnly: false, cancellation);
        var hanging = Value.Record(("hanging", end.Hanging), ("unanswered", end.Unanswered));
        return new Fact(key, end.Day is { } day ? hanging.With("day", CompleteRound.Iso(day)) : hanging);
    }
}
