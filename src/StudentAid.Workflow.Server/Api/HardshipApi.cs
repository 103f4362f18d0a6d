using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Hardship;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Api.After;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Aid granted in a semester and paid, in 分; state and its words as in a round's payments.</summary>
public sealed record AidReceivedView(string Procedure, Text Name, string Semester, long Granted, long Paid, string State, string StateName);

/// <summary>A student in a school year: levels in order, aid, the 分 he got in all, and what of it is to be paid back.</summary>
public sealed record HardshipView(
    Id Person, string Name, string School, string SchoolName, string SchoolYear, IReadOnlyList<HeldLevelView> Levels, IReadOnlyList<AidReceivedView> Aid, long Paid, IReadOnlyList<RecoveryView> Recoveries)
{
    public static HardshipView Of(HardshipRow row, string language) => new(
        row.Person, row.Name, row.School, row.SchoolName, row.SchoolYear, [.. row.Levels.Select(HeldLevelView.Of)],
        [.. row.Aid.Select(a => new AidReceivedView(a.Procedure, a.Name, a.Semester, a.Granted, a.Paid, a.State, PaymentSheet.Say(a.State).In(language)))], row.Paid,
        [.. row.Recoveries.Select(RecoveryView.Of)]);
}

/// <summary>家庭经济困难学生基础信息库 (第十条), by region, school and year.</summary>
public static class HardshipApi
{
    private const int MostRows = 200;

    public static void MapHardship(this RouteGroupBuilder api) =>
        api.MapGet("/hardship-base", List).WithSummary("The base of students in hardship: student by student the levels and the aid of a school year, below a unit or under its supervision");

    private static async Task<Ok<Listing<HardshipView>>> List(
        string unit, string schoolYear, string? level, string? cursor, int? size, Caller caller, HardshipBase hardship, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        var page = await hardship.LoadAsync(caller.Principal, unit, schoolYear, level ?? "", new PageRequest(cursor, Math.Clamp(size ?? 50, 1, MostRows)), cancellation);
        return TypedResults.Ok(new Listing<HardshipView>([.. page.Rows.Select(r => HardshipView.Of(r, caller.Language))], null, page.Next, page.Rows.Length));
    }
}
