using System.Collections.Immutable;
using MediatR;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>Keeps units at or below <paramref name="Unit"/>, whose stream holds them; each one's parent must be given with it or be on record.</summary>
public sealed record PutOrgUnits(string Unit, ImmutableArray<OrgUnitRow> Units) : Command
{
    public override Id Target => default;

    public override Value Body => Value.List(Unit, Value.List(Units.Select(u => (Value)Value.List(u.Path, u.Content()))));

    /// <summary>By path: the number that was on record when a table was compared with it, 0 for none. Of others nothing is asked.</summary>
    public ImmutableSortedDictionary<string, long> Seen { get; init; } = ImmutableSortedDictionary<string, long>.Empty;
}

/// <summary>
/// A unit: kinds and depth are data. Grade and major say what a class is; of a group (<paramref name="Group"/>, or of the kind <c>group</c>) they say whom it takes,
/// besides the people on its list (<paramref name="Members"/>). An edge of oversight is <c>tree</c> and unit. <paramref name="StandsFor"/> is a kind in whose place it
/// stands for those below it: a 书院 for the department, 未分班 for the class.
/// </summary>
public sealed record OrgUnitRow(
    string Path, string Kind, Text Name, string Grade = "", string Major = "", ImmutableArray<Oversight> SupervisedBy = default, ImmutableArray<Id> Members = default,
    bool Group = false, string StandsFor = "")
{
    /// <summary>Where somebody is heard: it stands on notices, with that of the authority above.</summary>
    public string Telephone { get; init; } = "";

    /// <summary>Not in use any more; put again without it, a closed unit stays closed (<see cref="ChangeOrgUnit"/> opens it).</summary>
    public bool Closed { get; init; }

    /// <summary>What is on record of a unit, to be put again with a change.</summary>
    internal static OrgUnitRow From(string path, Value content) => new(
        path, content["kind"].AsText() ?? "", Text.From(content["name"]) ?? path, content["grade"].AsText() ?? "", content["major"].AsText() ?? "",
        [.. content["supervisedBy"].Items.Select(s => new Oversight(s["tree"].AsText() ?? "", s["unit"].AsText() ?? ""))],
        [.. content["members"].Items.Select(m => Id.Parse(m.AsText()!))], content["group"].AsBool() == true, content["standsFor"].AsText() ?? "")
    {
        Telephone = content["telephone"].AsText() ?? "", Closed = content["closed"].AsBool() == true,
    };

    internal Value Content()
    {
        var content = Value.Record(("kind", Kind), ("name", Name.ToValue()), ("parent", UnitPath.Parent(Path)), ("code", UnitPath.Code(Path)));
        if (Path == UnitPath.Root)
            content = content.Without("parent");
        if (Grade.Length > 0)
            content = content.With("grade", Grade);
        if (Major.Length > 0)
            content = content.With("major", Major);
        if (StandsFor.Length > 0)
            content = content.With("standsFor", StandsFor);
        if (Telephone.Length > 0)
            content = content.With("telephone", Telephone);
        if (!SupervisedBy.IsDefaultOrEmpty)
            content = content.With("supervisedBy", Value.List(SupervisedBy.Select(s => Value.Record(("tree", s.Tree), ("unit", s.Unit)))));
        if (Closed)
            content = content.With("closed", true);
        if (Group)
            content = content.With("group", true);
        return Members.IsDefaultOrEmpty ? content : content.With("members", Value.List(Members.Select(m => Value.Of(m.ToString()))));
    }
}

/// <summary>An edge of oversight: a unit of a tree ("education", "human-resources") supervises.</summary>
public sealed record Oversight(string Tree, string Unit);

public sealed class PutOrgUnitsHandler(StepRunner runner) : IRequestHandler<PutOrgUnits, Answer>
{
    public Task<Answer> Handle(PutOrgUnits request, CancellationToken cancellationToken) =>
        runner.RunAsync<UnitState>(request, UnitState.IdOf(request.Unit), (state, _, act, facts) => Decide(request, state, act, facts), cancellationToken);

    private static StreamDecision Decide(PutOrgUnits request, UnitState? state, Act act, Facts facts)
    {
        // The units of one who sets up a part of the tree may stand in a stream above him.
        if (Duties.Setup(request.Principal, request.Unit) is { } notYours && (request.Units.IsEmpty || request.Units.Any(u => Duties.Setup(request.Principal, u.Path) is not null)))
            return notYours;
        if (Check(request) is { } refused)
            return refused;
        var given = request.Units.Select(u => u.Path).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> parents =
            [.. request.Units.Select(u => UnitPath.Parent(u.Path)).OfType<string>().Where(p => !given.Contains(p) && p != UnitPath.Root).Distinct(StringComparer.Ordinal)];
        if (given.Concat(parents).Concat(request.Seen.Keys).Distinct().Select(UnitFacts.Unit).Where(k => facts.Find(k) is null).ToImmutableArray() is { IsEmpty: false } needed)
            return new StreamDecision.Needs(needed);
        if (parents.FirstOrDefault(p => facts.Find(UnitFacts.Unit(p))!.Value.IsNull) is { } orphan)
            return OrganisationCodes.NoParent.With(("path", orphan));
        if (parents.FirstOrDefault(p => GroupRule.IsGroup(facts.Find(UnitFacts.Unit(p))!.Value)) is { } group)
            return GroupCodes.BelowGroup.With(("path", request.Units.First(u => UnitPath.Parent(u.Path) == group).Path));
        bool IsClosed(string path) => facts.Find(UnitFacts.Unit(path))?.Value["closed"].AsBool() == true;
        if (request.Units.Where(u => !IsClosed(u.Path)).Select(u => UnitPath.Parent(u.Path)).OfType<string>().FirstOrDefault(IsClosed) is { } closed)
            return OrganisationCodes.UnitClosed.With(("unit", Text.From(facts.Find(UnitFacts.Unit(closed))!.Value["name"])));
        if (request.Units.FirstOrDefault(u => request.Seen.TryGetValue(u.Path, out var seen) && facts.Find(UnitFacts.Unit(u.Path))!.Version != seen) is { } moved)
            return OrgTableCodes.UnitMoved.With(("name", moved.Name));
        var groups = new GroupsPut(request);
        if (groups.Refuse(facts) is { } unfit)
            return unfit;
        var steps = new UnitSteps(state, request.Unit, act);
        groups.Keep(steps, facts);
        // Only who says so opens a unit again, not a table that still has it.
        return steps.Of(new UnitEvent.UnitsPut([.. request.Units.Select(u => steps.Put(UnitFacts.OrgUnit, u.Path, (u with { Closed = u.Closed || IsClosed(u.Path) }).Content(), u.Path))]));
    }

    private static Rejection? Check(PutOrgUnits request)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var unit in request.Units)
        {
            if (!UnitPath.IsPath(unit.Path))
                return OrganisationCodes.BadPath.With(("path", unit.Path));
            if (!UnitPath.IsBelow(unit.Path, request.Unit))
                return OrganisationCodes.Outside.With(("path", unit.Path), ("unit", request.Unit));
            if (!seen.Add(unit.Path))
                return OrganisationCodes.UnitTwice.With(("path", unit.Path));
        }

        return null;
    }
}
