using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
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

public sealed class RotateKeysHandler(StepRunner runner, RotateSchoolKeys rotate) : IRequestHandler<RotateKeys, Answer>
{
    public async Task<Answer> Handle(RotateKeys request, CancellationToken cancellationToken)
    {
        if (Duties.Setup(request.Principal, UnitPath.Root) is { } notYours)
            return notYours;
        // A rotation that is not on record is no harm, a record of one that was not made is.
        var (schools, subjects) = request.DryRun ? (0, 0) : await rotate(cancellationToken);
        return await runner.RunAsync<KeysState>(
            request, KeysState.Only,
            (before, _, act, _) => (before ?? KeysState.Empty).Step(new Beside(UnitPath.Root), new StepParts(act, before?.Version ?? 0), new KeysEvent.KeysRotated(schools, subjects)), cancellationToken);
    }
}
