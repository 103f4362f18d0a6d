using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A student changes class (转班): the person's place moves, and every open case goes along.</summary>
public sealed record MovePerson(string School, Id Person, string To) : Command
{
    public override Id Target => UnitState.IdOf(School);

    public override Value Body => Value.List(School, Person.ToString(), To);
}

public sealed class MovePersonHandler(StepRunner runner) : IRequestHandler<MovePerson, Answer>
{
    /// <summary>The message to each open case: <c>{ from, to }</c>.</summary>
    public const string Message = "move-unit";

    public Task<Answer> Handle(MovePerson request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, UnitState.IdOf(request.School), (state, _, act, facts) => Decide(request, state, act, facts), cancellationToken);

    private static StreamDecision Decide(MovePerson request, UnitState? state, Act act, Facts facts)
    {
        if (Duties.Rounds(request.Principal, request.School) is { } notYours)
            return notYours;
        if (!UnitPath.IsBelow(request.To, request.School))
            return OrganisationCodes.Outside.With(("path", request.To), ("unit", request.School));
        ImmutableArray<FactKey> needed = [UnitFacts.PersonOf(request.Person), UnitFacts.Unit(request.To), UnitFacts.OpenCases(request.Person)];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs(needed);
        var (person, unit, cases) = (facts.Find(needed[0])!.Value, facts.Find(needed[1])!.Value, facts.Find(needed[2])!.Value);
        if (person["stream"].AsText() != act.Stream.ToString())
            return OrganisationCodes.UnknownPerson;
        if (unit.IsNull)
            return OrganisationCodes.UnknownUnit.With(("path", request.To));
        if (unit["closed"].AsBool() == true)
            return OrganisationCodes.UnitClosed.With(("unit", Text.From(unit["name"])));
        if (GroupRule.IsGroup(unit))
            return GroupCodes.PlaceIsGroup.With(("path", request.To));
        var from = person["place"].AsText()!;
        if (from == request.To)
            return OrganisationCodes.SamePlace.With(("path", from));
        var steps = new UnitSteps(state, request.School, act);
        var kept = steps.Put(UnitFacts.Person, request.Person.ToString(), ((RecordValue)person["content"]).With("class", request.To), request.To);
        PersonHistory.Keep(steps, request.Person, "move", (person["content"], from), ((RecordValue)person["content"], request.To));
        TellCases(steps, cases, from, request.To);
        return steps.Of(new UnitEvent.PersonMoved(request.Person, from, request.To, kept.Hash));
    }

    internal static void TellCases(UnitSteps steps, Value cases, string from, string to)
    {
        foreach (var id in cases.Items)
            steps.Parts.Tell(Message, Id.Parse(id.AsText()!), Value.Record(("from", from), ("to", to)), ExecutionCodes.NotOpen.Id);
    }
}
