using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.ReferenceLevels;

public sealed record ReferenceLevelOptions
{
    [Option("由谁录入", "Role", HelpZhCn = "从外部系统取得参考等级并录入的角色；不填则为岗位文件中承担 enter-reference-levels 的岗位。", HelpEn = "Who takes the reference level from the outside system and enters it; none is the role that carries the duty enter-reference-levels.")]
    public string Role { get; init; } = "";

    [Option("单位类别", "Scope", HelpZhCn = "该角色所在单位的类别。", HelpEn = "The kind of unit in which the role is held.")]
    public string Scope { get; init; } = "school";

    [Option("外部系统", "Source", HelpZhCn = "外部系统的代码，例如 national-aid-system。", HelpEn = "The outside system's code, such as national-aid-system.")]
    public string Source { get; init; } = "national-aid-system";

    [Option("可用的等级", "Levels", HelpZhCn = "外部系统给出的等级代码；不填则不限。", HelpEn = "The codes of levels that the outside system gives; none is any.")]
    public ImmutableArray<string> Levels { get; init; } = [];

    [Option("怎样使用", "Use", Choices = [Information, Suggestion, AtLeast],
        HelpZhCn = "information 只供参考；suggestion 作为推荐等级，代替量化评估的；at-least 高于量化评估的才代替。后两种放在量化评估之后，仍由认定机构决定。",
        HelpEn = "Information alone; the suggested level in place of the scoring's; or that where it is graver. The last two stand after the scoring, and the bodies decide all the same.")]
    public string Use { get; init; } = Information;

    [Option("对应的等级", "Suggests", HelpZhCn = "外部等级代码对应本方案的哪一级，例如 { \"first\": \"special\" }；不写的按同名。", HelpEn = "Which level of the scale an outside code stands for; the one of the same id where left out.")]
    public RecordValue Suggests { get; init; } = Value.EmptyRecord;

    [Option("困难等级方案", "Scale", References = "scale", HelpZhCn = "不填则用量化评估所用的方案。", HelpEn = "The scoring's scale where left out.")]
    public string Scale { get; init; } = "";

    public const string Information = "information";
    public const string Suggestion = "suggestion";
    public const string AtLeast = "at-least";
}

public static class ReferenceLevelCodes
{
    public static readonly Code UnknownLevel = Code.Input("reference-level-unknown", "参考等级应是 {known}，但填的是“{level}”。", "Expected the reference level to be {known}, but it is '{level}'.");
    public static readonly Code NoLevel = Code.Input("reference-level-missing", "应填写外部系统的参考等级，没有的请选“无参考等级”，但没有填写。", "Expected the outside system's reference level, or 'none' where it gives none, but there is no level.");
    public static readonly Code NotOnScale = Code.Input("reference-level-not-on-scale", "外部等级“{level}”应对应本方案的等级（{known}），但对应的是“{suggested}”。", "Expected the outside level '{level}' to stand for one of {known}, but it stands for '{suggested}'.");
    public static readonly Code Nobody = Code.Input("reference-row-nobody", "应写明本校一名学生（证件号、学籍号、学号或不重名的姓名），但“{value}”找不到或不止一人。", "Expected a student of the school by a number or by a name that only one has, but '{value}' is nobody's or more than one's.");
    public static readonly Code OtherName = Code.Input("reference-row-other-name", "第 {row} 行的姓名与该学号的学生不符，请核对后再导入。", "Expected the name in row {row} to be that of the student with the number, but it is another.");
    public static readonly Code Twice = Code.Input("reference-row-twice", "一名学生应只有一行，但第 {row} 行已写明该生。", "Expected one row for a student, but row {row} is about the same.");
    public static readonly Code WrongRows = Code.Input("reference-rows-wrong", "参考等级应逐行无误才能导入，但有 {count} 处错误，第一处在第 {row} 行（{reason}）。", "Expected every row of the reference levels to be right, but {count} are wrong, the first in row {row} ({reason}).");
    public static readonly Code Incomplete = Code.Input("reference-levels-incomplete", "应写明“{missing}”（批次和外部系统用小写字母、数字和连字符，以字母开头，例如 autumn-2025），但没有。", "Expected '{missing}' to be given (batch and system as codes of lower-case letters, digits and hyphens that begin with a letter, such as autumn-2025), but it is not.");
    public static readonly Code BatchTwice = Code.State("reference-batch-recorded", "参考等级批次“{batch}”应尚未导入，但已经导入过。", "Expected the batch '{batch}' of reference levels to be new, but it is on record.");
    public static readonly Code Withdrawn = Code.State("reference-batch-withdrawn", "参考等级批次“{batch}”应尚未撤销，但已经撤销。", "Expected the batch '{batch}' of reference levels to hold still, but it was withdrawn.");
    public static readonly Code WithdrawnWithoutReason = Code.Input("reference-batch-withdrawn-without-reason", "撤销参考等级批次应写明原因，但没有写。", "Expected a reason for withdrawing the batch of reference levels, but there is none.");
    public static readonly Code NoReason = Code.Input("reference-level-without-reason", "没有参考等级的应写明原因，但没有写。", "Expected to hear why there is no reference level, but no reason is given.");
}

/// <summary>
/// 系统参考等级: what an outside system's own model says of a student, <c>enter</c> { level, score?, batch? } or <c>none</c> { reason }. It stands beside
/// the product's own suggestion and the bodies' levels as the variables <c>referenceLevel</c> and <c>referenceScore</c>; it replaces the suggestion only
/// where the definition says so, and never what a body decided.
/// </summary>
public sealed class ReferenceLevelActivity() : ActivityType<ReferenceLevelOptions>(
    Describe.Step("ReferenceLevel", "系统参考等级", "Reference level", "录入外部系统给出的参考等级，供评议参考。", "Takes the level that an outside system gives, for the bodies to look at.") with
    {
        InstanceVariables = [CaseVariables.ReferenceLevel, CaseVariables.ReferenceScore, CaseVariables.Suggested, CaseVariables.SuggestedReason, CaseVariables.Scale],
        Outputs =
        [
            new OutputDescription("level", new Text("参考等级", "Level"), OptionKind.Text),
            new OutputDescription("score", new Text("参考得分", "Score"), OptionKind.Number),
        ],
        Waits = true,
        Verbs =
        [
            new VerbDescription("enter", new Text("录入参考等级", "Enter"))
            {
                Tone = VerbDescription.Primary,
                Consequence = new Text("参考等级存入申请，供评议参考，不代替评议。", "The reference level is kept for the bodies to look at; it decides nothing."),
                Input = InputSchema.Object(["level"], ("level", InputSchema.Code), ("score", InputSchema.Number), ("batch", InputSchema.Code)),
            },
            new VerbDescription("none", new Text("无参考等级", "No level"))
            {
                Consequence = new Text("没有参考等级，申请继续办理。", "There is no reference level, and the case goes on."), Input = InputSchema.Object(["reason"], ("reason", InputSchema.Words)),
            },
        ],
    })
{
    protected override ActivityResult Enter(ActivityContext context, ReferenceLevelOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop) || !input.TryUnit(context, options.Scope, out var unit, out stop))
            return stop;
        context.Open(BookmarkKind.Task, RoleList.PinnedAt(context).For(options.Role, Duty.EnterReferenceLevels), unit);
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, ReferenceLevelOptions options, Resumption resumption)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        return resumption.Verb switch
        {
            "enter" => Take(context, options, resumption.Input),
            "none" => Without(context, options, input, resumption.Input),
            _ => ActivityResult.Refused(PlainText.UnknownVerb(resumption.Verb, Description.Verbs)),
        };
    }

    private static ActivityResult Take(ActivityContext context, ReferenceLevelOptions options, Value given)
    {
        if (given["level"].AsText() is not { Length: > 0 } level)
            return ActivityResult.Refused(ReferenceLevelCodes.NoLevel);
        if ((PlainText.CheckCode(given, "level", "opinion") ?? PlainText.CheckCode(given, "batch", "opinion")) is { } notCoded)
            return ActivityResult.Refused(notCoded);
        if (!options.Levels.IsEmpty && !options.Levels.Contains(level, StringComparer.Ordinal))
            return ActivityResult.Refused(ReferenceLevelCodes.UnknownLevel.With(("level", level), ("known", string.Join(", ", options.Levels))));
        if (options.Use != ReferenceLevelOptions.Information && Suggest(context, options, level) is { } stop)
            return stop;
        var score = given["score"].AsNumber() is { } points ? Value.Of(points) : Value.Null;
        Keep(context, level, score);
        context.Note("reference-level", PlainText.Record(("source", options.Source), ("level", level), ("score", score), ("batch", given["batch"])));
        return ActivityResult.Completed();
    }

    /// <summary>Puts the level that it stands for in the place of the suggested one; why it cannot, or null.</summary>
    private static ActivityResult? Suggest(ActivityContext context, ReferenceLevelOptions options, string level)
    {
        var id = options.Scale.Length > 0 ? options.Scale : context.Variable(CaseVariables.Scale).AsText();
        if (id is null)
            return ActivityResult.Faulted(CaseCodes.NoScale);
        if (Scale.Kind.Of(context, id, out var stop) is not { Content: var scale })
            return stop;
        var suggested = options.Suggests[level].AsText() ?? level;
        if (scale.RankOf(suggested) is null)
            return ActivityResult.Refused(ReferenceLevelCodes.NotOnScale.With(("level", level), ("suggested", suggested), ("known", string.Join(", ", scale.Levels.Select(l => l.Id)))));
        var own = context.Variable(CaseVariables.Suggested).AsText() ?? "";
        if (options.Use == ReferenceLevelOptions.AtLeast && own == scale.Higher(own, suggested))
            return null;
        CaseVariables.Set(context, CaseVariables.Scale, id);
        CaseVariables.Set(context, CaseVariables.Suggested, suggested);
        CaseVariables.Set(context, CaseVariables.SuggestedReason, Value.Null);
        return null;
    }

    private static ActivityResult Without(ActivityContext context, ReferenceLevelOptions options, CaseInput input, Value given)
    {
        if (given["reason"].AsText()?.Trim() is not { Length: > 0 } reason)
            return ActivityResult.Refused(ReferenceLevelCodes.NoReason);
        Keep(context, Value.Null, Value.Null);
        context.Note("reference-level", Value.Record(("source", options.Source), ("reason", context.Seal(input.Person, reason))));
        return ActivityResult.Completed();
    }

    private static void Keep(ActivityContext context, Value level, Value score)
    {
        CaseVariables.Set(context, CaseVariables.ReferenceLevel, level);
        CaseVariables.Set(context, CaseVariables.ReferenceScore, score);
        if (!level.IsNull)
            context.SetOutput("level", level);
        if (!score.IsNull)
            context.SetOutput("score", score);
    }
}
