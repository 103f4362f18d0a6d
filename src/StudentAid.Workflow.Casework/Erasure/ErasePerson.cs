using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Erasure;

/// <summary>
/// Destroys the key of a person's facts, and of the accounts that stand for nobody else: what was sealed for him says nothing from then on, here and in every copy
/// that has no key. It cannot be taken back. The reason is a code; the basis is the law's article, and neither may tell of the family.
/// </summary>
public sealed record ErasePerson(Id Person, string Reason, string Basis) : Command
{
    public const int LeastBasis = 4;
    public const int MostBasis = 200;

    public override Id Target => default;

    public override Value Body => Value.List(Person.ToString(), Reason, Basis);

    /// <summary>Whether a text may stand as the basis of an erasure, by its length without the blanks around it.</summary>
    public static bool IsBasis(string text) => text.Trim().Length is >= LeastBasis and <= MostBasis;
}

/// <summary>What happened to somebody's facts. Nothing here says whose they were but his id.</summary>
public abstract record ErasureEvent
{
    private ErasureEvent() { }

    public sealed record PersonErased(Id Person, string Reason, string Basis, ImmutableArray<Id> Accounts) : ErasureEvent;
}

/// <summary>The record of an erasure, which stays.</summary>
public sealed record ErasureState(long Version) : IStreamState<ErasureState>
{
    public const string Kind = "erasure";
    public const int Format = 1;

    public static ErasureState Empty { get; } = new(0);

    public static bool IsOf(string kind) => kind == Kind;

    public static Id IdOf(Id person) => Id.Of(Kind, person.ToString());

    public static ErasureState? FromSnapshot(ReadOnlySpan<byte> snapshot) => StreamData.FromSnapshot<ErasureState>(Format, snapshot);

    public ErasureState After(ReadOnlySpan<byte> data) => this with { Version = Version + 1 };
}

public sealed class ErasePersonHandler(StepRunner runner, Organisations.Directory directory, ErasureReading reading, StandsInClear clear) : IRequestHandler<ErasePerson, Answer>
{
    public async Task<Answer> Handle(ErasePerson request, CancellationToken cancellationToken)
    {
        if (!PlainText.IsCode(request.Reason))
            return ErasureCodes.NoReason;
        if (!ErasePerson.IsBasis(request.Basis))
            return ErasureCodes.NoBasis;
        if (await directory.PersonAsync(request.Person) is not { } person || !request.MayKnow(person.Place, default))
            return StepCodes.NotFound;
        if (Duties.Setup(request.Principal, person.Place) is { } notYours)
            return notYours;
        var look = await reading.LookAsync(person);
        if (look.Erased)
            return ErasureCodes.Erased;
        if (look.OpenCases > 0)
            return ErasureCodes.OpenCases.With(("count", look.OpenCases));
        if (await clear(request.Person))
            return ErasureCodes.NotSealed;
        return await runner.RunAsync<ErasureState>(request, ErasureState.IdOf(request.Person), (_, _, act, _) => Erased(request, look, act), cancellationToken);
    }

    private static StreamDecision Erased(ErasePerson request, ErasureLook look, Act act)
    {
        var parts = new StepParts(act, 0);
        parts.Row(new SubjectErased(request.Person));
        foreach (var account in look.Accounts)
            parts.Row(new SubjectErased(account));
        var step = parts.Of(
            ErasureState.Kind, look.Place, "erased",
            StreamData.Write<ErasureEvent>([new ErasureEvent.PersonErased(request.Person, request.Reason, request.Basis.Trim(), look.Accounts)]),
            StreamData.Snapshot(ErasureState.Format, new ErasureState(1)));
        return step with { Subject = request.Person };
    }
}
