using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Schools;

/// <summary>
/// Makes a register of people who do not exist: the same names and numbers for the same document. ID numbers have a right check digit and an area code
/// that was never given.
/// </summary>
public sealed class SyntheticPeople(string seed, Value names)
{
    private const string NoArea = "999999";
    private const int DaysOfYear = 365;

    /// <summary>So often a name is drawn before it is taken that the lists have run out.</summary>
    private const int Draws = 1000;

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public ImmutableArray<PersonRow> Rows(IEnumerable<PeopleGroup> groups)
    {
        var all = groups.ToList();
        taken.UnionWith(all.SelectMany(g => g.Named));
        var rows = ImmutableArray.CreateBuilder<PersonRow>();
        foreach (var group in all)
        {
            for (var n = 0; n < Math.Max(group.Count, group.Named.Length); n++)
                rows.Add(Row(rows.Count + 1, group, n));
        }

        return rows.ToImmutable();
    }

    /// <summary>The number with its check digit.</summary>
    public static string IdNumberOf(DateOnly birth, int serial)
    {
        var digits = $"{NoArea}{birth.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}{serial.ToString("D3", CultureInfo.InvariantCulture)}";
        return digits + IdNumber.CheckDigit(digits);
    }

    private PersonRow Row(int number, PeopleGroup group, int n)
    {
        var key = $"{group.Unit}{number.ToString(CultureInfo.InvariantCulture)}";
        var name = n < group.Named.Length ? group.Named[n] : NameOf(key);
        var birth = new DateOnly(group.BornIn, 1, 1).AddDays(Draw(key, "birth", DaysOfYear));
        var serial = 1 + Draw(key, "serial", 998);
        var facts = Value.Record(
            ("name", name), ("idNumber", IdNumberOf(birth, serial)), ("sex", serial % 2 == 1 ? "male" : "female"),
            ("birth", birth.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("phone", $"139{Draw(key, "phone", 100_000_000).ToString("D8", CultureInfo.InvariantCulture)}"),
            ("studentNumber", number.ToString("D8", CultureInfo.InvariantCulture)));
        var own = SchoolForms.Merge(group.Each, group.Facts[name]) as RecordValue ?? Value.EmptyRecord;
        var all = own.Members.Aggregate(facts, (row, m) => m.Value.AsText() == "" ? row.Without(m.Key) : row.With(m.Key, m.Value));
        return new PersonRow(number, group.Unit, group.Plain as RecordValue ?? Value.EmptyRecord, all);
    }

    /// <summary>A name that nobody has yet; where drawing finds none any more, one with a number behind it.</summary>
    private string NameOf(string key)
    {
        for (var again = 0; ; again++)
        {
            var salt = (again % Draws).ToString(CultureInfo.InvariantCulture);
            var name = Pick("surnames", key, salt) + Pick("given", key, salt) + (again < Draws ? "" : (1 + (again / Draws)).ToString(CultureInfo.InvariantCulture));
            if (taken.Add(name))
                return name;
        }
    }

    private string Pick(string list, string key, string salt) =>
        names[list].Items is { IsEmpty: false } items ? items[Draw(key, list + salt, items.Length)].AsText() ?? "" : list + Draw(key, list + salt, 1_000_000).ToString(CultureInfo.InvariantCulture);

    private int Draw(string key, string what, int below) =>
        (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{key}|{what}"))) % (uint)below);
}
