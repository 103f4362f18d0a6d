using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// A school below higher education: the teacher enters the guardians' paper forms, and one work group decides on the whole school. 6 and 7 are sent back
/// to be verified again. Rounds that follow in the same school wait until they are opened.
/// </summary>
internal sealed class VillageSeason(int students, params Value[] following) : DeterminationSeason(students)
{
    public const string Head = "校长";
    private const string School = "/county/village/";

    /// <summary>The form of the determination is chosen by name, for what follows has forms of its own.</summary>
    private static readonly (string, Value) Form = ("profile", "determination");

    private static readonly RecordValue Forms = (RecordValue)Repository.Json("tests/schools/village-school.school.json")["forms"];

    private const int BornIn = 2014;
    private const int Grades = 6;
    private readonly string[] names = ["一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "转入班"];

    public override string Office => "学校资助员";

    private int GradeOf(SeasonStudent student) => Late.Contains(student.Fate) ? Grades : student.Number / SeasonStudent.Fates % Grades;

    private string PathOf(int grade) => $"{School}g{grade}/";

    public override string TeacherOf(SeasonStudent student) => $"{names[GradeOf(student)]}班主任";

    protected override Task<SeasonSchool> OpenAsync() => SeasonSchool.OpenAsync(
        "village-school", ("units", Units), ("people", People), ("posts", Posts), ("committees", Committees), ("lists", Lists("/county/")), ("script", Value.EmptyList),
        ("rounds", Value.List([.. Rounds.Items, .. following])), ("forms", Forms.Without("base").With("determination", Forms["base"])));

    protected override Task SubmitAsync(SeasonSchool school, SeasonStudent student) => school.DoAsync(
        TeacherOf(student), "apply.submit", [student], Form, ("answers", Household.Of(student).Answers(student)), ("onBehalf", Value.Record(("why", "paper"), ("scan", SeasonSchool.Paper))),
        ("evidence", Value.List(Value.Record(("type", "letter"), ("hash", SeasonSchool.Paper)))));

    /// <summary>The guardian signs in for himself.</summary>
    protected override async Task WaiveAndSaveAsync(SeasonSchool school)
    {
        foreach (var student in Of(2))
            await school.DoAsync(Guardian(student), "apply.waive", [student], ("reason", "own-wish"));
        foreach (var student in Of(3))
            await school.DoAsync(Guardian(student), "apply.save", [student], Form);
    }

    protected override async Task ListsAsync(SeasonSchool school, bool first)
    {
        await school.DoAsync(Office, "group.freeze", ("reason", More));
        await school.DoAsync(Office, "group.meet");
        await school.DoAsync(
            Office, "group.decide", ("entries", first ? Verdicts(Of(6, 7), ("verdict", "return"), ("opinion", "家访记录不全，请补充")) : Upheld()));
        school.Took("group");
        if (first)
            await VerifyAsync(school, Of(6, 7));
        await school.UntilAsync(first ? "2025-09-15T10:00" : "2025-09-24T10:00");
        await school.DoAsync(Office, "publicity.post", ("reason", More));
        school.Took("posted");
    }

    public override string Again => "学期调整";

    public override async Task AdjustAsync(SeasonSchool school, IReadOnlyList<SeasonStudent> whom, Value proposed, Value decided)
    {
        await school.DoAsync(Office, "group.freeze", ("reason", More));
        await school.DoAsync(Office, "group.meet");
        await school.DoAsync(Office, "group.decide", ("entries", decided));
        await school.DoAsync(Office, "publicity.post", ("reason", More));
    }

    public static string Guardian(SeasonStudent student) => $"{student.Name}家长";

    private Value Units => Value.List(
    [
        Value.Parse("""{ "path": "/county/", "kind": "county", "name": "示例县" }"""),
        Value.Parse("""{ "path": "/county/village/", "kind": "school", "name": "示例村小学", "supervisedBy": [{ "tree": "education", "unit": "/county/" }] }"""),
        .. names.Select((name, grade) => Value.Record(("path", PathOf(grade)), ("kind", "class"), ("name", name), ("joins", grade == Grades ? "later" : ""))),
    ]);

    private Value People => Value.List(Students.GroupBy(GradeOf).Select(c => (Value)Value.Record(
        ("unit", PathOf(c.Key)), ("count", c.Count()), ("bornIn", BornIn), ("named", Value.List(c.Select(s => Value.Of(s.Name)))),
        ("facts", Value.Record(c.Select(s => (s.Name, (Value)s.Facts(BornIn, ("guardianName", Guardian(s)), ("guardianRelation", "father"), ("bankCard", $"6217{s.Number:D12}")))))))));

    private Value Posts => Value.List(
    [
        Post(Office, Value.Record(("role", "aid-office"), ("unit", School))), Post(Head, Value.Record(("role", "principal"), ("unit", School))),
        .. names.Select((name, grade) => Post($"{name}班主任", Value.Record(("role", "class-teacher"), ("unit", PathOf(grade))))),
        .. Of(2, 3).Select(s => Value.Record(("name", Guardian(s)), ("grants", Value.EmptyList), ("persons", Value.List(s.Name)))),
    ]);

    private static RecordValue Post(string name, Value grant) => Value.Record(("name", name), ("grants", Value.List(grant)));

    private static Value Committees => Value.Parse("""
        [{
          "procedure": "k12-determination", "body": "school-work-group", "unit": "/county/village/", "term": "2025", "published": "2025-06-20",
          "invited": ["student-representative", "parent-representative"],
          "members": [
            { "name": "石校长", "category": "school-leader", "chair": true }, { "name": "马老师", "category": "teacher-representative" },
            { "name": "林老师", "category": "aid-staff" }, { "name": "杜老师", "category": "teacher-representative" }
          ]
        }]
        """);

    private static Value Rounds => Value.Parse("""
        [
          {
            "name": "秋季认定", "procedure": "k12-determination", "schoolYear": "2025—2026", "termStart": "2025-09-01", "referenceDay": "2025-09-01", "tracks": ["all"],
            "adoption": { "body": "学校认定工作组", "day": "2025-06-20", "meeting": "2025 年第 2 次会议", "evidence": "0f1e2d3c4b5a69788796a5b4c3d2e1f0" },
            "announced": [{ "day": "2025-06-23", "channels": ["written-notice", "parents-meeting"] }], "windows": [{ "opens": "2025-09-01", "closes": "2025-09-11" }]
          },
          {
            "name": "学期调整", "procedure": "k12-adjustment", "schoolYear": "2025—2026", "termStart": "2025-09-01", "referenceDay": "2025-09-01", "tracks": ["adjustment"],
            "announced": [{ "day": "2025-10-20", "channels": ["written-notice"] }], "windows": [{ "opens": "2025-11-01", "closes": "2025-12-01" }], "byScript": true
          }
        ]
        """);
}
