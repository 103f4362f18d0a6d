using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities.Signals;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Runtime;

/// <summary>
/// Many instances in memory on a clock of their own: the interpreter, and messages first in, first out until it is quiet.
/// For <c>run</c>, tests and simulation; the same decisions as the live system makes.
/// </summary>
public sealed class World(Interpreter interpreter, IPins pins, DateTimeOffset start)
{
    private readonly Dictionary<Id, WorldInstance> instances = [];
    private readonly List<Id> order = [];
    private readonly Queue<Message> messages = new();
    private readonly List<Message> outside = [];
    private readonly Dictionary<FactKey, Fact> known = [];
    private readonly HashSet<(Id, int)> refusedDeadlines = [];
    private int delivered;

    /// <summary>Messages that may be delivered until the world gives up: instances may start one another for ever.</summary>
    public int MostMessages { get; init; } = 1_000_000;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Who acts from now on; nobody in particular where it is not said.</summary>
    public Id Actor { get; set; }

    /// <summary>Instances in the order in which they began.</summary>
    public IEnumerable<WorldInstance> Instances => order.Select(id => instances[id]);

    /// <summary>Lines that WriteLine activities wrote, over all instances, in order.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Messages for which there is no one in this world (HTTP requests, other topics).</summary>
    public IReadOnlyList<Message> Outside => outside;

    /// <summary>Refusals of messages, in order.</summary>
    public List<Rejection> Refused { get; } = [];

    public WorldInstance this[Id id] => instances[id];

    /// <summary>Gives a fact that decisions may ask for.</summary>
    public void Know(Fact fact) => known[fact.Key] = fact;

    /// <summary>Starts an instance and runs the world until it is quiet.</summary>
    public (Id Id, Rejection? Refused) Start(string pin, Value? input = null, string correlation = "")
    {
        var id = Id.Of("world", "instance", order.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var refused = Perform(id, new InstanceCommand.Start(pin, input ?? Value.EmptyRecord, correlation));
        return (id, refused);
    }

    /// <summary>Gives an instance a command and runs the world until it is quiet; the refusal, where it is refused.</summary>
    public Rejection? Perform(Id id, InstanceCommand command)
    {
        var refused = Decide(id, command);
        Settle();
        return refused;
    }

    /// <summary>Raises a signal: every bookmark that stands for it now is resumed.</summary>
    public int Signal(string name, Value? payload = null, string correlation = "")
    {
        var standing = Standing(name, correlation).ToArray();
        foreach (var (id, bookmark) in standing)
            Keep(Decide(id, new InstanceCommand.Resume(bookmark, "signal", payload ?? Value.Null)));
        Settle();
        return standing.Length;
    }

    /// <summary>
    /// Moves the clock to the next deadline, if it is due by then, and fires it. False where none is left. One that its activity refuses is kept
    /// in <see cref="Refused"/> and not tried again.
    /// </summary>
    public bool FireNext(DateTimeOffset? until = null)
    {
        var next = instances.Values.Where(i => i.State.IsOpen && !i.State.IsSuspended)
            .SelectMany(i => i.State.Bookmarks.Values.Where(b => b.Kind == BookmarkKind.Deadline && !refusedDeadlines.Contains((i.Id, b.Id))).Select(b => (i.Id, Bookmark: b)))
            .OrderBy(d => d.Bookmark.Due).ThenBy(d => order.IndexOf(d.Id)).FirstOrDefault();
        if (next.Bookmark is null || next.Bookmark.Due > until)
            return false;
        if (next.Bookmark.Due > Now)
            Now = next.Bookmark.Due.Value;
        if (Perform(next.Id, new InstanceCommand.Resume(next.Bookmark.Id, "deadline", Value.Null)) is { } refused)
        {
            refusedDeadlines.Add((next.Id, next.Bookmark.Id));
            Refused.Add(refused);
        }

        return true;
    }

    /// <summary>Moves the clock, firing on the way what is due.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        while (FireNext(instant))
        {
            // each round fires one deadline
        }

        Now = instant > Now ? instant : Now;
    }

    private void Settle()
    {
        while (messages.TryDequeue(out var message))
        {
            if (++delivered > MostMessages)
            {
                messages.Clear();
                Refused.Add(ExecutionCodes.MessagesSpent.With(("most", MostMessages)));
                return;
            }

            Deliver(message);
        }
    }

    private void Deliver(Message message)
    {
        var body = message.Body;
        switch (message.Name)
        {
            case "start":
                Keep(Decide(message.Target, new InstanceCommand.Start(
                    body["pin"].AsText()!, body["input"], body["correlation"].AsText() ?? "", "", body["parent"].AsText() ?? "", (int)(body["bookmark"].AsNumber() ?? 0))));
                break;
            case "child-ended":
                Keep(Decide(message.Target, new InstanceCommand.Resume((int)(body["bookmark"].AsNumber() ?? 0), "child-ended", body)));
                break;
            case PublishEvent.Topic:
                foreach (var (id, bookmark) in Standing(body["name"].AsText() ?? "", body["correlation"].AsText() ?? "", message.Target).ToArray())
                    Keep(Decide(id, new InstanceCommand.Resume(bookmark, "signal", body["payload"])));
                break;
            default: outside.Add(message); break;
        }
    }

    private void Keep(Rejection? refused)
    {
        if (refused is not null)
            Refused.Add(refused);
    }

    private IEnumerable<(Id Id, int Bookmark)> Standing(string name, string correlation, Id only = default) =>
        from id in order
        where only.IsNone || id == only
        from bookmark in instances[id].State.Bookmarks.Values
        where bookmark.Kind == BookmarkKind.Signal && bookmark.Name == name && (correlation.Length == 0 || bookmark.Unit.Length == 0 || bookmark.Unit == correlation)
        select (id, bookmark.Id);

    private Rejection? Decide(Id id, InstanceCommand command)
    {
        var instance = instances.GetValueOrDefault(id);
        var facts = Facts.None;
        while (true)
        {
            switch (interpreter.Decide(pins, instance?.State, command, new Act(id, Now, Actor), facts))
            {
                case InstanceDecision.Needs needs:
                    facts = facts.With(needs.Facts.Select(Load));
                    break;
                case InstanceDecision.Refused refused:
                    return refused.Reason;
                case InstanceDecision.Decided decided:
                    Apply(id, instance, decided);
                    return null;
            }
        }
    }

    private Fact Load(FactKey key) => known.GetValueOrDefault(key) ?? new Fact(key, Value.Null);

    private void Apply(Id id, WorldInstance? instance, InstanceDecision.Decided decided)
    {
        if (instance is null)
        {
            instances[id] = instance = new WorldInstance(id);
            order.Add(id);
        }

        instance.Add(decided);
        Lines.AddRange(decided.Events.OfType<InstanceEvent.Said>().Select(s => s.Line));
        for (var n = 0; n < decided.Sealed.Length; n++)
        {
            var key = new FactKey(Burst.SealedFact, $"{id}/{decided.State.Version}/{n}");
            known[key] = new Fact(key, decided.Sealed[n].Content);
        }

        foreach (var message in decided.Messages)
            messages.Enqueue(message);
    }
}

/// <summary>An instance of a world: its state and whole history.</summary>
public sealed class WorldInstance(Id id)
{
    private readonly List<ImmutableArray<InstanceEvent>> history = [];

    public Id Id { get; } = id;

    public InstanceState State { get; private set; } = new();

    /// <summary>The steps' events, in order.</summary>
    public IReadOnlyList<ImmutableArray<InstanceEvent>> History => history;

    internal void Add(InstanceDecision.Decided decided)
    {
        history.Add(decided.Events);
        State = decided.State;
    }
}
