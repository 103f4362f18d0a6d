using FluentAssertions;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// An aid of a technician school. Of each twenty: 0 studies part-time, 1 does not apply, 2 waives, 3 leaves a draft, 4 withdraws, 5 leaves the school, 6 is sent
/// back by the office, 7 is refused by the principal, 8 is objected to rightly and 9 wrongly, 10 arrives later, 12 is without hardship, 13 besides from a city, 14 studies
/// dance, 15 is in the third year, 16 and 17 have the same bank card; the others have nothing about them.
/// </summary>
internal sealed class AidSeason(int students, AidTerms terms) : Season(students)
{
    private const int BornIn = 2009;
    private const string School = "/hr/tech/";
    private const string Later = "/hr/tech/later/";
    private const string Office = "资助办";
    private const string Principal = "校长";
    private static readonly int[] Applying = [5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19];

    private IEnumerable<SeasonStudent> Eligible(params int[] fates) => Of(fates).Where(s => !terms.LeavesOut(AidFacts.Of(s)));

    private IEnumerable<SeasonStudent> Arriving => terms.TakesLate ? Of(10) : [];

    private IEnumerable<SeasonStudent> Granted => Arriving.Concat(Eligible(6, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19));

    /// <summary>What the principal grants with his first signature: the objection comes afterwards, who was sent back and who came later stand on the second list.</summary>
    private long FirstSum => Eligible(8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19).LongCount() * terms.Amount;

    public override async Task<SeasonSchool> PlayAsync()
    {
        var school = await SeasonSchool.OpenAsync("technician-school", ("units", Units), ("people", People), ("rounds", Rounds));
        school.Round = terms.Procedure;
        await ApplyAsync(school);
        await FirstListsAsync(school);
        await SecondListsAsync(school);
        await FileAsync(school, "technician-school-system", "authority-report");
        return school;
    }

    public override SeasonTotals Expected()
    {
        var totals = new SeasonTotals
        {
            ["Granted granted"] = Granted.Count(), ["NotGranted not-granted"] = Eligible(7, 8).Count(), ["Waived"] = Of(2).Count(), ["Withdrawn"] = Of(4).Count(), ["cancelled"] = Eligible(5).Count(),
            ["NotApplied"] = Of(3).Count() + Of([0, .. Applying]).Count(s => terms.LeavesOut(AidFacts.Of(s))), ["money"] = Granted.LongCount() * terms.Amount, ["owed"] = Granted.LongCount() * terms.Amount,
        };
        if (terms.HasLedger)
            totals["spent"] = totals["money"];
        foreach (var count in (string[])["decided", "published", "entered", "archived", "reported"])
            totals[$"five counts {count}"] = Granted.Count();
        return totals;
    }

    public override async Task<SeasonTotals> FoundAsync(SeasonSchool school)
    {
        var totals = await CountAsync(school);
        foreach (var (_, history) in (await school.CasesAsync()).Where(c => c.History.Outcomes.Contains("Granted")))
            totals.Count("money", (long)(history.Aid["amount"].AsNumber() ?? 0));
        totals["owed"] = (await school.Get<PaymentRegister>().LoadAsync(Scope.All, school.RoundId, default))!.Reconciliation.Owed;
        if (terms.HasLedger)
            totals["spent"] = (await school.Get<AidFunds>().SpentAsync(School, "2025—2026", default)).Values.Sum();
        school.Took("money");
        return totals;
    }

    private static Value Units => Value.List(((string[])
    [
        """{ "path": "/hr/", "kind": "authority", "name": "示例市人社局" }""",
        """{ "path": "/hr/tech/", "kind": "school", "name": "示例技工学校", "supervisedBy": [{ "tree": "human-resources", "unit": "/hr/" }] }""",
        """{ "path": "/hr/tech/auto/", "kind": "class", "name": "汽修2501", "grade": "一", "major": "汽车维修" }""",
        """{ "path": "/hr/tech/dance/", "kind": "class", "name": "舞蹈2501", "grade": "一", "major": "舞蹈表演" }""",
        """{ "path": "/hr/tech/third/", "kind": "class", "name": "汽修2301", "grade": "三", "major": "汽车维修" }""",
        """{ "path": "/hr/tech/evening/", "kind": "class", "name": "成人2501", "grade": "一", "major": "电工" }""",
        """{ "path": "/hr/tech/later/", "kind": "class", "name": "转入班", "grade": "一", "major": "汽车维修", "joins": "later" }""",
    ]).Select(u => Value.Parse(u)));

    private static string UnitOf(SeasonStudent student) => student.Fate switch { 0 => "/hr/tech/evening/", 10 => Later, 14 => "/hr/tech/dance/", 15 => "/hr/tech/third/", _ => "/hr/tech/auto/" };

    private Value People => Value.List(Students.GroupBy(UnitOf, StringComparer.Ordinal).Select(unit => (Value)Value.Record(
        ("unit", unit.Key), ("count", unit.Count()), ("bornIn", BornIn), ("named", Value.List(unit.Select(s => Value.Of(s.Name)))), ("plain", Plain(unit.First())),
        ("facts", Value.Record(unit.Select(s => (s.Name, (Value)s.Facts(BornIn, Own(s)))))))));

    private static RecordValue Plain(SeasonStudent student)
    {
        var facts = AidFacts.Of(student);
        return Value.Record(("studyMode", facts.PartTime ? "part-time" : "full-time"), ("major", facts.Dancer ? "舞蹈表演" : "汽车维修"), ("grade", facts.Year));
    }

    private static IEnumerable<(string, Value)> Own(SeasonStudent student)
    {
        yield return ("guardianName", $"{student.Name}家长");
        yield return ("guardianPhone", "13900000001");
        yield return ("bankCard", $"6222{(student.Fate == 17 ? student.Number - 1 : student.Number):D12}");
    }

    private Value Rounds => Value.List(Value.Record(
        ("name", "本学期"), ("procedure", terms.Procedure), ("schoolYear", "2025—2026"), ("termStart", "2025-09-01"), ("referenceDay", "2025-09-01"), ("tracks", Value.List("all")),
        ("announced", Value.List(Value.Parse("""{ "day": "2025-08-25", "channels": ["parents-meeting", "notice-board"] }"""))),
        ("windows", Value.List(Value.Parse("""{ "opens": "2025-09-01", "closes": "2025-09-13" }""")))));

    private static async Task SubmitAsync(SeasonSchool school, IEnumerable<SeasonStudent> students)
    {
        foreach (var alike in students.GroupBy(s => (AidFacts.Of(s).Urban, AidFacts.Of(s).Hardship)))
            await school.DoAsync("", "apply.submit", alike, ("answers", Answers(alike.First())));
    }

    private static RecordValue Answers(SeasonStudent student) => Value.Record(
        ("student", Value.Record(("householdType", AidFacts.Of(student).Urban ? "urban" : "rural"), ("hardship", AidFacts.Of(student).Hardship))));

    private async Task ApplyAsync(SeasonSchool school)
    {
        await school.UntilAsync("2025-09-02T10:00");
        await SubmitAsync(school, Eligible([4, .. Applying]));
        foreach (var student in Of([0, 4, .. Applying]).Where(s => terms.LeavesOut(AidFacts.Of(s))))
            await school.RefusedAsync("not-eligible", "", "apply.submit", [student], ("answers", Answers(student)));
        school.Took("applied");
        await school.DoAsync("", "apply.waive", Of(2), ("reason", "no-need"));
        await school.DoAsync("", "apply.save", Of(3), ("answers", Answers(Of(3).First())));
        await school.DoAsync("", "case.withdraw", Of(4), ("reason", "已有其他资助"));
        await school.DoAsync(Office, "person.enrolment", Of(5), ("change", "withdrawal"));
        school.Took("left");
    }

    private async Task FirstListsAsync(SeasonSchool school)
    {
        await school.UntilAsync("2025-09-15T09:00");
        school.Took("window over");
        await school.DoAsync(Office, "office.freeze");
        await school.DoAsync(Office, "office.decide", ("entries", Verdicts(Eligible(6), ("verdict", "return"), ("opinion", "户口簿复印件不清，请更正"))));
        school.Took("office");
        (await school.StrandedAsync()).Should().BeEmpty();
        await school.UntilAsync("2025-09-16T09:00");
        await school.DoAsync(Principal, "principal.freeze", ("reason", "其余列入补充名单"));
        await SetAsideAsync(school);
        await school.DoAsync(Principal, "principal.decide", ("entries", Refused(7)), ("hintAnswer", "已核对原件，情况属实"));
        school.Took("principal");
        await school.DoAsync(Office, "publicity.post", ("reason", "其余列入补充名单"));
        school.Took("posted");
    }

    /// <summary>One 分 less than the principal would grant is too little.</summary>
    private async Task SetAsideAsync(SeasonSchool school)
    {
        if (!terms.HasLedger)
            return;
        Task ShareAsync(long amount) => school.DoAsync(Office, "ledger.set-aside", ("base", amount * 10), ("share", 0.1m), ("paper", SeasonSchool.Paper));
        await ShareAsync(FirstSum - 1);
        await school.RefusedAsync("ledger-exceeded", Principal, "principal.decide", ("entries", Refused(7)), ("hintAnswer", "已核对原件，情况属实"));
        await ShareAsync(Math.Max(FirstSum, Granted.LongCount() * terms.Amount));
    }

    private RecordValue Refused(int fate) => Verdicts(Eligible(fate), ("verdict", "not-determined"), ("reason", "untrue-material"), ("opinion", "经核实情况不符"));

    private static RecordValue Verdicts(IEnumerable<SeasonStudent> students, params (string, Value)[] verdict) => Value.Record(students.Select(s => (s.Name, (Value)Value.Record(verdict))));

    /// <summary>Objections to the first notice; who was sent back, who came later and who was objected to rightly stand on the second lists.</summary>
    private async Task SecondListsAsync(SeasonSchool school)
    {
        await school.UntilAsync("2025-09-18T09:00");
        foreach (var student in Eligible(8, 9))
        {
            await school.DoAsync(Office, "publicity.object", [student], ("channel", "telephone"), ("text", "听说家里开店"));
            await school.DoAsync(Office, "publicity.answer", [student], ("upheld", student.Fate == 8), ("text", "经核实情况如实登记"));
        }

        school.Took("objections");
        await SubmitAsync(school, Eligible(6));
        await school.DoAsync(Office, "register.import");
        foreach (var student in Of(10))
        {
            (string, Value)[] window = [("closes", "2025-09-30"), ("reason", "转入")];
            await (terms.TakesLate ? school.DoAsync(Office, "round.personal-window", [student], window) : school.RefusedAsync("no-late-window", Office, "round.personal-window", [student], window));
        }

        await SubmitAsync(school, Arriving);
        await school.UntilAsync("2025-09-24T09:00");
        school.Took("notice over");
        await school.DoAsync(Office, "office.freeze");
        await school.DoAsync(Office, "office.decide");
        await school.DoAsync(Principal, "principal.freeze");
        await school.DoAsync(Principal, "principal.decide", ("entries", Refused(8)), ("hintAnswer", "已核对原件，情况属实"));
        await school.DoAsync(Office, "publicity.post");
        await school.UntilAsync("2025-10-13T09:00");
        school.Took("second lists");
    }
}
