using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>The groups among the units that are put: whether their rules hold together, and the list by which they are found.</summary>
internal sealed class GroupsPut(PutOrgUnits request)
{
    private readonly ImmutableArray<GroupRule> groups = [.. request.Units.Select(u => GroupRule.Of(u.Path, u.Content())).OfType<GroupRule>()];

    /// <summary>The refusal, or the facts that it needs to know; null where all is well.</summary>
    public StreamDecision? Refuse(Facts facts)
    {
        if (request.Units.FirstOrDefault(u => !u.Members.IsDefaultOrEmpty && groups.All(g => g.Unit != u.Path)) is { } other)
            return GroupCodes.MembersOfNoGroup.With(("path", other.Path));
        if (groups.FirstOrDefault(g => g.Unit == UnitPath.Root) is not null)
            return GroupCodes.WithoutParent;
        if (groups.FirstOrDefault(g => !g.HasRule) is { } without)
            return GroupCodes.WithoutRule.With(("path", without.Unit));
        if (request.Units.FirstOrDefault(u => groups.Any(g => g.Unit == UnitPath.Parent(u.Path))) is { } below)
            return GroupCodes.BelowGroup.With(("path", below.Path));
        ImmutableArray<FactKey> needed = [.. groups.Select(g => UnitFacts.Unit(g.Unit)), .. groups.Select(g => UnitFacts.GroupsAround(g.Reach)), .. groups.SelectMany(g => g.Members).Select(UnitFacts.PersonOf)];
        if (needed.Where(k => facts.Find(k) is null).Distinct().ToImmutableArray() is { IsEmpty: false } missing)
            return new StreamDecision.Needs(missing);
        if (groups.FirstOrDefault(g => facts.Find(UnitFacts.Unit(g.Unit))!.Value is { IsNull: false } stood && !GroupRule.IsGroup(stood)) is { } converted)
            return GroupCodes.WasNone.With(("path", converted.Unit));
        foreach (var group in groups)
        {
            if (Unfit(group, facts) is { } unfit)
                return unfit;
        }

        return null;
    }

    private Rejection? Unfit(GroupRule group, Facts facts)
    {
        var strangers = group.Members.Count(m => !UnitPath.IsBelow(facts.Find(UnitFacts.PersonOf(m))!.Value["place"].AsText() ?? "", group.Reach));
        if (strangers > 0)
            return GroupCodes.UnknownMember.With(("path", group.Unit), ("reach", group.Reach), ("count", strangers));
        // What is put now takes the place of what stood there.
        var others = Around(group, facts).Where(o => request.Units.All(u => u.Path != o.Unit)).Concat(groups.Where(g => g.Unit != group.Unit));
        return others.FirstOrDefault(group.MayShare) is { } other ? GroupCodes.Overlap.With(("path", group.Unit), ("other", other.Unit)) : null;
    }

    /// <summary>By parent, so that a place finds the groups beside its line by as many look-ups as the line is long.</summary>
    public void Keep(UnitSteps steps, Facts facts)
    {
        foreach (var beside in groups.GroupBy(g => g.Reach, StringComparer.Ordinal))
        {
            var known = beside.SelectMany(g => Around(g, facts)).Where(g => g.Reach == beside.Key);
            var paths = known.Concat(beside).Select(g => g.Unit).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            steps.Parts.Row(new DocumentPut(UnitGroups.Index, beside.Key, Value.Record(("units", Value.List(paths.Select(Value.Of)))), beside.Key));
        }
    }

    private static IEnumerable<GroupRule> Around(GroupRule group, Facts facts) =>
        facts.Find(UnitFacts.GroupsAround(group.Reach))!.Value.Items.Select(g => GroupRule.Of(g["unit"].AsText()!, g["content"])).OfType<GroupRule>();
}
