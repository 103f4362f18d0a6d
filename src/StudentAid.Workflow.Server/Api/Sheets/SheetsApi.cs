using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.Home;
using StudentAid.Workflow.Server.Hosting;

namespace StudentAid.Workflow.Server.Api.Sheets;

/// <summary>The rows of a preview that are wanted; without any all changes.</summary>
public sealed record ChooseInput(IReadOnlyList<int>? Rows = null);

/// <summary>What the chosen rows say, as <c>POST /api/rosters/{id}/decide</c> takes it, with the ETag that the table was compared with.</summary>
public sealed record ChosenRows(Id Roster, string Etag, IReadOnlyList<VerdictInput> Entries);

public static class SheetsApi
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void AddSheets(this IServiceCollection services) =>
        services.AddSingleton<RosterWorkbook>().AddSingleton<WorkbookReading>().AddSingleton<WorkbookPreviews>();

    public static void MapSheets(this RouteGroupBuilder api)
    {
        api.MapGet("/rosters/{id}/workbook", Download).Produces<Stream>(StatusCodes.Status200OK, Workbook).WithSummary("The list as a table to fill offline; no ID numbers");
        api.MapPost("/rosters/{id}/workbook", Upload).WithMetadata(new WithoutKey(), new RequestSizeLimitAttribute(ServerSettings.MaxUpload))
            .Accepts<IFormFile>("application/octet-stream").WithSummary("Read a filled table and say what it would change; nothing is changed");
        api.MapPost("/rosters/{id}/workbook/{token}/choose", Choose).WithMetadata(new WithoutKey()).WithSummary("The chosen rows as a decision takes them; nothing is changed");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Download(
        Id id, Caller caller, RosterReading rosters, RosterWorkbook workbook, PeopleNames names, TaskReading tasks, HttpResponse response)
    {
        RoundAccess.Forbid(response);
        if (await rosters.StateAsync(id, caller) is not { } state)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in state.Entries.Select(e => e.Place).Distinct(StringComparer.Ordinal))
            units[place] = await tasks.UnitAsync(place, Languages.Chinese);
        return TypedResults.Bytes(workbook.Write(state, await names.OfAsync(state.Unit, state.Entries.Select(e => e.Person)), units), Workbook, $"{id}.xlsx");
    }

    private static async Task<Results<Ok<WorkbookPreview>, ProblemHttpResult>> Upload(
        Id id, Caller caller, RosterReading rosters, WorkbookReading workbooks, HttpRequest request, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await rosters.StateAsync(id, caller, cancellation) is not { } state)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation);
        var (preview, refused) = await workbooks.ReadAsync(bytes.ToArray(), id, state, caller);
        return preview is null ? Problems.Of(refused!, caller.Language) : TypedResults.Ok(preview);
    }

    private static async Task<Results<Ok<ChosenRows>, ProblemHttpResult>> Choose(
        Id id, string token, ChooseInput input, Caller caller, RosterReading rosters, WorkbookPreviews previews)
    {
        if (await rosters.StateAsync(id, caller) is null || previews.Find(token, id, caller.Principal.Id) is not { } preview)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var wanted = input.Rows?.ToHashSet();
        if (wanted?.FirstOrDefault(r => preview.Changes.All(c => c.Row != r)) is > 0 and var unknown)
            return Problems.Of(WorkbookCodes.UnknownRow.With(("row", unknown)), caller.Language);
        return TypedResults.Ok(new ChosenRows(id, preview.Etag, [.. preview.Changes.Where(c => wanted?.Contains(c.Row) != false).Select(Verdict)]));
    }

    /// <summary>A reason of 不予认定 must be a code; a word in its place is refused by the decision itself.</summary>
    private static VerdictInput Verdict(WorkbookChange change) => change.Verdict switch
    {
        "not-determined" => new VerdictInput(change.Case, change.Verdict, "", change.Reason),
        _ => new VerdictInput(change.Case, change.Verdict, change.To, "", change.Reason),
    };
}
