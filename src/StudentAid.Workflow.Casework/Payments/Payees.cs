using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Payments;

/// <summary>Who of a school's register a payment means: by the surest number that the row has, else by a name that only one student has.</summary>
internal sealed class Payees
{
    private readonly Dictionary<string, Id> byNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Id> byName = new(StringComparer.Ordinal);

    public static Payees Of(IEnumerable<PersonRecord> people)
    {
        var payees = new Payees();
        foreach (var person in people.Where(p => !p.IsErased))
        {
            foreach (var field in PersonRow.KeyFields.Where(f => person.Facts[f].AsText() is { Length: > 0 }))
                payees.byNumber[$"{field} {person.Facts[field].AsText()!.Trim()}"] = person.Id;
            payees.byName[person.Name] = payees.byName.ContainsKey(person.Name) ? default : person.Id;
        }

        return payees;
    }

    /// <summary>None where the row means nobody, or its name means two.</summary>
    public Id Find(PaymentRow row) =>
        PersonRow.KeyFields.Where(row.Numbers.Has).Select(f => $"{f} {row.Numbers[f].AsText()?.Trim()}").FirstOrDefault() is { } number
            ? byNumber.GetValueOrDefault(number) : byName.GetValueOrDefault(row.Name);
}
