using System.Globalization;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>A college: classes of forty (of twenty in a small school) in departments of ten classes, one class where nobody applies, and some that arrive later.</summary>
internal sealed class CollegeSeason(int students) : DeterminationSeason(students)
{
    private const string College = "/college/";
    private const int BornIn = 2006;
    private const int ClassesOfDepartment = 10;
    private readonly int classSize = students < 400 ? 20 : 40;

    public override string Office => "资助中心";

    private int Classes => (Students.Count + classSize - 1) / classSize;

    private int Departments => (Classes + ClassesOfDepartment - 1) / ClassesOfDepartment;

    /// <summary>Behind the others, in the first department: those that arrive later and one without applicants.</summary>
    private int Empty => Classes + ((Of(Late).Count() + classSize - 1) / classSize);

    private int ClassOf(SeasonStudent student) => Late.Contains(student.Fate) ? Classes + (student.Number / SeasonStudent.Fates / classSize) : student.Number / classSize;

    private int DepartmentOf(int place) => place >= Classes ? 0 : place / ClassesOfDepartment;

    private string PathOf(int place) => $"{College}d{Text(DepartmentOf(place))}/c{Text(place)}/";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Teacher(int place) => $"班主任{Text(place)}";

    public override string TeacherOf(SeasonStudent student) => Teacher(ClassOf(student));

    private IEnumerable<int> All => Enumerable.Range(0, Empty + 1);

    protected override Task<SeasonSchool> OpenAsync() => SeasonSchool.OpenAsync(
        "two-classes", ("units", Units), ("people", People), ("posts", Posts), ("committees", Committees), ("lists", Lists(College)), ("script", Value.EmptyList));

    protected override Task SubmitAsync(SeasonSchool school, SeasonStudent student) =>
        school.DoAsync("", "apply.submit", [student], ("answers", Household.Of(student).Answers(student)));

    protected override async Task WaiveAndSaveAsync(SeasonSchool school)
    {
        await school.DoAsync("", "apply.waive", Of(2), ("reason", "own-wish"));
        await school.DoAsync("", "apply.save", Of(3));
    }

    protected override async Task ListsAsync(SeasonSchool school, bool first)
    {
        if (first)
            await school.DoAsync(Teacher(Empty), "round.zero-report", ("activity", "class"));
        await ClassesAsync(school, first ? All.Where(c => c < Classes) : All.Where(c => c < Empty), first ? Returned(6) : Value.EmptyRecord);
        await AgainAsync(school, first);
        for (var n = 0; n < Departments; n++)
            await MeetAsync(school, $"秘书{Text(n)}", "department", first ? Returned(7) : Value.EmptyRecord);
        school.Took("departments");
        await ClosedAsync(school, Office, "office", first ? Value.EmptyRecord : Upheld());
        school.Took("office");
        await MeetAsync(school, Office, "leaders", Value.EmptyRecord);
        school.Took("leaders");
        if (first)
            await school.UntilAsync("2025-09-15T10:00");
        await school.DoAsync(Office, "publicity.post", ("reason", More));
        school.Took("posted");
    }

    public override string Again => "秋季学期调整";

    public override async Task AdjustAsync(SeasonSchool school, IReadOnlyList<SeasonStudent> whom, Value proposed, Value decided)
    {
        await ClassesAsync(school, whom.Select(ClassOf).Distinct().Order(), proposed);
        foreach (var n in whom.Select(s => DepartmentOf(ClassOf(s))).Distinct().Order())
            await MeetAsync(school, $"秘书{Text(n)}", "department", Value.EmptyRecord);
        await ClosedAsync(school, Office, "office", Value.EmptyRecord);
        await MeetAsync(school, Office, "leaders", decided);
        await school.DoAsync(Office, "publicity.post", ("reason", More));
    }

    /// <summary>Who was sent back to his form hands it in once more before the second lists are made.</summary>
    private async Task AgainAsync(SeasonSchool school, bool first)
    {
        if (!first)
            return;
        foreach (var student in Of(6))
            await SubmitAsync(school, student);
        await VerifyAsync(school, Of(6));
        school.Took("sent back");
    }

    private async Task ClassesAsync(SeasonSchool school, IEnumerable<int> places, Value verdicts)
    {
        foreach (var place in places)
            await MeetAsync(school, Teacher(place), "class", verdicts);
        school.Took("classes");
    }

    /// <summary>The body meets on whom the list holds; who is named but not on it is left out.</summary>
    private static async Task MeetAsync(SeasonSchool school, string keeper, string activity, Value verdicts)
    {
        await school.DoAsync(keeper, $"{activity}.freeze", ("reason", More));
        await school.DoAsync(keeper, $"{activity}.meet");
        await school.DoAsync(keeper, $"{activity}.decide", ("entries", verdicts));
    }

    private static async Task ClosedAsync(SeasonSchool school, string keeper, string activity, Value verdicts)
    {
        await school.DoAsync(keeper, $"{activity}.freeze", ("reason", More));
        await school.DoAsync(keeper, $"{activity}.decide", ("entries", verdicts));
    }

    private RecordValue Returned(int fate) => Verdicts(Of(fate), ("verdict", "return"), ("opinion", "依据不足，请更正后重新评议"));

    private Value Units => Value.List(
    [
        Unit(College, "school", "示例学院"),
        .. Enumerable.Range(0, Departments).Select(d => Unit($"{College}d{Text(d)}/", "department", $"院系{Text(d)}")),
        .. All.Select(c => Unit(PathOf(c), "class", $"班级{Text(c)}").With("joins", c >= Classes && c < Empty ? "later" : "")),
    ]);

    private static RecordValue Unit(string path, string kind, string name) => Value.Record(("path", path), ("kind", kind), ("name", name));

    private Value People => Value.List(Students.GroupBy(ClassOf).Select(c => (Value)Value.Record(
        ("unit", PathOf(c.Key)), ("count", c.Count()), ("bornIn", BornIn), ("named", Value.List(c.Select(s => Value.Of(s.Name)))),
        ("facts", Value.Record(c.Select(s => (s.Name, (Value)s.Facts(BornIn))))))));

    private Value Posts => Value.List(
    [
        Post(Office, "aid-office", College),
        .. Enumerable.Range(0, Departments).Select(d => Post($"秘书{Text(d)}", "department-secretary", $"{College}d{Text(d)}/")),
        .. All.Select(c => Post(Teacher(c), "class-teacher", PathOf(c))),
    ]);

    private static RecordValue Post(string name, string role, string unit) => Value.Record(
        ("name", name), ("grants", Value.List(Value.Record(("role", role), ("unit", unit)))));

    private Value Committees => Value.List(
    [
        .. All.Select(c => Body("class-review-group", PathOf(c), ["class-teacher", "counsellor", "student-representative", "student-representative", "student-representative"])),
        .. Enumerable.Range(0, Departments).Select(d => Body("department-work-group", $"{College}d{Text(d)}/", ["leader-in-charge", "counsellor", "class-teacher"])),
        Body("leading-group", College, ["school-leader", "aid-office", "discipline"]),
    ]);

    private static Value Body(string body, string unit, string[] seats) => Value.Record(
        ("procedure", "higher-education-determination"), ("body", body), ("unit", unit), ("term", "2025"), ("published", "2025-06-20"),
        ("members", Value.List(seats.Select((seat, n) => (Value)Value.Record(("name", $"{body}{unit}{Text(n)}"), ("category", seat), ("chair", n == 0))))));
}
