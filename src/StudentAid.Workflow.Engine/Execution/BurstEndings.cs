using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>How activities, definitions and the instance end, and what is left when one breaks.</summary>
internal sealed partial class Burst
{
    public void EndInstance(string status, ImmutableArray<string> outcomes)
    {
        var (parent, bookmark) = (State.Parent, State.ParentBookmark);
        // The parent's instance opens nothing of another's: it is told what the references mean, in a message that is sealed as a whole.
        if (parent.Length > 0 && Unopened(State.Frames[1].Outputs.Values) is { IsEmpty: false } needed)
        {
            Stopped ??= new InstanceDecision.Needs(needed);
            return;
        }

        var isPersonal = State.Frames[1].Outputs.Values.Any(IsReference);
        var outputs = Value.Record(State.Frames[1].Outputs.Select(o => (o.Key, Opened(o.Value))));
        queue.Clear();
        Emit(new InstanceEvent.Ended(status, outcomes));
        if (Id.TryParse(parent) is { } waiting)
        {
            var told = Value.Record(("bookmark", bookmark), ("status", status), ("outcomes", Value.List(outcomes.Select(Value.Of))), ("outputs", outputs));
            Send("child-ended", waiting, isPersonal ? told.With("personal", true) : told, []);
        }
    }

    /// <summary>Takes up the work an incident left.</summary>
    public void Retry(Incident incident)
    {
        Emit(new InstanceEvent.Retried(incident.Id));
        foreach (var item in incident.Pending.Items)
            Schedule(WorkItem.From(item));
        Run();
    }

    /// <summary>Ends an activity and tells its container. An activity that a loop's backward connection led to counts no visit.</summary>
    private void Complete(ActivityContext context, ImmutableArray<string> outcomes)
    {
        // That the root container ended is said by the instance's own end.
        if (context.Parent == 1 && context.FrameId > 0 && !context.Bookmarks.Any())
        {
            CloseDefinition(State.Frames[1], [Connection.Done]);
            return;
        }

        Emit(new InstanceEvent.Ran(context.Parent, context.Node.Id, context.FrameId, outcomes, context.Item.Backward));
        if (!State.Frames.TryGetValue(context.Parent, out var parent))
            return;
        if (parent.Pin.Length > 0)
        {
            CloseDefinition(parent, [Connection.Done]);
            return;
        }

        var container = ContextOf(parent);
        var completion = new ChildCompletion(context.Node, outcomes, context.Item.Tag) { Item = context.Item };
        Handle(container, types.Find(container.Node.Type, container.Node.Version)!.ChildCompleted(container, completion));
    }

    private void EndDefinition(ActivityContext context, ImmutableArray<string> outcomes)
    {
        Emit(new InstanceEvent.Ran(context.Parent, context.Node.Id, context.FrameId, outcomes, context.Item.Backward));
        var frame = State.Frames[context.Parent];
        while (frame.Pin.Length == 0 && !IsPart(frame))
            frame = State.Frames[frame.Parent];
        outcomes = outcomes.IsEmpty ? [Connection.Done] : outcomes;
        if (frame.Pin.Length > 0)
            CloseDefinition(frame, outcomes);
        else
            Complete(ContextOf(frame), outcomes);
    }

    /// <summary>True for the root of a definition that was laid into this one: its ends end it alone.</summary>
    private bool IsPart(Frame frame) => DefinitionOf(frame.Parent)?.Find(frame.Node) is { Part.Length: > 0 };

    private void CloseDefinition(Frame frame, ImmutableArray<string> outcomes)
    {
        if (frame.Id == 1)
        {
            EndInstance("finished", outcomes);
            return;
        }

        var context = ContextOf(frame);
        foreach (var (name, value) in frame.Outputs.Where(o => !o.Key.Contains('.', StringComparison.Ordinal)).ToArray())
            StoreOutput(context, name, value);
        Complete(context, outcomes);
    }

    private void BreakLoop(ActivityContext context)
    {
        Emit(new InstanceEvent.Ran(context.Parent, context.Node.Id, context.FrameId, [Connection.Done], context.Item.Backward));
        for (var frame = State.Frames.GetValueOrDefault(context.Parent); frame is not null && frame.Pin.Length == 0; frame = State.Frames.GetValueOrDefault(frame.Parent))
        {
            var loop = ContextOf(frame);
            if (types.Find(loop.Node.Type, loop.Node.Version) is { Description.IsLoop: true })
            {
                Complete(loop, [Connection.Done]);
                return;
            }
        }

        Break(context.Item, ExecutionCodes.BreakOutsideLoop.With(("activity", context.Node.Id)));
    }

    /// <summary>
    /// An incident: the broken item and all that was still scheduled wait for a retry. Where the document asks to continue with incidents, the broken
    /// item alone waits, and the rest goes on.
    /// </summary>
    private void Break(WorkItem item, Rejection reason, int frame = 0)
    {
        if (frame > 0)
            Emit(new InstanceEvent.Cancelled(frame));
        var goesOn = GoesOnWithIncidents && reason.Code != ExecutionCodes.BudgetSpent;
        var pending = Value.List((goesOn ? [] : queue).Prepend(item).Select(i => i.ToValue()));
        if (!goesOn)
            queue.Clear();
        var arguments = Value.Record(reason.Arguments.Select(a => (a.Key, Value.Of(a.Value))));
        Emit(new InstanceEvent.Faulted(State.LastIncident + 1, item.Parent, item.Node, reason.Code.Id, arguments, pending));
    }

    private bool GoesOnWithIncidents =>
        DefinitionOf(1)?.Definition.Elsa["options"]["incidentStrategyType"].AsText()?.Contains("ContinueWithIncidents", StringComparison.Ordinal) == true;
}
