using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Statistics;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Api;

/// <summary>Levels that are counted together, by id: what the list of cases is narrowed to.</summary>
public sealed record RoundLevelColumn(IReadOnlyList<string> Levels, Text Name);

/// <summary>A unit's line: how many students it has, and of which levels; both are absent where they are not told.</summary>
public sealed record RoundLevelLine(string Unit, Text Name, int? Students, IReadOnlyList<StatisticsCell> Cells);

/// <summary>The levels decided so far by unit, each before those below it. Counts below Least are not told, nor any by which one could be worked out.</summary>
public sealed record RoundLevelsView(int Least, IReadOnlyList<RoundLevelColumn> Columns, IReadOnlyList<RoundLevelLine> Lines)
{
    public static RoundLevelsView Of(LevelSheet sheet) => new(
        sheet.Least, [.. sheet.Columns.Select(c => new RoundLevelColumn(c.Levels, c.Name))],
        [.. sheet.Lines.Select(l => new RoundLevelLine(l.Unit, l.Name, l.Total, [.. l.Counts.Select(c => new StatisticsCell(c))]))]);
}

/// <summary>How a round's levels are spread over the school.</summary>
public static class RoundLevelsApi
{
    public static void MapRoundLevels(this RouteGroupBuilder api) =>
        api.MapGet("/rounds/{id}/levels", One).WithSummary("How many of each department and class have which level, as far as it is decided");

    private static async Task<Results<Ok<RoundLevelsView>, ProblemHttpResult>> One(Id id, Caller caller, RoundLevels levels, CancellationToken cancellation) =>
        await levels.LoadAsync(caller.Principal, id, cancellation) is { } sheet ? TypedResults.Ok(RoundLevelsView.Of(sheet)) : Problems.Of(StepCodes.NotFound, caller.Language);
}
