using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Steps;

/// <summary>
/// A state-changing request. The operation is (principal ‖ key): the same key is applied once, with another body it is refused.
/// </summary>
public abstract record Command : IRequest<Answer>
{
    public required Principal Principal { get; init; }

    /// <summary>The caller's idempotency key.</summary>
    public required string Key { get; init; }

    /// <summary>Decide and say what would happen; write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>An id that was derived already (a message's, a release's), in place of principal and key.</summary>
    public Id? DerivedOperation { get; init; }

    /// <summary>The message that this command answers; its step marks it delivered, and its id is the operation.</summary>
    public Id? Message { get; init; }

    /// <summary>The stream the command acts on, which the principal must be able to know; None where it begins one.</summary>
    public abstract Id Target { get; }

    /// <summary>
    /// True for the commands of the busiest path, which load their target anyway: the runner then judges scope and repetition on what it has loaded,
    /// and no behaviour reads the same rows before it.
    /// </summary>
    public virtual bool JudgedOnLoad => false;

    /// <summary>May the principal know a stream at this place, about this subject?</summary>
    public virtual bool MayKnow(string orgPath, Id subject) =>
        Principal.IsSystem || Principal.Scope.Covers(orgPath) || Principal.Persons.Contains(subject);

    /// <summary>What the same key must come with again.</summary>
    public abstract Value Body { get; }

    public Id Operation => DerivedOperation ?? Message ?? Id.Of("operation", Principal.Id.ToString(), Key);
}

/// <summary>What a command answers: where the stream now stands, or why nothing happened.</summary>
public sealed record Answer(Id Stream, long Version, Rejection? Rejected = null)
{
    /// <summary>What a dry run would write; null otherwise.</summary>
    public Step? WouldWrite { get; init; }

    /// <summary>What a dry run found besides the step, where the command has more to tell; null otherwise.</summary>
    public Value? Report { get; init; }

    /// <summary>What was done all the same, though it is not as it should be.</summary>
    public ImmutableArray<Diagnostic> Warnings { get; init; } = [];

    public bool Succeeded => Rejected is null;

    public static implicit operator Answer(Rejection reason) => new(default, 0, reason);

    public static implicit operator Answer(Code code) => new(default, 0, code.With());
}
