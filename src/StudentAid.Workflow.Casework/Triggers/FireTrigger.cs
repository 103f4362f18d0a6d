using System.Globalization;
using System.Text;
using MediatR;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Triggers;

/// <summary>
/// A timed trigger of a unit is due: the step sets its next instant and sends the start of the instance. The system's own work; fired twice, it has one
/// effect.
/// </summary>
public sealed record FireTrigger(Id Unit, int Bookmark, DateTimeOffset Due) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Unit.ToString(), Bookmark, Due.ToUnixTimeMilliseconds());
}

public sealed class FireTriggerHandler(StepRunner runner) : IRequestHandler<FireTrigger, Answer>
{
    /// <summary>The message's member that says why the definition does not fit the layers of its unit's line.</summary>
    internal const string Unfit = "unfit";

    private const string Json = "application/json";

    public Task<Answer> Handle(FireTrigger request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, request.Unit, (state, stored, act, facts) => Decide(request, state, stored, act, facts), cancellationToken);

    private static StreamDecision Decide(FireTrigger request, UnitState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (!request.Principal.IsSystem || stored is null || state is null)
            return StepCodes.NotFound;
        var standing = TriggerShelf.FactOf(stored.OrgPath);
        if (facts.Find(standing) is not { } triggers)
            return new StreamDecision.Needs([standing]);
        var trigger = triggers.Value.Items.Select(t => StoredTrigger.Read(t, stored.OrgPath)).FirstOrDefault(t => t.Bookmark == request.Bookmark && t.Due == request.Due);
        if (trigger is null)
            return TriggerSetCodes.NotStanding;
        if (act.Now < request.Due)
            return TriggerSetCodes.TooEarly.With(("due", request.Due.ToString("O", CultureInfo.InvariantCulture)), ("now", act.Now.ToString("O", CultureInfo.InvariantCulture)));
        if (facts.Find(SchoolDays.FactOf(stored.OrgPath)) is not { } calendar)
            return new StreamDecision.Needs([SchoolDays.FactOf(stored.OrgPath)]);
        var key = TriggerShelf.PinOf(stored.OrgPath, trigger.Definition, SchoolDays.Of(calendar, act.Now));
        if (facts.Find(key) is not { } pin)
            return new StreamDecision.Needs([key]);
        return pin.Value["whole"].AsText() == trigger.Pin ? Fire(trigger, pin.Value, new UnitSteps(state, stored.OrgPath, act)) : TriggerSetCodes.NotStanding;
    }

    private static Step Fire(StoredTrigger trigger, Value pin, UnitSteps steps)
    {
        var now = steps.Act.Now;
        var due = trigger.Trigger.LastDue(trigger.Since, trigger.Due!.Value, now);
        var fired = trigger with { Due = trigger.Trigger.Next(trigger.Since, now) };
        foreach (var blob in pin["blobs"].Items)
            steps.Parts.Keep(new Blob(blob["hash"].AsText()!, Json, Encoding.UTF8.GetBytes(blob["text"].AsText()!)));
        steps.Parts.Row(new DeadlineCleared(trigger.Bookmark));
        if (fired.Due is { } next)
            steps.Parts.Row(new DeadlineSet(trigger.Bookmark, next));
        steps.Put(StoredTrigger.Row, trigger.Key, fired.ToValue());
        var instance = trigger.InstanceAt(due);
        // A start that cannot be is told all the same: refused on arrival it becomes an incident, and the clock goes on.
        steps.Parts.Tell("start", instance, Value.Record(
            ("pin", pin["pin"]), (Unfit, pin["unfit"]), ("trigger", trigger.Trigger.Activity), ("input", Value.Record(("due", due.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))))));
        return steps.Of(new UnitEvent.TriggerFired(trigger.Key, due, instance));
    }
}
