using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Cases;

/// <summary>The case goes along with its student: its place, what waits for his old units, and the units that its later steps will ask for.</summary>
public sealed record MoveCase(Id Case, string From, string To) : Command
{
    public override Id Target => Case;

    public override Value Body => Value.List(Case.ToString(), From, To);
}

public sealed class MoveCaseHandler(CaseSteps cases, StepRunner runner) : IRequestHandler<MoveCase, Answer>
{
    public Task<Answer> Handle(MoveCase request, CancellationToken cancellationToken) =>
        runner.RunAsync<InstanceState>(request, request.Case, (state, stored, act, facts) => Decide(request, state, stored, act, facts), cancellationToken);

    private StreamDecision Decide(MoveCase request, InstanceState? state, StoredStream? stored, Act act, Facts facts)
    {
        if (state is null || stored is null || !request.Principal.IsSystem)
            return StepCodes.NotFound;
        if (!state.IsOpen)
            return ExecutionCodes.NotOpen.With(("status", state.Status));
        var key = UnitFacts.UnitsOf(request.To);
        if (facts.Find(key) is not { } units)
            return new StreamDecision.Needs([key]);
        var before = state.Frames[1].Input["units"] as RecordValue ?? Value.EmptyRecord;
        // A department that changes too takes what waits for it; the school's own stays where it is.
        var more = before.Members.Select(u => new UnitMove(u.Value.AsText()!, units.Value[u.Key].AsText() ?? request.To)).Where(m => m.From != m.To).ToImmutableArray();
        var command = new InstanceCommand.MoveUnit(request.From, request.To, more, Value.Record(("units", units.Value)));
        return cases.Decide(command, CaseSteps.PlaceOf(stored) with { OrgPath = request.To }, state, act, facts);
    }
}
