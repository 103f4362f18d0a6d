using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Activities.Variables;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>
/// One run of an instance until it is quiet: work is taken first in, first out; what is emitted is applied at once to a copy of the state.
/// A burst that breaks keeps what happened before, and an incident holds the work that is left.
/// </summary>
internal sealed partial class Burst(ActivityTypes types, IPins pins, InstanceState state, Act act, Facts facts)
{
    /// <summary>Activities that one step may run: more is an endless loop.</summary>
    public const int Budget = 10_000;

    private readonly List<InstanceEvent> events = [];
    private readonly List<Message> messages = [];
    private readonly List<SealedContent> sealedContents = [];
    private readonly HashSet<FactKey> used = [];
    private readonly LinkedList<WorkItem> queue = [];
    private int ordinal;
    private int spent;

    public InstanceState State { get; } = state;

    public Act Act { get; } = act;

    public IPins Pins { get; } = pins;

    /// <summary>The activity that the instance is started by; empty once it has run, for a loop that comes back to it waits there.</summary>
    public string Trigger { get; set; } = "";

    /// <summary>Set once something stops the whole command: a refusal or facts that are needed.</summary>
    public InstanceDecision? Stopped { get; private set; }

    public InstanceDecision Decision(int? released = null)
    {
        if (Stopped is not null)
            return Stopped;
        State.Apply([]);
        return new InstanceDecision.Decided([.. events], State, [.. messages], [.. sealedContents], released);
    }

    public void Emit(InstanceEvent happened)
    {
        State.Apply(happened);
        events.Add(happened);
    }

    public void Schedule(WorkItem item) => queue.AddLast(item);

    public void Refuse(Rejection reason) => Stopped ??= new InstanceDecision.Refused(reason);

    public void Run()
    {
        while (Stopped is null && State.IsOpen && queue.First is { } first)
        {
            var item = first.Value;
            queue.RemoveFirst();
            if (!State.Frames.ContainsKey(item.Parent))
                continue;
            if (++spent > Budget)
                Break(item, ExecutionCodes.BudgetSpent.With(("budget", Budget), ("activity", item.Node)));
            else
                Execute(item);
        }
    }

    /// <summary>Runs an activity's reaction to a resumed bookmark, then all that follows.</summary>
    public void Resume(Bookmark bookmark, InstanceCommand.Resume command)
    {
        var frame = State.Frames[bookmark.Frame];
        var item = ItemOf(frame);
        if (Resolve(item) is not var (definition, node, type))
        {
            Break(item, ExecutionCodes.UnknownActivity.With(("activity", bookmark.Node)), frame.Id);
            return;
        }

        if (type is null)
        {
            // What was given stands in no event, for it may be personal: once the type is here again, a retry enters the activity anew.
            Break(item, ExecutionCodes.UnknownActivityType.With(("activity", node.Id), ("type", node.Type)), frame.Id);
            return;
        }

        var context = new ActivityContext(this, definition, node, item, frame.Id) { HasOpened = command.FromOutside && type.Description.KeepsInput };
        var result = type.Resume(context, new Resumption(bookmark, command.Verb, command.Input));
        if (result is ActivityResult.Fault { EvenResumed: false } fault)
            Refuse(fault.Reason);
        else
            Handle(context, result);
        Run();
    }

    /// <summary>How many of a container's children run, are scheduled or broke.</summary>
    public int PendingIn(int frame) =>
        State.ChildrenOf(frame).Count() + queue.Count(i => i.Parent == frame) + State.Incidents.Values.Count(i => i.Parent == frame);

    public int Enter(WorkItem item, string node, string pin = "", Value? input = null)
    {
        var frame = State.LastFrame + 1;
        Emit(new InstanceEvent.Entered(frame, item.Parent, node, item.Tag, item.Backward, item.ReturnTo, pin, input ?? Value.Null));
        foreach (var (name, value) in item.Locals)
            Emit(new InstanceEvent.VariableSet(frame, name, value));
        return frame;
    }

    public void CancelChildren(int frame)
    {
        foreach (var child in State.ChildrenOf(frame).Select(f => f.Id).ToArray())
            Emit(new InstanceEvent.Cancelled(child));
        Drop(i => i.Parent == frame);
    }

    public void Drop(Func<WorkItem, bool> which)
    {
        for (var at = queue.First; at is not null;)
        {
            var next = at.Next;
            if (which(at.Value))
                queue.Remove(at);
            at = next;
        }
    }

    public Id NextId() => Id.Of(Act.Stream, State.Version + 1, ordinal++);

    public string Seal(Id subject, Value content)
    {
        sealedContents.Add(new SealedContent(subject, content));
        return AddressOf(sealedContents.Count - 1);
    }

    public void Send(string name, Id target, Value body, ImmutableArray<string> expects) => messages.Add(new Message
    {
        Id = NextId(), Source = Act.Stream, Target = target, Name = name, Body = body, Expects = expects,
    });

    public Fact? UseFact(FactKey key)
    {
        if (SealedHere(key) is { } own)
            return own;
        var fact = facts.Find(key);
        // What was sealed is told by its address already and never changes.
        if (fact is not null && key.Kind != SealedFact && used.Add(key))
            Emit(new InstanceEvent.Rested(key.Kind, key.Id, fact.Source, fact.Version));
        return fact;
    }

    /// <summary>A fact whose use is told by its address already.</summary>
    public Fact? Peek(FactKey key) => SealedHere(key) ?? facts.Find(key);

    /// <summary>What this very step has sealed: it stands nowhere yet, so that nobody could load it.</summary>
    private Fact? SealedHere(FactKey key)
    {
        if (key.Kind != SealedFact || sealedContents.Count == 0)
            return null;
        for (var at = 0; at < sealedContents.Count; at++)
        {
            if (key.Id == AddressOf(at))
                return new Fact(key, sealedContents[at].Content);
        }

        return null;
    }

    private string AddressOf(int sealedContent) => $"{Act.Stream}/{State.Version + 1}/{sealedContent}";

    private static WorkItem ItemOf(Frame frame) =>
        new(frame.Parent, frame.Node) { Tag = frame.Tag, Backward = frame.Backward, ReturnTo = frame.ReturnTo };

    private (ExecutableDefinition Definition, ActivityNode Node, ActivityType? Type)? Resolve(WorkItem item) =>
        DefinitionOf(item.Parent) is { } definition && definition.Find(item.Node) is { } node
            ? (definition, node, types.Find(node.Type, node.Version))
            : null;

    private ActivityContext ContextOf(Frame frame)
    {
        var (definition, node, _) = Resolve(ItemOf(frame))!.Value;
        return new ActivityContext(this, definition, node, ItemOf(frame), frame.Id);
    }

    private void Execute(WorkItem item)
    {
        if (Resolve(item) is not var (definition, node, type))
        {
            Break(item, ExecutionCodes.UnknownActivity.With(("activity", item.Node)));
            return;
        }

        var context = new ActivityContext(this, definition, node, item, 0);
        if (!item.Locals.IsEmpty)
            context.EnsureFrame();
        if (type is not null)
            Handle(context, Entered(context, type));
        else if (DefinitionLibrary.NamesIn(node).Select(n => Pins.PinOf(State.Pin, n)).FirstOrDefault(p => p is not null) is { } pin)
            EnterDefinition(context, pin);
        else
            Break(item, ExecutionCodes.UnknownActivityType.With(("activity", node.Id), ("type", node.Type)));
    }

    private ActivityResult Entered(ActivityContext context, ActivityType type)
    {
        var result = type.Enter(context);
        if (context.IsTriggerOfStart)
            Trigger = "";
        return result;
    }

    private void EnterDefinition(ActivityContext context, string pin)
    {
        if (Pins.Definition(pin) is not { } child)
        {
            Break(context.Item, ExecutionCodes.UnknownPin.With(("pin", pin)));
            return;
        }

        var members = new List<KeyValuePair<string, Value>>();
        foreach (var declared in child.Definition.Inputs)
        {
            if (InputOf(context.Node, declared.Name) is not { } input)
                continue;
            var (value, stop) = context.Evaluate(input);
            if (stop is not null)
            {
                Handle(context, stop);
                return;
            }

            members.Add(KeyValuePair.Create(declared.Name, Kept(context, VariableTypes.Fit(value, declared), declared)));
        }

        var frame = Enter(context.Item, context.Node.Id, pin, RecordValue.From(members));
        Schedule(new WorkItem(frame, child.Definition.Root.Id) { StartAt = context.StartAt });
    }

    private static ActivityInput? InputOf(ActivityNode node, string name)
    {
        if (node.Inputs.FirstOrDefault(i => ElsaForm.IsCalled(i.Name, name)) is { } input)
            return input;
        var member = node.Elsa.Members.FirstOrDefault(m => ElsaForm.IsCalled(m.Key, name));
        if (member.Key is null || member.Value.IsNull)
            return null;
        var expression = member.Value["expression"];
        return expression["type"].AsText() is { } type
            ? new ActivityInput(name, ElsaForm.KindOf(type), expression["value"])
            : new ActivityInput(name, InputKind.Literal, member.Value);
    }

    private void GoBack(ActivityContext context, ActivityResult.GoesBack back)
    {
        if (Rewind(context.Parent, context.Node.Id, back.Target, back.Redo, back.Reason, context.Item.ReturnTo) is { } refused)
            Refuse(refused);
    }

    private void Handle(ActivityContext context, ActivityResult result)
    {
        if (context.Broken is { } broken && result is not (ActivityResult.Refusal or ActivityResult.Need))
            result = ActivityResult.Broke(broken);
        switch (result)
        {
            case ActivityResult.Waiting when context.FrameId == 0 || (!context.Bookmarks.Any() && PendingIn(context.FrameId) == 0):
                Break(context.Item, ExecutionCodes.WaitsForNothing.With(("activity", context.Node.Id)));
                break;
            case ActivityResult.Ended ended: Complete(context, ended.Outcomes); break;
            case ActivityResult.GoesBack back: GoBack(context, back); break;
            case ActivityResult.EndsDefinition ends: EndDefinition(context, ends.Outcomes); break;
            case ActivityResult.EndsInstance: EndInstance("finished", []); break;
            case ActivityResult.BreaksLoop: BreakLoop(context); break;
            case ActivityResult.Fault fault: Break(context.Item, fault.Reason, context.FrameId); break;
            case ActivityResult.Refusal refusal: Refuse(refusal.Reason); break;
            case ActivityResult.Need need: Stopped ??= new InstanceDecision.Needs(need.Facts); break;
        }
    }
}
