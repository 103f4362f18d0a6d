using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A school or an authority with documents of its own. What it holds are documents; the state knows only which lists were loaded.</summary>
public sealed record UnitState(long Version, ImmutableArray<string> Batches) : IStreamState<UnitState>
{
    public const string Kind = "unit";
    public const int Format = 1;

    public static UnitState Empty { get; } = new(0, []);

    public static bool IsOf(string kind) => kind == Kind;

    public static Id IdOf(string path) => Id.Of(Kind, path);

    public static UnitState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<UnitState>(Format, snapshot);

    public UnitState After(ReadOnlySpan<byte> data) => After(StreamData.Read<UnitEvent>(data));

    public UnitState After(IEnumerable<UnitEvent> events) => events.Aggregate(this, (state, happened) => state.With(happened)) with { Version = Version + 1 };

    private UnitState With(UnitEvent happened) =>
        happened is UnitEvent.ListLoaded loaded ? this with { Batches = Batches.Add(loaded.Batch) } : this;
}
