using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Archiving;

public sealed record ArchiveOptions
{
    [Option("导出", "Exports", References = "export-profile", Tightens = "superset",
        HelpZhCn = "录入的系统：全国学生资助管理信息系统、技工院校学生管理信息系统、省级业务平台（第十六条(五)、第十七条(五)）。",
        HelpEn = "The systems into which the result is entered (Art. 16(5), 17(5)).")]
    public ImmutableArray<string> Exports { get; init; } = [];

    [Option("确认已录入", "Confirm entry", HelpZhCn = "逐人确认已录入系统后才完成。", HelpEn = "Ends only when somebody confirms that the case was entered.")]
    public bool ConfirmEntered { get; init; }

    [Option("由谁确认", "Role", HelpZhCn = "确认录入的角色；不填则为岗位文件中承担 confirm-entry 的岗位。", HelpEn = "Who confirms the entry; none is the role that carries the duty confirm-entry.")]
    public string Role { get; init; } = "";

    [Option("单位类别", "Scope", HelpZhCn = "该角色所在单位的类别。", HelpEn = "The kind of unit in which the role is held.")]
    public string Scope { get; init; } = "school";

    [Option("最迟录入日", "By", HelpZhCn = "每学年最迟哪一天录入并确认，MM-dd，例如 10-31；到期未确认的，待办显示为逾期。须同时选“确认已录入”。",
        HelpEn = "The day of every school year, MM-dd such as 10-31, by which the entry is to be confirmed; the task is overdue after it. Needs confirmEntered.")]
    public string By { get; init; } = "";
}

public static class ArchiveCodes
{
    public static readonly Code ByUnfit = Code.Input("archive-by-unfit", "最迟录入日应写每年都有的一天（MM-dd，例如 10-31），但写的是“{by}”。", "Expected a day of every year (MM-dd, such as 10-31) by which to confirm the entry, but it is '{by}'.");
    public static readonly Code ByWithoutTask = Code.Input("archive-by-without-confirmation", "写了最迟录入日（{by}）的，应同时要求确认已录入（confirmEntered），但没有，没有人会被提醒。", "Expected confirmEntered beside a last day for the entry ({by}), but it is not set, so that nobody is reminded.");
    public static readonly Code NoCalendar = Code.State("archive-without-calendar", "设有最迟录入日的，应有适用的校历，但没有。", "Expected a calendar to reckon the last day for the entry with, but there is none.");
    public static readonly Code BadEntry = Code.Input("archive-entry-incomplete", "确认录入应写明日期（on）和回执编号（receipt），但不完整。", "Expected the day and the receipt of the entry, but they are incomplete.", "第十六条(五)、第十七条(五)");
}

/// <summary>
/// 建档备案 (Art. 16(5), 17(5)): keeps level, total and where every decision stands, the same each time it is done. With <c>confirmEntered</c> a task
/// asks for <c>entered</c> { on, receipt }.
/// </summary>
public sealed class ArchiveActivity() : ActivityType<ArchiveOptions>(
    Describe.Step("Archive", "建档备案", "Archive", "按学年建档并录入信息系统。", "Files the case by school year and enters it into the systems.") with
    {
        Waits = true,
        Verbs =
        [
            new VerbDescription("entered", new Text("已录入国家系统", "Entered"))
            {
                Tone = VerbDescription.Primary, Consequence = new Text("确认已录入国家系统并归档。", "Confirms the entry in the national system and files the case."),
                Input = InputSchema.Object(["on", "receipt"], ("on", InputSchema.Day), ("receipt", InputSchema.File)),
            },
        ],
    })
{
    public override IEnumerable<Rejection> Check(ActivityNode node)
    {
        if (node.Input("by") is not { Kind: InputKind.Literal, Text: { Length: > 0 } by })
            yield break;
        if (DayIn(2025, by) is null)
            yield return ArchiveCodes.ByUnfit.With(("by", by));
        if (node.Input("confirmEntered") is not { } confirm || (confirm.Kind == InputKind.Literal && confirm.Value.AsBool() != true))
            yield return ArchiveCodes.ByWithoutTask.With(("by", by));
    }

    protected override ActivityResult Enter(ActivityContext context, ArchiveOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        context.Note("archived", PlainText.Record(
            ("level", CaseVariables.Standing(context)), ("total", context.Variable(CaseVariables.Total)), ("exports", Value.List(options.Exports.Select(Value.Of))),
            ("decisions", Decisions(context))));
        if (!options.ConfirmEntered)
            return ActivityResult.Completed();
        if (!input.TryUnit(context, options.Scope, out var unit, out stop))
            return stop;
        var due = options.By.Length > 0 ? DueOf(context, unit, options.By, out stop) : null;
        if (stop is not null)
            return stop;
        context.Open(BookmarkKind.Task, RoleList.PinnedAt(context).For(options.Role, Duty.ConfirmEntry), unit, due);
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, ArchiveOptions options, Resumption resumption)
    {
        if (resumption.Verb is not "entered")
            return ActivityResult.Refused(PlainText.UnknownVerb(resumption.Verb, Description.Verbs));
        var given = resumption.Input;
        if (!DateOnly.TryParseExact(given["on"].AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || given["receipt"].AsText() is not { } receipt || !PlainText.IsHash(receipt))
            return ActivityResult.Refused(ArchiveCodes.BadEntry);
        context.Note("entered", Value.Record(("on", given["on"]), ("receipt", receipt)));
        return ActivityResult.Completed();
    }

    /// <summary>24:00 of the first such day from the round's reference day on.</summary>
    private static DateTimeOffset? DueOf(ActivityContext context, string unit, string by, out ActivityResult? stop)
    {
        var documents = CaseFacts.Read(context, new FactKey(RosterFacts.Calendar, unit), out stop)["documents"].Items;
        if (stop is not null)
            return null;
        if (documents.IsEmpty || WorkingDayCalendar.Read(documents[0], [.. documents.Skip(1)]).Document is not { } calendar)
        {
            stop = ActivityResult.Faulted(ArchiveCodes.NoCalendar);
            return null;
        }

        var from = context.Input("referenceDay").AsDay() ?? calendar.DayOf(context.Now);
        if (DayIn(from.Year, by) is not { } day)
        {
            stop = ActivityResult.Faulted(ArchiveCodes.ByUnfit.With(("by", by)));
            return null;
        }

        return calendar.EndOf(day < from ? DayIn(from.Year + 1, by)!.Value : day);
    }

    /// <summary>Null for what is no day of every year: 29 February is none.</summary>
    private static DateOnly? DayIn(int year, string by) =>
        by != "02-29" && DateOnly.TryParseExact(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{by}"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static RecordValue Decisions(ActivityContext context) => PlainText.Record(
        context.Definition.Definition.Root.All().Select(n => (n.Id, context.Variable(CaseVariables.DecisionOf(n.Id)))));
}
