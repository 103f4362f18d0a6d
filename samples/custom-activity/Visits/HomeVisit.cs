using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Activities;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace Sample.Activities.Visits;

/// <summary>
/// Waits for a person: whoever holds the post arranges a visit (<c>arrange</c> { day, place? }, as often as need be), records it (<c>record-visit</c>
/// { day, met, finding }) or calls it off (<c>call-off</c> { reason }). What was found and where one meets is sealed with the student's key; days and codes are plain.
/// </summary>
public sealed class HomeVisit() : ActivityType<HomeVisitOptions>(new ActivityDescription
{
    Type = "Sample.HomeVisit",
    Title = new Text("入户走访", "Home visit"),
    Summary = new Text("约定并登记一次入户走访；可以设期限。", "Arranges and records a visit to the family; it may have a term."),
    Category = new Text("示例", "Samples"),
    Outputs = [new OutputDescription("met", new Text("见到的人", "Who was met"), OptionKind.Text), new OutputDescription("finding", new Text("了解到的情况", "Finding"), OptionKind.Record, Personal: true)],
    Outcomes = [Visited, CalledOff],
    Waits = true,
    Verbs = VisitVerbs.All,
})
{
    private const string Visited = "Visited";
    private const string CalledOff = "CalledOff";
    private const string Overdue = "Overdue";

    public override ImmutableArray<string> OutcomesOf(ActivityNode node) => node.Input("days") is { } days && days.Value.AsNumber() != 0 ? [Visited, CalledOff, Overdue] : [Visited, CalledOff];

    protected override ActivityResult Enter(ActivityContext context, HomeVisitOptions options)
    {
        if (context.Input("units")[options.Scope].AsText() is not { } unit)
            return ActivityResult.Faulted(VisitCodes.NoUnit.With(("activity", context.Node.Id), ("scope", options.Scope)));
        DateTimeOffset? due = options.Days > 0 ? context.Now.AddDays(options.Days) : null;
        context.Open(BookmarkKind.Task, options.Role, unit, due);
        if (due is not null)
            context.Open(BookmarkKind.Deadline, due: due);
        return ActivityResult.Waits;
    }

    protected override ActivityResult Resume(ActivityContext context, HomeVisitOptions options, Resumption resumption) => (resumption.Bookmark.Kind, resumption.Verb) switch
    {
        (BookmarkKind.Deadline, _) => ActivityResult.Completed(Overdue),
        (_, VisitVerbs.Arrange) => Arrange(context, resumption),
        (_, VisitVerbs.Record) => Record(context, resumption.Input),
        (_, VisitVerbs.CallOff) => CallOff(context, resumption.Input),
        _ => ActivityResult.Refused(VisitCodes.VerbUnknown.With(("verb", resumption.Verb), ("known", string.Join(", ", Description.Verbs.Select(v => v.Name))))),
    };

    private static ActivityResult Arrange(ActivityContext context, Resumption resumption)
    {
        var given = resumption.Input;
        if (DayUnfit(given) is { } refused)
            return ActivityResult.Refused(refused);
        var noted = Value.Record(("day", given["day"]));
        context.Note("visit-arranged", given["place"].IsNull ? noted : noted.With("sealed", context.Seal(PersonOf(context), given["place"])));
        context.Data = Value.Record(("day", given["day"]));
        // Who saw the task before is told that it has moved on.
        context.Change(resumption.Bookmark);
        return ActivityResult.Waits;
    }

    private static ActivityResult Record(ActivityContext context, Value given)
    {
        var refused =
            context.Data["day"].IsNull ? VisitCodes.NotArranged.With()
            : DayUnfit(given) ?? Unknown(VisitCodes.MetUnknown, "met", given, VisitVerbs.Met.Select(m => m.Code))
            ?? (string.IsNullOrWhiteSpace(given["finding"].AsText()) ? VisitCodes.NoFinding.With() : null);
        if (refused is not null)
            return ActivityResult.Refused(refused);
        var finding = context.Seal(PersonOf(context), Value.Record(("finding", given["finding"])));
        context.Note("visited", Value.Record(("day", given["day"]), ("met", given["met"]), ("sealed", finding)));
        context.SetOutput("met", given["met"]);
        context.SetOutput("finding", finding);
        return ActivityResult.Completed(Visited);
    }

    private static ActivityResult CallOff(ActivityContext context, Value given)
    {
        if (Unknown(VisitCodes.ReasonUnknown, "reason", given, VisitVerbs.Reasons.Select(r => r.Code)) is { } refused)
            return ActivityResult.Refused(refused);
        context.Note("visit-called-off", Value.Record(("reason", given["reason"])));
        return ActivityResult.Completed(CalledOff);
    }

    private static Id PersonOf(ActivityContext context) => Id.TryParse(context.Input("person").AsText()) ?? default;

    private static Rejection? DayUnfit(Value given) =>
        DateOnly.TryParseExact(given["day"].AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : VisitCodes.DayUnfit.With(("day", given["day"].AsText() ?? ""));

    private static Rejection? Unknown(Code code, string field, Value given, IEnumerable<string> known) =>
        known.Contains(given[field].AsText()) ? null : code.With((field, given[field].AsText() ?? ""), ("known", string.Join(", ", known)));
}
