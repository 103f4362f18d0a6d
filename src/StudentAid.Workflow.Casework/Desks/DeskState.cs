using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Desks;

/// <summary>What happened to somebody's own things, or to those a unit shares; the contents are documents beside it.</summary>
public abstract record DeskEvent
{
    private DeskEvent() { }

    public sealed record ViewKept(Kept View) : DeskEvent;

    public sealed record ViewDropped(string Key) : DeskEvent;

    /// <summary>So many more notifications were read, and all up to an instant where one is given.</summary>
    public sealed record NotificationsRead(int Count, DateTimeOffset? UpTo) : DeskEvent;
}

/// <summary>The desk of a principal, or of a unit: saved views and what was read. No act stands on it.</summary>
public sealed record DeskState(long Version) : IStreamState<DeskState>
{
    public const string Kind = "desk";
    public const int Format = 1;

    public static DeskState Empty { get; } = new(0);

    public static bool IsOf(string kind) => kind == Kind;

    public static Id IdOf(Id principal) => Id.Of(Kind, principal.ToString());

    public static Id IdOf(string unit) => Id.Of(Kind, unit);

    public static DeskState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<DeskState>(Format, snapshot);

    public DeskState After(ReadOnlySpan<byte> data) => this with { Version = Version + 1 };
}
