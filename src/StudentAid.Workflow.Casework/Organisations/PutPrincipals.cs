using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>Keeps several who may act in one step, so that a table of staff is taken whole or not at all. Each is judged as <see cref="PutPrincipal"/> judges one.</summary>
public sealed record PutPrincipals(string Unit, ImmutableArray<PutPrincipal> All) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Unit, Value.List(All.Select(p => p.Body)));
}

public sealed class PutPrincipalsHandler(StepRunner runner, RoleShelf roles) : IRequestHandler<PutPrincipals, Answer>
{
    public async Task<Answer> Handle(PutPrincipals request, CancellationToken cancellationToken)
    {
        var book = await roles.BookAsync(cancellationToken);
        return await runner.RunAsync<UnitState>(request, UnitState.IdOf(request.Unit), (state, _, act, facts) => Decide(request, book, state, act, facts), cancellationToken);
    }

    private static StreamDecision Decide(PutPrincipals request, RoleBook book, UnitState? state, Act act, Facts facts)
    {
        if (Duties.Setup(request.Principal, request.Unit) is { } notYours)
            return notYours;
        // Asked for all at once: fact by fact a large table would go round too often.
        ImmutableArray<PutPrincipal> all = [.. request.All.Select(p => p with { Principal = request.Principal, Unit = request.Unit })];
        if (PutPrincipalHandler.Missing(all, facts) is { IsEmpty: false } missing)
            return new StreamDecision.Needs(missing);
        if (all.Select(p => PutPrincipalHandler.Refuse(p, book, facts)).FirstOrDefault(r => r is not null) is { } refused)
            return refused;

        var steps = new UnitSteps(state, request.Unit, act);
        return steps.Of([.. all.Select((p, n) => new UnitEvent.PrincipalPut(
            steps.Put(UnitFacts.Principal, (p.Id.IsNone ? Id.Of(act.Stream, steps.Seq, n) : p.Id).ToString(), p.Content(facts), request.Unit)))]);
    }
}
