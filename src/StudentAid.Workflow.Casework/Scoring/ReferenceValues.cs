using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

/// <summary>Dated values by id, read on one day: the round's reference date.</summary>
public sealed record ReferenceValues(ImmutableDictionary<string, DatedValue> ById, DateOnly Day)
{
    public static ReferenceValues None(DateOnly day) => new(ImmutableDictionary<string, DatedValue>.Empty, day);

    /// <summary>The value on the day, or null where the id is unknown or the day lies before its first entry.</summary>
    public decimal? Read(string id) => ById.GetValueOrDefault(id)?.On(Day)?.Value;

    /// <summary>The dated values of these ids that a case's pin has, on the round's reference day (else the day of the step); null with the fault where one cannot be read.</summary>
    /// <remarks>What the pin has not is left out: an item is without points then, by its table's rule for what is missing, and a condition is unknown.</remarks>
    internal static ReferenceValues? Of(ActivityContext context, IEnumerable<string> ids, out ActivityResult? stop)
    {
        stop = null;
        var values = None(context.Input("referenceDay").AsDay() ?? DateOnly.FromDateTime(context.Now.UtcDateTime));
        foreach (var id in ids.Distinct(StringComparer.Ordinal).Where(id => context.Document(DatedValue.Kind.Name, id) is not null))
        {
            if (DatedValue.Kind.Of(context, id, out stop) is not { } value)
                return null;
            values = values with { ById = values.ById.SetItem(id, value.Content) };
        }

        return values;
    }

    /// <summary>The same outside a case.</summary>
    internal static ReferenceValues Of(IPins pins, string pin, IEnumerable<string> ids, DateOnly day) => ids.Distinct(StringComparer.Ordinal)
        .Select(id => DatedValue.Kind.Find(pins, pin, id)).OfType<DatedValue>().Aggregate(None(day), (all, v) => all with { ById = all.ById.SetItem(v.Id, v) });

    /// <summary>These values, and the table's own where no pack gives one of the same id.</summary>
    internal ReferenceValues And(ImmutableArray<DatedValue> own) =>
        this with { ById = own.Where(v => !ById.ContainsKey(v.Id)).Aggregate(ById, (all, v) => all.Add(v.Id, v)) };
}
