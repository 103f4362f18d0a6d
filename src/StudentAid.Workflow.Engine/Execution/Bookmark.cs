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

    /// <summary>Plain data that the activity keeps with it; nothing personal.</summary>
    public Value Payload { get; init; } = Value.Null;

    internal Value ToValue() => Value.List(
        Id, Frame, Node, Kind.ToString(), Fields.Opt(Name), Fields.Opt(Unit),
        Due is { } due ? due.ToUnixTimeMilliseconds() : Value.Null, Person.IsNone ? Value.Null : Person.ToString(), ShownAt, Payload).Trimmed();

    internal static Bookmark From(Value value)
    {
        var fields = value.Items;
        return new Bookmark(fields.Int(0), fields.Int(1), fields.Text(2), Enum.Parse<BookmarkKind>(fields.Text(3)))
        {
            Name = fields.Text(4),
            Unit = fields.Text(5),
            Due = fields.At(6).AsNumber() is { } due ? DateTimeOffset.FromUnixTimeMilliseconds((long)due) : null,
            Person = Streams.Id.TryParse(fields.Text(7)) ?? default,
            ShownAt = fields.Long(8),
            Payload = fields.At(9),
        };
    }
}
