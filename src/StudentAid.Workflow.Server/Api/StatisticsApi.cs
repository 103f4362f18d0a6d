using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Organisations.Tables;
using StudentAid.Workflow.Casework.Statistics;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Server.Api;

/// <summary>A number, absent where it is not told.</summary>
public sealed record StatisticsCell(int? Count);

/// <summary>A unit's line; its total is absent where it is not told, or where the columns are groups that a student may have several of.</summary>
public sealed record StatisticsLine(string Unit, Text Name, int? Total, IReadOnlyList<StatisticsCell> Cells);

/// <summary>Of: level or special-group. The first line is the unit's own, the others stand right below it.</summary>
public sealed record StatisticsTableView(string Procedure, Text Name, string Of, IReadOnlyList<Text> Columns, IReadOnlyList<StatisticsLine> Lines);

/// <summary>Counts below Least are told to nobody, nor any by which one could be worked out.</summary>
public sealed record StatisticsView(string Unit, Text Name, string SchoolYear, int Least, int Schools, IReadOnlyList<UnfiledSchool> Unfiled, IReadOnlyList<StatisticsTableView> Tables)
{
    public static StatisticsView Of(StatisticsSheet sheet) => new(sheet.Unit, sheet.Name, sheet.SchoolYear, sheet.Least, sheet.Schools, sheet.Unfiled, [
        .. sheet.Tables.Select(t => new StatisticsTableView(t.Procedure, t.Name, t.Of, t.Columns, [.. t.Rows.Select(r => new StatisticsLine(r.Unit, r.Name, r.Total, [.. r.Counts.Select(c => new StatisticsCell(c))]))])),
    ]);
}

/// <summary>What an authority reports of its schools: counts of the final lists by level of government, and which schools have not filed.</summary>
public static class StatisticsApi
{
    private const string Untold = "*";

    public static void MapStatistics(this RouteGroupBuilder api)
    {
        api.MapGet("/oversight/statistics", One).WithSummary("Final lists of a school year by the units right below one that the caller oversees: counts by procedure, level and special group, and who has not filed");
        api.MapGet("/oversight/statistics/file", File).Produces<Stream>(StatusCodes.Status200OK, "text/csv").WithSummary("The same as a CSV; * stands for a count that is not told");
    }

    private static async Task<Results<Ok<StatisticsView>, ProblemHttpResult>> One(string schoolYear, string? unit, Caller caller, LevelStatistics statistics, CancellationToken cancellation) =>
        await statistics.LoadAsync(caller.Principal, unit ?? "", schoolYear, cancellation) is { } sheet ? TypedResults.Ok(StatisticsView.Of(sheet)) : Problems.Of(StepCodes.NotFound, caller.Language);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> File(
        string schoolYear, string? unit, Caller caller, LevelStatistics statistics, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await statistics.LoadAsync(caller.Principal, unit ?? "", schoolYear, cancellation) is not { } sheet)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        string In(string zhCn, string en) => caller.IsEnglish ? en : zhCn;
        string[] header = [In("流程", "Procedure"), In("单位", "Unit"), In("项目", "Counted"), In("人数", "Students")];
        return TypedResults.File(TableWriter.Csv(header, Lines(sheet, caller.Language, In("合计", "Total")).Concat(Unfiled(sheet, caller.Language, In))), "text/csv; charset=utf-8", $"statistics-{schoolYear}.csv");
    }

    private static IEnumerable<IReadOnlyList<string>> Lines(StatisticsSheet sheet, string language, string total)
    {
        foreach (var table in sheet.Tables)
        {
            foreach (var row in table.Rows)
            {
                if (table.Of == "level")
                    yield return [table.Name.In(language), row.Name.In(language), total, Told(row.Total)];
                for (var c = 0; c < table.Columns.Length; c++)
                    yield return [table.Name.In(language), row.Name.In(language), table.Columns[c].In(language), Told(row.Counts[c])];
            }
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Unfiled(StatisticsSheet sheet, string language, Func<string, string, string> said) =>
        sheet.Unfiled.Select(s => (IReadOnlyList<string>)["", s.Name.In(language), s.Status == "none" ? said("未报送：没有批次", "Not filed: no round") : said("未报送：批次未办结", "Not filed: a round is open"), ""]);

    private static string Told(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? Untold;
}
