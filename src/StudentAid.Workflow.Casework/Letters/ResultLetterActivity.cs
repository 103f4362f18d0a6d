using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Letters;

public sealed record ResultLetterOptions
{
    [Option("困难等级方案", "Scale", References = "scale", HelpZhCn = "不填则用量化评估所用的方案。", HelpEn = "The scoring's scale where left out.")]
    public string Scale { get; init; } = "";
}

/// <summary>
/// 结果告知 (Art. 18 for 不予认定): records that the person is told, of what kind (determined, not-determined), which level and for which coded reason.
/// The letter itself is printed or shown from this.
/// </summary>
public sealed class ResultLetterActivity() : ActivityType<ResultLetterOptions>(
    Describe.Step("ResultLetter", "结果告知", "Result letter", "告知认定结果，或不予认定及其情形。", "Tells the person the result, or why it is not determined.") with
    {
        Outputs = [new OutputDescription("letter", new Text("告知书", "Letter"), OptionKind.Record)],
    })
{
    protected override ActivityResult Enter(ActivityContext context, ResultLetterOptions options)
    {
        if ((options.Scale.Length > 0 ? options.Scale : context.Variable(CaseVariables.Scale).AsText()) is not { } id)
            return ActivityResult.Faulted(CaseCodes.NoScale);
        if (Scale.Kind.Of(context, id, out var stop) is not { } scale)
            return stop!;
        var level = CaseVariables.Standing(context);
        var determined = level.AsText() is { } decided && decided != scale.Content.NotDetermined.Id;
        var letter = PlainText.Record(
            ("kind", determined ? "determined" : "not-determined"), ("level", level), ("reason", determined ? Value.Null : context.Variable(CaseVariables.Reason)));
        context.Note("letter", letter);
        context.SetOutput("letter", letter);
        return ActivityResult.Completed();
    }
}
