using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>What an activity says after it was entered, resumed or told of a child.</summary>
public abstract record ActivityResult
{
    private ActivityResult() { }

    public static readonly ActivityResult Waits = new Waiting();

    private static readonly ActivityResult Done = new Ended([Connection.Done]);

    /// <summary>It is over, with <c>Done</c> or these outcomes.</summary>
    public static ActivityResult Completed(params ImmutableArray<string> outcomes) => outcomes.IsEmpty ? Done : new Ended(outcomes);

    /// <summary>It broke: an incident that an operator can retry.</summary>
    public static ActivityResult Faulted(Rejection reason) => new Fault(reason);

    /// <summary>It broke on what came back: an incident, also where it was resumed, for the one who answered is not to blame.</summary>
    public static ActivityResult Broke(Rejection reason) => new Fault(reason, EvenResumed: true);

    /// <summary>It refuses what it was resumed with: the whole command is refused and nothing happens.</summary>
    public static ActivityResult Refused(Rejection reason) => new Refusal(reason);

    /// <summary>It must know these facts; the handler loads them and decides again.</summary>
    public static ActivityResult Needs(params ImmutableArray<FactKey> facts) => new Need(facts);

    public sealed record Waiting : ActivityResult;

    public sealed record Ended(ImmutableArray<string> Outcomes) : ActivityResult;

    /// <summary>The flow goes back (退回) to an earlier activity that was chosen and not drawn; a target that is not earlier refuses the command.</summary>
    public sealed record GoesBack(string Target, string Reason, Redo Redo = Redo.Between) : ActivityResult;

    /// <summary>The nearest definition (the instance's, or the one used as an activity) ends with these outcomes.</summary>
    public sealed record EndsDefinition(ImmutableArray<string> Outcomes) : ActivityResult;

    /// <summary>The whole instance ends.</summary>
    public sealed record EndsInstance : ActivityResult;

    /// <summary>The nearest loop ends.</summary>
    public sealed record BreaksLoop : ActivityResult;

    public sealed record Fault(Rejection Reason, bool EvenResumed = false) : ActivityResult;

    public sealed record Refusal(Rejection Reason) : ActivityResult;

    public sealed record Need(ImmutableArray<FactKey> Facts) : ActivityResult;
}

/// <summary>Names a fact: its kind ("announcement", "match", "calendar", "blob" …) and which one.</summary>
public readonly record struct FactKey(string Kind, string Id);

/// <summary>A fact as it was given to a decision, with where it came from and which state of it.</summary>
public sealed record Fact(FactKey Key, Value Value, string Source = "", long Version = 0);

/// <summary>Why a bookmark is resumed: the verb ("complete", "signal", "deadline", "release", "child-ended"), the input, who and when.</summary>
public sealed record Resumption(Bookmark Bookmark, string Verb, Value Input);

/// <summary>A child of a container ended with these outcomes.</summary>
public sealed record ChildCompletion(ActivityNode Node, ImmutableArray<string> Outcomes, int Tag)
{
    internal WorkItem Item { get; init; } = new(0, "");
}
