using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>
/// What happened to an instance, in ids, so that a fold needs no pin. Written as <c>[name, …fields]</c>; fields are only appended,
/// a changed meaning is a new name. Nothing personal stands in any of them.
/// </summary>
public abstract record InstanceEvent
{
    /// <summary>The instance began under this pin.</summary>
    public sealed record Started(string Pin, Value Input, string Correlation, string Name, string Parent, int ParentBookmark) : InstanceEvent;

    /// <summary>An activity that lasts was entered and has a frame now. <paramref name="Pin"/> and <paramref name="Input"/> only for a definition used as an activity.</summary>
    public sealed record Entered(int Frame, int Parent, string Node, int Tag, bool Backward, string ReturnTo, string Pin, Value Input) : InstanceEvent;

    /// <summary>An activity ended with these outcomes; its frame (0 for one that never waited) is gone with all below it.</summary>
    public sealed record Ran(int Parent, string Node, int Frame, ImmutableArray<string> Outcomes, bool Backward) : InstanceEvent;

    public sealed record Skipped(int Parent, string Node) : InstanceEvent;

    /// <summary>A connection into a join was visited, and followed or not.</summary>
    public sealed record Arrived(int Parent, string Join, string Connection, bool Followed) : InstanceEvent;

    public sealed record Opened(Bookmark Bookmark) : InstanceEvent;

    /// <summary>What the bookmark's holder is shown has changed.</summary>
    public sealed record Changed(Bookmark Bookmark) : InstanceEvent;

    /// <summary>A task went from one hand to another; null where it lies open again for whoever may do it.</summary>
    public sealed record Handed(int Bookmark, Holding? Holding) : InstanceEvent;

    /// <summary>A task's holder was reminded of it. What he is shown stays as it is.</summary>
    public sealed record Reminded(int Bookmark, DateTimeOffset At) : InstanceEvent;

    public sealed record Closed(int Bookmark, string Verb) : InstanceEvent;

    /// <summary>The frame and all below it are gone without an outcome.</summary>
    public sealed record Cancelled(int Frame) : InstanceEvent;

    public sealed record VariableSet(int Frame, string Name, Value Value) : InstanceEvent;

    /// <summary>An activity's output (<paramref name="Node"/> given) or the definition's own.</summary>
    public sealed record OutputSet(int Frame, string Node, string Name, Value Value) : InstanceEvent;

    public sealed record DataSet(int Frame, Value Data) : InstanceEvent;

    public sealed record Said(string Line) : InstanceEvent;

    public sealed record Named(string Name) : InstanceEvent;

    public sealed record Correlated(string Correlation) : InstanceEvent;

    /// <summary>
    /// The flow went back: the visits of these activities and what left them count no more; arrivals from outside keep at most one visit.
    /// Where the target is done again <paramref name="Alone"/>, what left it the first time still counts.
    /// </summary>
    public sealed record Rewound(int Frame, string Source, string Target, ImmutableArray<string> Reset, string Reason, bool Alone) : InstanceEvent;

    /// <summary>A fact the decision rested on: its kind and id, source and version.</summary>
    public sealed record Rested(string Kind, string Id, string Source, long Version) : InstanceEvent;

    /// <summary>An activity broke; <paramref name="Pending"/> are the work items a retry takes up.</summary>
    public sealed record Faulted(int Incident, int Parent, string Node, string Code, Value Arguments, Value Pending) : InstanceEvent;

    public sealed record Retried(int Incident) : InstanceEvent;

    /// <summary>An act that changes no position and is kept for the history (an opinion, a note, a vote …).</summary>
    public sealed record Noted(string Node, string Name, Value Content) : InstanceEvent;

    public sealed record Suspended(string Reason) : InstanceEvent;

    public sealed record Continued : InstanceEvent;

    public sealed record Adopted(string Pin, Value Mapping) : InstanceEvent;

    /// <summary>These members took the place of the instance's input of the same name.</summary>
    public sealed record InputChanged(Value Members) : InstanceEvent;

    public sealed record Ended(string Status, ImmutableArray<string> Outcomes) : InstanceEvent;
}
