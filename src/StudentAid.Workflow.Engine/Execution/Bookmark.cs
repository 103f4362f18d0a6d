using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Engine.Execution;

/// <summary>What a bookmark waits for.</summary>
public enum BookmarkKind
{
    /// <summary>A person: <see cref="Bookmark.Name"/> is the role, <see cref="Bookmark.Unit"/> the acting unit.</summary>
    Task,

    /// <summary>An instant: <see cref="Bookmark.Due"/>.</summary>
    Deadline,

    /// <summary>A signal by name; <see cref="Bookmark.Unit"/> is the correlation, empty for any.</summary>
    Signal,

    /// <summary>The release by a barrier: <see cref="Bookmark.Name"/> is the gate, <see cref="Bookmark.Unit"/> the unit it waits under.</summary>
    Entry,

    /// <summary>The end of another instance, whose id is <see cref="Bookmark.Name"/>.</summary>
    Child,
}

/// <summary>
/// A place where an instance waits. <see cref="ShownAt"/> is the seq at which what its holder is shown last changed: the task's ETag.
/// </summary>
public sealed record Bookmark(int Id, int Frame, string Node, BookmarkKind Kind)
{
    public string Name { get; init; } = "";

    public string Unit { get; init; } = "";

    public DateTimeOffset? Due { get; init; }

    /// <summary>The one person who holds a task, where it is a person's own; None for a role's.</summary>
    public Id Person { get; init; }

    public long ShownAt { get; init; }

    /// <summary>Who has a task in hand; null where whoever may do it can take it up.</summary>
    public Holding? Holding { get; init; }

    /// <summary>When its holder was last reminded of it; null where nobody did.</summary>
    public DateTimeOffset? Reminded { get; init; }

    /// <summary>Plain data that the activity keeps with it; nothing personal.</summary>
    public Value Payload { get; init; } = Value.Null;

    /// <summary>Positional fields. The node is its frame's, and in an event <see cref="ShownAt"/> is the step's seq: neither is written.</summary>
    internal ImmutableArray<Value> Fields(bool inEvent) => Value.List(
        Id, Frame, Kind.ToString()[..1], Execution.Fields.Opt(Name), Execution.Fields.Opt(Unit),
        Due is { } due ? due.ToUnixTimeMilliseconds() : Value.Null, Person.IsNone ? Value.Null : Person.ToString(),
        inEvent ? Value.Null : ShownAt, Payload, Holding?.ToValue() ?? Value.Null,
        Reminded is { } reminded ? reminded.ToUnixTimeMilliseconds() : Value.Null).Trimmed().Values;

    /// <summary>Kinds are written by their first letters, which differ.</summary>
    private static BookmarkKind KindOf(string letter) => Enum.GetValues<BookmarkKind>().First(k => k.ToString().StartsWith(letter, StringComparison.Ordinal));

    /// <summary>The bookmark as far as the fields say it, from the given index on; state fills in the node, and of an event the seq.</summary>
    internal static Bookmark From(ImmutableArray<Value> fields, int at) => new(fields.Int(at), fields.Int(at + 1), "", KindOf(fields.Text(at + 2)))
    {
        Name = fields.Text(at + 3),
        Unit = fields.Text(at + 4),
        Due = fields.At(at + 5).AsNumber() is { } due ? DateTimeOffset.FromUnixTimeMilliseconds((long)due) : null,
        Person = Streams.Id.TryParse(fields.Text(at + 6)) ?? default,
        ShownAt = fields.Long(at + 7),
        Payload = fields.At(at + 8),
        Holding = Execution.Holding.From(fields.At(at + 9)),
        Reminded = fields.At(at + 10).AsNumber() is { } reminded ? DateTimeOffset.FromUnixTimeMilliseconds((long)reminded) : null,
    };
}
