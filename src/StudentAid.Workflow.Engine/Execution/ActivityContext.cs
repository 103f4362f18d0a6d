using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>What an activity may see and say while it runs. It decides nothing by itself: everything said becomes an event of the step.</summary>
public sealed class ActivityContext
{
    private readonly Burst burst;
    private readonly WorkItem item;

    internal ActivityContext(Burst burst, ExecutableDefinition definition, ActivityNode node, WorkItem item, int frame)
    {
        (this.burst, Definition, Node, this.item, FrameId) = (burst, definition, node, item, frame);
    }

    public ActivityNode Node { get; }

    public ExecutableDefinition Definition { get; }

    public DateTimeOffset Now => burst.Act.Now;

    public Id Actor => burst.Act.Actor;

    public Id InstanceId => burst.Act.Stream;

    /// <summary>The seq this step's event will have.</summary>
    public long Seq => burst.State.Version + 1;

    public string InstanceName => burst.State.Name;

    public string Correlation => burst.State.Correlation;

    /// <summary>True where the instance was started by this activity's own trigger.</summary>
    public bool IsTriggerOfStart => burst.Trigger.Length > 0 && string.Equals(burst.Trigger, Node.Id, StringComparison.Ordinal);

    /// <summary>Where a rewind into this container wants it to begin; empty for its start.</summary>
    public string StartAt => item.StartAt;

    /// <summary>The activity's own frame, 0 while it has none.</summary>
    internal int FrameId { get; private set; }

    /// <summary>True once it has read sealed content from outside: what it stores from then on is sealed too.</summary>
    internal bool HasOpened { get; set; }

    /// <summary>True once it has read what the definition declares personal.</summary>
    internal bool HasRead { get; set; }

    /// <summary>Why what it wanted to keep cannot be kept so: an incident, whatever it answers.</summary>
    internal Rejection? Broken { get; set; }

    internal int Parent => item.Parent;

    internal WorkItem Item => item;

    internal Burst Burst => burst;

    /// <summary>What the activity keeps for itself between its resumptions; plain, never personal.</summary>
    public Value Data
    {
        get => FrameId > 0 ? burst.State.Frames[FrameId].Data : Value.Null;
        set => burst.Emit(new InstanceEvent.DataSet(EnsureFrame(), value));
    }

    /// <summary>This activity's own open bookmarks.</summary>
    public IEnumerable<Bookmark> Bookmarks => FrameId > 0 ? burst.State.BookmarksOf(FrameId) : [];

    /// <summary>How many children still run or are scheduled.</summary>
    public int RunningChildren => FrameId > 0 ? burst.PendingIn(FrameId) : 0;

    /// <summary>The value of an input, or what stops the activity.</summary>
    public (Value Value, ActivityResult? Stop) Evaluate(ActivityInput input) => input.Kind switch
    {
        InputKind.Literal => (input.Value, null),
        InputKind.Object => ParseObject(input),
        InputKind.Variable => Read(ElsaForm.VariableIn(input.Value) ?? input.Text),
        InputKind.Input => burst.ReadInput(this, ElsaForm.VariableIn(input.Value) ?? input.Text),
        InputKind.JavaScript => Evaluate(input.Text, ExpressionLanguage.JavaScript),
        InputKind.CSharp => Evaluate(input.Text, ExpressionLanguage.CSharp),
        _ => (Value.Null, ActivityResult.Faulted(ExecutionCodes.UnknownExpressionType.With(("activity", Node.Id), ("input", input.Name)))),
    };

    /// <summary>Evaluates an expression that stands inside an option's value: <c>"= text"</c>, or Elsa's <c>{ type, value }</c>; anything else is itself.</summary>
    public (Value Value, ActivityResult? Stop) EvaluateNested(string name, Value value)
    {
        if (value.AsText() is ['=', '=', .. var literal])
            return (literal.TrimStart() is var t ? $"= {t}" : "", null);
        if (value.AsText() is ['=', .. var text])
            return Evaluate(text.Trim(), ExpressionLanguage.JavaScript);
        var wrapped = value["expression"].IsNull ? value : value["expression"];
        return wrapped is RecordValue && wrapped["type"].AsText() is { } type
            ? Evaluate(new ActivityInput(name, ElsaForm.KindOf(type), wrapped["value"]))
            : (value, null);
    }

    /// <summary>A variable's plain value; <see cref="Value.Null"/> where it was never set and has no default.</summary>
    public Value Variable(string name) => burst.Scope(this).Variable(name);

    /// <summary>An input of the running definition.</summary>
    public Value Input(string name) => burst.Scope(this).Input(name);

    /// <summary>The fact, or null: then answer <see cref="ActivityResult.Needs"/>. A fact that was used stands in the step's events.</summary>
    public Fact? Fact(FactKey key) => burst.UseFact(key);

    /// <summary>Sets a variable; into one that is declared personal the value is sealed, unless it is an address that <see cref="Seal"/> has just given.</summary>
    public void SetVariable(string name, Value value) => burst.SetVariable(this, name, value);

    /// <summary>Makes a personal variable hold content that stands sealed already, at this address.</summary>
    public void SetAddress(string name, string address) => burst.SetAddress(this, name, address);

    /// <summary>Sets an output of this activity: into the variable the definition maps it to, and for <c>getOutputFrom</c>.</summary>
    public void SetOutput(string name, Value value) => burst.SetOutput(this, name, value);

    /// <summary>Sets an output of the running definition.</summary>
    public void SetDefinitionOutput(string name, Value value) => burst.SetDefinitionOutput(this, name, value);

    /// <summary>Opens a bookmark of this activity and gives its number.</summary>
    public int Open(BookmarkKind kind, string name = "", string unit = "", DateTimeOffset? due = null, Id person = default, Value? payload = null)
    {
        var bookmark = new Bookmark(burst.State.LastBookmark + 1, EnsureFrame(), Node.Id, kind)
        {
            Name = name, Unit = unit, Due = due, Person = person, ShownAt = Seq, Payload = payload ?? Value.Null,
        };
        burst.Emit(new InstanceEvent.Opened(bookmark));
        return bookmark.Id;
    }

    /// <summary>Changes what the bookmark's holder is shown: its ETag moves on.</summary>
    public void Change(Bookmark bookmark) => burst.Emit(new InstanceEvent.Changed(bookmark with { ShownAt = Seq }));

    public void Close(int bookmark, string verb) => burst.Emit(new InstanceEvent.Closed(bookmark, verb));

    /// <summary>Schedules a child; with locals it has a frame of its own in which they stand.</summary>
    public void Schedule(ActivityNode child, int tag = 0, params ImmutableArray<(string Name, Value Value)> locals) =>
        burst.Schedule(new WorkItem(EnsureFrame(), child.Id) { Tag = tag, Locals = [.. locals.Select(l => (l.Name, burst.Kept(this, l.Value)))] });

    /// <summary>Ends all children that still run, without outcome.</summary>
    public void CancelChildren() => burst.CancelChildren(FrameId);

    /// <summary>Writes a line into the history; one made of personal content is sealed, and its address stands there.</summary>
    public void Say(string line) => burst.Emit(new InstanceEvent.Said(HasOpened && line.Length > 0 ? Seal(default, line) : line));

    /// <summary>Names the instance: in clear, so that it breaks where the name is made of what is declared personal.</summary>
    public void Rename(string name)
    {
        if (IsPlain("name"))
            burst.Emit(new InstanceEvent.Named(name));
    }

    /// <summary>Sets the correlation id: in clear, for signals find the instance by it, so that it breaks where it is made of what is declared personal.</summary>
    public void Correlate(string correlation)
    {
        if (IsPlain("correlationId"))
            burst.Emit(new InstanceEvent.Correlated(correlation));
    }

    /// <summary>An act that changes no position but belongs to the history.</summary>
    public void Note(string name, Value content) => burst.Emit(new InstanceEvent.Noted(Node.Id, name, content));

    /// <summary>What may stand in a note of a content: where it comes from sealed content, <c>{ "$sealed": address }</c> in its place.</summary>
    public Value Keepable(Value content) => burst.Kept(this, content);

    /// <summary>Content from outside that is nobody's of whom the engine knows: the instance's own, sealed, and the reference to it.</summary>
    public Value Refer(Value content) => burst.Refer(content);

    /// <summary>A reference to one member of what <see cref="Refer"/> has sealed.</summary>
    public Value PartOf(Value reference, string part) => (SealedReference.Read(reference, InstanceId)! with { Part = part }).ToValue();

    /// <summary>Seals personal content of a subject in this step and gives its address.</summary>
    public string Seal(Id subject, Value content) => burst.Seal(subject, content);

    public void Send(string name, Id target, Value body, params ImmutableArray<string> expects) => burst.Send(name, target, body, expects);

    /// <summary>The id of the next thing that this step creates.</summary>
    public Id NextId() => burst.NextId();

    /// <summary>The pin under which the definition would run now; null where none is published.</summary>
    public string? PinOf(string definitionId) => burst.Pins.PinOf(burst.State.Pin, definitionId);

    /// <summary>A document pinned with the instance's definition, by kind and id; null where the pin names none.</summary>
    public Value? Document(string kind, string id) => burst.Pins.Document(burst.State.Pin, kind, id);

    private bool IsPlain(string what)
    {
        if (HasRead)
            Broken ??= ExecutionCodes.PlainByNature.With(("activity", Node.Id), ("name", what));
        return !HasRead;
    }

    internal int EnsureFrame()
    {
        if (FrameId == 0)
            FrameId = burst.Enter(item, Node.Id);
        return FrameId;
    }

    private (Value Value, ActivityResult? Stop) Evaluate(string text, ExpressionLanguage language) => burst.Evaluate(this, text, language);

    private (Value Value, ActivityResult? Stop) Read(string variable) => burst.ReadVariable(this, variable);

    private static (Value Value, ActivityResult? Stop) ParseObject(ActivityInput input)
    {
        if (input.Value.AsText() is not { } text)
            return (input.Value, null);
        // As in Elsa, blank is nothing, and where a text is wanted JSON is the text that it is.
        if (string.IsNullOrWhiteSpace(text) || input.Elsa?["typeName"].AsText() == "String")
            return (string.IsNullOrWhiteSpace(text) ? Value.Null : text, null);
        var (tree, faults) = SourceTree.Parse(text);
        return tree.Root is { } root
            ? (root.ToValue(), null)
            : (Value.Null, ActivityResult.Faulted(ExecutionCodes.BadJson.With(("input", input.Name), ("reason", new Rejection(faults[0].Code, faults[0].Arguments)))));
    }
}
