using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Adjustments;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// Sets where a person stands in the register: enrolled, suspended (休学、参军), left, not-arrived (未报到). His open cases follow: who has left has none any more,
/// the case of who is away rests until he is back. The level that he holds follows too.
/// </summary>
public sealed record SetPersonStatus(string School, Id Person, string Status) : Command
{
    public override Id Target => UnitState.IdOf(School);

    public override Value Body => Value.List(School, Person.ToString(), Status);
}

public sealed class SetPersonStatusHandler(StepRunner runner) : IRequestHandler<SetPersonStatus, Answer>
{
    public Task<Answer> Handle(SetPersonStatus request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, UnitState.IdOf(request.School), (state, _, act, facts) => Decide(request, state, act, facts), cancellationToken);

    private static StreamDecision Decide(SetPersonStatus request, UnitState? state, Act act, Facts facts)
    {
        if (Duties.Rounds(request.Principal, request.School) is { } notYours)
            return notYours;
        if (!PersonStatus.All.Contains(request.Status))
            return OrganisationCodes.UnknownStatus.With(("known", string.Join(", ", PersonStatus.All)), ("status", request.Status));
        ImmutableArray<FactKey> needed = [UnitFacts.PersonOf(request.Person), UnitFacts.OpenCases(request.Person)];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        var (fact, cases) = (facts.Find(needed[0])!, facts.Find(needed[1])!);
        if (fact.Value["stream"].AsText() != act.Stream.ToString())
            return OrganisationCodes.UnknownPerson;
        var steps = new UnitSteps(state, request.School, act);
        var content = ((RecordValue)fact.Value["content"]).With("status", request.Status);
        var kept = steps.Put(UnitFacts.Person, request.Person.ToString(), content, fact.Value["place"].AsText());
        var place = fact.Value["place"].AsText()!;
        PersonHistory.Keep(steps, request.Person, "status", (fact.Value["content"], place), (content, place));
        var changed = fact.Value["content"]["status"].AsText() != request.Status;
        if (changed)
        {
            steps.Parts.Tell(
                FollowRegister.Name, StandingState.IdOf(request.Person), Value.Record(("person", request.Person.ToString()), ("place", place), ("status", request.Status)),
                FollowRegisterCodes.NothingHeld.Id);
        }

        foreach (var id in changed ? cases.Value.Items : [])
            steps.Parts.Tell(FollowStanding.Name, Id.Parse(id.AsText()!), Value.Record(("status", request.Status)), ExecutionCodes.NotOpen.Id, FollowStandingCodes.NothingToFollow.Id);
        return steps.Of(new UnitEvent.PersonStatusSet(request.Person, request.Status, kept.Hash));
    }
}
