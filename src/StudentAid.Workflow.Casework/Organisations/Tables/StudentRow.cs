namespace StudentAid.Workflow.Casework.Organisations.Tables;

/// <summary>By what a student is known: the field of the profile's <c>keys</c> that was filled first, and its value.</summary>
public sealed record StudentKey(string Field, string Value);

/// <summary>One student of an import. What a profile asks beyond these stands in <see cref="TableRecord.Values"/> under its field id.</summary>
public sealed record StudentRow(TableRecord Record, StudentKey Key, IdNumber? IdNumber)
{
    public int Row => Record.Row;

    public string Name => Record["name"] ?? "";

    /// <summary>From the ID number, else as given, else null.</summary>
    public DateOnly? Birth => IdNumber?.Birth ?? StudentImport.DayOf(Record["birth"]);

    /// <summary><c>male</c> or <c>female</c> as given.</summary>
    public string? Sex => Record["sex"];

    public string? StudentNumber => Record["studentNumber"];

    public string? AdmissionNumber => Record["admissionNumber"];

    public string? RegisterNumber => Record["registerNumber"];

    public string? Grade => Record["grade"];

    public string? Department => Record["department"];

    public string? Major => Record["major"];

    public string? Class => Record["class"];

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public bool? Boarding => Record["boarding"] is { } value ? value is "yes" : null;

    public string? RegisterState => Record["registerState"];

    public string? StudyMode => Record["studyMode"];
}
