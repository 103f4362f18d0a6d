using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Layers;

/// <summary>An activity that every approving end must come after, and the document that says so.</summary>
public sealed record Requirement(string Activity, Origin By);

/// <summary>A definition while layers are laid on it, with the marks that are not part of it.</summary>
public sealed record Draft(Definition Definition, ImmutableArray<Requirement> Required, ImmutableArray<string> NotApproving)
{
    /// <summary>The tables beside it by <c>kind/id</c>, as the layers laid so far have them.</summary>
    public ImmutableDictionary<string, Value> Documents { get; init; } = ImmutableDictionary.Create<string, Value>(StringComparer.Ordinal);

    public static Draft Of(Definition definition) => new(definition, [], []);
}

/// <summary>What a change did: the draft and the changes that take it back (in this order), or why it cannot be done.</summary>
public sealed record Applied(Draft? Draft, ImmutableArray<Change> Inverse, Rejection? Refused)
{
    public static implicit operator Applied(Rejection refused) => new(null, [], refused);
}

/// <summary>
/// One typed change. There are twelve and no more: add, replace, move, remove, set, connect, disconnect, require, release, not-approving, approving, patch.
/// The inverse of each is made of the same twelve.
/// </summary>
public abstract record Change
{
    /// <summary>Where it stands in the overlay's text; null for one that was not read.</summary>
    public Position? At { get; init; }

    /// <summary>The word in <c>do</c>.</summary>
    public abstract string Verb { get; }

    /// <summary>What it does, in words.</summary>
    public abstract Text Sentence { get; }

    /// <summary>Does it for the document <paramref name="by"/>, whose marks it may take back; those of others it may not.</summary>
    public abstract Applied Apply(Draft draft, Origin by, ActivityTypes types);

    /// <summary>Whether it decides the value of an activity's option, for findings about that.</summary>
    internal virtual bool Concerns(string activity, string option) => false;

    protected static string Quote(string name) => $"“{name}”";
}
