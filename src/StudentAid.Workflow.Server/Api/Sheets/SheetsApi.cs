using System.Collections.Immutable;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Cases;
using StudentAid.Workflow.Server.Api.Home;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api.Sheets;

/// <summary>The rows of a preview that are wanted; without any all changes.</summary>
public sealed record ChooseInput(IReadOnlyList<int>? Rows = null);

/// <summary>
/// What the chosen rows say, as <c>POST /api/rosters/{id}/decide</c> takes it, with the ETag that the table was compared with. They stand in the list's working copy
/// now, whose version is <see cref="Sheet"/>; stale ones are left as they stand.
/// </summary>
public sealed record ChosenRows(Id Roster, string Etag, IReadOnlyList<VerdictInput> Entries, long Sheet, IReadOnlyList<StaleRow> Stale);

public static class SheetsApi
{
    public static void AddSheets(this IServiceCollection services) =>
        services.AddSingleton<RosterWorkbook>().AddSingleton<WorkbookReading>().AddSingleton(s => new WaitingTables<WorkbookPreview>(s.GetRequiredService<TimeProvider>(), 512));

    public static void MapSheets(this RouteGroupBuilder api)
    {
        api.MapGet("/rosters/{id}/workbook", Download).Produces<Stream>(StatusCodes.Status200OK, TableFile.XlsxMediaType).WithSummary("The list as a table to fill offline; no ID numbers");
        api.MapPost("/rosters/{id}/workbook", Upload).WithMetadata(new WithoutKey(), new RequestSizeLimitAttribute(ServerSettings.MaxUpload))
            .Accepts<IFormFile>("application/octet-stream", "application/json").WithSummary("Read a filled table, or as JSON { text, rows: [{ case, shownAt, chosen }] } cells that were pasted, and say what it would change; nothing is changed");
        api.MapPost("/rosters/{id}/workbook/{token}/choose", Choose).WithSummary("Put the chosen rows into the list's working copy, which is no act; rows that somebody else has filled or decided are left and named");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Download(
        Id id, Caller caller, RosterReading rosters, RosterWorkbook workbook, PeopleNames names, TaskReading tasks, Watermarks marks, ReadingRecord readings, HttpResponse response)
    {
        RoundAccess.Forbid(response);
        if (await rosters.StateAsync(id, caller) is not { } state)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        if (await readings.WriteAsync(caller, state.Unit, default, id.ToString(), RecordReading.Workbook) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        var units = await UnitsAsync(state, tasks);
        var mark = await marks.OfAsync(state.Unit, Watermarks.OfList, caller);
        return TypedResults.Bytes(
            workbook.Write(state, await names.OfAsync(state.Unit, state.Entries.Select(e => e.Person)), units, await rosters.SheetAsync(id, CancellationToken.None), mark), TableFile.XlsxMediaType, $"{id}.xlsx");
    }

    private static async Task<Results<Ok<WorkbookPreview>, ProblemHttpResult>> Upload(
        Id id, Caller caller, RosterReading rosters, WorkbookReading workbooks, TaskReading tasks, HttpRequest request, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await rosters.StateAsync(id, caller, cancellation) is not { } state)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var (preview, refused) = request.HasJsonContentType()
            ? await PasteAsync(id, state, caller, workbooks, await UnitsAsync(state, tasks), request, cancellation)
            : await workbooks.ReadAsync(await BytesAsync(request, cancellation), id, state, caller);
        return preview is null ? Problems.Of(refused!, caller.Language) : TypedResults.Ok(preview);
    }

    private static async Task<(WorkbookPreview? Preview, Rejection? Refused)> PasteAsync(
        Id id, RosterState state, Caller caller, WorkbookReading workbooks, IReadOnlyDictionary<string, string> units, HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await request.ReadFromJsonAsync<PasteInput>(cancellation) is { Text: not null, Rows: not null } input ? await workbooks.PasteAsync(input, id, state, units, caller) : (null, TableCodes.Empty);
        }
        catch (JsonException)
        {
            return (null, TableCodes.Unreadable);
        }
    }

    private static async Task<byte[]> BytesAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    /// <summary>What the units of a list's students are called, as the table that is downloaded calls them.</summary>
    private static async Task<Dictionary<string, string>> UnitsAsync(RosterState state, TaskReading tasks)
    {
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in state.Entries.Select(e => e.Place).Distinct(StringComparer.Ordinal))
            units[place] = await tasks.UnitAsync(place, Languages.Chinese);
        return units;
    }

    private static async Task<Results<Ok<ChosenRows>, ProblemHttpResult>> Choose(
        Id id, string token, ChooseInput input, Caller caller, RosterReading rosters, WorkbookReading workbooks, WaitingTables<WorkbookPreview> previews, IMediator mediator,
        CancellationToken cancellation)
    {
        if (await rosters.StateAsync(id, caller, cancellation) is not { } state || previews.Find(WorkbookReading.KeyOf(id, token), caller.Principal.Id) is not { } preview)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var wanted = input.Rows?.ToHashSet();
        if (wanted?.FirstOrDefault(r => preview.Changes.All(c => c.Row != r)) is > 0 and var unknown)
            return Problems.Of(WorkbookCodes.UnknownRow.With(("row", unknown)), caller.Language);
        List<WorkbookChange> chosen = [.. preview.Changes.Where(c => wanted?.Contains(c.Row) != false)];
        var stale = new List<StaleRow>();
        foreach (var decided in chosen.Where(c => state.StandingOf(c.Case).State != "open"))
            stale.Add(new StaleRow(decided.Row, decided.Case, decided.Name, await workbooks.OthersActAsync(id, decided.Case, state.Unit, caller.IsEnglish)));
        var rows = chosen.Where(c => stale.TrueForAll(s => s.Case != c.Case)).Select(Row).ToImmutableArray();
        if (!rows.IsEmpty)
        {
            var answer = await mediator.Send(new KeepWorksheet(id, rows) { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, cancellation);
            if (answer.Rejected is { } reason && reason.Code != WorksheetCodes.ChangedByOther)
                return Problems.Of(reason, caller.Language);
        }

        var sheet = await rosters.SheetAsync(id, cancellation);
        foreach (var change in chosen)
        {
            if (stale.TrueForAll(s => s.Case != change.Case) && RosterWorkbook.KeptOf(sheet, change.Case) is { } kept && kept.By != caller.Principal.Id)
                stale.Add(await workbooks.KeptByAsync(change.Row, kept, change.Name, state.Unit, caller.IsEnglish));
        }

        return TypedResults.Ok(new ChosenRows(
            id, preview.Etag, [.. chosen.Where(c => stale.TrueForAll(s => s.Case != c.Case)).Select(Verdict)], sheet?.Version ?? 0, [.. stale.OrderBy(s => s.Row)]));
    }

    private static WorksheetRow Row(WorkbookChange change)
    {
        var verdict = Verdict(change);
        return new WorksheetRow(change.Case.ToString(), verdict.Verdict, verdict.Level, verdict.Reason, verdict.Opinion, "", change.ShownAt);
    }

    /// <summary>A reason of 不予认定 must be a code; a word in its place is refused by the decision itself.</summary>
    private static VerdictInput Verdict(WorkbookChange change) => change.Verdict switch
    {
        "not-determined" => new VerdictInput(change.Case, change.Verdict, "", change.Reason),
        _ => new VerdictInput(change.Case, change.Verdict, change.To, "", change.Reason),
    };
}
