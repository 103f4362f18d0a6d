using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;

namespace StudentAid.Workflow.Engine.Activities;

/// <summary>
/// A kind of activity. It decides from its options and the context alone, without I/O or clock, and only says what shall happen;
/// the interpreter turns that into events. Derive from <see cref="ActivityType{TOptions}"/>.
/// </summary>
public abstract class ActivityType
{
    public abstract ActivityDescription Description { get; }

    /// <summary>Outcomes that this node can have, the type's own unless its options name others.</summary>
    public virtual ImmutableArray<string> OutcomesOf(ActivityNode node) => Description.Outcomes;

    /// <summary>What the holder of this node's task may do, the type's own verbs unless its options or a document that the instance's pin names say others.</summary>
    public virtual ImmutableArray<VerbDescription> VerbsOf(ActivityNode node, IPins pins, string pin) => Description.Verbs;

    /// <summary>Findings about a node's own options that the descriptions cannot express (a cron text, a duration …).</summary>
    public virtual IEnumerable<Rejection> Check(ActivityNode node) => [];

    /// <summary>The activity is reached.</summary>
    internal abstract ActivityResult Enter(ActivityContext context);

    /// <summary>One of its bookmarks is resumed.</summary>
    internal abstract ActivityResult Resume(ActivityContext context, Resumption resumption);

    /// <summary>One of its children ended.</summary>
    internal abstract ActivityResult ChildCompleted(ActivityContext context, ChildCompletion child);
}

/// <summary>An activity type with its options record: public init properties, each with an <see cref="OptionAttribute"/>.</summary>
public abstract class ActivityType<TOptions> : ActivityType
    where TOptions : class, new()
{
    protected ActivityType(ActivityDescription description) =>
        Description = description with { Options = OptionsOf<TOptions>.Descriptions };

    public sealed override ActivityDescription Description { get; }

    protected abstract ActivityResult Enter(ActivityContext context, TOptions options);

    protected virtual ActivityResult Resume(ActivityContext context, TOptions options, Resumption resumption) =>
        ActivityResult.Completed();

    protected virtual ActivityResult ChildCompleted(ActivityContext context, TOptions options, ChildCompletion child) =>
        ActivityResult.Completed();

    internal sealed override ActivityResult Enter(ActivityContext context) =>
        OptionsOf<TOptions>.Bind(context) is var bound && bound.Stop is { } stop ? stop : Enter(context, bound.Options!);

    internal sealed override ActivityResult Resume(ActivityContext context, Resumption resumption) =>
        OptionsOf<TOptions>.Bind(context) is var bound && bound.Stop is { } stop ? stop : Resume(context, bound.Options!, resumption);

    internal sealed override ActivityResult ChildCompleted(ActivityContext context, ChildCompletion child) =>
        OptionsOf<TOptions>.Bind(context) is var bound && bound.Stop is { } stop ? stop : ChildCompleted(context, bound.Options!, child);
}

/// <summary>For activity types without options.</summary>
public sealed record NoOptions;
