using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Jobs;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Sheets;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api.Jobs;

/// <summary>Tables of more than a few hundred rows: taken piece by piece, and what was not taken comes back as a table.</summary>
public static class ImportsApi
{
    internal static void MapImports(this RouteGroupBuilder api) =>
        api.MapPost("/jobs/import", Start).WithMetadata(new RequestSizeLimitAttribute(ServerSettings.MaxUpload)).Accepts<IFormFile>("application/octet-stream")
            .WithSummary("Import a register (kind people) or a provider's list (kind list) as a job: XLSX, XLS, CSV");

    /// <summary>The rows that were not taken; as they came in unless the other format is asked for.</summary>
    internal static async Task<FileContentHttpResult> CorrectedAsync(Id job, string unit, ReadOnlyMemory<byte> content, string? format, Caller caller, Watermarks marks)
    {
        var failed = FailedRows.From(content.Span);
        return (format ?? (failed.Encoding.Length > 0 ? TableFile.Csv : TableFile.Xlsx)) == TableFile.Csv
            ? TypedResults.Bytes(failed.Csv(caller.Language), failed.Encoding == TextEncoding.Gb18030 ? "text/csv; charset=gb18030" : "text/csv", $"{job}.csv")
            : TypedResults.Bytes(failed.Xlsx(caller.Language, await marks.OfAsync(unit, Watermarks.OfFailedRows, caller)), TableFile.XlsxMediaType, $"{job}.xlsx");
    }

    private static async Task<Results<Accepted<JobView>, Ok<StepAnswer>, ProblemHttpResult>> Start(
        string kind, string unit, string? provider, string? batch, DateOnly? dataDate, string? category, Caller caller, HttpRequest request, ImportReading reading, ImportJobs jobs,
        CancellationToken cancellation)
    {
        var input = new ImportInput(kind, unit, provider ?? "", batch ?? "", dataDate, category ?? "", "", "");
        if (Refuse(input, caller.Principal) is { } refused)
            return Problems.Of(refused, caller.Language);
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation);
        var (items, encoding, unread) = await ReadAsync(input, bytes.ToArray(), reading, cancellation);
        return unread is null ? await jobs.BeginAsync(new ImportTable(input, bytes.ToArray(), encoding, items), caller, cancellation) : Problems.Of(unread, caller.Language);
    }

    internal static Rejection? Refuse(ImportInput input, Principal principal)
    {
        if (input.Kind is not (ImportInput.People or ImportInput.List))
            return ImportCodes.UnknownKind.With(("kind", input.Kind));
        if (input.Kind == ImportInput.People)
            return Duties.Setup(principal, input.Unit);
        var missing = input.Provider.Length == 0 ? "provider" : input.Batch.Length == 0 ? "batch" : input.DataDate is null ? "dataDate" : null;
        return missing is null ? Duties.Rounds(principal, input.Unit) : ImportCodes.NoSource.With(("missing", missing));
    }

    /// <summary>The job's items; a file whose header cannot be read is refused at once.</summary>
    private static async Task<(ImmutableArray<JobItem> Items, string Encoding, Rejection? Refused)> ReadAsync(
        ImportInput input, byte[] bytes, ImportReading reading, CancellationToken cancellation)
    {
        if (input.Kind == ImportInput.List)
        {
            var head = new ProviderListHead(input.Source, input.Category.Length > 0 ? input.Category : null);
            var (list, wrong) = await reading.ListAsync(bytes, input.Unit, head, cancellation);
            return list is null ? ([], "", wrong) : (ImportWork.ItemsOf(list), list.File.Encoding ?? "", list.Import.Table.Map.Errors.FirstOrDefault()?.Reason);
        }

        var (register, refused) = await reading.RegisterAsync(bytes, input.Unit, cancellation);
        return register is null ? ([], "", refused) : (ImportWork.ItemsOf(register), register.File.Encoding ?? "", register.Table.Map.Errors.FirstOrDefault()?.Reason);
    }
}
