using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Roles;
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
}

public static class ReferenceLevelCodes
{
    public static readonly Code UnknownLevel = Code.Input("reference-level-unknown", "参考等级应是 {known}，但填的是“{level}”。", "Expected the reference level to be {known}, but it is '{level}'.");
    public static readonly Code NoLevel = Code.Input("reference-level-missing", "应填写外部系统的参考等级，没有的请选“无参考等级”，但没有填写。", "Expected the outside system's reference level, or 'none' where it gives none, but there is no level.");
    public static readonly Code NoReason = Code.Input("reference-level-without-reason", "没有参考等级的应写明原因，但没有写。", "Expected to hear why there is no reference level, but no reason is given.");
}

/// <summary>
/// 系统参考等级: what an outside system's own model says of a student, <c>enter</c> { level, score?, batch? } or <c>none</c> { reason }. It stands beside
/// the product's own suggestion and the bodies' levels as the variables <c>referenceLevel</c> and <c>referenceScore</c>, and replaces none of them.
/// </summary>
public sealed class ReferenceLevelActivity() : ActivityType<ReferenceLevelOptions>(
    Describe.Step("ReferenceLevel", "系统参考等级", "Reference level", "录入外部系统给出的参考等级，供评议参考。", "Takes the level that an outside system gives, for the bodies to look at.") with
    {
        InstanceVariables = [CaseVariables.ReferenceLevel, CaseVariables.ReferenceScore],
        Outputs =
        [
            new OutputDescription("level", new Text("参考等级", "Level"), OptionKind.Text),
            new OutputDescription("score", new Text("参考得分", "Score"), OptionKind.Number),
        ],
        Waits = true,
    })
{
    protected override ActivityResult Enter(ActivityContext context, ReferenceLevelOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop) || !input.TryUnit(options.Scope, out var unit, out stop))
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
            _ => ActivityResult.Refused(PlainText.UnknownVerb(resumption.Verb, "enter", "none")),
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
        var score = given["score"].AsNumber() is { } points ? Value.Of(points) : Value.Null;
        Keep(context, level, score);
        context.Note("reference-level", PlainText.Record(("source", options.Source), ("level", level), ("score", score), ("batch", given["batch"])));
        return ActivityResult.Completed();
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
