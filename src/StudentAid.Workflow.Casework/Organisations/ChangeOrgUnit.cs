using MediatR;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// Gives a unit on record another name or telephone, takes it out of use, or back into it; what is left out stays. A unit out of use has nobody in it and no unit
/// in use below it: history keeps naming it, and nobody comes to it any more.
/// </summary>
public sealed record ChangeOrgUnit(string Path, string? Name = null, string? Telephone = null, bool? Closed = null) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Path, Value.Of(Name), Value.Of(Telephone), Closed is { } closed ? Value.Of(closed) : Value.Null);
}

public sealed class ChangeOrgUnitHandler(StepRunner runner, Directory directory) : IRequestHandler<ChangeOrgUnit, Answer>
{
    public const int LongestName = 60;

    public async Task<Answer> Handle(ChangeOrgUnit request, CancellationToken cancellationToken)
    {
        if (await directory.UnitAsync(request.Path) is not { } unit || Duties.Setup(request.Principal, request.Path) is not null)
            return OrganisationCodes.UnknownUnit.With(("path", request.Path));
        var below = request.Closed == true ? await directory.UnitsBelowAsync(request.Path) : [];
        var used = below.FirstOrDefault(u => u.Path != request.Path && !u.IsClosed);
        return await runner.RunAsync<UnitState>(request, UnitState.IdOf(unit.Keeper), (state, _, act, facts) => Decide(request, unit.Keeper, used, state, act, facts), cancellationToken);
    }

    private static StreamDecision Decide(ChangeOrgUnit request, string keeper, OrgUnit? used, UnitState? state, Act act, Facts facts)
    {
        FactKey[] needed = [UnitFacts.Unit(request.Path), .. request.Closed == true ? (FactKey[])[UnitFacts.People(request.Path)] : []];
        if (needed.Any(k => facts.Find(k) is null))
            return new StreamDecision.Needs([.. needed]);
        var content = facts.Find(needed[0])!.Value;
        var name = Text.From(content["name"]) ?? request.Path;
        if (request.Name is { } called && called.Trim().Length is 0 or > LongestName)
            return OrganisationCodes.UnitNameless;
        if (used is not null)
            return OrganisationCodes.UnitHasUnits.With(("unit", name), ("below", used.Name));
        if (request.Closed == true && facts.Find(needed[1])!.Value.Items.Count(p => p["content"]["status"].AsText() != PersonStatus.Left) is > 0 and var count)
            return OrganisationCodes.UnitHasPeople.With(("unit", name), ("count", count));
        var row = OrgUnitRow.From(request.Path, content);
        row = row with { Name = request.Name is { } given ? new Text(given.Trim()) : row.Name, Telephone = request.Telephone?.Trim() ?? row.Telephone, Closed = request.Closed ?? row.Closed };
        var steps = new UnitSteps(state, keeper, act);
        return steps.Of(new UnitEvent.UnitsPut([steps.Put(UnitFacts.OrgUnit, row.Path, row.Content(), row.Path)]));
    }
}
