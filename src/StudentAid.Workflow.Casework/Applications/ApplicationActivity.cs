using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Casework.Applications.Forms;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Casework.Applications;

/// <summary>
/// 学生申请 (Art. 16(2), 17(2)): a task of the person, open while the window is. Verbs: <c>save</c> { answers, evidence?, onBehalf?, replace? }, <c>submit</c> (see
/// <see cref="Submission"/>), <c>waive</c> { reason, signed? }; <c>window</c> is a message that the window has moved. When the window closes on
/// an application that was not submitted the case ends as NotApplied (Art. 18(1)). Who was returned keeps some days to correct.
/// </summary>
public sealed class ApplicationActivity() : ActivityType<ApplicationOptions>(
    Describe.Step("Application", "学生申请", "Application", "学生或监护人填写申请表、作出承诺。", "The student or guardian fills in the form and signs.") with
    {
        Outcomes = [Connection.Done, "Waived"],
        Outputs = [new OutputDescription("answers", new Text("申请表内容", "Answers"), OptionKind.Record, Personal: true)],
        Verbs = ApplicationVerbs.All,
        Waits = true,
    })
{
    /// <summary>What definitions call it.</summary>
    public const string TypeName = "StudentAid.Application";

    public const string NotApplied = "NotApplied";

    /// <summary>Where an application that is open keeps the address of its sealed draft, and of the evidence that was named with it.</summary>
    public const string DraftAnswers = "draft";

    /// <summary>True where staff saved the draft from the family's paper; what the family saved itself is for nobody else.</summary>
    public const string DraftEntered = "entered";

    /// <inheritdoc cref="DraftAnswers"/>
    public const string DraftEvidence = "evidence";

    public override ImmutableArray<VerbDescription> VerbsOf(ActivityNode node, IPins pins, string pin) => ApplicationVerbs.Of(node, pins, pin);

    public override IEnumerable<Rejection> Check(ActivityNode node)
    {
        if (node.Input("hours") is { Kind: InputKind.Literal } hours && hours.Text.Length > 0 && ServiceHours.Parse(hours.Text) is null)
            yield return ApplicationCodes.HoursUnfit.With(("hours", hours.Text));
    }

    protected override ActivityResult Enter(ActivityContext context, ApplicationOptions options)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop) || !input.TryUnit(context, options.Scope, out var unit, out stop))
            return stop;
        var window = ApplicationWindow.Read(CaseFacts.Read(context, CaseFacts.Window(input), out stop));
        if (stop is not null)
            return stop;
        var earlier = context.Variable(CaseVariables.Answers);
        context.Open(BookmarkKind.Task, "applicant", unit, person: input.Person);
        if (earlier.IsNull)
        {
            if (window is not null)
                context.Open(BookmarkKind.Deadline, due: window.Closes);
            return ActivityResult.Waits;
        }

        var correction = context.Now.AddDays(options.CorrectionDays);
        context.Open(BookmarkKind.Deadline, due: window?.Closes > correction ? window.Closes : correction);
        context.Data = earlier.AsText() is { } address ? Value.Record(("returned", true), (DraftAnswers, address)) : Value.Record(("returned", true));
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, ApplicationOptions options, Resumption resumption)
    {
        if (!CaseInput.TryRead(context, out var input, out var stop))
            return stop;
        return (resumption.Bookmark.Kind, resumption.Verb) switch
        {
            (BookmarkKind.Deadline, "deadline") => Expire(context, input),
            (_, "window") => FollowWindow(context, input),
            (BookmarkKind.Task, "save") => Save(context, options, input, resumption),
            (BookmarkKind.Task, "submit") => Submit(context, options, input, resumption.Input),
            (BookmarkKind.Task, "waive") => Waive(context, resumption.Input),
            _ => ActivityResult.Refused(PlainText.UnknownVerb(resumption.Verb, Description.Verbs)),
        };
    }

    private static ActivityResult Save(ActivityContext context, ApplicationOptions options, CaseInput input, Resumption resumption)
    {
        if ((Closed(context, input) ?? OutsideHours(context, options, input)) is { } closed)
            return closed;
        if (resumption.Input["answers"] is not RecordValue answers)
            return ActivityResult.Refused(ApplicationCodes.NoAnswers);
        if (FormDocument.Kind.Of(context, options.Form, out var stop) is not { } form)
            return stop!;
        // A draft may have gaps; only what no form could hold is turned away.
        if (FormValidator.Validate(form.Content, answers).Errors.FirstOrDefault(e => e.Code == FormCodes.TooLarge) is { } tooLarge)
            return ActivityResult.Refused(new Rejection(tooLarge.Code, tooLarge.Arguments));
        var (evidence, unfit) = Evidence.Read(resumption.Input["evidence"]);
        if (unfit is not null)
            return ActivityResult.Refused(unfit);
        var before = context.Data as RecordValue ?? Value.EmptyRecord;
        var entered = !resumption.Input["onBehalf"].IsNull;
        if (entered && IsOwnDraft(context, before))
        {
            if (resumption.Input["replace"].AsBool() != true)
                return ActivityResult.Refused(ApplicationCodes.FamilyDraft);
            before = before.Without(DraftEvidence);
        }

        var data = (entered ? before.With(DraftEntered, true) : before.Without(DraftEntered)).With(DraftAnswers, context.Seal(input.Person, answers));
        context.Data = resumption.Input["evidence"].IsNull ? data : data.With(DraftEvidence, context.Seal(input.Person, Value.List(evidence.Select(e => e.ToValue()))));
        context.Change(resumption.Bookmark);
        return ActivityResult.Waits;
    }

    /// <summary>What the family itself saved and has not handed in; a returned form that nobody touched is what it handed in.</summary>
    private static bool IsOwnDraft(ActivityContext context, Value data) =>
        data[DraftEntered].AsBool() != true && data[DraftAnswers].AsText() is { } draft && draft != context.Variable(CaseVariables.Answers).AsText();

    private static ActivityResult Submit(ActivityContext context, ApplicationOptions options, CaseInput input, Value given)
    {
        var draft = context.Data[DraftAnswers].AsText();
        CaseFacts.Read(context, out var stop, [.. Submission.Needed(options, input, given, draft)]);
        stop ??= Closed(context, input) ?? OutsideHours(context, options, input);
        if (stop is not null || Submission.Read(context, options, input, given, draft, out stop) is not { } submission)
            return stop!;
        var answers = context.Seal(input.Person, submission.Answers);
        context.SetVariable(CaseVariables.Answers, answers);
        context.SetVariable(CaseVariables.Attachments, context.Seal(input.Person, submission.Attachments()));
        context.SetOutput("answers", answers);
        context.Note("submitted", submission.Noted());
        return ActivityResult.Completed();
    }

    private static ActivityResult Waive(ActivityContext context, Value given)
    {
        var refused = given["reason"].IsNull
            ? CaseCodes.NotCoded.With(("field", "reason"), ("text", "opinion"))
            : PlainText.CheckCode(given, "reason", "opinion") ?? PlainText.CheckHashes(given, "signed");
        if (refused is not null)
            return ActivityResult.Refused(refused);
        var noted = Value.Record(("reason", given["reason"]));
        context.Note("waived", given["signed"].IsNull ? noted.With("by", "click") : noted.With("signed", given["signed"]));
        return ActivityResult.Completed("Waived");
    }

    /// <summary>The due instant may be older than the window: then it only moves.</summary>
    private static ActivityResult Expire(ActivityContext context, CaseInput input)
    {
        var window = ApplicationWindow.Read(CaseFacts.Read(context, CaseFacts.Window(input), out var stop));
        if (stop is not null)
            return stop;
        if (window?.Closes > context.Now)
            return MoveTo(context, window.Closes);
        context.Note("not-applied", Value.Record(("reason", "no-application")));
        return new ActivityResult.EndsDefinition([NotApplied]);
    }

    private static ActivityResult FollowWindow(ActivityContext context, CaseInput input)
    {
        var window = ApplicationWindow.Read(CaseFacts.Read(context, CaseFacts.Window(input), out var stop));
        if (stop is not null || window is null)
            return stop ?? ActivityResult.Waits;
        var due = context.Data["returned"].AsBool() == true ? DueOf(context) : null;
        return MoveTo(context, due > window.Closes ? due.Value : window.Closes);
    }

    private static ActivityResult MoveTo(ActivityContext context, DateTimeOffset due)
    {
        if (context.Bookmarks.FirstOrDefault(b => b.Kind == BookmarkKind.Deadline) is not { } deadline)
            context.Open(BookmarkKind.Deadline, due: due);
        else if (deadline.Due != due)
            context.Change(deadline with { Due = due });
        return ActivityResult.Waits;
    }

    private static ActivityResult? Closed(ActivityContext context, CaseInput input)
    {
        var window = ApplicationWindow.Read(CaseFacts.Read(context, CaseFacts.Window(input), out var stop));
        if (stop is not null)
            return stop;
        var corrects = context.Data["returned"].AsBool() == true && context.Now < DueOf(context);
        if (corrects || window?.IsOpen(context.Now) == true)
            return null;
        return ActivityResult.Refused(ApplicationCodes.WindowClosed.With(("opens", Written(window?.Opens)), ("closes", Written(window?.Closes))));
    }

    private static ActivityResult? OutsideHours(ActivityContext context, ApplicationOptions options, CaseInput input) =>
        input.TryUnit(context, options.Scope, out var unit, out var stop) ? ServiceHours.Refuse(context, options.Hours, unit) : stop;

    private static DateTimeOffset? DueOf(ActivityContext context) => context.Bookmarks.FirstOrDefault(b => b.Kind == BookmarkKind.Deadline)?.Due;

    private static string Written(DateTimeOffset? at) => at?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "–";
}
