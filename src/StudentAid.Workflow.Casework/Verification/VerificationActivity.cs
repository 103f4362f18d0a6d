using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Verification;

public sealed record VerificationOptions
{
    [Option("至少几次核实", "Minimum", Minimum = 1, Maximum = 20, Tightens = "min",
        HelpZhCn = "确认量化结果之前至少要有的核实记录数（第十六条(三)、第十七条(三)1）。", HelpEn = "Records that must stand before the score is confirmed (Art. 16(3), 17(3)1).")]
    public int Minimum { get; init; } = 1;

    [Option("核实方式", "Methods", Tightens = "subset",
        HelpZhCn = "可用的方式：家访、个别谈话、大数据分析、信函索证、民主评议等（第十六条(三)），以代码列出；不填则不限。",
        HelpEn = "Ways that count, as codes: home visit, talk, data analysis, inquiry by letter, review (Art. 16(3)); none is any.")]
    public ImmutableArray<string> Methods { get; init; } = [];

    [Option("须两人以上的方式", "Methods of two", Tightens = "superset",
        HelpZhCn = "须两人以上进行的核实方式，例如 home-visit 家访，以代码列出；不填则都可一人进行。", HelpEn = "Methods that at least two persons do, as codes, such as home-visit; none where left out.")]
    public ImmutableArray<string> InPairs { get; init; } = [];

    [Option("催办间隔（小时）", "Hours between reminders", Minimum = 1, Maximum = 720, HelpZhCn = "同一待办两次催办之间至少相隔几小时。", HelpEn = "A task's holder is reminded no more often than this.")]
    public int RemindEvery { get; init; } = 24;

    [Option("由谁核实", "Role", HelpZhCn = "核实的角色；不填则为岗位文件中承担 verify 的岗位。", HelpEn = "Who verifies; none is the role that carries the duty verify.")]
    public string Role { get; init; } = "";

    [Option("单位类别", "Scope", HelpZhCn = "该角色所在单位的类别。", HelpEn = "The kind of unit in which the role is held.")]
    public string Scope { get; init; } = "class";
}

public static class VerificationCodes
{
    public static readonly Code BadMethod = Code.Input("verification-method-unknown", "核实方式应是 {known}，但填的是“{method}”。", "Expected the method to be {known}, but it is '{method}'.", "第十六条(三)");
    public static readonly Code Incomplete = Code.Input("verification-incomplete", "核实记录应有方式、日期、核实人和情况，但缺少“{missing}”。", "Expected a record with method, date, persons and finding, but '{missing}' is missing.", "第十六条(三)");
    public static readonly Code NotInPairs = Code.Input("verification-in-pairs", "以“{method}”方式核实应由两人以上进行，但只填了 {count} 人。", "Expected at least two persons for a verification by '{method}', but {count} is named.", "第十六条(三)");
    public static readonly Code InFuture = Code.Input("verification-in-future", "核实日期应不晚于今天，但写的是 {date}。", "Expected a day that has come, but {date} has not.");
    public static readonly Code TooFew = Code.State("verification-too-few", "应至少有 {minimum} 条核实记录，但只有 {count} 条。", "Expected at least {minimum} records of verification, but there are {count}.", "第十六条(三)、第十七条(三)1");
}

/// <summary>
/// 核实 (Art. 16(3), 17(3)1): <c>record</c> { method, date, persons: [id], finding, evidence?, review?, finish? } adds one, <c>finish</c> { review? } ends it
/// once there are enough. <c>review</c> is what the score table reads as <c>review.…</c> (points, consumption, untrue); persons, findings and review are sealed.
/// </summary>
public sealed class VerificationActivity() : ActivityType<VerificationOptions>(
    Describe.Step("Verification", "核实", "Verification", "以家访、谈话等方式核实申请内容。", "The application is verified by visits, talks and other ways.") with
    {
        Waits = true,
        Verbs =
        [
            new VerbDescription("record", new Text("登记核实", "Record"))
            {
                Tone = VerbDescription.Primary, Consequence = new Text("核实记录存入申请，不能删除。", "The record is kept with the case and cannot be deleted."),
                Input = InputSchema.Object(
                    ["method", "date", "persons", "finding"], ("method", InputSchema.Code), ("date", InputSchema.Day), ("persons", InputSchema.Texts), ("finding", InputSchema.Words),
                    ("evidence", InputSchema.Files), ("review", InputSchema.Open), ("finish", InputSchema.Flag)),
            },
            new VerbDescription("finish", new Text("核实完毕", "Finish"))
            {
                Consequence = new Text("核实结束，进入量化评估。", "The verification ends, and the case goes on to scoring."), Input = InputSchema.Object([], ("review", InputSchema.Open)),
            },
        ],
    })
{
    protected override ActivityResult Enter(ActivityContext context, VerificationOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop) || !input.TryUnit(context, options.Scope, out var unit, out stop))
            return stop;
        context.Open(BookmarkKind.Task, RoleList.PinnedAt(context).For(options.Role, Duty.Verify), unit);
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, VerificationOptions options, Resumption resumption)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        return resumption.Verb switch
        {
            "record" => Record(context, options, input, resumption),
            "finish" => Finish(context, options, input, resumption.Input, CountOf(context)),
            _ => ActivityResult.Refused(PlainText.UnknownVerb(resumption.Verb, Description.Verbs)),
        };
    }

    private static ActivityResult Record(ActivityContext context, VerificationOptions options, CaseInput input, Resumption resumption)
    {
        var given = resumption.Input;
        if (Check(context, options, input, given, out var stop) is { } refused)
            return ActivityResult.Refused(refused);
        if (stop is not null)
            return stop;
        var address = context.Seal(input.Person, Value.Record(("persons", given["persons"]), ("finding", given["finding"])));
        context.Note("verified", PlainText.Record(("method", given["method"]), ("date", given["date"]), ("sealed", address), ("evidence", given["evidence"])));
        var count = CountOf(context) + 1;
        if (given["finish"].AsBool() == true)
            return Finish(context, options, input, given, count);
        KeepReview(context, input, given);
        context.Data = Value.Record(("records", count));
        context.Change(resumption.Bookmark);
        return ActivityResult.Waits;
    }

    private static ActivityResult Finish(ActivityContext context, VerificationOptions options, CaseInput input, Value given, int count)
    {
        if (count < options.Minimum)
            return ActivityResult.Refused(VerificationCodes.TooFew.With(("minimum", options.Minimum), ("count", count)));
        KeepReview(context, input, given);
        return ActivityResult.Completed();
    }

    private static void KeepReview(ActivityContext context, CaseInput input, Value given)
    {
        if (given["review"] is RecordValue review)
            context.SetVariable(CaseVariables.Review, context.Seal(input.Person, review));
    }

    private static Rejection? Check(ActivityContext context, VerificationOptions options, CaseInput input, Value given, out ActivityResult? stop)
    {
        stop = null;
        var missing =
            given["method"].AsText() is not { Length: > 0 } ? "method"
            : given["persons"].Items.IsEmpty || !given["persons"].Items.All(p => Id.TryParse(p.AsText()) is not null) ? "persons"
            : given["finding"].AsText()?.Trim() is not { Length: > 0 } ? "finding"
            : null;
        if (missing is not null)
            return VerificationCodes.Incomplete.With(("missing", missing));
        var method = given["method"].AsText()!;
        if (PlainText.CheckCode(given, "method", "finding") is { } notCoded)
            return notCoded;
        if (options.Methods.Length > 0 && !options.Methods.Contains(method, StringComparer.Ordinal))
            return VerificationCodes.BadMethod.With(("method", method), ("known", string.Join(", ", options.Methods)));
        var persons = given["persons"].Items.Select(p => Id.TryParse(p.AsText())).Distinct().Count();
        if (persons < 2 && options.InPairs.Contains(method, StringComparer.Ordinal))
            return VerificationCodes.NotInPairs.With(("method", method), ("count", persons));
        if (!DateOnly.TryParseExact(given["date"].AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return VerificationCodes.Incomplete.With(("missing", "date"));
        var today = CaseDay.Of(context, input, [day], out stop);
        if (stop is null && day > today)
            return VerificationCodes.InFuture.With(("date", given["date"].AsText()));
        return PlainText.CheckHashes(given, "evidence");
    }

    private static int CountOf(ActivityContext context) => (int)(context.Data["records"].AsNumber() ?? 0);
}
