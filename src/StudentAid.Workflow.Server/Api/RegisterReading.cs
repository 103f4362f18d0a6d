using System.Security.Cryptography;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What a register would do to the people on record. The token applies it.</summary>
public sealed record RegisterPreview(string Token, int New, int Changed, int Unchanged, int Left, IReadOnlyList<CellView> Errors);

/// <summary>A finding at a cell: row as Excel shows it, column from 1, the sentence in the reader's language.</summary>
public sealed record CellView(int Row, int Column, string? Header, string Code, string Severity, string Sentence);

/// <summary>Reads an uploaded register by the column profile that holds for the school.</summary>
public sealed class RegisterReading(FactLoader facts, Directory directory, ImportPreviews previews, TimeProvider time)
{
    private const string Profile = "column-profile/students";

    public async Task<(RegisterPreview? Preview, Rejection? Refused)> ReadAsync(byte[] bytes, string school, Caller caller, CancellationToken cancellation)
    {
        var reading = TableFile.Read(bytes);
        if (reading.Table is not { Sheets: [var sheet, ..] })
            return (null, reading.Refusal ?? TableCodes.Empty);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var loaded = await facts.LoadAsync([DocumentShelf.NearestOf(school, "", today, Profile), UnitFacts.People(school)], cancellation);
        if (loaded[0].Value.IsNull || ColumnProfile.Kind.Read(loaded[0].Value).Document is not { } profile)
            return (null, ShelfCodes.NoSuchDocument.With(("key", Profile)));
        var import = StudentImport.Read(sheet, profile);
        var classes = await ClassesAsync(school);
        PersonRow[] rows = [.. import.Students.Select(s => PersonRow.Of(s, PlaceOf(s, classes, school)))];
        var comparison = RegisterComparison.Of(loaded[1].Value, rows);
        var token = Convert.ToHexStringLower(SHA256.HashData(bytes));
        previews.Keep(token, new ImportPeople(school, token, [.. rows]) { Principal = caller.Principal, Key = "" });
        return (new RegisterPreview(
            token, comparison.New.Length, comparison.Changed.Length, comparison.Unchanged, comparison.Left.Length,
            [.. import.Table.Errors.Select(e => Cell(e, caller)), .. comparison.Refused.Select(r => new CellView(0, 0, null, r.Code.Id, "error", r.In(caller.Language)))]), null);
    }

    internal static CellView Cell(CellError e, Caller caller) =>
        new(e.Row, e.Column, e.Header, e.Reason.Code.Id, e.Severity.ToString().ToLowerInvariant(), e.Reason.In(caller.Language));

    /// <summary>Units of the school by name; a name that two units share is none.</summary>
    private async Task<Dictionary<string, string>> ClassesAsync(string school) =>
        (await directory.UnitsBelowAsync(school)).GroupBy(u => u.Name.ZhCn, StringComparer.Ordinal).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First().Path, StringComparer.Ordinal);

    /// <summary>Who is not yet in a class (未分班) stands at the school.</summary>
    private static string PlaceOf(StudentRow student, Dictionary<string, string> classes, string school) =>
        student.Class is { } name && classes.TryGetValue(name, out var path) ? path : school;
}
