using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Roles;

namespace StudentAid.Workflow.Server.Policy;

/// <summary>
/// Who is shown a field: one of <see cref="See"/> is enough (of a family's fact, masked), of <see cref="Reveal"/> to be shown it in clear, for a purpose that is on record first.
/// </summary>
public sealed record FieldRow(string View, string Field, ImmutableArray<string> See, ImmutableArray<string> Reveal);

/// <summary>
/// Who sees which field, from <c>fields.csv</c> beside this file. Besides the words of <see cref="Duty"/>, held at the object's unit: <c>own</c> (the family), <c>staff</c> (who
/// may know the object and is no student), <c>record</c> (who records or decides the list), <c>member</c> (a student of the body, who has signed its pledge, while it deals with the
/// list), <c>answer</c> (who answers the objection; the words of his answer stand in the decision record too, for the family and who hands papers out), <c>granted</c> (who was let read the case for a time). Where the view is
/// called as its schema in the API's description, the row says to whom the operations may give it that answer with it, and a test holds the table of rights against it. A field without a row is shown to nobody, <c>part.*</c> is every field of the part that has no row of its own.
/// </summary>
public static class FieldTable
{
    public const string Own = "own";
    public const string Staff = "staff";
    public const string Record = "record";
    public const string Member = "member";
    public const string Answer = "answer";

    public const string Granted = "granted";

    private static readonly string[] Words = [Own, Staff, Record, Member, Answer, Granted];

    public static readonly ImmutableArray<FieldRow> Rows = Read();

    /// <summary>The duties that the table asks for.</summary>
    public static readonly ImmutableArray<string> Duties = [.. Rows.SelectMany(r => r.See.Concat(r.Reveal)).Where(Duty.Names.ContainsKey).Distinct(StringComparer.Ordinal)];

    public static bool Sees(string view, string field, IReadOnlySet<string> who) => Find(view, field) is { } row && row.See.Any(who.Contains);

    public static bool Reveals(string view, string field, IReadOnlySet<string> who) => Find(view, field) is { } row && row.Reveal.Any(who.Contains);

    private static FieldRow? Find(string view, string field) =>
        Rows.FirstOrDefault(r => r.View == view && r.Field == field) ?? Rows.FirstOrDefault(r => r.View == view && r.Field == $"{field.Split('.')[0]}.*");

    private static ImmutableArray<FieldRow> Read()
    {
        using var stream = typeof(FieldTable).Assembly.GetManifestResourceStream("fields.csv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Select(RowFrom)];
    }

    internal static FieldRow RowFrom(string line)
    {
        if (line.Split(',') is not [var view, var field, var see, var reveal])
            throw new InvalidDataException($"fields.csv: four columns were expected in '{line}'.");
        return new FieldRow(view, field, Who(see), Who(reveal));
    }

    private static ImmutableArray<string> Who(string cell)
    {
        if (cell == "-")
            return [];
        ImmutableArray<string> words = [.. cell.Split('|')];
        return words.FirstOrDefault(w => !Words.Contains(w, StringComparer.Ordinal) && !Duty.Names.ContainsKey(w)) is { } odd
            ? throw new InvalidDataException($"fields.csv: '{odd}' is neither a duty nor a relation.")
            : words;
    }
}
