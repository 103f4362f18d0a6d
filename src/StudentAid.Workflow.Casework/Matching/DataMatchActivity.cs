using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Roles;
using StudentAid.Workflow.Casework.Tasks;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Matching;

public sealed record DataMatchOptions
{
    [Option("存疑时由谁核对", "Role", HelpZhCn = "匹配存疑时由这一角色核对，不自动转为成功；不填则为岗位文件中承担 settle-matches 的岗位。", HelpEn = "Who settles a doubtful match; it never settles itself; none is the role that carries the duty settle-matches.")]
    public string Role { get; init; } = "";

    [Option("单位类别", "Scope", HelpZhCn = "该角色所在单位的类别。", HelpEn = "The kind of unit in which the role is held.")]
    public string Scope { get; init; } = "class";

    [Option("存疑时的证明材料", "Evidence", Choices = ["optional", "required"], Tightens = "fixed",
        HelpZhCn = "匹配存疑的学生需提供相应证明材料（第十六条(二)）；高校以书面承诺代替（第十七条(二)）。",
        HelpEn = "Who is matched in doubt gives proof (Art. 16(2)); in higher education the commitment takes its place (Art. 17(2)).")]
    public string Evidence { get; init; } = "optional";

    [Option("核对期限（工作日）", "Working days", Minimum = 0, Maximum = 60, HelpZhCn = "存疑的匹配应在这么多个工作日内核对，0 为不设期限。", HelpEn = "A doubt is to be settled within so many working days; nought sets no term.")]
    public int Days { get; init; }

    [Option("逾期时", "When it passes", Choices = ["report", "take-as-none"],
        HelpZhCn = "report 只报告并继续等待；take-as-none 按未匹配继续，不使学生久等，不推定为匹配成功。", HelpEn = "report goes on waiting; take-as-none goes on as not matched, so that nobody waits for ever. A doubt never becomes a match.")]
    public string WhenPassed { get; init; } = "report";

    [Option("逾期报告给", "Reported to", HelpZhCn = "逾期时另给这一角色一项已超期的待办，也可由其核对；不填则只记录。", HelpEn = "This role gets a task of its own, overdue, and may settle the doubt; empty only puts it on record.")]
    public string OverdueRole { get; init; } = "";

    [Option("逾期报告的单位类别", "Reported at", HelpZhCn = "该角色所在单位的类别。", HelpEn = "The kind of unit in which that role is held.")]
    public string OverdueScope { get; init; } = "school";
}

public static class DataMatchCodes
{
    public static readonly Code NotResolved = Code.Input("match-not-resolved", "核对结果应是 matched 或 none，但填的是“{state}”。", "Expected the state to be matched or none, but it is '{state}'.", "第十六条(二)");
    public static readonly Code NoReason = Code.Input("match-without-reason", "核对存疑的匹配应写明理由，但没有写。", "Expected a reason for settling the doubtful match, but there is none.");
    public static readonly Code NoCalendar = Code.State("match-without-calendar", "数据比对设有工作日期限，应有适用的校历，但没有。", "Expected a calendar to reckon the match's working days with, but there is none.");
    public static readonly Code NoEvidence = Code.Input("match-without-evidence", "匹配存疑的学生应提供相应证明材料，但没有。", "Expected evidence for a doubtful match, but there is none.", "第十六条(二)");
}

/// <summary>
/// 数据比对 (Art. 16(2)): matched and none pass at once; a doubtful match waits for a person, <c>resolve</c> { state: matched | none, reason, evidence? }, for
/// so many working days as the options say; what happens then is theirs too, and a doubt never becomes a match by it.
/// <c>rematch</c> is the message that a new batch has changed the result. A person whom no batch has looked at counts as none.
/// </summary>
public sealed class DataMatchActivity() : ActivityType<DataMatchOptions>(
    Describe.Step("DataMatch", "数据比对", "Data match", "与民政、残联等部门的名单比对，存疑的由人核对。", "Compares with the providers' lists; a person settles what is in doubt.") with
    {
        InstanceVariables = [CaseVariables.Match],
        Outputs =
        [
            new OutputDescription("matchState", new Text("比对结果", "State"), OptionKind.Text),
            new OutputDescription("categories", new Text("特殊群体类别", "Special groups"), OptionKind.Record, Personal: true),
        ],
        Waits = true,
        Verbs =
        [
            new VerbDescription("resolve", new Text("核对完毕", "Resolve"))
            {
                Tone = VerbDescription.Primary, Consequence = new Text("比对结果以此为准，该生继续办理。", "This match counts from now on, and the case goes on."),
                Input = InputSchema.Object(["state", "reason"], ("state", InputSchema.Choice("matched", "none")), ("reason", InputSchema.Words), ("evidence", InputSchema.Files)),
            },
        ],
    })
{
    protected override ActivityResult Enter(ActivityContext context, DataMatchOptions options) =>
        Compare(context, out var input) is { } settled ? settled
        : input!.TryUnit(context, options.Scope, out var unit, out var stop) ? Ask(context, options, unit)
        : stop;

    protected override ActivityResult Resume(ActivityContext context, DataMatchOptions options, Resumption resumption)
    {
        switch (resumption.Verb)
        {
            case "resolve" when resumption.Bookmark.Kind == BookmarkKind.Task:
                return Resolve(context, options, resumption.Input);
            case "rematch":
                if (Compare(context, out _) is { } settled)
                    return settled;
                foreach (var task in context.Bookmarks.Where(b => b.Kind == BookmarkKind.Task).ToList())
                    context.Change(task);
                return ActivityResult.Waits;
            case "deadline" when resumption.Bookmark.Kind == BookmarkKind.Deadline:
                return MatchDeadline.Pass(context, options, resumption.Bookmark) ?? Settle(context, MatchState.None, Value.Null);
            default:
                return ActivityResult.Refused(PlainText.UnknownVerb(resumption.Verb, Description.Verbs));
        }
    }

    private static ActivityResult Ask(ActivityContext context, DataMatchOptions options, string unit)
    {
        DateTimeOffset? due = null;
        if (options.Days > 0)
        {
            due = MatchDeadline.Of(context, unit, context.Now, options.Days, out var stop);
            if (stop is not null)
                return stop;
        }

        context.Open(BookmarkKind.Task, RoleList.PinnedAt(context).For(options.Role, Duty.SettleMatches), unit, due);
        if (due is not null)
        {
            context.Open(BookmarkKind.Deadline, due: due);
            context.Data = Value.Record(("since", context.Now.ToUnixTimeMilliseconds()), ("unit", unit));
        }

        return ActivityResult.Waits;
    }

    /// <summary>What the lists say, or null where a person must look.</summary>
    private static ActivityResult? Compare(ActivityContext context, out CaseInput? input)
    {
        if (!CaseInput.TryRead(context, out input, out var stop))
            return stop;
        var match = CaseFacts.Read(context, CaseFacts.Match(input), out stop);
        if (stop is not null)
            return stop;
        return MatchStateWords.Parse(match["state"].AsText()) switch
        {
            MatchState.Doubtful => null,
            MatchState.Matched => Settle(context, MatchState.Matched, match["sealed"]),
            _ => Settle(context, MatchState.None, Value.Null),
        };
    }

    private static ActivityResult Resolve(ActivityContext context, DataMatchOptions options, Value given)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        var state = MatchStateWords.Parse(given["state"].AsText());
        var refused =
            state is not (MatchState.Matched or MatchState.None) ? DataMatchCodes.NotResolved.With(("state", given["state"].AsText()))
            : given["reason"].AsText()?.Trim() is not { Length: > 0 } ? DataMatchCodes.NoReason.With()
            : PlainText.CheckHashes(given, "evidence")
            ?? (state == MatchState.Matched && options.Evidence == "required" && given["evidence"].Items.IsEmpty ? DataMatchCodes.NoEvidence.With() : null);
        if (refused is not null)
            return ActivityResult.Refused(refused);
        var match = CaseFacts.Read(context, CaseFacts.Match(input), out stop);
        if (stop is not null)
            return stop;
        context.Note("match-resolved", PlainText.Record(
            ("state", state!.Value.Word()), ("reason", context.Seal(input.Person, given["reason"])), ("evidence", given["evidence"])));
        return Settle(context, state.Value, state == MatchState.Matched ? match["sealed"] : Value.Null);
    }

    private static ActivityResult Settle(ActivityContext context, MatchState state, Value categories)
    {
        CaseVariables.Set(context, CaseVariables.Match, state.Word());
        if (categories.AsText() is { } address)
            context.SetAddress(CaseVariables.Categories, address);
        else
            CaseVariables.Set(context, CaseVariables.Categories, categories);
        context.SetOutput("matchState", state.Word());
        if (!categories.IsNull)
            context.SetOutput("categories", categories);
        return ActivityResult.Completed();
    }
}
