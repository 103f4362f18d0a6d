using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Objections;

/// <summary>
/// Who was told that his objection is not upheld takes it to the second instance, where the publicity names one (<c>secondRole</c>) and while its days run.
/// The entry stays held until it is answered there.
/// </summary>
public sealed record TakeObjectionFurther(Id Roster, int Number, string Channel, string Objector, string Text) : Command
{
    /// <summary>Hashes of uploaded files (附件).</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    // As with the objection itself: who may is judged on the list.
    public override Id Target => default;

    public override Value Body => ObjectionHandler.WithFiles(Value.List(Roster.ToString(), Number, Channel, Objector, Text), Evidence);
}

/// <summary>The days for the second instance are over and nobody went on: the entry is held no longer. Sent by the deadline alone.</summary>
public sealed record EndObjectionWindow(Id Roster, int Number) : Command
{
    public override Id Target => Roster;

    public override Value Body => Value.List(Roster.ToString(), Number);
}

public sealed class TakeObjectionFurtherHandler(StepRunner runner, Cipher cipher) : IRequestHandler<TakeObjectionFurther, Answer>, IRequestHandler<EndObjectionWindow, Answer>
{
    public Task<Answer> Handle(TakeObjectionFurther request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => Take(request, state, stored, act, facts), cancellationToken);

    public Task<Answer> Handle(EndObjectionWindow request, CancellationToken cancellationToken) =>
        runner.RunAsync<RosterState>(request, request.Roster, (state, stored, act, facts) => End(request, state, stored, act, facts), cancellationToken);

    private StreamDecision Take(TakeObjectionFurther request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state?.Objections.FirstOrDefault(o => o.Number == request.Number) is not { } first || !ObjectionHandler.MayObject(request, state, first.Case))
            return StepCodes.NotFound;
        if (!state.IsOpenToSecond(first))
            return PublicityCodes.NotOpenToSecond.With(("number", request.Number));
        if (request.Text.Length == 0)
            return PublicityCodes.NoText;
        if (!PlainText.IsCode(request.Channel))
            return CaseCodes.NotCoded.With(("field", "channel"), ("text", "text"));
        if (ObjectionHandler.RefuseFiles(request.Evidence, state, first.Case, facts) is { } unfit)
            return unfit;
        if (PostPublicityHandler.CalendarOf(state, facts, out var calendar, out _) is { } missing)
            return missing;
        var today = calendar!.DayOf(act.Now);
        if (today > first.Until)
            return PublicityCodes.NotOpenToSecond.With(("number", request.Number));
        var objector = ObjectionHandler.ObjectorOf(request, request.Objector, state, first.Case);
        if (!ObjectionHandler.TakesFrom(state, objector))
            return PublicityCodes.Unnamed;
        var steps = new RosterSteps(state, stored, act);
        var content = steps.Seal(state.Round, cipher.Seal(state.Round, Value.Record(("objector", objector), ("text", request.Text))));
        var second = SecondInstance.Of(state);
        var due = second.AnswerDay(calendar, today);
        var number = state.Objections.Length + 1;
        return steps
            .Claim(PostPublicityHandler.UnchangedCalendar(state, facts))
            .Row(new DeadlineCleared(SecondInstance.WindowOf(request.Number)))
            .Row(new TaskOpened(ObjectionHandler.TaskOf(number), "answer-objection", second.Role, second.Place, calendar.EndOf(due), state.Version + 1))
            .Of(new RosterEvent.ObjectionRaised(number, first.Case, request.Channel, objector.Length == 0, due, content, today, request.Number, request.Evidence));
    }

    private static StreamDecision End(EndObjectionWindow request, RosterState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (!request.Principal.IsSystem || state is not { Period: { } period } || state.Objections.FirstOrDefault(o => o.Number == request.Number) is not { } objection)
            return StepCodes.NotFound;
        if (!state.IsOpenToSecond(objection))
            return PublicityCodes.NotOpenToSecond.With(("number", request.Number));
        if (EndPublicityHandler.GoneOf(act, facts, out var needs) is not { } left)
            return needs!;
        var steps = new RosterSteps(state, stored, act).Row(new DeadlineCleared(SecondInstance.WindowOf(request.Number)));
        var lapsed = new RosterEvent.SecondInstanceLapsed(request.Number);
        if (!period.Over || state.IsHeldBesides(objection) || state.ObjectionEffect == ObjectionEffects.List)
            return EndPublicityHandler.WithRest(steps, state, left, lapsed);
        var entry = state.Entries.First(e => e.Case == objection.Case);
        if (left.Contains(entry.Case))
            return steps.Of(lapsed, EndPublicityHandler.Settle(steps, state, state.Decisions, [entry]));
        return steps.Row(EndPublicityHandler.Mark(state, [entry])).Of(lapsed, EndPublicityHandler.Pass(state, [entry]));
    }
}
