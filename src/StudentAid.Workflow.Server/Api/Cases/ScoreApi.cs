using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using StudentAid.Workflow.Casework.Access;
using StudentAid.Workflow.Casework.Records;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Server.Policy;

namespace StudentAid.Workflow.Server.Api.Cases;

/// <summary>
/// The latest score of a case by its table, item by item, and what bodies corrected since. The table is named with the day from which it holds and the beginning of its hash;
/// all of it is empty before the case is scored.
/// </summary>
public sealed record ScoreView(
    Text? Table, DateOnly? From, string Version, string Article, decimal? Total, Text? Suggested, DateTimeOffset? At, IReadOnlyList<ScoredFactor> Factors,
    IReadOnlyList<ScoreGround> Grounds, IReadOnlyList<ScoreCorrection> Corrections);

/// <summary>A rule beside the points that held: a veto, which may lower, raise or end, or the direct level on which the suggestion rests.</summary>
public sealed record ScoreGround(Text Name, string Article, bool Veto);

/// <summary>A factor of the table with its items that gave points; their sum is before caps and weights, so that it may be more than what counts.</summary>
public sealed record ScoredFactor(Text Name, string Article, IReadOnlyList<ScoredItem> Items);

public sealed record ScoredItem(Text Name, decimal Points, string Detail);

/// <summary>A body gave another level than the one that stood before: by qualitative analysis, apart from the score. Standing is false where it was thrown back since.</summary>
public sealed record ScoreCorrection(Text Title, Text Level, string Opinion, DateTimeOffset At, bool Standing);

public static class ScoreApi
{
    private const int Shown = 8;

    public static void MapScore(this RouteGroupBuilder api) =>
        api.MapGet("/cases/{id}/score", Score).WithSummary("What the case scored item by item, by which version of the table, and what bodies corrected; put on record before it is given");

    /// <summary>Points tell of the family: they are for who may be shown its answers, and staff leave a record.</summary>
    private static async Task<Results<Ok<ScoreView>, ProblemHttpResult>> Score(
        Id id, Caller caller, CaseReading cases, DecisionRecords records, ReadingRecord readings, PinCache pins, HttpResponse response, CancellationToken cancellation)
    {
        RoundAccess.Forbid(response);
        if (await cases.FindAsync(id, caller, cancellation) is not { } found)
            return Problems.Of(StepCodes.NotFound, caller.Language);
        var who = FamilyReaders.Of(caller.Principal, found.Stored, found.State, pins);
        if (!RevealFactsHandler.MaySee(caller.Principal, found.Stored, found.State, pins) || !FieldTable.Sees("score", "points", who))
            return Problems.Of(AccessCodes.NotForYou, caller.Language);
        if (await records.LoadAsync(id, cancellation) is not { Scores: [.., var last] } record)
            return TypedResults.Ok(new ScoreView(null, null, "", "", null, null, null, [], [], []));
        if (!who.Contains(FieldTable.Own) && await readings.WriteAsync(caller, found.Stored.OrgPath, id, last.Table, RecordReading.Score) is { } unrecorded)
            return Problems.Of(unrecorded, caller.Language);
        return TypedResults.Ok(Of(record, last, TableOf(pins, found.State.Pin, last)));
    }

    private static Casework.Packs.Pinned<ScoreTable>? TableOf(PinCache pins, string pin, RecordedScore score) =>
        pins.Document(pin, ScoreTable.Kind.Name, score.Table.Split('/')[^1].Split('@')[0]) is { } content ? ScoreTable.Kind.Whole(content).Document : null;

    /// <summary>The first body corrects the suggestion, each later one the level that it found.</summary>
    private static List<ScoreCorrection> Corrections(DecisionRecord record, RecordedScore last)
    {
        var (found, before) = (new List<ScoreCorrection>(), last.Suggested);
        foreach (var stage in record.Stages.Where(s => s.Level.Length > 0 && s.At >= last.At))
        {
            if (stage.Level != before)
                found.Add(new ScoreCorrection(stage.Title, stage.LevelName, stage.Opinion, stage.At, stage.Standing));
            before = stage.Level;
        }

        return found;
    }

    private static ScoreView Of(DecisionRecord record, RecordedScore last, Casework.Packs.Pinned<ScoreTable>? table)
    {
        ImmutableArray<Factor> known = table?.Content.Factors ?? [];
        var factors = known.Select(f => (f.Id, f.Name, Article: f.Article ?? "")).Append((Id: "", Name: new Text("其他", "Other"), Article: ""))
            .Select(f => new ScoredFactor(f.Name, f.Article, [.. last.Points.Where(p => FactorOf(p) == f.Id).Select(p => new ScoredItem(p.Name, p.Points, p.Detail))])).Where(f => f.Items.Count > 0);
        return new ScoreView(
            table?.Document.Name ?? new Text("量化指标", "Score table"), table?.Document.From, last.Table.Split('@')[^1][..Shown], table?.Document.Article ?? "", last.Total,
            last.Suggested.Length > 0 ? last.SuggestedName : null, last.At, [.. factors],
            [.. last.Grounds.Select(g => new ScoreGround(g.Name, g.Article, g.Veto))], Corrections(record, last));

        string FactorOf(RecordedPoint point) => known.Any(f => f.Id == point.Factor) ? point.Factor : "";
    }
}
