using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Access;

/// <summary>
/// Puts on record that somebody reads a case by the right he was given: which parts (or which file), and what for. Only after this is written are they shown. To everybody else,
/// and after its day, the grant is one that nobody has.
/// </summary>
public sealed record ReadByGrant(Id Grant, ImmutableArray<string> Parts, string File, string Purpose) : Command
{
    // Who may read knows the grant though he knows neither the case nor its place.
    public override Id Target => default;

    public override Value Body => Value.List(Grant.ToString(), Value.List(Parts.Select(Value.Of)), File, Purpose);
}

public sealed class ReadByGrantHandler(StepRunner runner, IStepStore store, ReadGrants grants, Cipher cipher) : IRequestHandler<ReadByGrant, Answer>
{
    public async Task<Answer> Handle(ReadByGrant request, CancellationToken cancellationToken)
    {
        if (await grants.FindAsync(request.Principal, request.Grant, cancellationToken) is not { } grant || await store.LoadAsync(grant.Case, cancellationToken) is not { } about)
            return StepCodes.NotFound;
        if (request.Purpose.Length is < 2 or > 200)
            return AccessCodes.NoPurpose;
        if (request.Parts.IsDefaultOrEmpty || !request.Parts.All(grant.Parts.Contains))
            return ReadGrantCodes.UnknownPart.With(("known", string.Join(", ", grant.Parts)));
        return await runner.RunAsync<AccessState>(request, AccessState.IdOf(grant.Case), (before, _, act, _) =>
        {
            var parts = new StepParts(act, before?.Version ?? 0);
            var purpose = PlainText.IsCode(request.Purpose) ? request.Purpose : parts.Seal(cipher.Seal(about.Subject, request.Purpose));
            return AccessState.StepOf(parts, about.OrgPath, new AccessEvent.Read(request.Grant, request.Parts, request.File, purpose)) with { Practice = about.Practice };
        }, cancellationToken);
    }
}
