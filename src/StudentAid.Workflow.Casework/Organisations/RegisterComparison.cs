using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>A person whom a register changes: what is on record and what the row says.</summary>
public sealed record PersonChange(Id Person, string Status, string PlaceBefore, PersonRow Row);

/// <summary>
/// What a register means for the people on record: new ones, changed ones, how many unchanged, and who is on record and not in it (left; that is
/// only said, for a register may be a part). Refused where a row is none or two people, or its place is closed.
/// </summary>
public sealed record RegisterComparison(
    ImmutableArray<PersonRow> New, ImmutableArray<PersonChange> Changed, int Unchanged, ImmutableArray<Id> Left, ImmutableArray<Rejection> Refused)
{
    /// <param name="people">The fact <see cref="UnitFacts.People"/>.</param>
    /// <param name="closed">Units by path that nobody comes to any more, with their names.</param>
    public static RegisterComparison Of(Value people, IReadOnlyList<PersonRow> rows, IReadOnlyDictionary<string, Text> closed)
    {
        var known = people.Items.ToList();
        var byKey = PersonRow.KeyFields.ToDictionary(
            f => f, f => known.Where(p => Key(p, f) is not null).GroupBy(p => Key(p, f)!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal),
            StringComparer.Ordinal);
        var added = ImmutableArray.CreateBuilder<PersonRow>();
        var changed = ImmutableArray.CreateBuilder<PersonChange>();
        var refused = ImmutableArray.CreateBuilder<Rejection>();
        var (seen, keys, unchanged) = (new HashSet<Id>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var row in rows)
        {
            var (person, reason) = Find(byKey, row);
            if (reason is null && (!TakeKeys(keys, row) || (person is { } p && !seen.Add(IdOf(p)))))
                reason = OrganisationCodes.PersonTwice.With(("row", row.Row));
            if (reason is null && closed.TryGetValue(row.Place, out var place))
                reason = OrganisationCodes.PlaceClosed.With(("row", row.Row), ("unit", place));
            if (reason is not null)
                refused.Add(reason);
            else if (person is null)
                added.Add(row);
            else if (IsSame(person, row))
                unchanged++;
            else
                changed.Add(new PersonChange(IdOf(person), person["content"]["status"].AsText()!, person["place"].AsText()!, Merged(person, row)));
        }

        return new RegisterComparison(
            added.ToImmutable(), changed.ToImmutable(), unchanged, [.. known.Select(IdOf).Where(id => !seen.Contains(id))], refused.ToImmutable());
    }

    private static (Value? Person, Rejection? Reason) Find(Dictionary<string, Dictionary<string, Value>> byKey, PersonRow row)
    {
        Value? found = null;
        var hasKey = false;
        foreach (var field in PersonRow.KeyFields)
        {
            if (row.Sealed[field].AsText() is not { } key)
                continue;
            hasKey = true;
            if (!byKey[field].TryGetValue(key, out var person))
                continue;
            // A number given to somebody else, or two numbers of two people: nobody may guess which one is wrong.
            if ((found is not null && IdOf(found) != IdOf(person)) || Contradicts(person, row))
                return (null, OrganisationCodes.PersonConflict.With(("row", row.Row)));
            found = person;
        }

        return hasKey ? (found, null) : (null, OrganisationCodes.PersonWithoutKey.With(("row", row.Row)));
    }

    private static bool Contradicts(Value person, PersonRow row) =>
        Key(person, "idNumber") is { } known && row.Sealed["idNumber"].AsText() is { } given && known != given;

    private static bool TakeKeys(HashSet<string> keys, PersonRow row)
    {
        var isNew = true;
        foreach (var field in PersonRow.KeyFields)
        {
            if (row.Sealed[field].AsText() is { } key)
                isNew &= keys.Add($"{field}:{key}");
        }

        return isNew;
    }

    /// <summary>What the register does not say stays as it was.</summary>
    private static PersonRow Merged(Value person, PersonRow row) => row with
    {
        Place = row.IsWithoutClass ? person["place"].AsText()! : row.Place,
        Plain = Over(RecordValue.From(((RecordValue)person["content"]).Members.Where(m => m.Key is not ("status" or "class" or "sealed"))), row.Plain),
        Sealed = Over((RecordValue)person["content"]["sealed"], row.Sealed),
    };

    private static bool IsSame(Value person, PersonRow row)
    {
        var merged = Merged(person, row);
        return person["place"].AsText() == merged.Place && merged.Sealed == person["content"]["sealed"]
            && merged.Plain.Members.All(m => person["content"][m.Key] == m.Value);
    }

    private static RecordValue Over(RecordValue before, RecordValue given) => given.Members.Aggregate(before, (all, m) => all.With(m.Key, m.Value));

    private static string? Key(Value person, string field) => person["content"]["sealed"][field].AsText();

    private static Id IdOf(Value person) => Id.Parse(person["id"].AsText()!);
}
