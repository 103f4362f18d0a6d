using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Analysis;
using StudentAid.Workflow.Engine.Definitions;

namespace StudentAid.Workflow.Casework.Prints;

/// <summary>What a print form is about.</summary>
public enum PrintSubject { Round, Track, Unit, Roster, Case, Objection, Reconsideration, Members }

/// <summary>
/// A sheet that the product can fill: id, what people call it, what it needs, and the fields and tables that its wording may name. Nothing else can
/// get onto the paper, whatever a template says.
/// </summary>
public sealed record PrintKind(
    string Id, Text Title, PrintSubject Needs, ImmutableArray<string> Fields, ImmutableDictionary<string, ImmutableArray<string>> Tables, bool HasForm = false);

/// <summary>Every sheet there is. The wording of each is a document of kind <c>print-form</c> with the same id.</summary>
public static class PrintForms
{
    public const string Announcement = "announcement";
    public const string WithoutReceipt = "announcement-without-receipt";
    public const string Application = "application";
    public const string HomeVisit = "home-visit";
    public const string ReviewRecord = "review-record";
    public const string MeetingMinutes = "meeting-minutes";
    public const string Summary = "determination-summary";
    public const string Notice = "publicity-notice";
    public const string Determined = "result-determined";
    public const string NotDetermined = "result-not-determined";
    public const string ObjectionAnswer = "objection-answer";
    public const string DecisionRecord = "decision-record";
    public const string MemberList = "member-list";
    public const string ReconsiderationAnswer = "reconsideration-answer";

    /// <summary>姓名、学校、院（系）、班级、年级、专业、等级: all that 教财厅函〔2017〕28号 and 第十六条(四) let be seen.</summary>
    public static readonly ImmutableArray<string> NoticeColumns = ["number", "name", "school", "department", "class", "grade", "major", "level"];

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> NoTables = ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);
    private static readonly ImmutableArray<string> Person = ["name", "school", "department", "class", "grade", "major"];
    private static readonly ImmutableArray<string> Meeting =
        ["school", "unit", "schoolYear", "round", "activity", "body", "day", "mode", "ordinal", "present", "absent", "withdrawn", "entitled", "agree", "disagree", "abstain", "counts", "minutes", "observers", "composition"];
    private static readonly ImmutableArray<string> MeetingRows = ["number", "name", "class", "total", "suggested", "brought", "decided", "outcome", "reason"];
    private static readonly ImmutableArray<string> MemberRows = ["number", "name", "category", "duty"];
    private static readonly ImmutableArray<string> Letter = [.. Person, "schoolYear", "caseNumber", "level", "reason", "article", "authority", "day", "noticeDays"];

    public static readonly ImmutableArray<PrintKind> All =
    [
        new(Announcement, new Text("告知书及回执", "Announcement with receipt"), PrintSubject.Track, [.. Person, "schoolYear", "track", "day", "opens", "closes", "channels"], NoTables),
        new(WithoutReceipt, new Text("未交回执名单", "Without receipt"), PrintSubject.Track, ["school", "unit", "schoolYear", "track", "day", "count"], Table("people", ["number", "name", "class"])),
        new(Application, new Text("认定申请表", "Application form"), PrintSubject.Case, [.. Person, "schoolYear", "caseNumber", "commitment", "day"], Table("opinions", ["activity", "level", "opinion", "day"]), HasForm: true),
        new(HomeVisit, new Text("家访表", "Home-visit sheet"), PrintSubject.Case, [.. Person, "schoolYear", "caseNumber", "day"], Table("visits", ["method", "day"])),
        new(ReviewRecord, new Text("评议记录", "Record of the review"), PrintSubject.Roster, Meeting, Table("entries", MeetingRows).SetItem("seats", ["member", "attendance", "substitute", "vote"])),
        new(MeetingMinutes, new Text("会议纪要", "Minutes"), PrintSubject.Roster, Meeting, Table("entries", MeetingRows).SetItem("seats", ["member", "attendance", "substitute", "vote"])),
        new(Summary, new Text("认定汇总表", "Summary"), PrintSubject.Unit, ["school", "unit", "schoolYear", "round", "counts", "total", "day"], Table("entries", ["number", "name", "department", "class", "suggested", "level", "change"]).SetItem("units", ["unit", "counts", "total"])),
        new(MemberList, new Text("认定机构成员名单", "List of members"), PrintSubject.Members, ["school", "unit", "schoolYear", "body", "term", "published", "count", "day", "substituted"],
            Table("members", MemberRows).SetItem("substitutes", MemberRows)),
        new(Notice, new Text("公示表", "Notice"), PrintSubject.Roster, ["title", "unit", "posted", "lastDay", "contacts", "errata"], Table("entries", NoticeColumns)),
        new(Determined, new Text("认定结果告知书", "Letter of the result"), PrintSubject.Case, Letter, NoTables),
        new(NotDetermined, new Text("不予认定告知书", "Letter of refusal"), PrintSubject.Case, Letter, NoTables),
        new(DecisionRecord, new Text("认定决定记录", "Decision record"), PrintSubject.Case,
            [.. Person, "schoolYear", "caseNumber", "level", "total", "suggested", "table", "submitted", "head", "day"],
            Table("points", ["name", "points", "detail"]).SetItem("checks", ["method", "day", "finding"]).SetItem("stages", ["activity", "level", "change", "opinion", "vote", "day"])
                .SetItem("notices", ["posted", "lastDay", "takenDown", "outcome"]).SetItem("objections", ["raised", "result", "answer"]).SetItem("basis", ["activity", "article"]), HasForm: true),
        new(ObjectionAnswer, new Text("异议答复书", "Answer to an objection"), PrintSubject.Objection, ["school", "schoolYear", "number", "name", "class", "result", "answer", "day"], NoTables),
        new(ReconsiderationAnswer, new Text("认定复议答复书", "Answer to a reconsideration"), PrintSubject.Reconsideration, ["school", "schoolYear", "authority", "name", "request", "result", "answer", "documentNumber", "day"], NoTables),
    ];

    public static PrintKind? Find(string id) => All.FirstOrDefault(k => k.Id == id);

    /// <summary>The refusal of an id that is none of these.</summary>
    public static Rejection Unknown(string id) => PrintCodes.UnknownForm.With(("id", id), ("known", Text.Listed(All.Select(k => k.Id))));

    private static ImmutableDictionary<string, ImmutableArray<string>> Table(string name, ImmutableArray<string> columns) =>
        ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal).Add(name, columns);
}
