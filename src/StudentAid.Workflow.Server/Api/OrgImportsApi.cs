using System.Collections.Immutable;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using StudentAid.Workflow.Casework.Imports;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Auth;
using StudentAid.Workflow.Server.Hosting;
using Directory = StudentAid.Workflow.Casework.Organisations.Directory;

namespace StudentAid.Workflow.Server.Api;

/// <summary>What a table of units or staff would do; the token applies all of it in one step. There is none where a row is wrong, for nothing is taken by halves.</summary>
public sealed record OrgPreview(string? Token, int New, int Changed, int Unchanged, IReadOnlyList<PreviewRow> Rows, IReadOnlyList<CellView> Errors);

/// <summary>Units and staff out of a table, each seen before it is kept.</summary>
public static class OrgImportsApi
{
    private const string Units = "units";
    private const string Staff = "staff";

    public static void MapOrgImports(this RouteGroupBuilder api)
    {
        api.MapPost("/org-units/import", Upload).WithMetadata(new WithoutKey(), new RequestSizeLimitAttribute(ServerSettings.MaxUpload))
            .Accepts<IFormFile>("application/octet-stream").WithSummary("Read a table of units or of staff (XLSX, XLS, CSV) and say what it would change");
        api.MapPost("/org-units/import/{token}/apply", Apply).WithSummary("Apply a table of units or staff that was read, whole");
    }

    private static async Task<Results<Ok<OrgPreview>, ProblemHttpResult>> Upload(
        string kind, string unit, Caller caller, HttpRequest request, ImportReading reading, Directory directory, WaitingTables<WaitingImport> previews, RoleShelf roles, CancellationToken cancellation)
    {
        if (Duties.Setup(caller.Principal, unit) is { } notYours)
            return Problems.Of(notYours, caller.Language);
        if (kind is not (Units or Staff))
            return Problems.Of(DoorCodes.BadRequest.With(("reason", new Text("kind 应为 units（单位）或 staff（工作人员）", "kind must be units or staff"))), caller.Language);
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellation);
        var bytes = content.ToArray();
        var names = (await directory.UnitsBelowAsync(UnitPath.Root)).Where(u => caller.MayKnow(u.Path)).ToDictionary(u => u.Path, u => u.Name.In(caller.Language), StringComparer.Ordinal);
        var book = await roles.BookAsync(cancellation);
        var keeper = (await directory.UnitAsync(unit))?.Keeper ?? unit;
        return kind == Units
            ? UnitsOf(await reading.UnitsAsync(bytes, unit, cancellation), bytes, keeper, names, caller, previews)
            : StaffOf(await reading.StaffAsync(bytes, unit, book, cancellation), bytes, unit, names, book, caller, previews);
    }

    private static Results<Ok<OrgPreview>, ProblemHttpResult> UnitsOf(
        (UnitImport? Import, Rejection? Refused) read, byte[] bytes, string keeper, Dictionary<string, string> names, Caller caller, WaitingTables<WaitingImport> previews)
    {
        if (read.Import is not { } import)
            return Problems.Of(read.Refused!, caller.Language);
        foreach (var row in import.Rows)
            names.TryAdd(row.Unit.Path, row.Unit.Name.In(caller.Language));
        var changes = import.Rows.Where(r => r.Changes).ToList();
        var rows = changes.OrderBy(r => r.Row).Select(r => new PreviewRow(
            r.Row, r.Before is null ? "new" : "changed", r.Unit.Name.In(caller.Language), names.GetValueOrDefault(UnitPath.Parent(r.Unit.Path) ?? "", ""),
            r.Before is { } before && before.Name != r.Unit.Name ? before.Name.In(caller.Language) : null, []));
        var put = new PutOrgUnits(keeper, [.. changes.Select(c => c.Unit)])
        {
            Principal = caller.Principal, Key = "", Seen = changes.ToImmutableSortedDictionary(c => c.Unit.Path, c => c.Before?.Seq ?? 0, StringComparer.Ordinal),
        };
        return Answer(import.Table, TokenOf(Units, keeper, bytes, caller), put, [.. rows], import.Rows.Length - changes.Count, caller, previews);
    }

    private static Results<Ok<OrgPreview>, ProblemHttpResult> StaffOf(
        (StaffImport? Import, Rejection? Refused) read, byte[] bytes, string unit, Dictionary<string, string> names, RoleBook book, Caller caller, WaitingTables<WaitingImport> previews)
    {
        if (read.Import is not { } import)
            return Problems.Of(read.Refused!, caller.Language);
        var changes = import.Rows.Where(r => !r.Added.IsEmpty).ToList();
        var rows = changes.OrderBy(r => r.Row).Select(r => new PreviewRow(
            r.Row, r.Before is null ? "new" : "changed", r.Name,
            string.Join(" · ", r.Added.Select(g => $"{book.At(g.Unit).NameOf(g.Role).In(caller.Language)} {names.GetValueOrDefault(g.Unit, "")}")), null, []));
        // Somebody new is named by the table, so that it brings him about once, however often it is applied.
        var token = TokenOf(Staff, unit, bytes, caller);
        var put = new PutPrincipals(unit, [.. changes.Select(c => new PutPrincipal(
            unit, c.Before?.Id ?? Id.Of("principal", token, c.Name), c.Name, PutPrincipal.Person, [.. c.Grants.Select(g => g.Grant)], default)
        {
            Principal = caller.Principal, Key = "", Seen = c.Before?.Seq ?? 0, Terms = c.Grants,
        })]) { Principal = caller.Principal, Key = "" };
        return Answer(import.Table, token, put, [.. rows], import.Rows.Length - changes.Count, caller, previews);
    }

    /// <summary>The same table read for another unit or by somebody else is another preview.</summary>
    private static string TokenOf(string kind, string unit, byte[] bytes, Caller caller) => WaitingTables.TokenOf(bytes, kind, unit, caller.Principal.Id.ToString());

    private static Ok<OrgPreview> Answer(TableImport table, string named, Command put, ImmutableArray<PreviewRow> rows, int unchanged, Caller caller, WaitingTables<WaitingImport> previews)
    {
        var token = table.HasErrors || rows.IsEmpty ? null : named;
        if (token is not null)
            previews.Keep(token, caller.Principal.Id, new WaitingImport(put, null));
        return TypedResults.Ok(new OrgPreview(
            token, rows.Count(r => r.Act == "new"), rows.Count(r => r.Act == "changed"), unchanged, rows, [.. table.Errors.Select(e => RegisterReading.Cell(e, caller))]));
    }

    private static async Task<Results<Ok<StepAnswer>, ProblemHttpResult>> Apply(
        string token, Caller caller, WaitingTables<WaitingImport> previews, IMediator mediator, PrincipalDirectory principals, CancellationToken cancellation)
    {
        if (previews.Find(token, caller.Principal.Id) is not { Import: PutOrgUnits or PutPrincipals } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var answer = await mediator.SendAsync(found.Import with { Principal = caller.Principal, Key = caller.Key, DryRun = caller.DryRun }, caller, cancellation);
        principals.Forget();
        return answer;
    }
}
