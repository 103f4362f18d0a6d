using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Reconsiderations;
using StudentAid.Workflow.Casework.Revocations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>
/// What somebody may begin about a decided case now: the triggers for which he may propose an adjustment, whether he may open a revocation, and the authority that he
/// may ask to reconsider (empty where none is named, or he may not). <see cref="Revocation"/> is the one that is open or was decided, none where there is none.
/// </summary>
public sealed record NextSteps(ImmutableArray<AdjustmentTrigger> Triggers, bool MayRevoke, string Authority, Id Revocation)
{
    public static readonly NextSteps None = new([], false, "", default);
}

/// <summary>A round in which a proposed adjustment may begin now, with the tracks on which it may.</summary>
public sealed record AdjustmentRound(Id Id, string Name, string SchoolYear, ImmutableArray<string> Tracks);

/// <summary>Reads what may follow decisions, so that nothing is offered that would be refused.</summary>
public sealed class AfterDecision(StepRunner runner, IStepStore store, IStoreReader reader, PinCache pins, FactLoader facts, SchoolDays days)
{
    /// <summary>Nothing for a case that is not decided.</summary>
    public async Task<NextSteps> OfAsync(Principal principal, Id @case, CancellationToken cancellation)
    {
        if (await DecidedCase.FindAsync(runner, store, @case, cancellation) is not { } decided)
            return NextSteps.None;
        var office = Duties.Rounds(principal, decided.School) is null;
        var own = principal.Persons.Contains(decided.Person);
        var revocation = await runner.StateAsync<RevocationState>(await store.LoadAsync(RevocationState.IdOf(@case), cancellation), cancellation);
        return new NextSteps(
            await TriggersAsync(decided, own, office, cancellation), office && revocation is null or { Status: RevocationState.Dismissed } && await HoldsLevelAsync(decided, cancellation),
            await AuthorityAsync(principal, decided, own || office, cancellation), revocation is null ? default : RevocationState.IdOf(@case));
    }

    /// <summary>The rules of adjustment that hold today for the procedure of a round.</summary>
    public async Task<AdjustmentRules> RulesAsync(RoundState round, CancellationToken cancellation)
    {
        var today = await days.DayAsync(round.School, runner.Now(), cancellation);
        return AdjustmentRules.From((await facts.LoadAsync([AdjustmentRules.FactOf(round.School, round.Procedure, today)], cancellation))[0].Value);
    }

    /// <summary>
    /// Open rounds of the school, of another procedure than the one that decided and of no aid: a decided case is looked at again in a round of its own. Where the trigger waits for the
    /// semester's window, only tracks whose window is open.
    /// </summary>
    public async Task<ImmutableArray<AdjustmentRound>> RoundsAsync(AdjustmentState proposal, CancellationToken cancellation)
    {
        if (await RoundAsync(proposal.Round, cancellation) is not { } decided)
            return [];
        var inWindow = await WaitsAsync(decided, proposal, cancellation);
        var found = ImmutableArray.CreateBuilder<AdjustmentRound>();
        foreach (var row in (await reader.StreamsAsync(Scope.Of(proposal.School), new StreamFilter { Kind = RoundState.Kind, Status = "open", Practice = true }, PageRequest.Everything)).Items)
        {
            if (await RoundAsync(row.Id, cancellation) is not { } round || !await FitsAsync(round, proposal, decided, cancellation))
                continue;
            ImmutableArray<string> tracks = [.. round.Tracks.Where(t => !inWindow || IsOpen(round, t))];
            if (!tracks.IsEmpty)
                found.Add(new AdjustmentRound(row.Id, round.Name, round.SchoolYear, tracks));
        }

        return found.ToImmutable();
    }

    /// <summary>Null where the proposal may begin in the round on the track now.</summary>
    public async Task<Rejection?> RefuseRoundAsync(AdjustmentState proposal, RoundState round, string track, CancellationToken cancellation) =>
        await RoundAsync(proposal.Round, cancellation) is not { } decided || !await FitsAsync(round, proposal, decided, cancellation) ? AdjustmentCodes.WrongRound.With()
        : await WaitsAsync(decided, proposal, cancellation) && !IsOpen(round, track) ? AdjustmentCodes.OutsideWindow.With() : null;

    /// <summary>Whether the case ended with a level of its scale: there is something to revoke.</summary>
    internal async Task<bool> HoldsLevelAsync(DecidedCase decided, CancellationToken cancellation)
    {
        await pins.EnsureAsync(decided.RoundState.Pin, cancellation);
        return Scale.Kind.FindOnly(pins, decided.RoundState.Pin, null)?.Levels.Any(l => l.Id == decided.History.Level) == true;
    }

    /// <summary>Whether a proposal is still open, or the case that it led to is.</summary>
    internal async Task<bool> IsUnderWayAsync(AdjustmentState state, CancellationToken cancellation) =>
        state.Status == "open" || (state.Status == "begun" && await store.LoadAsync(state.Successor, cancellation) is { Status: not ("finished" or "cancelled") });

    /// <summary>Whether the trigger, as the rules of the decided case's procedure have it today, waits for the semester's window.</summary>
    private async Task<bool> WaitsAsync(RoundState decided, AdjustmentState proposal, CancellationToken cancellation) =>
        (await RulesAsync(decided, cancellation)).Find(proposal.Trigger) is { InWindow: true };

    private async Task<bool> FitsAsync(RoundState round, AdjustmentState proposal, RoundState decided, CancellationToken cancellation)
    {
        if (round.School != proposal.School || round.Procedure == decided.Procedure || round.Practice != decided.Practice)
            return false;
        await pins.EnsureAsync(round.Pin, cancellation);
        return AidRules.Kind.FindOnly(pins, round.Pin, null) is null;
    }

    private bool IsOpen(RoundState round, string track) => round.Windows.Any(w => w.Track == track && w.Opens <= runner.Now() && runner.Now() < w.Closes);

    private async Task<RoundState?> RoundAsync(Id round, CancellationToken cancellation) => await runner.StateAsync<RoundState>(await store.LoadAsync(round, cancellation), cancellation);

    private async Task<ImmutableArray<AdjustmentTrigger>> TriggersAsync(DecidedCase decided, bool own, bool office, CancellationToken cancellation)
    {
        if (!(own || office) || await IsUnderWayAsync(decided, cancellation))
            return [];
        var rules = await RulesAsync(decided.RoundState, cancellation);
        return [.. rules.By(own ? AdjustmentRules.Family : AdjustmentRules.School)];
    }

    private async Task<bool> IsUnderWayAsync(DecidedCase decided, CancellationToken cancellation)
    {
        foreach (var row in (await reader.StreamsAsync(Scope.All, new StreamFilter { Subject = decided.Person, Kind = AdjustmentState.Kind, Practice = true }, PageRequest.Everything)).Items)
        {
            if (await runner.StateAsync<AdjustmentState>(await store.LoadAsync(row.Id, cancellation), cancellation) is { } state && state.Case == decided.Case
                && await IsUnderWayAsync(state, cancellation))
                return true;
        }

        return false;
    }

    private async Task<string> AuthorityAsync(Principal principal, DecidedCase decided, bool asks, CancellationToken cancellation)
    {
        if (await Authority.FindAsync(reader, decided.School) is not { } authority || !(asks || principal.Holds(authority.Role, authority.Unit)))
            return "";
        for (var ordinal = 1; ; ordinal++)
        {
            if (await store.LoadAsync(ReconsiderationState.IdOf(decided.Case, ordinal), cancellation) is not { } earlier)
                return authority.Name;
            if (earlier.Status != "answered")
                return "";
        }
    }
}
