using System.Collections.Immutable;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Objections;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Publicity;

public sealed record PublicityOptions
{
    [Option("公示范围", "Scope", Required = true, HelpZhCn = "在哪一类单位范围内公示（第十六条(四)、第十七条(四)：适当范围）。", HelpEn = "The kind of unit in which the list is shown (Art. 16(4), 17(4)).")]
    public string Scope { get; init; } = "";

    [Option("公示天数", "Days", Minimum = 1, Maximum = 60, Tightens = "min", HelpZhCn = "不少于五个工作日（第十六条(四)、第十七条(四)）。", HelpEn = "At least five working days (Art. 16(4), 17(4)).")]
    public int Days { get; init; } = 5;

    [Option("天数单位", "Unit", Choices = ["working-days", "days"], Tightens = "fixed", HelpZhCn = "工作日或自然日。", HelpEn = "Working days or calendar days.")]
    public string Unit { get; init; } = "working-days";

    [Option("张贴当日计入", "Count the posting day", Tightens = "fixed", HelpZhCn = "民法典第二百零一条：开始的当日不计入。", HelpEn = "Civil Code Art. 201: the day of the beginning is not counted.")]
    public bool CountPostingDay { get; init; }

    [Option("公示方式", "Where", Tightens = "subset", HelpZhCn = "board 公告栏，signed-in 登录后可见，open 公开网页；不填则张贴时选择。", HelpEn = "Board, signed-in, open; chosen when posting where left out.")]
    public ImmutableArray<string> Where { get; init; } = [];

    [Option("公示内容", "Columns", Tightens = "subset",
        HelpZhCn = "只能是姓名、学校、院（系）、年级、专业、班级和等级（教财厅函〔2017〕28号，第十六条(四)、第十七条(四)：严禁涉及个人敏感信息及隐私）。",
        HelpEn = "Only name, school, department, grade, major, class and level (Art. 16(4), 17(4): nothing sensitive).")]
    public ImmutableArray<string> Columns { get; init; } = ["name", "department", "class", "level"];

    [Option("角色", "Role", HelpZhCn = "由哪一角色张贴、撤下、答复异议，例如学生资助管理机构；不填则为岗位文件中承担 post-notices 的岗位。", HelpEn = "The role that posts, takes down and answers objections, such as the aid office; none is the role that carries the duty post-notices.")]
    public string Role { get; init; } = "";

    [Option("异议答复期限", "Days to answer", Minimum = 1, Maximum = 60, HelpZhCn = "收到异议后几天内答复，默认按工作日。", HelpEn = "Days within which an objection is answered, working days where not said otherwise.")]
    public int AnswerDays { get; init; } = 3;

    [Option("异议答复小时数", "Hours to answer", Minimum = 1, Maximum = 240, HelpZhCn = "收到异议后几小时内答复，代替答复天数；答复天数单位为工作日的，到期之日是休息日的，顺延到下一个工作日的同一时刻。",
        HelpEn = "Hours within which an objection is answered, instead of the days to answer; with those in working days an end on a day off moves on to the same time of the next working day.")]
    public int? AnswerHours { get; init; }

    [Option("答复天数单位", "Unit of the days to answer", Choices = ["working-days", "days"], HelpZhCn = "异议答复的天数按工作日或自然日；secondUnit 不填的，提交第二级和第二级答复的天数也按它。", HelpEn = "Whether the days to answer are working or calendar days; where secondUnit is left out those to go on and of the second answer, too.")]
    public string AnswerUnit { get; init; } = "working-days";

    [Option("异议提出方式", "Channels", Tightens = "superset", HelpZhCn = "受理哪些方式，例如 letter 来信、in-person 当面、telephone 电话、online 网上；不填则都受理。", HelpEn = "By which channels objections are taken; all where left out.")]
    public ImmutableArray<string> Channels { get; init; } = [];

    [Option("受理匿名异议", "Anonymous objections", HelpZhCn = "为否的，异议须写明提出人姓名，姓名只有答复人能看到。", HelpEn = "Where false an objection needs the name of who objects, which only those who answer see.")]
    public bool Anonymous { get; init; } = true;

    [Option("异议受理天数", "Days to object", Minimum = 1, Maximum = 60, Tightens = "min", HelpZhCn = "张贴后几天内受理异议（单位与公示天数相同）；不填则整个公示期。", HelpEn = "Days after the posting, counted as the period's, within which objections are taken; the whole period where left out.")]
    public int? ObjectionDays { get; init; }

    [Option("异议的影响", "Effect of an objection", Choices = [ObjectionEffects.Entry, ObjectionEffects.List, ObjectionEffects.None],
        HelpZhCn = "公示期满时异议尚未答复的：entry 只有该生不通过，list 整个名单都等待答复，none 照常通过。", HelpEn = "Where an objection is not answered when the period is over: entry holds the student alone, list everybody, none nobody.")]
    public string ObjectionEffect { get; init; } = ObjectionEffects.Entry;

    [Option("第二级答复岗位", "Second instance", HelpZhCn = "异议不成立的，异议人不服时由哪一岗位再答复；不填则没有第二级。", HelpEn = "The role that answers where the first answer is not accepted; none where left out.")]
    public string SecondRole { get; init; } = "";

    [Option("第二级的单位类别", "Scope of the second instance", HelpZhCn = "第二级答复岗位在哪一类单位，例如 county 为学校所在的县（区）；不填则在公示的单位，或本校在它之上的单位。",
        HelpEn = "The kind of unit, at the list's unit or above it, where the second instance stands, such as county; where left out at the list's own, or above it within the school.")]
    public string SecondScope { get; init; } = "";

    [Option("第二级天数单位", "Unit of the second instance's days", Choices = ["working-days", "days"], HelpZhCn = "提交第二级和第二级答复的天数按工作日或自然日；不填则与答复天数相同。",
        HelpEn = "Whether the days to go on and of the second answer are working or calendar days; as the days to answer where left out.")]
    public string SecondUnit { get; init; } = "";

    [Option("提交第二级的期限", "Days to go on", Minimum = 1, Maximum = 60, HelpZhCn = "收到第一级答复后几天内可以提交第二级，期间该生不随公示期满通过。",
        HelpEn = "Days after the first answer within which one may go on; until then the entry is held.")]
    public int SecondDays { get; init; } = 5;

    [Option("第二级答复期限", "Days of the second answer", Minimum = 1, Maximum = 60, HelpZhCn = "第二级收到后几天内答复，其答复为最终答复。", HelpEn = "Days within which the second instance answers, for good.")]
    public int SecondAnswerDays { get; init; } = 5;

    [Option("按名单公示", "By list", HelpZhCn = "公示总是按名单进行。", HelpEn = "A publicity is always a list.", Tightens = "fixed")]
    public bool Roster { get; init; } = true;
}

/// <summary>What an option of a publicity must not be.</summary>
public static class PublicityOptionCodes
{
    public static readonly Code ForbiddenColumn = Code.Input("publicity-column-forbidden", "公示内容应只有 {known}，但含有“{column}”。", "Expected only {known} to be shown, but '{column}' is among the columns.", "第十六条(四)、第十七条(四)、教财厅函〔2017〕28号");
    public static readonly Code UnknownPlace = Code.Input("publicity-place-unknown", "公示方式应是 {known}，但写的是“{place}”。", "Expected the publicity to be seen at {known}, but it says '{place}'.", "第十六条(四)、第十七条(四)");
    public static readonly Code WithoutList = Code.Input("publicity-without-list", "公示应按名单进行，但“roster”为否。", "Expected a publicity to be a list, but 'roster' is false.", "第十六条(四)");
    public static readonly Code SecondWithoutEffect = Code.Input("publicity-second-without-effect", "异议不影响通过（objectionEffect 为 none）的公示不应有第二级答复岗位，但写了“{role}”。", "Expected no second instance where an objection holds back nobody (objectionEffect none), but secondRole is '{role}'.");
    public static readonly Code ScopeWithoutSecond = Code.Input("publicity-second-scope-without-role", "写了第二级的单位类别“{scope}”的公示应有第二级答复岗位（secondRole），但没有。", "Expected a role of the second instance (secondRole) beside its scope '{scope}', but there is none.");
    public static readonly Code NoSecondUnit = Code.State("publicity-second-unit-missing", "第二级答复应在本名单单位所属的“{scope}”，但上级单位中没有这一类，请更正 secondScope 或单位目录。", "Expected a unit of the kind '{scope}' at or above the list's for the second instance, but there is none; correct secondScope or the units.");
    public static readonly Code WindowTooLong = Code.Input("publicity-objections-after-period", "异议受理天数（{window}）应不超过公示天数（{days}），公示期满后名单已经通过，但超过了；期满后仍要受理的，请延长公示或用复议。", "Expected objections to be taken within the {days} days of the period, after which the list has passed, but they are taken for {window}; lengthen the period, or let it be a reconsideration.");
    public static readonly Code AnswerTwice = Code.Input("publicity-answer-days-and-hours", "异议的答复期限应按天数（answerDays）或小时数（answerHours）写一种，但两种都写了。", "Expected the time to answer an objection in days (answerDays) or in hours (answerHours), but both are said.");
    public static readonly Code UnknownOutcome = Code.Input("publicity-outcome-unknown", "公示的结果应是 Passed 或 Upheld，但收到的是“{outcome}”。", "Expected the publicity to end as Passed or Upheld, but it is '{outcome}'.");
}

/// <summary>
/// 结果公示 (Art. 16(4), 17(4)): the case is an entry of the notice until the period is over without an upheld objection (Passed), or an objection is
/// upheld (Upheld).
/// </summary>
public sealed class PublicityActivity() : ActivityType<PublicityOptions>(
    Describe.Step("Publicity", "结果公示", "Publicity", "公示名单及等级，接受监督，答复异议。", "Shows the list with its levels and takes objections.") with
    {
        Outcomes = [Passed, Upheld],
        Waits = true,
    })
{
    public const string Passed = "Passed";
    public const string Upheld = "Upheld";

    private static readonly ImmutableArray<string> Showable = ["name", "school", "department", "grade", "major", "class", "level"];

    public override IEnumerable<Rejection> Check(ActivityNode node)
    {
        foreach (var column in Words(node, "columns").Except(Showable, StringComparer.Ordinal))
            yield return PublicityOptionCodes.ForbiddenColumn.With(("column", column), ("known", string.Join(", ", Showable)));
        foreach (var place in Words(node, "where").Except(PublicityPlaces.Known, StringComparer.Ordinal))
            yield return PublicityOptionCodes.UnknownPlace.With(("place", place), ("known", string.Join(", ", PublicityPlaces.Known)));
        if (node.Input("roster") is { Kind: InputKind.Literal } roster && roster.Value.AsBool() == false)
            yield return PublicityOptionCodes.WithoutList;
        if (node.Input("objectionDays")?.Value.AsNumber() is { } window && window > (node.Input("days")?.Value.AsNumber() ?? new PublicityOptions().Days))
            yield return PublicityOptionCodes.WindowTooLong.With(("window", window), ("days", node.Input("days")?.Value.AsNumber() ?? new PublicityOptions().Days));
        if (node.Input("objectionEffect")?.Value.AsText() == ObjectionEffects.None && node.Input("secondRole")?.Value.AsText() is { Length: > 0 } second)
            yield return PublicityOptionCodes.SecondWithoutEffect.With(("role", second));
        if (node.Input("answerHours") is { Value.IsNull: false } && node.Input("answerDays") is { Value.IsNull: false })
            yield return PublicityOptionCodes.AnswerTwice;
        if (SecondOf(node) is { } unanswered)
            yield return unanswered;
    }

    private static Rejection? SecondOf(ActivityNode node) =>
        node.Input("secondScope")?.Value.AsText() is { Length: > 0 } scope && node.Input("secondRole")?.Value.AsText() is not { Length: > 0 }
            ? PublicityOptionCodes.ScopeWithoutSecond.With(("scope", scope)) : null;

    protected override ActivityResult Enter(ActivityContext context, PublicityOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop) || !input.TryUnit(context, options.Scope, out var unit, out stop))
            return stop;
        if (options.Columns.Except(Showable, StringComparer.Ordinal).FirstOrDefault() is { } column)
            return ActivityResult.Faulted(PublicityOptionCodes.ForbiddenColumn.With(("column", column), ("known", string.Join(", ", Showable))));
        context.Open(BookmarkKind.Entry, Gates.Of(input, context.Node), unit, payload: PlainText.Record(("level", CaseVariables.Standing(context))));
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, PublicityOptions options, Resumption resumption)
    {
        if (resumption.Verb is not "release")
            return ActivityResult.Refused(PlainText.UnknownVerb(resumption.Verb, "release"));
        var given = resumption.Input;
        var outcome = given["outcome"].AsText() ?? "";
        if (outcome is not (Passed or Upheld))
            return ActivityResult.Refused(PublicityOptionCodes.UnknownOutcome.With(("outcome", outcome)));
        var roster = given["roster"].AsText();
        if (roster is not null)
            context.SetVariable(CaseVariables.DecisionOf(context.Node.Id), $"{roster}/{given["decision"]}");
        context.Note("publicity", PlainText.Record(
            ("outcome", outcome), ("roster", roster), ("decision", given["decision"]), ("opinion", given["opinion"] is { } o && o.AsText() is { Length: > 0 } ? o : Value.Null)));
        return outcome == Upheld && given["target"].AsText() is { Length: > 0 } target
            ? new ActivityResult.GoesBack(target, "objection-upheld") : ActivityResult.Completed(outcome);
    }

    private static IEnumerable<string> Words(ActivityNode node, string option) =>
        node.Input(option) is { Kind: InputKind.Literal } input ? input.Value.Items.Select(i => i.AsText() ?? i.ToJson()) : [];
}
