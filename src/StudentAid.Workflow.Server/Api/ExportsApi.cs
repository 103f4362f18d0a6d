using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Api.Sheets;
using StudentAid.Workflow.Server.Hosting;

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
        [.. file.Errors.GroupBy(e => e.Row).Select(g => new ExportProblem(g.Key, file.FirstOf(g.Key), [.. g.Select(e => RegisterReading.Cell(e, caller))]))],
        [.. file.Cuts.Select(c => new CutView(c.Row, c.Column, c.Case, c.Full, c.Kept))]);
}

/// <summary>A row of the file (the header is row 1) and what is wrong in it.</summary>
public sealed record ExportProblem(int Row, Id Case, IReadOnlyList<CellView> Findings);

public sealed record CutView(int Row, string Column, Id Case, string Full, string Kept);

/// <summary>
/// A file that a round gives another system, and the batches that left, the newest first. <see cref="Refused"/> counts the rows that the system gave back and no confirmed batch has
/// taken since; <see cref="ErrorFile"/> is true where its error file can be read.
/// </summary>
public sealed record ExportView(string Profile, string Name, string Purpose, bool Sample, bool ErrorFile, int Refused, IReadOnlyList<BatchView> Batches);

public sealed record BatchView(string Batch, string Hash, DateOnly Day, int Rows, EntryConfirmationView? Confirmed);

/// <summary>录入确认 as it was put on record: the day of the receipt, how many were taken, how many refused, and who confirmed it.</summary>
public sealed record EntryConfirmationView(DateOnly Day, int Count, int Refused, string By);

/// <summary>A student of a batch.</summary>
public sealed record BatchCaseView(Id Case, string Name, string Unit);

/// <summary>The batch and where its file is found, by format.</summary>
public sealed record ExportAnswer(Id Id, long Version, string Batch, string Hash, string Csv, string Xlsx);

/// <summary>录入确认: the receipt's hash, how many the other system took, and whom it refused.</summary>
public sealed record ConfirmInput(string Batch, DateOnly Day, string Receipt, int Count, IReadOnlyList<Id>? Refused = null);

/// <summary>A row that the other system refused. Case and name are absent where nobody of the batch has its key; settled once a confirmed batch has taken the case.</summary>
public sealed record EntryErrorView(string Batch, int Row, Id? Case, string Name, string Number, string Reason, bool Settled);

/// <summary>The batch, how many rows its error file refused, and whose: the list for the confirmation of the batch.</summary>
public sealed record EntryErrorsAnswer(Id Id, long Version, string Batch, int Rows, int Unknown, IReadOnlyList<Id> Refused);

public static class ExportsApi
{
    private const string Xlsx = "xlsx";

    public static void MapExports(this RouteGroupBuilder api)
    {
        api.MapGet("/rounds/{id}/exports", All).WithSummary("The files that a round gives other systems, the batches that left, and what is not confirmed or was given back");
        api.MapGet("/rounds/{id}/exports/{profile}", Preview).WithSummary("The file for another system before it is made: rows with problems, what is cut");
        api.MapPost("/rounds/{id}/exports/{profile}", Record).WithSummary("Put on record that the file is made; its batch and where it is found");
        api.MapGet("/rounds/{id}/exports/{profile}/file", File).Produces<Stream>(StatusCodes.Status200OK, "text/csv", TableFile.XlsxMediaType).WithSummary("The file of the batch on record: csv or xlsx");
        api.MapGet("/rounds/{id}/exports/{profile}/errors", Errors).WithSummary("What the other system refused, row by row with its reason and whose it is: what is left to be mended and sent again");
        api.MapPost("/rounds/{id}/exports/{profile}/errors", TakeErrors).WithMetadata(new RequestSizeLimitAttribute(ServerSettings.MaxUpload)).Accepts<IFormFile>("application/octet-stream")
            .WithSummary("Take the error file (XLSX, XLS, CSV) that the other system gave back for a batch, by its id or hash");
        api.MapGet("/rounds/{id}/exports/{profile}/batches/{batch}", Batch).WithSummary("Who is in a batch");
        api.MapPost("/rounds/{id}/exports/{profile}/confirm", Confirm).WithSummary("Confirm that a batch was entered into its system or reported");
    }

    private static async Task<Results<Ok<Listing<ExportView>>, ProblemHttpResult>> All(
        Id id, Caller caller, RoundAccess rounds, ExportDesk desk, IStoreReader reader, PeopleNames names, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (round, refused) = await rounds.OfficialAsync(id, caller, cancellation);
        if (round is null)
            return Problems.Of(refused!, caller.Language);
        var batches = await ExportBatch.AllAsync(reader, id);
        var called = await names.EachAsync(batches.Where(b => b.Confirmed is not null).Select(b => b.Confirmed!.Operator));
        BatchView View(ExportBatch b) => new(
            b.Batch, b.Hash, b.Day, b.Cases.Length,
            b.Confirmed is { } done ? new EntryConfirmationView(done.Day, done.Count, done.Refused.Length, called.GetValueOrDefault(done.Operator, "")) : null);
        var views = new List<ExportView>();
        foreach (var profile in await desk.ProfilesAsync(round, await rounds.TodayAsync(round.School), cancellation))
        {
            var given = await RecordEntryErrorsHandler.RowsAsync(reader, id, profile.Id, "");
            views.Add(new ExportView(
                profile.Id, profile.Name.In(caller.Language), profile.Purpose, profile.Sample, profile.Errors is not null, given.Count(r => !r.Settled),
                [.. batches.Where(b => b.Profile == profile.Id).OrderByDescending(b => b.Day).ThenBy(b => b.Batch, StringComparer.Ordinal).Select(View)]));
        }

        return TypedResults.Ok(Listing.All(views));
    }

    private static async Task<Results<Ok<Listing<BatchCaseView>>, ProblemHttpResult>> Batch(
        Id id, string profile, string batch, Caller caller, RoundAccess rounds, IStoreReader reader, CaseReading cases, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (round, refused) = await rounds.OfficialAsync(id, caller, cancellation);
        if (round is null)
            return Problems.Of(refused!, caller.Language);
        if (await ExportBatch.FindAsync(reader, id, batch) is not { } known || known.Profile != profile)
            return Problems.Of(ExportCodes.UnknownBatch.With(("batch", batch)), caller.Language);
        if (await readings.WriteAsync(caller, round.School, default, known.Batch, RecordReading.Export) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        var inside = known.Cases.ToHashSet();
        var page = await reader.StreamsAsync(Scope.Of(round.School), new StreamFilter { Group = id, Kind = InstanceSteps.Kind }, PageRequest.Everything);
        var rows = await cases.RowsAsync([.. page.Items.Where(r => inside.Contains(r.Id))], round.School);
        return TypedResults.Ok(Listing.All(rows.Select(r => new BatchCaseView(r.Id, r.Name, r.Unit))));
    }

    private static async Task<Results<Ok<ExportPreview>, ProblemHttpResult>> Preview(
        Id id, string profile, Caller caller, RoundAccess rounds, ExportDesk desk, ReadingRecord readings, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (file, refused, _, school) = await FileAsync(id, profile, caller, rounds, desk, cancellation);
        if (file is null)
            return Problems.Of(refused!, caller.Language);
        // Columns and numbers tell of nobody.
        var tells = !file.Errors.IsEmpty || !file.Cuts.IsEmpty;
        return tells && await readings.WriteAsync(caller, school, default, file.Batch, RecordReading.Export) is { } unrecorded
            ? Problems.Of(unrecorded, caller.Language)
            : TypedResults.Ok(ExportPreview.Of(file, caller));
    }

    private static async Task<Results<Ok<ExportAnswer>, ProblemHttpResult>> Record(
        Id id, string profile, Caller caller, RoundAccess rounds, ExportDesk desk, IMediator mediator, CancellationToken cancellation)
    {
        var (file, refused, today, _) = await FileAsync(id, profile, caller, rounds, desk, cancellation);
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
        Id id, string profile, string? format, Caller caller, RoundAccess rounds, ExportDesk desk, IStoreReader reader, Watermarks marks, ReadingRecord readings, HttpResponse response,
        CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var wanted = format ?? ExportFile.Csv;
        if (wanted is not (ExportFile.Csv or Xlsx))
            return Problems.Of(DoorCodes.UnknownFormat.With(("format", wanted)), caller.Language);
        var (file, refused, _, school) = await FileAsync(id, profile, caller, rounds, desk, cancellation);
        if (file is null)
            return Problems.Of(refused!, caller.Language);
        if (await ExportBatch.FindAsync(reader, id, file.Batch) is null || file.HasErrors)
            return Problems.Of(ExportCodes.UnknownBatch.With(("batch", file.Batch)), caller.Language);
        if (await readings.WriteAsync(caller, school, default, file.Batch, RecordReading.Export) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        var mark = await marks.OfAsync(school, new Text($"{file.Profile.Name.ZhCn}（批次 {file.Batch}）", $"{file.Profile.Name.In(Languages.English)} (batch {file.Batch})"), caller);
        return TypedResults.File(file.Write(wanted, mark), wanted == Xlsx ? TableFile.XlsxMediaType : "text/csv; charset=utf-8", $"{file.Batch}.{wanted}");
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

    private static async Task<Results<Ok<Listing<EntryErrorView>>, ProblemHttpResult>> Errors(
        Id id, string profile, string? batch, Caller caller, RoundAccess rounds, IStoreReader reader, CaseReading cases, ReadingRecord readings, HttpResponse response,
        CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var (round, refused) = await rounds.OfficialAsync(id, caller, cancellation);
        if (round is null)
            return Problems.Of(refused!, caller.Language);
        var rows = await RecordEntryErrorsHandler.RowsAsync(reader, id, profile, batch ?? "");
        if (!rows.IsEmpty && await readings.WriteAsync(caller, round.School, default, batch ?? profile, RecordReading.Export) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        var views = new List<EntryErrorView>();
        foreach (var row in rows)
        {
            var found = row.Case.IsNone ? null : await cases.FindAsync(row.Case, caller, cancellation);
            var name = found is { } of ? await cases.NameAsync(of.Stored) : "";
            // The key is an ID number: only its end, and only where it is nobody's of the batch, so that somebody can look for it.
            var number = row.Case.IsNone ? row.Key : found?.State.Name ?? "";
            views.Add(new EntryErrorView(row.Batch, row.Row, row.Case.IsNone ? null : row.Case, name, number, row.Reason, row.Settled));
        }

        return TypedResults.Ok(Listing.All(views));
    }

    private static async Task<Results<Ok<EntryErrorsAnswer>, ProblemHttpResult>> TakeErrors(
        Id id, string profile, string batch, Caller caller, HttpRequest request, RoundAccess rounds, ExportDesk desk, IStoreReader reader, IMediator mediator, CancellationToken cancellation)
    {
        var (round, refused) = await rounds.OfficialAsync(id, caller, cancellation);
        if (round is null)
            return Problems.Of(refused!, caller.Language);
        if ((await ExportBatch.AllAsync(reader, id)).FirstOrDefault(b => b.Profile == profile && (b.Batch == batch || b.Hash == batch)) is not { } known)
            return Problems.Of(ExportCodes.UnknownBatch.With(("batch", batch)), caller.Language);
        var (file, rejected) = await desk.AgainAsync(caller.Principal.Scope, id, known, await rounds.TodayAsync(round.School), cancellation);
        if (file is null)
            return Problems.Of(rejected!, caller.Language);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var (rows, unread) = EntryErrors.Read(body.ToArray(), file);
        if (unread is not null)
            return Problems.Of(unread, caller.Language);
        var paper = Convert.ToHexStringLower(SHA256.HashData(body.ToArray()));
        var answer = await mediator.Send(new RecordEntryErrors(id, known.Batch, paper, rows) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, cancellation);
        return answer.Rejected is { } reason
            ? Problems.Of(reason, caller.Language)
            : TypedResults.Ok(new EntryErrorsAnswer(id, answer.Version, known.Batch, rows.Length, rows.Count(r => r.Case.IsNone), [.. rows.Where(r => !r.Case.IsNone).Select(r => r.Case).Distinct()]));
    }

    private static async Task<(ExportFile? File, Rejection? Refused, DateOnly Today, string School)> FileAsync(
        Id id, string profile, Caller caller, RoundAccess rounds, ExportDesk desk, CancellationToken cancellation)
    {
        var (round, refused) = await rounds.OfficialAsync(id, caller, cancellation);
        if (round is null)
            return (null, refused, default, "");
        var today = await rounds.TodayAsync(round.School);
        var (file, rejected) = await desk.PreviewAsync(caller.Principal.Scope, id, profile, today, cancellation);
        return (file, rejected, today, round.School);
    }
}
