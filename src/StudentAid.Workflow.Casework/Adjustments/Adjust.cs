using MediatR;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Adjustments;

/// <summary>
/// Proposes to look at a decided case again: by the student or guardian (their own declaration), by the school, or by the system. Nothing changes by it.
/// <see cref="Source"/> and <see cref="Finding"/>, the address of the sealed words that led to it, are the product's own.
/// </summary>
public sealed record ProposeAdjustment(Id Case, string Trigger, string Text, string Source = "", string Finding = "") : Command
{
    /// <summary>The message's name.</summary>
    public const string Name = "propose-adjustment";

    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), Trigger, Text, Source, Finding);
}

/// <summary>Takes a proposal up: a case of its own begins in a round of the adjustment's procedure and supersedes the decided one when it is decided.</summary>
public sealed record BeginAdjustment(Id Adjustment, Id Round, string Track) : Command
{
    public override Id Target => Adjustment;

    public override Value Body => Value.List(Adjustment.ToString(), Round.ToString(), Track);
}

/// <summary>Leaves a decided case as it is, with the reason.</summary>
public sealed record DismissAdjustment(Id Adjustment, string Text) : Command
{
    public override Id Target => Adjustment;

    public override Value Body => Value.List(Adjustment.ToString(), Text);
}

public sealed class AdjustmentHandler(BesideCases beside, StepRunner runner, IStepStore store, Cipher cipher, SchoolDays days, AfterDecision after, IMediator mediator)
    : IRequestHandler<ProposeAdjustment, Answer>, IRequestHandler<BeginAdjustment, Answer>, IRequestHandler<DismissAdjustment, Answer>
{
    public async Task<Answer> Handle(ProposeAdjustment request, CancellationToken cancellationToken)
    {
        if (await DecidedCase.FindAsync(runner, store, request.Case, cancellationToken) is not { } decided)
            return await store.LoadAsync(request.Case, cancellationToken) is null ? StepCodes.NotFound : AdjustmentCodes.NotDecided;
        var today = await days.DayAsync(decided.School, runner.Now(), cancellationToken);
        var id = await NextOrOpenAsync(request.Case, cancellationToken);
        return await runner.RunAsync<AdjustmentState>(request, id, (state, _, act, known) => Propose(request, decided, today, state, act, known), cancellationToken);
    }

    public async Task<Answer> Handle(BeginAdjustment request, CancellationToken cancellationToken)
    {
        if (await runner.StateAsync<AdjustmentState>(await store.LoadAsync(request.Adjustment, cancellationToken), cancellationToken) is not { } proposal
            || await runner.StateAsync<RoundState>(await store.LoadAsync(request.Round, cancellationToken), cancellationToken) is not { } round)
            return StepCodes.NotFound;
        if (await RefuseBeginAsync(request, proposal, round, cancellationToken) is { } refused)
            return refused;
        var begin = await new BeginCase(request.Round, proposal.Person, request.Track)
        {
            Principal = request.Principal, Key = $"{request.Key}#case", DryRun = request.DryRun, Supersedes = proposal.Case,
        }.NextAsync(store, cancellationToken);
        var begun = await mediator.Send(begin, cancellationToken);
        if (begun.Rejected is { } notBegun)
            return notBegun;
        return await runner.RunAsync<AdjustmentState>(request, request.Adjustment, (state, stored, act, _) => state?.Status != "open"
            ? AdjustmentCodes.NotOpen.With(("status", state?.Status ?? "–"))
            : state.Step(Beside.Like(stored!), new StepParts(act, state.Version), new AdjustmentEvent.Begun(request.Round, begun.Stream.IsNone ? begin.Case : begun.Stream)), cancellationToken);
    }

    public Task<Answer> Handle(DismissAdjustment request, CancellationToken cancellationToken) =>
        beside.StepAsync<AdjustmentState, AdjustmentEvent>(request, request.Adjustment, (state, today, parts) =>
        {
            if (Duties.Rounds(request.Principal, state.School) is { } notYours)
                return notYours;
            if (request.Principal.MustWithdrawFrom(state.Person))
                return CaseCommandCodes.MustWithdraw;
            if (state.Status != "open")
                return AdjustmentCodes.NotOpen.With(("status", state.Status));
            if (string.IsNullOrWhiteSpace(request.Text))
                return AdjustmentCodes.NoText;
            return new AdjustmentEvent.Dismissed(parts.Seal(cipher.Seal(state.Person, request.Text)), today);
        }, cancellationToken);

    private static Rejection? Refuse(ProposeAdjustment request, DecidedCase decided, AdjustmentRules rules)
    {
        if (request.Principal.IsSystem)
            return rules.On(request.Trigger) is null ? AdjustmentCodes.NotProposed.With(("trigger", request.Trigger)) : null;
        var own = request.Principal.Persons.Contains(decided.Person) && rules.By(AdjustmentRules.Family).Any(t => t.Id == request.Trigger);
        if (!own && Duties.Rounds(request.Principal, decided.School) is { } notYours)
            return notYours;
        if (!own && request.Principal.MustWithdrawFrom(decided.Person))
            return CaseCommandCodes.MustWithdraw.With();
        var known = rules.By(own ? AdjustmentRules.Family : AdjustmentRules.School).Select(t => t.Id).ToArray();
        return !known.Contains(request.Trigger, StringComparer.Ordinal) ? AdjustmentCodes.UnknownTrigger.With(("known", Text.Listed(known)), ("trigger", request.Trigger))
            : string.IsNullOrWhiteSpace(request.Text) ? AdjustmentCodes.NoText.With() : null;
    }

    private async Task<Rejection?> RefuseBeginAsync(BeginAdjustment request, AdjustmentState proposal, RoundState round, CancellationToken cancellation)
    {
        if (Duties.Rounds(request.Principal, proposal.School) is { } notYours)
            return notYours;
        if (request.Principal.MustWithdrawFrom(proposal.Person))
            return CaseCommandCodes.MustWithdraw.With();
        // Sent again, it goes on where it stopped: the proposal itself says whether it is done.
        return proposal.Status == "dismissed" ? AdjustmentCodes.NotOpen.With(("status", proposal.Status)) : await after.RefuseRoundAsync(proposal, round, request.Track, cancellation);
    }

    /// <summary>The case's proposal that is still open, else the one that would be its next.</summary>
    private async Task<Id> NextOrOpenAsync(Id @case, CancellationToken cancellation)
    {
        for (var ordinal = 1; ; ordinal++)
        {
            var id = AdjustmentState.IdOf(@case, ordinal);
            if (await runner.StateAsync<AdjustmentState>(await store.LoadAsync(id, cancellation), cancellation) is not { } earlier || await after.IsUnderWayAsync(earlier, cancellation))
                return id;
        }
    }

    private StreamDecision Propose(ProposeAdjustment request, DecidedCase decided, DateOnly today, AdjustmentState? state, Act act, Facts known)
    {
        var key = AdjustmentRules.FactOf(decided.School, decided.RoundState.Procedure, today);
        if (known.Find(key) is not { } held)
            return new StreamDecision.Needs([key]);
        var rules = AdjustmentRules.From(held.Value);
        if (Refuse(request, decided, rules) is { } refused)
            return refused;
        // After the rules: whoever may propose nothing is not told what is open.
        if (state is not null)
            return AdjustmentCodes.StillOpen;
        var trigger = request.Principal.IsSystem ? rules.On(request.Trigger)!.Id : request.Trigger;
        var parts = new StepParts(act, 0);
        var text = request.Text.Length == 0 ? request.Finding : parts.Seal(cipher.Seal(decided.Person, request.Text));
        return AdjustmentState.Empty.Step(decided.Beside, parts, new AdjustmentEvent.Proposed(
            decided.Round, request.Case, decided.Person, decided.School, trigger, request.Source, text, today));
    }
}

/// <summary>A case that ended with a body's decision: whose, where, in which round.</summary>
internal sealed record DecidedCase(Id Case, Id Round, Id Person, string School, string Place, bool Practice, RoundState RoundState, CaseHistory History, IReadOnlyList<StoredEvent> Events)
{
    /// <summary>Where a stream stands that is about the case.</summary>
    public Beside Beside => new(Place, Round, Person, Practice);

    /// <summary>Null where there is no such case, or it is not decided.</summary>
    public static async Task<DecidedCase?> FindAsync(StepRunner runner, IStepStore store, Id @case, CancellationToken cancellation)
    {
        if (await store.LoadAsync(@case, cancellation) is not { Kind: InstanceSteps.Kind, Status: "finished" } about || about.Group.IsNone
            || await runner.StateAsync<RoundState>(await store.LoadAsync(about.Group, cancellation), cancellation) is not { } round)
            return null;
        var events = await store.EventsAsync(@case, 0, cancellation);
        return CaseHistory.Of(@case, events) is { Stages.IsEmpty: false } history
            ? new DecidedCase(@case, about.Group, about.Subject, round.School, about.OrgPath, about.Practice, round, history, events) : null;
    }
}
