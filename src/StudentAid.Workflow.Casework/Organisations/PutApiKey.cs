using MediatR;
using StudentAid.Workflow.Casework.Accounts;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// Keeps a machine's key as the SHA-256 of its secret (64 hex digits), under the key's id; an empty hash takes it back. Whose key it is: <paramref name="Holder"/>.
/// What the key may do of what its holder may: <paramref name="Limits"/>.
/// </summary>
public sealed record PutApiKey(string Unit, Id Id, Id Holder, string Name, string Hash, KeyLimits? Limits = null) : Command
{
    /// <summary>The kind of the document: <c>{ holder, name, hash, limits?, by? }</c>; by is the person who gave it out.</summary>
    public const string Kind = "api-key";

    public override Id Target => default;

    /// <summary>Without the hash: a secret is drawn anew at each sending, and sent again it is the same act, whose first secret stays.</summary>
    public override Value Body => Value.List(Unit, Id.ToString(), Hash.Length > 0, Content().Without("hash"));

    internal RecordValue Content() => Content(Limits);

    /// <summary>
    /// As it is kept: the end that a person left out is not part of what was asked, or sent again later it would be another act. What the product was set up
    /// with gives out keys without an end too, for nobody would be there to renew them.
    /// </summary>
    internal RecordValue KeptAt(DateTimeOffset now) =>
        Content(Hash.Length > 0 && IsByPerson && Limits?.Ends is null ? (Limits ?? KeyLimits.None) with { Ends = now.AddYears(KeyLimits.UsualYears) } : Limits);

    private RecordValue Content(KeyLimits? limits)
    {
        var content = Value.Record(("holder", Holder.ToString()), ("name", Name), ("hash", Hash));
        if (limits is not null && limits != KeyLimits.None)
            content = content.With("limits", limits.ToValue());
        return IsByPerson ? content.With("by", Principal.Proposer.ToString()) : content;
    }

    /// <summary>Whether a person gives it out, be it with a key of his own; false of the product and of what it was set up with.</summary>
    internal bool IsByPerson => !Principal.IsSystem && (!Principal.IsMachine || !Principal.KeyFrom.IsNone);
}

public sealed class PutApiKeyHandler(StepRunner runner) : IRequestHandler<PutApiKey, Answer>
{
    public Task<Answer> Handle(PutApiKey request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, UnitState.IdOf(request.Unit), (state, _, act, facts) => Decide(request, state, act, facts), cancellationToken);

    private static StreamDecision Decide(PutApiKey request, UnitState? state, Act act, Facts facts)
    {
        if (Duties.Setup(request.Principal, request.Unit) is { } notYours)
            return notYours;
        if (request.Limits is { } limits && limits.Units.FirstOrDefault(u => !UnitPath.IsPath(u) || !UnitPath.IsBelow(u, request.Unit)) is { } outside)
            return OrganisationCodes.GrantOutside.With(("path", outside), ("unit", request.Unit));
        // Whatever end an older key has, it is taken back.
        if (request.Hash.Length > 0 && request.Limits?.Ends > act.Now.AddYears(KeyLimits.LongestYears))
            return OrganisationCodes.KeyTooLong.With(("years", KeyLimits.LongestYears));
        // A key is its holder's rights: whoever gives it out must be the one who could have given him these.
        var holder = AccountHolderSource.FactOf(request.Holder);
        if (facts.Find(holder) is not { } who)
            return new StreamDecision.Needs([holder]);
        if (who.Value["place"].AsText() is not { } place || Duties.Setup(request.Principal, place) is not null)
            return AccountCodes.UnknownHolder;
        // With another's key one person would be two.
        if (request.Hash.Length > 0 && request.IsByPerson && who.Value["kind"].AsText() == PutPrincipal.Person && request.Holder != request.Principal.Proposer)
            return OrganisationCodes.KeyOfAnother.With(("holder", who.Value["name"].AsText()!));
        var steps = new UnitSteps(state, request.Unit, act);
        return steps.Of(new UnitEvent.ApiKeyPut(steps.Put(PutApiKey.Kind, request.Id.ToString(), request.KeptAt(act.Now), request.Unit)));
    }
}
