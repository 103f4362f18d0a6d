using System.Collections.Immutable;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>A role at a unit, as a task names it: its holders find the task by equality of both.</summary>
public readonly record struct Post(string Role, string Unit);

/// <summary>
/// Which tasks. With posts or a person it is an inbox and costs what it shows; with neither it is oversight of everything in scope and is
/// sorted at reading.
/// </summary>
public sealed record TaskFilter
{
    /// <summary>Tasks of any of these posts that nobody has in hand, so none for one who holds no post; null for no such condition.</summary>
    public ImmutableArray<Post>? Posts { get; init; }

    /// <summary>With posts: the tasks that these people have in hand, too, wherever they lie.</summary>
    public ImmutableArray<Id> Holders { get; init; } = [];

    /// <summary>With posts: the tasks that are for these alone, too, wherever they lie.</summary>
    public ImmutableArray<Id> Own { get; init; } = [];

    /// <summary>Only tasks that are no single person's and that nobody has in hand: whoever holds their post may take them.</summary>
    public bool ForAnyHolder { get; init; }

    /// <summary>Tasks for this person alone (a vote, an application); None for no such condition. Not to be combined with posts.</summary>
    public Id Person { get; init; }

    public string? Activity { get; init; }

    /// <summary>Tasks of streams of this group (a round); None for no such condition.</summary>
    public Id Group { get; init; }

    /// <summary>Tasks of this unit and those below it (<c>/code/code/…/</c>).</summary>
    public string? Below { get; init; }

    /// <summary>Tasks due before this instant.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>The latest due first.</summary>
    public bool Descending { get; init; }
}

/// <summary>Which streams: those of a subject (of a group, where one is named too), or those of a group (None: those that belong to none, unless any group will do); and of a kind.</summary>
public sealed record StreamFilter
{
    public Id Subject { get; init; }

    public Id Group { get; init; }

    /// <summary>Of every group and of none. Meant for few rows: with a kind and a status it reads only these, but sorts them.</summary>
    public bool AnyGroup { get; init; }

    public string? Kind { get; init; }

    public string? Status { get; init; }

    /// <summary>Streams that stand exactly at one of these places, not below them; empty for no such condition.</summary>
    public ImmutableArray<string> Places { get; init; } = [];

    /// <summary>Streams that stand at this activity, whatever else they wait for; null for no such condition.</summary>
    public string? Activity { get; init; }

    /// <summary>Practice streams too; they are left out else.</summary>
    public bool Practice { get; init; }
}

/// <summary>Which entries: those of a gate, those a barrier has taken, or those of some streams.</summary>
public sealed record EntryFilter
{
    /// <summary>Entries of one of these streams; empty for no such condition.</summary>
    public ImmutableArray<Id> Streams { get; init; } = [];

    public string? Gate { get; init; }

    /// <summary>None for no such condition.</summary>
    public Id Barrier { get; init; }

    public EntryState? State { get; init; }

    /// <summary>Entries of this unit and those below it (<c>/code/code/…/</c>).</summary>
    public string? Below { get; init; }
}

/// <summary>Which documents: of a kind, and where given of one stream, with one key, or below a place.</summary>
public sealed record DocumentFilter(string Kind)
{
    /// <summary>None for every stream's.</summary>
    public Id Stream { get; init; }

    /// <summary>Documents of one of these streams; empty for no such condition.</summary>
    public ImmutableArray<Id> Streams { get; init; } = [];

    public string? Key { get; init; }

    /// <summary>What the key begins with.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>Documents with one of these keys; empty for no such condition.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>Documents of this place and those below it (<c>/code/code/…/</c>).</summary>
    public string? Below { get; init; }

    /// <summary>Documents that stand exactly at one of these places, not below them; empty for no such condition.</summary>
    public ImmutableArray<string> Places { get; init; } = [];

    /// <summary>Only documents whose <c>grants</c> hold something; they have an index of their own.</summary>
    public bool Granting { get; init; }

    /// <summary>Only documents that wait for a second person: whose <c>state</c> is "proposed", or with a <c>retractBy</c>; they have an index of their own.</summary>
    public bool Waiting { get; init; }

    /// <summary>Documents whose sealed field equals the value: only of kinds and fields that the store indexes blindly.</summary>
    public LookUp? LookUp { get; init; }
}

/// <summary>A sealed field's exact value (an ID number, a telephone).</summary>
public sealed record LookUp(string Field, string Value)
{
    /// <summary>What the opened document says: a keyed hash may be another's, and a document that was kept before there was an index has none.</summary>
    public bool Finds(DocumentRow row) => row.Content["sealed"][Field].AsText() is { } found
        && string.Equals(found.Trim(), Value.Trim(), StringComparison.OrdinalIgnoreCase);
}

/// <summary>Messages of one name, or those of all others.</summary>
public sealed record MessageFilter(string Name, bool Others = false);
