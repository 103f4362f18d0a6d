using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>
/// What a row of an export can be filled from: <c>person.…</c> (the register), <c>answers.…</c> (the form), <c>match.state|categories</c> (the comparison with lists), <c>case.number|level|suggested|total|reason</c>,
/// <c>aid.aid|semester|amount|ground</c> where an aid was checked, <c>place.school|department|class|grade|major</c>, <c>round.schoolYear</c>, and of each body <c>stages.{activity}.level|opinion|agreed|day</c>.
/// <c>count</c> alone stands for how many students have the same in all other columns.
/// </summary>
public sealed record ExportRow(Id Case, RecordValue Values)
{
    public static readonly ImmutableArray<string> Sources = ["person", "answers", "match", "case", "aid", "place", "round", "stages"];

    /// <summary>What stands below each root that is the product's own; below <c>person</c>, <c>answers</c> and <c>stages</c> it depends on the school.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Fields = ImmutableDictionary.CreateRange<string, ImmutableArray<string>>(StringComparer.Ordinal,
    [
        new("match", ["state", "categories"]), new("case", ["number", "level", "suggested", "total", "reason", Signature]), new("aid", ["aid", "semester", "amount", "ground"]),
        new("place", ["school", "department", "class", "major", "grade"]), new("round", ["schoolYear", "name"]),
    ]);

    /// <summary>What is said of a body's decision.</summary>
    public static readonly ImmutableArray<string> Stage = ["level", "opinion", "agreed", "day"];

    /// <summary>What the register has of a person whoever imported it.</summary>
    public static readonly ImmutableArray<string> Register = ["name", "sex", "birth", "phone", "status", "class", "bankCard"];

    /// <summary>A column that makes the file one of numbers, not of names.</summary>
    public const string Count = "count";

    /// <summary>Left blank for whoever receives the money to sign.</summary>
    private const string Signature = "signature";

    public static bool IsSource(string path) =>
        path.Split('.') is { Length: >= 2 } parts && Sources.Contains(parts[0]) && Array.TrueForAll(parts, p => p.Length > 0);

    /// <summary>What a column says: of a path that leads through a list what stands in the rows, or in the first that <paramref name="where"/> means.</summary>
    public Value At(string path, Condition? where = null)
    {
        Value value = Values;
        var names = path.Split('.');
        for (var i = 0; i < names.Length; i++)
        {
            if (value is ListValue list)
                return Through(list, string.Join('.', names[i..]), where);
            value = value[names[i]];
        }

        return value;
    }

    private static Value Through(ListValue list, string path, Condition? where)
    {
        var rest = new FactPath(path);
        return where is null
            ? Value.List(list.Values.Select(rest.Read).Where(v => !v.IsNull))
            : rest.Read(list.Values.FirstOrDefault(r => where.Holds(r) == true, Value.EmptyRecord));
    }

    /// <summary>Out of a row of the list; answers and opinions are opened by the caller, who also knows the day of an instant at the school.</summary>
    public static ExportRow Of(DecidedList list, DecidedRow row, Value answers, Value categories, IReadOnlyDictionary<string, string> opinions, Func<DateTimeOffset, string> dayOf)
    {
        var person = row.Person?.Facts is RecordValue secret
            ? RecordValue.From([.. row.Person.Content.Without("sealed").Members, .. secret.Members.Where(m => !row.Person.Content.Has(m.Key))])
            : Value.EmptyRecord;
        var (grade, major) = (GroupRule.OfClassOr(row.Place.Grade, person["grade"]), GroupRule.OfClassOr(row.Place.Major, person["major"]));
        foreach (var (name, holds) in (ReadOnlySpan<(string, string)>)[("grade", grade), ("major", major)])
            person = holds.Length > 0 ? person.With(name, holds) : person;
        var stages = row.History.Stages.Select((s, i) => (s.Activity, (Value)Value.Record(
            ("level", s.Level), ("opinion", opinions.GetValueOrDefault(s.Opinion, "")),
            ("agreed", s.Level == (i == 0 ? row.History.Suggested : row.History.Stages[i - 1].Level)),
            ("day", dayOf(s.At)))));
        return new ExportRow(row.Case, Value.Record(
            ("person", person), ("answers", answers), ("match", Value.Record(("state", row.History.Match), ("categories", categories))), ("stages", Value.Record(stages)),
            ("case", Value.Record(
                ("number", row.History.Number), ("level", row.History.Level), ("suggested", row.History.Suggested), ("reason", row.History.Reason),
                ("total", row.History.Total is { } total ? total : Value.Null))),
            ("aid", row.History.Aid.IsNull ? Value.EmptyRecord : row.History.Aid),
            ("place", Value.Record(("school", row.Place.School), ("department", row.Place.Department), ("class", row.Place.Class), ("grade", Known(grade)), ("major", Known(major)))),
            ("round", Value.Record(("schoolYear", list.State.SchoolYear), ("name", list.State.Name)))));
    }

    private static Value Known(string said) => said.Length > 0 ? said : Value.Null;
}
