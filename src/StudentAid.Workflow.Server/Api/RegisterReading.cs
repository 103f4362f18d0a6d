using System.Globalization;
using System.Security.Cryptography;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Server.Api.Jobs;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What a register would do to the people on record. The token applies it.</summary>
public sealed record RegisterPreview(string Token, int New, int Changed, int Unchanged, int Left, IReadOnlyList<CellView> Errors)
{
    /// <summary>Every change, by row; of a table with very many the first thousand.</summary>
    public IReadOnlyList<PreviewRow> Rows { get; init; } = [];
}

/// <summary>What a row of a table would do. Act: "new" or "changed". Name and where it stands afterwards; Before: where it stood, or what it was called; Fields: what else differs, by the column's name.</summary>
public sealed record PreviewRow(int Row, string Act, string Name, string Where, string? Before, IReadOnlyList<string> Fields);

/// <summary>A finding at a cell: row as Excel shows it, column from 1, the sentence in the reader's language.</summary>
public sealed record CellView(int Row, int Column, string? Header, string Code, string Severity, string Sentence);

/// <summary>Reads an uploaded register by the column profile that holds for the school.</summary>
public sealed class RegisterReading(ImportReading reading, WaitingTables<WaitingImport> previews, Directory directory)
{
    private const int MostRows = 1_000;

    public async Task<(RegisterPreview? Preview, Rejection? Refused)> ReadAsync(byte[] bytes, string school, Caller caller, CancellationToken cancellation)
    {
        var (file, refused) = await reading.RegisterAsync(bytes, school, cancellation);
        if (file is null)
            return (null, refused);
        var comparison = file.Compare();
        var token = WaitingTables.TokenOf(bytes, school, caller.Principal.Id.ToString());
        var large = ImportTable.IsLarge(file.Rows.Length)
            ? new ImportTable(new ImportInput(ImportInput.People, school, "", "", null, "", "", ""), bytes, file.File.Encoding ?? "", ImportWork.ItemsOf(file)) : null;
        previews.Keep(token, caller.Principal.Id, new WaitingImport(new ImportPeople(school, Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Rows) { Principal = caller.Principal, Key = "" }, large));
        return (new RegisterPreview(
            token, comparison.New.Length, comparison.Changed.Length, comparison.Unchanged, comparison.Left.Length,
            [.. file.Table.Errors.Select(e => Cell(e, caller)), .. comparison.Refused.Select(r => new CellView(RowOf(r), 0, null, r.Code.Id, "error", r.In(caller.Language)))])
        {
            Rows = await RowsAsync(file, comparison, school, caller),
        }, null);
    }

    /// <summary>The row that a refusal names.</summary>
    private static int RowOf(Rejection refused) => int.TryParse(refused.Arguments.GetValueOrDefault("row"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;

    private async Task<IReadOnlyList<PreviewRow>> RowsAsync(RegisterFile file, RegisterComparison comparison, string school, Caller caller)
    {
        var names = (await directory.UnitsBelowAsync(school)).ToDictionary(u => u.Path, u => u.Name.In(caller.Language), StringComparer.Ordinal);
        var before = file.People.Items.ToDictionary(p => p["id"].AsText()!, p => p["content"], StringComparer.Ordinal);
        string NameOf(string place) => names.GetValueOrDefault(place, place);
        IReadOnlyList<string> Differing(PersonChange change)
        {
            var stood = before[change.Person.ToString()];
            return [.. change.Row.Plain.Members.Where(m => stood[m.Key] != m.Value).Concat(change.Row.Sealed.Members.Where(m => stood["sealed"][m.Key] != m.Value))
                .Select(m => file.Table.Map.Columns.FirstOrDefault(c => c.Field?.Id == m.Key)?.Field?.Name.In(caller.Language) ?? m.Key)];
        }

        return
        [
            .. comparison.New.Select(r => new PreviewRow(r.Row, "new", r.Sealed["name"].AsText() ?? "", NameOf(r.Place), null, []))
                .Concat(comparison.Changed.Select(c => new PreviewRow(
                    c.Row.Row, "changed", c.Row.Sealed["name"].AsText() ?? "", NameOf(c.Row.Place), c.PlaceBefore == c.Row.Place ? null : NameOf(c.PlaceBefore), Differing(c))))
                .OrderBy(r => r.Row).Take(MostRows),
        ];
    }

    internal static CellView Cell(CellError e, Caller caller) =>
        new(e.Row, e.Column, e.Header, e.Reason.Code.Id, e.Severity.ToString().ToLowerInvariant(), e.Reason.In(caller.Language));
}
