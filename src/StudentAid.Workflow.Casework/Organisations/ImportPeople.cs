using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MediatR;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// Reads a register into a school: who is known by ID number or another key is changed, everybody else is new. A person who changes class by it
/// takes his open cases along. Nobody is removed; who is missing is what <see cref="RegisterComparison.Left"/> says beforehand.
/// </summary>
public sealed record ImportPeople(string School, string Source, ImmutableArray<PersonRow> Rows) : Command
{
    public override Id Target => default;

    // Of the rows only the hash: the body of a command is compared, never kept, but it need not hold a register in memory twice.
    public override Value Body => Value.List(School, Source, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value.List(Rows.Select(r => r.ToValue())).ToJson()))));
}

public sealed class ImportPeopleHandler(StepRunner runner) : IRequestHandler<ImportPeople, Answer>
{
    public Task<Answer> Handle(ImportPeople request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, UnitState.IdOf(request.School), (state, _, act, facts) => Decide(request, state, act, facts), cancellationToken);

    private static StreamDecision Decide(ImportPeople request, UnitState? state, Act act, Facts facts)
    {
        if (Duties.Setup(request.Principal, request.School) is { } notYours)
            return notYours;
        if (request.Rows.FirstOrDefault(r => !UnitPath.IsBelow(r.Place, request.School)) is { } outside)
            return OrganisationCodes.Outside.With(("path", outside.Place), ("unit", request.School));
        ImmutableArray<FactKey> needed = [UnitFacts.People(request.School), .. request.Rows.Select(r => r.Place).Distinct(StringComparer.Ordinal).Select(UnitFacts.Unit)];
        if (needed.Where(k => facts.Find(k) is null).ToImmutableArray() is { IsEmpty: false } missing)
            return new StreamDecision.Needs(missing);
        if (request.Rows.FirstOrDefault(r => facts.Find(UnitFacts.Unit(r.Place))!.Value.IsNull) is { } unknown)
            return OrganisationCodes.UnknownUnit.With(("path", unknown.Place));
        if (request.Rows.FirstOrDefault(r => GroupRule.IsGroup(facts.Find(UnitFacts.Unit(r.Place))!.Value)) is { } grouped)
            return GroupCodes.PlaceIsGroup.With(("path", grouped.Place));
        var closed = request.Rows.Select(r => r.Place).Distinct(StringComparer.Ordinal).Select(p => (Path: p, Unit: facts.Find(UnitFacts.Unit(p))!.Value))
            .Where(u => u.Unit["closed"].AsBool() == true).ToDictionary(u => u.Path, u => Text.From(u.Unit["name"]) ?? u.Path, StringComparer.Ordinal);
        var comparison = RegisterComparison.Of(facts.Find(needed[0])!.Value, request.Rows, closed);
        if (!comparison.Refused.IsEmpty)
            return comparison.Refused[0];
        var moved = comparison.Changed.Where(c => c.PlaceBefore != c.Row.Place).ToList();
        ImmutableArray<FactKey> cases = [.. moved.Select(c => UnitFacts.OpenCases(c.Person)).Where(k => facts.Find(k) is null)];
        return cases.IsEmpty ? Write(request, state, act, comparison, moved, facts) : new StreamDecision.Needs(cases);
    }

    private static Step Write(ImportPeople request, UnitState? state, Act act, RegisterComparison comparison, List<PersonChange> moved, Facts facts)
    {
        var steps = new UnitSteps(state, request.School, act);
        var kept = ImmutableArray.CreateBuilder<Kept>();
        foreach (var row in comparison.New)
        {
            // Never from the ID number: whoever knows the number must not know the id.
            var person = Id.Of(act.Stream, steps.Seq, kept.Count);
            kept.Add(steps.Put(UnitFacts.Person, person.ToString(), row.Content(PersonStatus.Enrolled), row.Place));
        }

        var before = facts.Find(UnitFacts.People(request.School))!.Value.Items.ToDictionary(p => p["id"].AsText()!, p => p["content"], StringComparer.Ordinal);
        foreach (var change in comparison.Changed)
        {
            PersonHistory.Keep(steps, change.Person, "import", (before[change.Person.ToString()], change.PlaceBefore), (change.Row.Content(change.Status), change.Row.Place));
            kept.Add(steps.Put(UnitFacts.Person, change.Person.ToString(), change.Row.Content(change.Status), change.Row.Place));
        }

        foreach (var change in moved)
            MovePersonHandler.TellCases(steps, facts.Find(UnitFacts.OpenCases(change.Person))!.Value, change.PlaceBefore, change.Row.Place);
        // Who came, or has another name or number now, may be on a list.
        if (kept.Count > 0)
            SendComparisonHandler.Announce(steps, request.School, $"register-{steps.Seq}");
        return steps.Of(new UnitEvent.PeopleImported(
            request.Source, comparison.New.Length, comparison.Changed.Length, comparison.Unchanged, kept.ToImmutable()));
    }
}
