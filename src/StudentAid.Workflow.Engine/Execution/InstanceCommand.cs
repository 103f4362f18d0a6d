using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>Who acts on which stream and when: everything about the outside that a decision may know besides facts.</summary>
public sealed record Act(Id Stream, DateTimeOffset Now, Id Actor)
{
    /// <summary>For whom the actor stands in; None where he acts for himself. It is noted in the step.</summary>
    public Id For { get; init; }
}

/// <summary>What an instance is asked to do.</summary>
public abstract record InstanceCommand
{
    private InstanceCommand() { }

    /// <summary>Begin. <paramref name="Trigger"/> is the activity that the instance was started by, if any.</summary>
    public sealed record Start(string Pin, Value Input, string Correlation = "", string Name = "", string Parent = "", int ParentBookmark = 0, string Trigger = "") : InstanceCommand
    {
        /// <summary>True where the input comes from sealed content of another instance: it is sealed in this one too.</summary>
        public bool Personal { get; init; }
    }

    /// <summary>
    /// Resume a bookmark. With <paramref name="ShownAt"/> the caller says what he was shown (If-Match); it is refused when that has changed.
    /// </summary>
    public sealed record Resume(int Bookmark, string Verb, Value Input, long? ShownAt = null) : InstanceCommand
    {
        /// <summary>True where the input holds words of somebody outside: an activity that keeps it as it came keeps it sealed.</summary>
        public bool FromOutside { get; init; }
    }

    /// <summary>Go back (退回) from an open bookmark to an earlier activity.</summary>
    public sealed record RewindTo(int Bookmark, string Target, Redo Redo, string Reason, long? ShownAt = null) : InstanceCommand;

    /// <summary>
    /// Hands a task round: <paramref name="Holding"/> is who has it from now on. What is said with it is sealed, and the note holds its address; with
    /// <paramref name="KeepsAct"/> it is the act itself, kept for those who sign after it. <paramref name="Then"/> is the kept act, done at last.
    /// </summary>
    public sealed record Hand(int Bookmark, string Verb, Holding? Holding, RecordValue Note, long? ShownAt = null, SealedContent? Words = null, bool KeepsAct = false, Resume? Then = null)
        : InstanceCommand;

    /// <summary>Notes an act at a task that hands nothing round; it <paramref name="Reminds"/> the holder, or sends a letter.</summary>
    public sealed record Tell(int Bookmark, string Verb, RecordValue Note, bool Reminds = false, Letter? Letter = null) : InstanceCommand;

    public sealed record Retry(int Incident) : InstanceCommand;

    public sealed record Suspend(string Reason) : InstanceCommand;

    public sealed record Continue : InstanceCommand;

    public sealed record Cancel(string Reason) : InstanceCommand;

    /// <summary>End with an outcome at once, whatever stands open (an applicant's withdrawal).</summary>
    public sealed record EndWith(string Outcome, string Reason) : InstanceCommand;

    /// <summary>Take another pin, activities renamed as the mapping says.</summary>
    public sealed record Adopt(string Pin, ImmutableDictionary<string, string> Mapping) : InstanceCommand;

    /// <summary>
    /// The instance's entries and tasks of one unit and below it now belong to another; those of <paramref name="More"/> of exactly that unit.
    /// Members of <paramref name="Input"/> take the place of the instance's input of the same name, for what it enters later.
    /// </summary>
    public sealed record MoveUnit(string From, string To, ImmutableArray<UnitMove> More = default, RecordValue? Input = null) : InstanceCommand;
}

/// <summary>A message that an act at a task sends.</summary>
public sealed record Letter(string Name, Id Target, Value Body);

/// <summary>A unit and the one that takes its place.</summary>
public readonly record struct UnitMove(string From, string To);

/// <summary>Facts given to a decision, by key. One given is never asked for twice.</summary>
public sealed class Facts(IEnumerable<Fact> facts)
{
    public static readonly Facts None = new([]);

    private readonly Dictionary<FactKey, Fact> byKey = facts.ToDictionary(f => f.Key);

    public IEnumerable<Fact> All => byKey.Values;

    public Fact? Find(FactKey key) => byKey.GetValueOrDefault(key);

    public Facts With(IEnumerable<Fact> more) => new(byKey.Values.Concat(more.Where(m => !byKey.ContainsKey(m.Key))));
}

/// <summary>Personal content that a step seals: whose it is and what. Its address is <c>stream/seq/n</c>.</summary>
public sealed record SealedContent(Id Subject, Value Content);

/// <summary>What an instance's decision answers.</summary>
public abstract record InstanceDecision
{
    private InstanceDecision() { }

    /// <summary>These events happen, and with them these messages and sealed contents; <see cref="State"/> is the state after them.</summary>
    public sealed record Decided(
        ImmutableArray<InstanceEvent> Events, InstanceState State, ImmutableArray<Message> Messages, ImmutableArray<SealedContent> Sealed, int? Released) : InstanceDecision;

    public sealed record Refused(Rejection Reason) : InstanceDecision;

    public sealed record Needs(ImmutableArray<FactKey> Facts) : InstanceDecision;
}
