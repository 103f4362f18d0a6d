using System.Globalization;
using FluentAssertions;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// The scholarship of a technician school: who is ranked within 5 % may apply, within 30 % with outstanding performance under seal, and half of those who may get a place.
/// Of each twenty: 0 studies part-time, 1 does not apply, 2 waives, 3 leaves a draft, 4 withdraws, 5 leaves the school, 15 is in the first year; of who has a place 8 is
/// objected to rightly and 9 wrongly.
/// </summary>
internal sealed class ScholarshipSeason(int students) : Season(students)
{
    private const string School = "/hr/tech/";
    private const string Procedure = "technician-scholarship";
    private const string Year = "2025—2026";
    private const string Office = "资助办";
    private const string Bureau = "人社局";
    private const string Principal = "校长";
    private const int BornIn = 2008;
    private const long Amount = 600_000;
    private readonly int classSize = students < 400 ? 20 : 40;

    private sealed record Merit(decimal Rank, bool Outstanding, bool Sealed)
    {
        public static Merit Of(SeasonStudent student) => new(student.Draw("rank", 400) / 10m, student.Draw("outstanding", 3) > 0, student.Draw("sealed", 3) > 0);

        public bool IsEnough => Rank <= 5 || (Rank <= 30 && Outstanding && Sealed);

        public RecordValue Answers => Value.Record(("merit", Value.Record(
            ("rankPercent", Rank), ("outstanding", Outstanding ? "skills" : "none"), ("sealedProof", Sealed))));
    }

    private static bool MayApply(SeasonStudent student) => student.Fate is not (0 or 15) && Merit.Of(student).IsEnough;

    private IEnumerable<SeasonStudent> Asking => Of(0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);

    /// <summary>Those before the principal, the best first.</summary>
    private List<SeasonStudent> Ranked => [.. Asking.Where(s => MayApply(s) && s.Fate is not (4 or 5)).OrderBy(s => Merit.Of(s).Rank).ThenBy(s => s.Number)];

    private int Places => Math.Max(1, Ranked.Count / 2);

    private IEnumerable<SeasonStudent> Placed(int fate) => Ranked.Take(Places).Where(s => s.Fate == fate);

    private int Granted => Places - Placed(8).Count();

    public override async Task<SeasonSchool> PlayAsync()
    {
        var school = await SeasonSchool.OpenAsync("award-school", ("units", Units), ("people", People), ("posts", Posts));
        await AllotAsync(school);
        await ApplyAsync(school);
        await school.UntilAsync("2025-09-15T09:00");
        await ProposeAsync(school);
        await SignAsync(school);
        await ObjectAsync(school);
        await FileAsync(school, "technician-school-system", "scholarship-report");
        return school;
    }

    public override SeasonTotals Expected()
    {
        var totals = new SeasonTotals
        {
            ["Granted granted"] = Granted, ["NotGranted not-granted"] = Ranked.Count - Granted, ["Waived"] = Of(2).Count(), ["Withdrawn"] = Of(4).Count(MayApply), ["cancelled"] = Of(5).Count(MayApply),
            ["NotApplied"] = Of(3).Count() + Asking.Count(s => !MayApply(s)), ["places"] = Places, ["taken"] = Granted, ["money"] = Granted * Amount,
        };
        foreach (var count in (string[])["decided", "published", "entered", "archived", "reported"])
            totals[$"five counts {count}"] = Granted;
        return totals;
    }

    public override async Task<SeasonTotals> FoundAsync(SeasonSchool school)
    {
        var totals = await CountAsync(school);
        foreach (var (_, history) in (await school.CasesAsync()).Where(c => c.History.Outcomes.Contains("Granted")))
            totals.Count("money", (long)(history.Aid["amount"].AsNumber() ?? 0));
        totals["taken"] = (await school.Get<AidFunds>().TakenAsync(School, Year, Procedure, default)).Count;
        var quota = await school.Live.Host.Store.LoadAsync(QuotaState.IdOf(Procedure, Year, School));
        totals["places"] = (await school.Live.Host.Runner.StateAsync<QuotaState>(quota, default))!.Places;
        totals["taken"].Should().BeLessThanOrEqualTo(totals["places"]);
        return totals;
    }

    /// <summary>The bureau has as many places as the school gets and one more; more than that it cannot give on.</summary>
    private async Task AllotAsync(SeasonSchool school)
    {
        await school.UntilAsync("2025-09-01T09:00");
        (string, Value) paper = ("paper", SeasonSchool.Paper);
        await school.RefusedAsync("quota-none-above", Bureau, "quota.allot", ("from", "/hr/"), ("unit", School), ("places", Places), paper);
        await school.DoAsync(Bureau, "quota.allot", ("unit", "/hr/"), ("places", Places + 1), paper);
        await school.RefusedAsync("quota-tree-exceeded", Bureau, "quota.allot", ("from", "/hr/"), ("unit", School), ("places", Places + 2), paper);
        await school.DoAsync(Bureau, "quota.allot", ("from", "/hr/"), ("unit", School), ("places", Places), paper);
    }

    private async Task ApplyAsync(SeasonSchool school)
    {
        await school.UntilAsync("2025-09-02T10:00");
        foreach (var student in Asking.Where(MayApply))
            await school.DoAsync("", "apply.submit", [student], ("answers", Merit.Of(student).Answers));
        foreach (var student in Asking.Where(s => !MayApply(s)))
            await school.RefusedAsync("not-eligible", "", "apply.submit", [student], ("answers", Merit.Of(student).Answers));
        school.Took("applied");
        await school.DoAsync("", "apply.waive", Of(2), ("reason", "no-need"));
        await school.DoAsync("", "apply.save", Of(3));
        await school.DoAsync("", "case.withdraw", Of(4).Where(MayApply), ("reason", "已获其他奖励"));
        await school.DoAsync(Office, "person.enrolment", Of(5).Where(MayApply), ("change", "withdrawal"));
        school.Took("left");
    }

    private async Task ProposeAsync(SeasonSchool school)
    {
        foreach (var place in Ranked.Select(ClassOf).Distinct().Order())
            await ClosedAsync(school, $"班主任{Text(place)}", "teacher");
        school.Took("classes");
        await ClosedAsync(school, "教务处", "grades");
        await school.DoAsync(Office, "group.freeze", ("reason", "其他班级无人申请"));
        await school.DoAsync(Office, "group.meet");
        await school.DoAsync(Office, "group.decide", ("rank", "listed"));
        school.Took("group");
    }

    private static async Task ClosedAsync(SeasonSchool school, string keeper, string activity, Value? verdicts = null)
    {
        await school.DoAsync(keeper, $"{activity}.freeze", ("reason", "其他班级无人申请"));
        await school.DoAsync(keeper, $"{activity}.decide", ("entries", verdicts ?? Value.EmptyRecord));
    }

    /// <summary>Neither everybody nor one too many can be granted.</summary>
    private async Task SignAsync(SeasonSchool school)
    {
        await school.DoAsync(Principal, "principal.freeze", ("reason", "其他班级无人申请"));
        if (Places < Ranked.Count)
        {
            await school.RefusedAsync("quota-exceeded", Principal, "principal.decide");
            await school.RefusedAsync("quota-exceeded", Principal, "principal.decide", ("entries", Refused(Ranked.Skip(Places + 1), "beyond-quota")));
        }

        await school.DoAsync(Principal, "principal.decide", ("entries", Refused(Ranked.Skip(Places), "beyond-quota")));
        school.Took("principal");
        await school.RefusedAsync(
            "quota-below-taken", Bureau, "quota.allot", ("from", "/hr/"), ("unit", School), ("places", Places - 1), ("paper", SeasonSchool.Paper));
        await school.DoAsync(Office, "publicity.post", ("reason", "其他班级无人申请"));
        (await school.StrandedAsync()).Should().BeEmpty();
        school.Took("posted");
    }

    private async Task ObjectAsync(SeasonSchool school)
    {
        await school.UntilAsync("2025-09-18T09:00");
        foreach (var student in Placed(8).Concat(Placed(9)))
        {
            await school.DoAsync(Office, "publicity.object", [student], ("channel", "telephone"), ("text", "成绩有误"));
            await school.DoAsync(Office, "publicity.answer", [student], ("upheld", student.Fate == 8), ("text", "已经核实并答复"));
        }

        school.Took("objections");
        await school.UntilAsync("2025-09-24T09:00");
        if (Placed(8).Any())
            await ClosedAsync(school, Principal, "principal", Refused(Placed(8), "untrue-material"));
        await school.UntilAsync("2025-10-13T09:00");
        school.Took("second list");
    }

    private static RecordValue Refused(IEnumerable<SeasonStudent> students, string reason) => Value.Record(students.Select(s => (s.Name, (Value)Value.Record(
        ("verdict", "not-determined"), ("reason", reason), ("opinion", "名额已满或材料不实")))));

    private int ClassOf(SeasonStudent student) => student.Fate switch { 0 => -1, 15 => -2, _ => student.Number / classSize };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string PathOf(int place) => place switch { -1 => $"{School}evening/", -2 => $"{School}first/", _ => $"{School}c{Text(place)}/" };

    private IEnumerable<int> Classes => Students.Select(ClassOf).Distinct();

    private Value Units => Value.List(
    [
        Value.Parse("""{ "path": "/hr/", "kind": "authority", "name": "示例市人社局" }"""),
        Value.Parse("""{ "path": "/hr/tech/", "kind": "school", "name": "示例技工学校", "supervisedBy": [{ "tree": "human-resources", "unit": "/hr/" }] }"""),
        .. Classes.Select(c => Value.Record(("path", PathOf(c)), ("kind", "class"), ("name", $"班级{Text(c)}"), ("major", "汽车维修"))),
    ]);

    private Value People => Value.List(Students.GroupBy(ClassOf).Select(c => (Value)Value.Record(
        ("unit", PathOf(c.Key)), ("count", c.Count()), ("bornIn", BornIn), ("named", Value.List(c.Select(s => Value.Of(s.Name)))),
        ("plain", Value.Record(("studyMode", c.Key == -1 ? "part-time" : "full-time"), ("major", "汽车维修"), ("grade", c.Key == -2 ? "一" : "二"))),
        ("facts", Value.Record(c.Select(s => (s.Name, (Value)s.Facts(BornIn))))))));

    private Value Posts => Value.List(
    [
        Post(Office, "aid-office", School), Post(Principal, "principal", School), Post("教务处", "academic-affairs", School), Post(Bureau, "authority", "/hr/"),
        .. Classes.Select(c => Post($"班主任{Text(c)}", "class-teacher", PathOf(c))),
    ]);

    private static RecordValue Post(string name, string role, string unit) => Value.Record(("name", name), ("grants", Value.List(Value.Record(("role", role), ("unit", unit)))));
}
