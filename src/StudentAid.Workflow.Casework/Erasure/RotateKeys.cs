using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>Gives every school a new key and wraps its people's keys by it; answers how many of both. It may run beside steps, be cut off and be run again.</summary>
public delegate Task<(int Schools, int Subjects)> RotateSchoolKeys(CancellationToken cancellation);

/// <summary>Changes all schools' keys; whoever sets up the whole installation may. What they have sealed stays as it is.</summary>
public sealed record RotateKeys : Command
{
    public override Id Target => default;

    public override Value Body => Value.List("rotate");
}

/// <summary>What happened to the schools' keys.</summary>
public abstract record KeysEvent
{
    private KeysEvent() { }

    public sealed record KeysRotated(int Schools, int Subjects) : KeysEvent;
}

/// <summary>The record of all rotations.</summary>
public sealed record KeysState(long Version) : IStreamState<KeysState>
{
    public const string Kind = "keys";
    public const int Format = 1;

    public static readonly Id Only = Id.Of(Kind);

    public static KeysState Empty { get; } = new(0);

    public static bool IsOf(string kind) => kind == Kind;

    public static KeysState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<KeysState>(Format, snapshot);

    public KeysState After(ReadOnlySpan<byte> data) => this with { Version = Version + 1 };
}

public sealed class RotateKeysHandler(StepRunner runner, RotateSchoolKeys rotate) : IRequestHandler<RotateKeys, Answer>
{
    public async Task<Answer> Handle(RotateKeys request, CancellationToken cancellationToken)
    {
        if (Duties.Setup(request.Principal, UnitPath.Root) is { } notYours)
            return notYours;
        // A rotation that is not on record is no harm, a record of one that was not made is.
        var (schools, subjects) = request.DryRun ? (0, 0) : await rotate(cancellationToken);
        return await runner.RunAsync<KeysState>(request, KeysState.Only, (before, _, act, _) => Rotated(before?.Version ?? 0, schools, subjects, act), cancellationToken);
    }

    private static StreamDecision Rotated(long version, int schools, int subjects, Act act) => new StepParts(act, version).Of(
        KeysState.Kind, UnitPath.Root, "rotated", StreamData.Write<KeysEvent>([new KeysEvent.KeysRotated(schools, subjects)]),
        StreamData.Snapshot(KeysState.Format, new KeysState(version + 1)));
}
