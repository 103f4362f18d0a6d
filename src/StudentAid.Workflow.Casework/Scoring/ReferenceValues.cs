using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Dated values by id, read on one day: the round's reference date.</summary>
public sealed record ReferenceValues(ImmutableDictionary<string, DatedValue> ById, DateOnly Day)
{
    public static ReferenceValues None(DateOnly day) => new(ImmutableDictionary<string, DatedValue>.Empty, day);

    /// <summary>The value on the day, or null where the id is unknown or the day lies before its first entry.</summary>
    public decimal? Read(string id) => ById.GetValueOrDefault(id)?.On(Day)?.Value;

    /// <summary>These values, and the table's own where no pack gives one of the same id.</summary>
    internal ReferenceValues And(ImmutableArray<DatedValue> own) =>
        this with { ById = own.Where(v => !ById.ContainsKey(v.Id)).Aggregate(ById, (all, v) => all.Add(v.Id, v)) };
}
