using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>
/// Decides what a command does to an instance: a pure function of pins, state, command and facts. It answers events, a refusal, or the facts
/// that it must know first; then nothing has happened, and the caller loads them and asks again.
/// </summary>
public sealed class Interpreter(ActivityTypes types)
{
    /// <summary>The note of a step that was taken by one who stood in for another, whose id it holds.</summary>
    public const string ActedFor = "acted-for";

    public ActivityTypes Types => types;

    /// <summary>
    /// The state given is not changed; null for an instance that does not exist yet. With <paramref name="first"/> an open instance takes that pin
    /// before anything else happens, in the same step.
    /// </summary>
    public InstanceDecision Decide(IPins pins, InstanceState? state, InstanceCommand command, Act act, Facts facts, InstanceCommand.Adopt? first = null)
    {
        state ??= new InstanceState();
        if (command is InstanceCommand.Start start)
            return Start(pins, state, start, act, facts);
        if (!state.IsOpen)
            return new InstanceDecision.Refused(ExecutionCodes.NotOpen.With(("status", state.Status)));
        var burst = new Burst(types, pins, state.Copy(), act, facts);
        if (first is not null)
            Adoption.Take(burst, first);
        if (!act.For.IsNone)
            burst.Emit(new InstanceEvent.Noted("", ActedFor, act.For.ToString()));
        return burst.Stopped ?? Decide(burst, state, command);
    }

    private static InstanceDecision Decide(Burst burst, InstanceState state, InstanceCommand command)
    {
        switch (command)
        {
            case InstanceCommand.Resume c: Resume(burst, c); return burst.Decision(Released(state, c));
            case InstanceCommand.RewindTo c: RewindTo(burst, c); break;
            case InstanceCommand.Hand c: Hand(burst, c); break;
            case InstanceCommand.Tell c: Tell(burst, c); break;
            case InstanceCommand.Retry c: Retry(burst, c); break;
            case InstanceCommand.Suspend c: Suspend(burst, c); break;
            case InstanceCommand.Continue: Continue(burst); break;
            case InstanceCommand.Cancel c: burst.Emit(new InstanceEvent.Noted("", "cancel", c.Reason)); burst.EndInstance("cancelled", []); break;
            case InstanceCommand.EndWith c: burst.Emit(new InstanceEvent.Noted("", "end", c.Reason)); burst.EndInstance("finished", [c.Outcome]); break;
            case InstanceCommand.Adopt c: Adoption.Take(burst, c); break;
            case InstanceCommand.MoveUnit c: MoveUnit(burst, c); break;
        }

        return burst.Decision();
    }

    private InstanceDecision Start(IPins pins, InstanceState state, InstanceCommand.Start start, Act act, Facts facts)
    {
        if (state.Status.Length > 0)
            return new InstanceDecision.Refused(ExecutionCodes.AlreadyStarted);
        if (pins.Definition(start.Pin) is not { } definition)
            return new InstanceDecision.Refused(ExecutionCodes.UnknownPin.With(("pin", start.Pin)));
        var burst = new Burst(types, pins, state.Copy(), act, facts) { Trigger = start.Trigger };
        burst.Emit(new InstanceEvent.Started(start.Pin, burst.Began(definition, start), start.Correlation, start.Name, start.Parent, start.ParentBookmark));
        burst.Schedule(new WorkItem(1, definition.Definition.Root.Id));
        burst.Run();
        return burst.Decision();
    }

    private static int? Released(InstanceState before, InstanceCommand.Resume resume) =>
        before.Bookmarks.TryGetValue(resume.Bookmark, out var bookmark) && bookmark.Kind == BookmarkKind.Entry && resume.Verb == "release" ? bookmark.Id : null;

    private static bool Shown(Burst burst, int number, long? shownAt, out Bookmark bookmark)
    {
        if (!burst.State.Bookmarks.TryGetValue(number, out bookmark!))
            burst.Refuse(ExecutionCodes.NoSuchBookmark.With(("bookmark", number)));
        else if (shownAt is { } seen && seen != bookmark.ShownAt)
            burst.Refuse(ExecutionCodes.Changed(seen, bookmark.ShownAt));
        return burst.Stopped is null;
    }

    private static void Resume(Burst burst, InstanceCommand.Resume c)
    {
        if (!Shown(burst, c.Bookmark, c.ShownAt, out var bookmark))
            return;
        // Suspension stops people and deadlines; messages (releases, ended children) still find their bookmark.
        if (burst.State.IsSuspended && bookmark.Kind is (BookmarkKind.Task or BookmarkKind.Deadline))
            burst.Refuse(ExecutionCodes.IsSuspended);
        else if (bookmark.Holding is { For.Length: > 0 })
            burst.Refuse(ExecutionCodes.WithAnother);
        else
            burst.Resume(bookmark, c);
    }

    private static void Hand(Burst burst, InstanceCommand.Hand c)
    {
        if (!Shown(burst, c.Bookmark, c.ShownAt, out var bookmark))
            return;
        if (burst.State.IsSuspended)
        {
            burst.Refuse(ExecutionCodes.IsSuspended);
            return;
        }

        var (holding, note) = (c.Holding, c.Note);
        if (c.Words is { } words)
        {
            var address = burst.Seal(words.Subject, words.Content);
            note = note.With("sealed", address);
            holding = c.KeepsAct && holding is not null ? holding with { Act = address } : holding;
        }

        burst.Emit(new InstanceEvent.Handed(bookmark.Id, holding));
        burst.Emit(new InstanceEvent.Noted(bookmark.Node, c.Verb, note));
        if (c.Then is { } act)
            Resume(burst, act);
    }

    private static void Tell(Burst burst, InstanceCommand.Tell c)
    {
        if (!Shown(burst, c.Bookmark, null, out var bookmark))
            return;
        if (c.Reminds)
            burst.Emit(new InstanceEvent.Reminded(bookmark.Id, burst.Act.Now));
        burst.Emit(new InstanceEvent.Noted(bookmark.Node, c.Verb, c.Note));
        if (c.Letter is { } letter)
            burst.Send(letter.Name, letter.Target, letter.Body, []);
    }

    private static void RewindTo(Burst burst, InstanceCommand.RewindTo c)
    {
        if (!Shown(burst, c.Bookmark, c.ShownAt, out var bookmark))
            return;
        if (burst.State.IsSuspended)
            burst.Refuse(ExecutionCodes.IsSuspended);
        else
            Rewind(burst, burst.State.Frames[bookmark.Frame], c);
    }

    private static void Rewind(Burst burst, Frame source, InstanceCommand.RewindTo c)
    {
        if (burst.Rewind(source.Parent, source.Node, c.Target, c.Redo, c.Reason, source.ReturnTo) is { } refused)
            burst.Refuse(refused);
        else
            burst.Run();
    }

    private static void Retry(Burst burst, InstanceCommand.Retry c)
    {
        if (burst.State.Incidents.TryGetValue(c.Incident, out var incident))
            burst.Retry(incident);
        else
            burst.Refuse(ExecutionCodes.NoSuchIncident.With(("incident", c.Incident)));
    }

    private static void Suspend(Burst burst, InstanceCommand.Suspend c)
    {
        if (burst.State.IsSuspended)
            burst.Refuse(ExecutionCodes.IsSuspended);
        else
            burst.Emit(new InstanceEvent.Suspended(c.Reason));
    }

    private static void Continue(Burst burst)
    {
        if (burst.State.IsSuspended)
            burst.Emit(new InstanceEvent.Continued());
        else
            burst.Refuse(ExecutionCodes.NotSuspended);
    }

    /// <summary>A unit that is named moves, or stays, as it says; of the others those below the old one go along.</summary>
    private static string? MovedTo(string unit, InstanceCommand.MoveUnit c) =>
        (c.More.IsDefault ? null : c.More.Where(m => m.From == unit).Select(m => m.To).FirstOrDefault())
        ?? (unit.StartsWith(c.From, StringComparison.Ordinal) ? c.To + unit[c.From.Length..] : null);

    private static void MoveUnit(Burst burst, InstanceCommand.MoveUnit c)
    {
        foreach (var bookmark in burst.State.Bookmarks.Values.ToArray())
        {
            if (MovedTo(bookmark.Unit, c) is { } unit && unit != bookmark.Unit)
                burst.Emit(new InstanceEvent.Changed(bookmark with { Unit = unit, ShownAt = burst.State.Version + 1, Holding = null }));
        }

        if (c.Input is { Count: > 0 } input)
            burst.Emit(new InstanceEvent.InputChanged(input));
        burst.Emit(new InstanceEvent.Noted("", "moved", Expressions.Value.List(c.From, c.To)));
    }
}
