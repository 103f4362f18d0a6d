using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>
/// A file before it is made: its columns and number of rows, the rows with problems, and what is cut. <see cref="Sample"/> marks a layout that is not an
/// official one; the batch names the content.
/// </summary>
public sealed record ExportPreview(
    string Profile, string Name, string Purpose, bool Sample, string Batch, string Hash, IReadOnlyList<string> Columns, int Rows, bool CanWrite,
    IReadOnlyList<ExportProblem> Problems, IReadOnlyList<CutView> Cuts)
{
    public static ExportPreview Of(ExportFile file, Caller caller) => new(
        file.Profile.Id, file.Profile.Name.In(caller.Language), file.Profile.Purpose, file.Profile.Sample, file.Batch, file.Hash, [.. file.Profile.Columns.Select(c => c.Title)],
        file.Rows.Length, !file.HasErrors,
        [.. file.Errors.GroupBy(e => e.Row).Select(g => new ExportProblem(g.Key, file.Cases[g.Key - 2], [.. g.Select(e => RegisterReading.Cell(e, caller))]))],
        [.. file.Cuts.Select(c => new CutView(c.Row, c.Column, c.Case, c.Full, c.Kept))]);
}

/// <summary>A row of the file (the header is row 1) and what is wrong in it.</summary>
public sealed record ExportProblem(int Row, Id Case, IReadOnlyList<CellView> Findings);

public sealed record CutView(int Row, string Column, Id Case, string Full, string Kept);

/// <summary>The batch and where its file is found, by format.</summary>
public sealed record ExportAnswer(Id Id, long Version, string Batch, string Hash, string Csv, string Xlsx);

/// <summary>录入确认: the receipt's hash, how many the other system took, and whom it refused.</summary>
public sealed record ConfirmInput(string Batch, DateOnly Day, string Receipt, int Count, IReadOnlyList<Id>? Refused = null);

public static class ExportsApi
{
    private const string Xlsx = "xlsx";

    public static void MapExports(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{id}/exports/{profile}", Preview).WithSummary("The file for another system before it is made: rows with problems, what is cut");
        api.MapPost("/rounds/{id}/exports/{profile}", Record).WithSummary("Put on record that the file is made; its batch and where it is found");
        api.MapGet("/rounds/{id}/exports/{profile}/file", File).Produces<Stream>(StatusCodes.Status200OK, "text/csv", TableFile.XlsxMediaType).WithSummary("The file of the batch on record: csv or xlsx");
        api.MapPost("/rounds/{id}/exports/{profile}/confirm", Confirm).WithSummary("Confirm that a batch was entered into its system or reported");
    }

    private static async Task<Results<Ok<ExportPreview>, ProblemHttpResult>> Preview(
        Id id, string profile, Caller caller, RoundAccess rounds, ExportDesk desk, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (file, refused, _) = await FileAsync(id, profile, caller, rounds, desk, cancellation);
        return file is null ? Problems.Of(refused!, caller.Language) : TypedResults.Ok(ExportPreview.Of(file, caller));
    }

    private static async Task<Results<Ok<ExportAnswer>, ProblemHttpResult>> Record(
        Id id, string profile, Caller caller, RoundAccess rounds, ExportDesk desk, IMediator mediator, CancellationToken cancellation)
    {
        var (file, refused, today) = await FileAsync(id, profile, caller, rounds, desk, cancellation);
        if (file is null)
            return Problems.Of(refused!, caller.Language);
        if (file.HasErrors)
            return Problems.Of(ExportCodes.HasErrors.With(("count", file.Errors.Count(e => e.Severity == Severity.Error))), caller.Language);
        var answer = await mediator.Send(RecordExport.Of(id, file, today, caller.Principal, caller.Key) with { DryRun = caller.DryRun }, cancellation);
        if (answer.Rejected is { } reason)
            return Problems.Of(reason, caller.Language);
        var link = $"/api/rounds/{id}/exports/{profile}/file?format=";
        return TypedResults.Ok(new ExportAnswer(id, answer.Version, file.Batch, file.Hash, link + ExportFile.Csv, link + Xlsx));
    }

    /// <summary>Only what is on record leaves: a file whose content changed since is a batch that is not known yet.</summary>
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> File(
        Id id, string profile, string? format, Caller caller, RoundAccess rounds, ExportDesk desk, IStoreReader reader, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var wanted = format ?? ExportFile.Csv;
        if (wanted is not (ExportFile.Csv or Xlsx))
            return Problems.Of(DoorCodes.UnknownFormat.With(("format", wanted)), caller.Language);
        var (file, refused, _) = await FileAsync(id, profile, caller, rounds, desk, cancellation);
        if (file is null)
            return Problems.Of(refused!, caller.Language);
        if (await ExportBatch.FindAsync(reader, id, file.Batch) is null || file.HasErrors)
            return Problems.Of(ExportCodes.UnknownBatch.With(("batch", file.Batch)), caller.Language);
        return TypedResults.File(file.Write(wanted), wanted == Xlsx ? TableFile.XlsxMediaType : "text/csv; charset=utf-8", $"{file.Batch}.{wanted}");
    }

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Confirm(
        Id id, string profile, ConfirmInput input, Caller caller, RoundAccess rounds, IStoreReader reader, IMediator mediator, CancellationToken cancellation)
    {
        if ((await rounds.OfficialAsync(id, caller, cancellation)).Refused is { } refused)
            return Problems.Of(refused, caller.Language);
        if (await ExportBatch.FindAsync(reader, id, input.Batch) is not { } batch || batch.Profile != profile)
            return Problems.Of(ExportCodes.UnknownBatch.With(("batch", input.Batch)), caller.Language);
        return await mediator.SendAsync(
            new ConfirmEntered(id, input.Batch, input.Day, input.Receipt, input.Count, [.. input.Refused ?? []]) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun },
            caller,
            cancellation);
    }

    private static async Task<(ExportFile? File, Rejection? Refused, DateOnly Today)> FileAsync(
        Id id, string profile, Caller caller, RoundAccess rounds, ExportDesk desk, CancellationToken cancellation)
    {
        var (round, refused) = await rounds.OfficialAsync(id, caller, cancellation);
        if (round is null)
            return (null, refused, default);
        var today = await rounds.TodayAsync(round.School);
        var (file, rejected) = await desk.PreviewAsync(caller.Principal.Scope, id, profile, today, cancellation);
        return (file, rejected, today);
    }
}
