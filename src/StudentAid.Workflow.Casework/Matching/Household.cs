using System.Collections.Frozen;
using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Matching;

/// <summary>
/// Where an application names the members of the household (<c>members</c> of a <c>matching-rules</c> document): the path of the rows (or of one record), the fields of name,
/// number and relation, and the relations that are parents, whose entries may give the child a category of its own (残疾人子女).
/// </summary>
public sealed record Household(ImmutableArray<string> Rows, string Name, string IdNumber, string Relation, FrozenSet<string> Parents)
{
    /// <summary>The members whom the answers name with an ID number; the others cannot be compared.</summary>
    public ImmutableArray<HouseholdMember> Of(Value answers) =>
    [
        .. (Rows.Aggregate(answers, (value, name) => value[name]) is var found && found is RecordValue one ? [one] : found.Items)
            .Select(m => new HouseholdMember(m[Name].AsText() ?? "", Organisations.IdNumber.Read(m[IdNumber].AsText()).Number, Parents.Contains(m[Relation].AsText() ?? "")))
            .Where(m => m.IdNumber is not null),
    ];
}
