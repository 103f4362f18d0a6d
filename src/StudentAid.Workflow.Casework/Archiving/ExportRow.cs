using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Archiving;

/// <summary>
/// What a row of an export can be filled from: <c>person.…</c> (the register), <c>answers.…</c> (the form), <c>case.number|level|suggested|total|reason</c>,
/// <c>aid.aid|semester|amount|ground</c> where an aid was checked, <c>place.school|department|class|grade|major</c>, <c>round.schoolYear</c>, and of each body <c>stages.{activity}.level|opinion|agreed|day</c>.
/// </summary>
public sealed record ExportRow(Id Case, RecordValue Values)
{
    public static readonly ImmutableArray<string> Sources = ["person", "answers", "case", "aid", "place", "round", "stages"];

    /// <summary>What stands below each root that is the product's own; below <c>person</c>, <c>answers</c> and <c>stages</c> it depends on the school.</summary>
    public static readonly ImmutableDictionary<string, ImmutableArray<string>> Fields = ImmutableDictionary.CreateRange<string, ImmutableArray<string>>(StringComparer.Ordinal,
    [
        new("case", ["number", "level", "suggested", "total", "reason", Signature]), new("aid", ["aid", "semester", "amount", "ground"]),
        new("place", ["school", "department", "class", "major", "grade"]), new("round", ["schoolYear", "name"]),
    ]);

    /// <summary>What is said of a body's decision.</summary>
    public static readonly ImmutableArray<string> Stage = ["level", "opinion", "agreed", "day"];

    /// <summary>What the register has of a person whoever imported it.</summary>
    public static readonly ImmutableArray<string> Register = ["name", "sex", "birth", "phone", "status", "class", "bankCard"];

    /// <summary>Left blank for whoever receives the money to sign.</summary>
    private const string Signature = "signature";

    public static bool IsSource(string path) =>
        path.Split('.') is { Length: >= 2 } parts && Sources.Contains(parts[0]) && Array.TrueForAll(parts, p => p.Length > 0);

    public Value At(string path) => path.Split('.').Aggregate((Value)Values, (value, name) => value[name]);

    /// <summary>Out of a row of the list; answers and opinions are opened by the caller, who also knows the day of an instant at the school.</summary>
    public static ExportRow Of(DecidedList list, DecidedRow row, Value answers, IReadOnlyDictionary<string, string> opinions, Func<DateTimeOffset, string> dayOf)
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
            ("person", person), ("answers", answers), ("stages", Value.Record(stages)),
            ("case", Value.Record(
                ("number", row.History.Number), ("level", row.History.Level), ("suggested", row.History.Suggested), ("reason", row.History.Reason),
                ("total", row.History.Total is { } total ? total : Value.Null))),
            ("aid", row.History.Aid.IsNull ? Value.EmptyRecord : row.History.Aid),
            ("place", Value.Record(("school", row.Place.School), ("department", row.Place.Department), ("class", row.Place.Class), ("grade", Known(grade)), ("major", Known(major)))),
            ("round", Value.Record(("schoolYear", list.State.SchoolYear), ("name", list.State.Name)))));
    }

    private static Value Known(string said) => said.Length > 0 ? said : Value.Null;
}
