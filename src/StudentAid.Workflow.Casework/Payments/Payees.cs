using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Payments;

/// <summary>Who of a school's register a row of a table means: by the surest number that the row has, else by a name that only one student has.</summary>
internal sealed class Payees
{
    private readonly Dictionary<string, Id> byNumber = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Id> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Id, string> names = [];

    public static Payees Of(IEnumerable<PersonRecord> people)
    {
        var payees = new Payees();
        foreach (var person in people.Where(p => !p.IsErased))
        {
            foreach (var field in PersonRow.KeyFields.Where(f => person.Facts[f].AsText() is { Length: > 0 }))
                payees.byNumber[$"{field} {person.Facts[field].AsText()!.Trim()}"] = person.Id;
            payees.names[person.Id] = person.Name;
            payees.byName[person.Name] = payees.byName.ContainsKey(person.Name) ? default : person.Id;
        }

        return payees;
    }

    /// <summary>None where the row means nobody, or its name means two.</summary>
    public Id Find(PaymentRow row) => Find(row.Numbers, row.Name);

    public Id Find(RecordValue numbers, string name) =>
        PersonRow.KeyFields.Where(numbers.Has).Select(f => $"{f} {numbers[f].AsText()?.Trim()}").FirstOrDefault() is { } number
            ? byNumber.GetValueOrDefault(number) : byName.GetValueOrDefault(name);

    /// <summary>True where the register calls the person so, or the row has no name to hold against it.</summary>
    public bool IsNamed(Id person, string name) => name.Trim().Length == 0 || !names.TryGetValue(person, out var registered) || PersonName.AreEqual(name, registered);
}
