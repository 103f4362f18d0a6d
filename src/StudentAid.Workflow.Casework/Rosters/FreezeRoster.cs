using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Rosters;

/// <summary>
/// Takes the entries that wait at an activity under a unit into a new list. Who is missing is no obstacle but needs a reason; late and returned
/// students go on the next ordinal.
/// </summary>
public sealed record FreezeRoster(Id Round, string Activity, string Unit, string Reason = "") : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Round.ToString(), Activity, Unit, Reason);
}

public sealed class FreezeRosterHandler(StepRunner runner, IStepStore store, PinCache pins, Cipher cipher) : IRequestHandler<FreezeRoster, Answer>
{
    public async Task<Answer> Handle(FreezeRoster request, CancellationToken cancellationToken)
    {
        // The round is known to the whole school; a list exists only for who may see its unit, and who of them makes it is decided below.
        if (!request.Principal.Scope.Covers(request.Unit))
            return StepCodes.NotFound;
        for (var ordinal = 1; ; ordinal++)
        {
            var id = RosterState.IdOf(request.Round, request.Activity, request.Unit, ordinal);
            if (await store.LoadAsync(id, cancellationToken) is not null)
                continue;
            await EnsurePinAsync(request.Round, cancellationToken);
            return await runner.RunAsync<RosterState>(request, id, (state, _, act, facts) => Decide(request, ordinal, state, act, facts), cancellationToken);
        }
    }

    private async Task EnsurePinAsync(Id round, CancellationToken cancellation)
    {
        if (await runner.StateAsync<Rounds.RoundState>(await store.LoadAsync(round, cancellation), cancellation) is { } state)
            await pins.EnsureAsync(state.Pin, cancellation);
    }

    private StreamDecision Decide(FreezeRoster request, int ordinal, RosterState? state, Act act, Facts facts)
    {
        var roundKey = new FactKey(RosterFacts.Round, request.Round.ToString());
        var waitingKey = new FactKey(RosterFacts.Waiting, $"{RosterState.GateOf(request.Round, request.Activity)}|{request.Unit}");
        if (facts.Find(roundKey) is not { } round || facts.Find(waitingKey) is not { } waiting)
            return new StreamDecision.Needs([roundKey, waitingKey]);
        if (state is not null)
            return RosterCodes.AlreadyFrozen;
        var pin = round.Value["pin"].AsText() ?? "";
        if (pins.Definition(pin)?.Find(request.Activity) is not { } node)
            return ExecutionCodes.UnknownActivity.With(("activity", request.Activity));
        if (ListDuties.Of(request.Round, request.Unit, pin, node, pins).Refuse(request.Principal, ListAct.Freeze, ref act, facts) is { } notYours)
            return notYours;
        if (waiting.Value["pins"].Items.Count(p => p.AsText() != pin) is > 0 and var behind)
            return RosterCodes.CasesOnOldPin.With(("count", behind));
        ImmutableArray<RosterEntry> entries = [.. waiting.Value["entries"].Items.Select(RecordCodec.Read<RosterEntry>)];
        if (entries.IsEmpty)
            return RosterCodes.NothingWaits;
        ImmutableArray<string> missing = [.. waiting.Value["missing"].Items.Select(m => m.AsText()!)];
        if (!missing.IsEmpty && request.Reason.Length == 0)
            return RosterCodes.ReasonForMissing.With(("missing", Text.Listed(missing)));
        var options = Options(node);
        if (options["secondScope"].AsText() is { Length: > 0 } scope)
        {
            if (facts.Find(UnitFacts.UnitsOf(request.Unit)) is not { } above)
                return new StreamDecision.Needs([UnitFacts.UnitsOf(request.Unit)]);
            if (above.Value[scope].AsText() is not { } place)
                return PublicityOptionCodes.NoSecondUnit.With(("scope", scope));
            options = options.With(SecondInstance.PlaceOption, place);
        }

        var steps = new RosterSteps(state, null, act);
        var reason = request.Reason.Length > 0 ? steps.Seal(request.Round, cipher.Seal(request.Round, request.Reason)) : "";
        var frozen = new RosterEvent.Frozen(
            request.Round, request.Activity, request.Unit, ordinal, ActOf(node), node.Input("body")?.Text ?? "", ListDuties.RoleOf(node, pin, pins), pin, options,
            entries, missing, reason);
        return steps
            .Row(new EntriesMarked([.. entries.Select(e => e.Key)], "frozen"))
            .Claim([.. waiting.Value["counters"].Items.Select(c => new Claim(c.Items[0].AsText()!, Unchanged: (long)c.Items[1].AsNumber()!))])
            .Claim(
                new Claim(RosterState.FrozenListsCounter(request.Round), Add: 1),
                new Claim(RosterState.RepinsCounter(request.Round), Unchanged: (long)(round.Value["repins"].AsNumber() ?? 0)))
            .Of(frozen) with { Practice = round.Value["practice"].AsBool() ?? false };
    }

    private static string ActOf(ActivityNode node) => node.Type == Acts.Publicity ? Acts.Publish : node.Input("act")?.Text ?? "review";

    private static RecordValue Options(ActivityNode node) =>
        RecordValue.From(node.Inputs.Where(i => i.Kind == InputKind.Literal).Select(i => KeyValuePair.Create(i.Name, i.Value)));
}
