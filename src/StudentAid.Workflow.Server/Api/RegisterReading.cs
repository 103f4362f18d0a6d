using System.Security.Cryptography;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Server.Api.Jobs;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What a register would do to the people on record. The token applies it.</summary>
public sealed record RegisterPreview(string Token, int New, int Changed, int Unchanged, int Left, IReadOnlyList<CellView> Errors);

/// <summary>A finding at a cell: row as Excel shows it, column from 1, the sentence in the reader's language.</summary>
public sealed record CellView(int Row, int Column, string? Header, string Code, string Severity, string Sentence);

/// <summary>Reads an uploaded register by the column profile that holds for the school.</summary>
public sealed class RegisterReading(ImportReading reading, ImportPreviews previews)
{
    public async Task<(RegisterPreview? Preview, Rejection? Refused)> ReadAsync(byte[] bytes, string school, Caller caller, CancellationToken cancellation)
    {
        var (file, refused) = await reading.RegisterAsync(bytes, school, cancellation);
        if (file is null)
            return (null, refused);
        var comparison = RegisterComparison.Of(file.People, file.Rows);
        var token = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var large = ImportTable.IsLarge(file.Rows.Length)
            ? new ImportTable(new ImportInput(ImportInput.People, school, "", "", null, "", "", ""), bytes, file.File.Encoding ?? "", ImportWork.ItemsOf(file)) : null;
        previews.Keep(token, new WaitingImport(new ImportPeople(school, token, file.Rows) { Principal = caller.Principal, Key = "" }, large));
        return (new RegisterPreview(
            token, comparison.New.Length, comparison.Changed.Length, comparison.Unchanged, comparison.Left.Length,
            [.. file.Table.Errors.Select(e => Cell(e, caller)), .. comparison.Refused.Select(r => new CellView(0, 0, null, r.Code.Id, "error", r.In(caller.Language)))]), null);
    }

    internal static CellView Cell(CellError e, Caller caller) =>
        new(e.Row, e.Column, e.Header, e.Reason.Code.Id, e.Severity.ToString().ToLowerInvariant(), e.Reason.In(caller.Language));
}
