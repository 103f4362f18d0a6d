using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Sends each decided case on its way: a command keyed <c>roster:{id}:{decision}:{case}</c> that marks its entry applied in the same
/// transaction, in chunks behind interactive steps. After a crash whatever is not yet applied is taken again; nothing is applied twice.
/// </summary>
public sealed class RosterRelease(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, CaseSteps cases)
{
    private const int Chunk = 128;

    private volatile DecidedRoster? held;

    /// <summary>Releases the next chunk of a list. True while there may be more.</summary>
    public async Task<bool> RunOnceAsync(Id roster, CancellationToken cancellation)
    {
        var stored = await store.LoadAsync(roster, cancellation);
        if (stored is null || await StateAsync(stored, cancellation) is not { } state)
            return false;
        if (state.ReleasedUpTo >= state.Decisions)
        {
            await CloseAbandonedAsync(roster, state, cancellation);
            return false;
        }

        await pins.EnsureAsync(state.Pin, cancellation);
        var list = await ReadAsync(stored, state, cancellation);
        var page = await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = roster, State = EntryState.Decided }, new PageRequest(null, Chunk));
        if (page.Items.IsEmpty)
        {
            var left = await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = roster, State = EntryState.Left }, PageRequest.Everything);
            // Where all that is still open has left, nobody is there to decide about: the list ends with the others.
            var gone = left.Items.Select(e => e.Stream.Id).ToHashSet();
            var empty = list.State.Open.All(e => gone.Contains(e.Case));
            var settled = left.Items.Where(e => empty || e.Decision is not null).Select(e => e.Stream.Id).ToList();
            if (settled.Count > 0)
                await SettleAsync(roster, settled, cancellation);
            await FinishAsync(roster, list.State, cancellation);
            return false;
        }

        await ReleaseAsync(roster, page.Items, list.Decisions, cancellation);
        return true;
    }

    private async Task<RosterState?> StateAsync(StoredStream stored, CancellationToken cancellation) =>
        held is { } last && last.Id == stored.Id && last.State.Version == stored.Version ? last.State : await runner.StateAsync<RosterState>(stored, cancellation);

    /// <summary>State and decisions of a list at its version: of a large list they are read once for all its chunks, and of one with nothing to release never.</summary>
    private async Task<DecidedRoster> ReadAsync(StoredStream stored, RosterState state, CancellationToken cancellation) =>
        held is { } last && last.Id == stored.Id && last.State.Version == stored.Version ? last : held = new DecidedRoster(stored.Id, state, await DecisionsAsync(stored.Id, cancellation));

    /// <summary>Each case's decision, by case, the latest one that named it.</summary>
    private async Task<Dictionary<Id, (int Number, EntryDecision Decision, Id By)>> DecisionsAsync(Id roster, CancellationToken cancellation)
    {
        var found = new Dictionary<Id, (int, EntryDecision, Id)>();
        foreach (var stored in await store.EventsAsync(roster, 0, cancellation))
        {
            foreach (var decided in StreamData.Read<RosterEvent>(stored.Data.Span).OfType<RosterEvent.Decided>())
            {
                foreach (var decision in decided.Entries)
                    found[decision.Case] = (decided.Number, decision, stored.Actor);
            }
        }

        return found;
    }

    private async Task ReleaseAsync(
        Id roster, ImmutableArray<EntryRow> entries, Dictionary<Id, (int Number, EntryDecision Decision, Id By)> decisions, CancellationToken cancellation)
    {
        var steps = new List<Step>();
        var broken = new List<Id>();
        foreach (var entry in entries)
        {
            var (number, decision, by) = decisions[entry.Stream.Id];
            var operation = OperationOf(roster, number, entry.Stream.Id);
            if (await DecideAsync(entry, number, roster, decision, by, cancellation) is { } step)
                steps.Add(step with { Operation = operation });
            else
                broken.Add(entry.Stream.Id);
        }

        await store.ApplyAsync(steps, cancellation);
        if (broken.Count > 0)
            await SettleAsync(roster, broken, cancellation);
    }

    private async Task<Step?> DecideAsync(EntryRow entry, int number, Id roster, EntryDecision decision, Id by, CancellationToken cancellation)
    {
        var stored = await store.LoadAsync(entry.Stream.Id, cancellation);
        var act = new Act(entry.Stream.Id, runner.Now(), Principal.System.Id);
        var input = Value.Record(
            ("outcome", decision.Outcome), ("level", decision.Level), ("reason", decision.Reason), ("opinion", decision.Opinion),
            ("target", decision.Target), ("roster", roster.ToString()), ("decision", number), ("decider", by.ToString()));
        if (decision.Rank > 0)
            input = input.With("rank", decision.Rank);
        if (decision.Alone)
            input = input.With("redo", "none");
        if (decision.Total is { } total)
            input = input.With("total", total);
        var answer = await runner.DecideAsync<InstanceState>(
            stored, act, (state, s, a, facts) => cases.Decide(new InstanceCommand.Resume(entry.Bookmark, "release", input), state, s, a, facts), cancellation);
        return answer is StreamDecision.Decided decided ? decided.Step with { BodyHash = InstanceSteps.BodyHashOf(input) } : null;
    }

    /// <summary>Entries that left after the decision, or whose case refuses it, are settled by the list: for the case there is nothing to write.</summary>
    private async Task SettleAsync(Id roster, List<Id> cases, CancellationToken cancellation)
    {
        var command = new SystemStep(roster, $"settle:{string.Join(',', cases)}");
        await runner.RunAsync<RosterState>(command, roster, (state, stored, act, _) =>
        {
            var keys = state!.Entries.Where(e => cases.Contains(e.Case)).Select(e => e.Key).ToImmutableArray();
            var steps = new RosterSteps(state, stored, act).Row(new EntriesMarked(keys, "not-applied"));
            if (state.Open.All(e => cases.Contains(e.Case)))
                VoteTasks.Close(state, steps);
            return steps.Of(new RosterEvent.NotApplied(state.Decisions, [.. cases]));
        }, cancellation);
    }

    /// <summary>
    /// A list whose last open entries have left before it was decided (or after its last decision was released) would stay frozen for ever and keep its
    /// round's pin: it ends by a step of its own, with nothing decided of them.
    /// </summary>
    private async Task CloseAbandonedAsync(Id roster, RosterState seen, CancellationToken cancellation)
    {
        if (seen.Status != "frozen" || await GoneAsync(roster, cancellation) is not { Count: > 0 } gone || !seen.Open.All(e => gone.Contains(e.Case)))
            return;
        var command = new SystemStep(roster, $"abandoned:{seen.Version.ToString(CultureInfo.InvariantCulture)}");
        await runner.RunAsync<RosterState>(command, roster, (state, stored, act, _) =>
        {
            if (state is not { Status: "frozen" } || state.Version != seen.Version)
                return RosterCodes.ListGone;
            var open = state.Open.ToList();
            var steps = new RosterSteps(state, stored, act);
            VoteTasks.Close(state, steps);
            return steps
                .Row(new EntriesMarked([.. open.Select(e => e.Key)], "not-applied"))
                .Claim(new Claim(RosterState.FrozenListsCounter(state.Round), Add: -1))
                .Of(new RosterEvent.NotApplied(state.Decisions, [.. open.Select(e => e.Case)]));
        }, cancellation);
    }

    private async Task<HashSet<Id>> GoneAsync(Id roster, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var left = await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = roster, State = EntryState.Left }, PageRequest.Everything);
        return [.. left.Items.Select(e => e.Stream.Id)];
    }

    private async Task FinishAsync(Id roster, RosterState seen, CancellationToken cancellation)
    {
        var command = new SystemStep(roster, $"released:{seen.Decisions.ToString(CultureInfo.InvariantCulture)}");
        await runner.RunAsync<RosterState>(command, roster, (state, stored, act, _) =>
        {
            var steps = new RosterSteps(state, stored, act);
            if (!state!.IsUnsettled)
            {
                steps.Claim(new Claim(RosterState.FrozenListsCounter(state.Round), Add: -1));
                // A row that was kept while the list was decided would stay for ever.
                steps.Tell(DropWorksheet.Name, WorksheetState.IdOf(roster), Value.Record(("rows", Value.EmptyList)), WorksheetCodes.Nothing.Id);
            }

            return steps.Of(new RosterEvent.Released(state.Decisions));
        }, cancellation);
    }

    public static Id OperationOf(Id roster, int decision, Id @case) =>
        Id.Of("release", roster.ToString(), decision.ToString(CultureInfo.InvariantCulture), @case.ToString());

    private sealed record DecidedRoster(Id Id, RosterState State, Dictionary<Id, (int Number, EntryDecision Decision, Id By)> Decisions);
}
