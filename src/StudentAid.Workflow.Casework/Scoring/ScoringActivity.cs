using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Scoring;

public sealed record ScoringOptions
{
    [Option("量化指标", "Score table", Required = true, References = "score-table",
        HelpZhCn = "经民主评议设定、由会议通过的量化分值表（第十四条）；同一批次用同一张表（第六条）。", HelpEn = "The table of points (Art. 14), one for all of a round (Art. 6).")]
    public string Table { get; init; } = "";

    [Option("困难等级方案", "Scale", References = "scale", HelpZhCn = "不填则用量化指标所写的方案。", HelpEn = "The table's own scale where left out.")]
    public string Scale { get; init; } = "";
}

/// <summary>
/// 量化评估 (Art. 14, 16(3), 17(3)1): scores answers, match and review with the pinned table. Total and suggested level stand in clear, points per
/// item are sealed. It only suggests: a body corrects it by qualitative analysis (Art. 7), so an earlier body's level holds no longer.
/// </summary>
public sealed class ScoringActivity() : ActivityType<ScoringOptions>(
    Describe.Step("Scoring", "量化评估", "Scoring", "按量化指标计算得分和推荐等级。", "Scores the application and suggests a level.") with
    {
        InstanceVariables = [CaseVariables.Total, CaseVariables.Suggested, CaseVariables.SuggestedReason, CaseVariables.Scale],
        Outputs =
        [
            new OutputDescription("total", new Text("总分", "Total"), OptionKind.Number),
            new OutputDescription("suggested", new Text("推荐等级", "Suggested level"), OptionKind.Text),
            new OutputDescription("vetoed", new Text("一票否决", "Vetoed"), OptionKind.Bool),
        ],
    })
{
    protected override ActivityResult Enter(ActivityContext context, ScoringOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop) || ScoreTable.Kind.Of(context, options.Table, out stop) is not { } table)
            return stop!;
        var scaleId = options.Scale.Length > 0 ? options.Scale : table.Content.Scale;
        if (Scale.Kind.Of(context, scaleId, out stop) is not { } scale || ReferenceValues.Of(context, table.Content.References, out stop) is not { } references)
            return stop!;
        var opened = CaseVariables.Open(context, out stop, CaseVariables.Answers, CaseVariables.Categories, CaseVariables.Review);
        if (stop is not null)
            return stop;
        var facts = PlainText.Record(
            ("answers", opened[0]), ("review", opened[2]),
            ("match", PlainText.Record(("state", context.Variable(CaseVariables.Match)), ("categories", opened[1]["categories"]))));
        var result = Scorer.Score(table.Content, scale.Content, facts, references);
        CaseVariables.Set(context, CaseVariables.Scale, scaleId);
        Tell(context, result);
        context.Note("scored", PlainText.Record(
            ("table", table.Document.Pin), ("total", result.Total), ("suggested", result.Suggested?.Level), ("points", context.Seal(input.Person, Points(result)))));
        return ActivityResult.Completed();
    }

    private static void Tell(ActivityContext context, ScoreResult result)
    {
        CaseVariables.Set(context, CaseVariables.Total, result.Total);
        CaseVariables.Set(context, CaseVariables.Suggested, result.Suggested?.Level);
        CaseVariables.Set(context, CaseVariables.SuggestedReason, result.Suggested?.Reason);
        CaseVariables.Set(context, CaseVariables.Level, Value.Null);
        CaseVariables.Set(context, CaseVariables.Reason, Value.Null);
        context.SetOutput("total", result.Total);
        context.SetOutput("suggested", result.Suggested?.Level);
        context.SetOutput("vetoed", result.Veto is not null);
    }

    private static RecordValue Points(ScoreResult result) => PlainText.Record(
        ("items", Value.List(result.Items.Where(i => i.Points != 0 || i.Reason == ScoreReason.Excluded)
            .Select(i => PlainText.Record(("item", i.Item), ("points", i.Points), ("detail", i.Detail))))),
        ("factors", Value.List(result.Factors.Select(f => Value.Record(("factor", f.Factor), ("points", f.Weighted))))),
        ("missing", Value.List(result.Missing.Select(m => Value.Of(m.Item)))),
        ("veto", result.Veto), ("by", result.Suggested?.By), ("vetoes", result.Vetoes.IsEmpty ? Value.Null : Value.List(result.Vetoes.Select(v => (Value)v))));
}
