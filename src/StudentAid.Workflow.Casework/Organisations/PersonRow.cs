using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Organisations;

/// <summary>
/// A person of a register: the row it came from, the class it belongs to, plain members (grade, major, study mode, boarding, register state) and sealed
/// ones (name, numbers, sex, birth, phone …).
/// </summary>
public sealed record PersonRow(int Row, string Place, RecordValue Plain, RecordValue Sealed)
{
    /// <summary>Fields of an import that may stand in clear: nothing that names or describes a person.</summary>
    public static readonly ImmutableArray<string> PlainFields = ["grade", "major", "studyMode", "boarding", "registerState"];

    /// <summary>Fields by which a person is known again, the surest first.</summary>
    public static readonly ImmutableArray<string> KeyFields = ["idNumber", "registerNumber", "studentNumber", "admissionNumber"];

    /// <summary>The row names no class: a new student stands at <see cref="Place"/>, a known one stays where he is.</summary>
    public bool IsWithoutClass { get; init; }

    private static readonly ImmutableArray<string> PlaceFields = ["class", "department"];

    /// <summary>Out of a table; the place is the class that the caller found for the row, or the school for one not yet in a class (未分班).</summary>
    public static PersonRow Of(StudentRow row, string place)
    {
        var fields = row.Record.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Where(v => !PlaceFields.Contains(v.Key)).ToList();
        return new PersonRow(
            row.Row, place,
            Value.Record(fields.Where(f => PlainFields.Contains(f.Key)).Select(f => (f.Key, Value.Of(f.Value)))),
            Value.Record(fields.Where(f => !PlainFields.Contains(f.Key)).Select(f => (f.Key, Value.Of(f.Value)))));
    }

    /// <summary>The document's content.</summary>
    internal RecordValue Content(string status) => RecordValue.From(
        [KeyValuePair.Create("status", Value.Of(status)), KeyValuePair.Create("class", Value.Of(Place)), .. Plain.Members,
            KeyValuePair.Create("sealed", (Value)Sealed)]);

    internal Value ToValue() => IsWithoutClass ? Value.List(Row, Place, Plain, Sealed, IsWithoutClass) : Value.List(Row, Place, Plain, Sealed);
}

/// <summary>Where a person stands in the register.</summary>
public static class PersonStatus
{
    public const string Enrolled = "enrolled";
    public const string Suspended = "suspended";
    public const string Left = "left";
    public const string NotArrived = "not-arrived";

    public static readonly ImmutableArray<string> All = [Enrolled, Suspended, Left, NotArrived];
}
