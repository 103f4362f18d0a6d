using FluentAssertions;
using StudentAid.Workflow.Casework.Payments;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// What follows a determination below higher education, in the same school and by the level that is valid then. Of each twenty, beside what his determination made of him: 0
/// does not apply, 5 has left, 6 is sent back by the office, 7 is refused, 9 waives, 11 leaves a draft, 12 withdraws, 14 is objected to rightly and 15 wrongly, 17 leaves the
/// school after the notice; of who is paid 13 gets his money back from the bank at first, 16 too little, and 18 is paid to another account by a file that is withdrawn.
/// </summary>
internal sealed class SchoolAidSeason(int students, SchoolAidTerms terms) : Season(students)
{
    private const string Round = "本学期";
    private const string FirstFile = "2025秋-1";
    private const string SecondFile = "2025秋-补发";
    private static readonly int[] Asking = [1, 2, 3, 4, 6, 7, 8, 10, 12, 13, 14, 15, 16, 17, 18, 19];
    private readonly VillageSeason before = new(students, RoundOf(terms.Procedure));
    private readonly SeasonTotals first = new();

    private Dictionary<int, string> Levels => field ??= before.Decided.Where(d => d.Level != DeterminationSeason.Refusal).ToDictionary(d => d.Student.Number, d => d.Level);

    private long? AmountOf(SeasonStudent student) => terms.Amount(SchoolAidFacts.Of(student), Levels.GetValueOrDefault(student.Number, ""));

    private IEnumerable<SeasonStudent> Eligible(params int[] fates) => Of(fates).Where(s => AmountOf(s) is not null);

    private IEnumerable<SeasonStudent> LeftOut => Of(Asking).Where(s => AmountOf(s) is null);

    private IEnumerable<SeasonStudent> Granted => Eligible(1, 2, 3, 4, 6, 8, 10, 13, 15, 16, 17, 18, 19);

    private long Sum(params int[] fates) => Granted.Where(s => fates.Length == 0 || fates.Contains(s.Fate)).Sum(s => AmountOf(s)!.Value);

    public override async Task<SeasonSchool> PlayAsync()
    {
        var school = await before.PlayAsync();
        await school.UntilAsync("2025-10-21T09:00");
        school.Round = Round;
        await school.DoAsync(before.Office, "round.open");
        await ApplyAsync(school);
        await FirstListsAsync(school);
        await SecondListsAsync(school);
        (await school.StrandedAsync()).Should().BeEmpty();
        await PayAsync(school);
        await FileAsync(school, "national-aid-system", "authority-report");
        return school;
    }

    public override SeasonTotals Expected()
    {
        var totals = new SeasonTotals
        {
            ["Granted granted"] = Granted.Count(), ["NotGranted not-granted"] = Eligible(7, 14).Count(), ["Waived"] = Eligible(9).Count(), ["Withdrawn"] = Eligible(12).Count(),
            ["NotApplied"] = Eligible(11).Count() + LeftOut.Count(), ["money"] = Sum(), ["owed"] = Sum(), ["paid at first"] = Sum() - Sum(13, 17) - Eligible(16).Count() * 100L, ["paid"] = Sum() - Sum(17),
            ["at first failed"] = Eligible(13).Count(), ["at first short"] = Eligible(16).Count(), ["at first stopped"] = Eligible(17).Count(), ["stopped"] = Eligible(17).Count(),
        };
        totals["at first in-full"] = Granted.Count() - Eligible(13, 16, 17).Count();
        totals["in-full"] = Granted.Count() - Eligible(17).Count();
        totals["bears out"] = 1;
        foreach (var count in (string[])["decided", "published", "entered", "archived", "reported"])
            totals[$"five counts {count}"] = Granted.Count();
        return totals;
    }

    public override async Task<SeasonTotals> FoundAsync(SeasonSchool school)
    {
        var totals = await CountAsync(school);
        foreach (var (_, history) in (await school.CasesAsync()).Where(c => c.History.Outcomes.Contains("Granted")))
            totals.Count("money", (long)(history.Aid["amount"].AsNumber() ?? 0));
        foreach (var (of, count) in first.All)
            totals[of] = count;
        var paid = await PaymentsAsync(school);
        (totals["owed"], totals["paid"], totals["bears out"]) = (paid.Owed, paid.Paid, paid.Agrees ? 1 : 0);
        foreach (var line in paid.Lines)
            totals.Count(line.State);
        school.Took("money");
        return totals;
    }

    private static RecordValue RoundOf(string procedure) => Value.Record(
        ("name", Round), ("procedure", procedure), ("schoolYear", "2025—2026"), ("termStart", "2025-09-01"), ("referenceDay", "2025-09-01"), ("tracks", Value.List("all")), ("byScript", true),
        ("announced", Value.List(Value.Parse("""{ "day": "2025-10-20", "channels": ["written-notice"] }"""))),
        ("windows", Value.List(Value.Parse("""{ "opens": "2025-10-21", "closes": "2025-10-31" }"""))));

    private RecordValue AnswersOf(SeasonStudent student) => Value.Record(("student", terms.Asked(SchoolAidFacts.Of(student))));

    private (string, Value)[] FormOf(SeasonStudent student) =>
    [
        ("answers", AnswersOf(student)), ("commitment", Value.Record(("name", VillageSeason.Guardian(student)), ("relation", "father"), ("consents", Value.List("sensitive-data")))),
        ("onBehalf", Value.Record(("why", "paper"), ("scan", SeasonSchool.Paper))),
    ];

    private async Task SubmitAsync(SeasonSchool school, IEnumerable<SeasonStudent> students)
    {
        foreach (var student in students)
            await school.DoAsync(before.TeacherOf(student), "apply.submit", [student], FormOf(student));
    }

    private async Task ApplyAsync(SeasonSchool school)
    {
        await SubmitAsync(school, Eligible(Asking));
        foreach (var student in LeftOut)
            await school.RefusedAsync("not-eligible", before.TeacherOf(student), "apply.submit", [student], FormOf(student));
        foreach (var student in Of(5))
            await school.RefusedAsync("aid-not-registered", before.TeacherOf(student), "apply.submit", [student], FormOf(student));
        school.Took("applied");
        await school.DoAsync("", "apply.waive", Eligible(9), ("reason", "no-need"));
        foreach (var student in Eligible(11))
            await school.DoAsync("", "apply.save", [student], ("answers", AnswersOf(student)));
        await school.DoAsync("", "case.withdraw", Eligible(12), ("reason", "已有其他资助"));
        await school.UntilAsync("2025-11-03T09:00");
        school.Took("window over");
    }

    private async Task FirstListsAsync(SeasonSchool school)
    {
        await school.DoAsync(before.Office, "office.freeze");
        await school.DoAsync(before.Office, "office.decide", ("entries", Verdicts(Eligible(6), ("verdict", "return"), ("opinion", "寄宿证明不清，请更正"))));
        school.Took("office");
        await school.DoAsync(VillageSeason.Head, "principal.freeze", ("reason", DeterminationSeason.More));
        await school.DoAsync(VillageSeason.Head, "principal.decide", ("entries", Refused(7)));
        school.Took("principal");
        await school.DoAsync(before.Office, "publicity.post", ("reason", DeterminationSeason.More));
        school.Took("posted");
    }

    private RecordValue Refused(int fate) => Verdicts(Eligible(fate), ("verdict", "not-determined"), ("reason", "untrue-material"), ("opinion", "经核实情况不符"));

    private static RecordValue Verdicts(IEnumerable<SeasonStudent> students, params (string, Value)[] verdict) => DeterminationSeason.Verdicts(students, verdict);

    private async Task SecondListsAsync(SeasonSchool school)
    {
        await school.UntilAsync("2025-11-05T09:00");
        foreach (var student in Eligible(14, 15))
        {
            await school.DoAsync(before.Office, "publicity.object", [student], ("channel", "telephone"), ("text", "听说并不住校"));
            await school.DoAsync(before.Office, "publicity.answer", [student], ("upheld", student.Fate == 14), ("text", "已经核实并答复"));
        }

        school.Took("objections");
        await SubmitAsync(school, Eligible(6));
        await school.UntilAsync("2025-11-11T09:00");
        school.Took("notice over");
        await school.DoAsync(before.Office, "office.freeze");
        await school.DoAsync(before.Office, "office.decide");
        await school.DoAsync(VillageSeason.Head, "principal.freeze");
        await school.DoAsync(VillageSeason.Head, "principal.decide", ("entries", Refused(14)));
        await school.DoAsync(before.Office, "publicity.post");
        await school.UntilAsync("2025-11-20T09:00");
        school.Took("second lists");
    }

    /// <summary>A file that is withdrawn, one with rows that came back or brought too little, and one that makes good for them.</summary>
    private async Task PayAsync(SeasonSchool school)
    {
        await school.DoAsync(before.Office, "person.enrolment", Eligible(17), ("change", "transfer-out"));
        await school.DoAsync(before.Office, "payments.record", ("batch", "误"), ("table", Table(Eligible(18).Select(s => Row(s, "6217999999999999", AmountOf(s)!.Value)), ["名单外某人", "", "1.00", "成功", ""])));
        var wrong = await PaymentsAsync(school);
        (wrong.Stray, wrong.Findings.Count(f => f.Kind == "other-card")).Should().Be((100, Eligible(18).Count()));
        await school.DoAsync(before.Office, "payments.withdraw", ("batch", "误"), ("reason", "误导入外校回盘文件"));
        await school.DoAsync(before.Office, "payments.record", ("batch", FirstFile), ("table", Table(Granted.Where(s => s.Fate != 17).Select(FirstRow))));
        var paid = await PaymentsAsync(school);
        paid.Agrees.Should().BeFalse();
        first["paid at first"] = paid.Paid;
        foreach (var line in paid.Lines)
            first.Count($"at first {line.State}");
        await school.UntilAsync("2025-12-01T09:00");
        await school.DoAsync(before.Office, "payments.record", ("batch", SecondFile), ("table", Table(Eligible(13, 16).Select(s => Row(s, "", s.Fate == 13 ? AmountOf(s)!.Value : 100)))));
        school.Took("paid");
    }

    private Value FirstRow(SeasonStudent student) => student.Fate switch
    {
        13 => Row(student, "", AmountOf(student)!.Value, "退票", "户名不符"),
        16 => Row(student, "", AmountOf(student)!.Value - 100),
        _ => Row(student, $"6217{student.Number:D12}", AmountOf(student)!.Value),
    };

    private static Value Row(SeasonStudent student, string card, long amount, string result = "成功", string reason = "") => Value.List(
        student.Name, card, PaymentSheet.Yuan(amount), result, reason);

    private static Value Table(IEnumerable<Value> rows, params Value[] last) => Value.List(
        [Value.List("姓名", "卡号", "金额", "发放结果", "失败原因"), .. rows, .. last.Length > 0 ? (Value[])[Value.List(last)] : []]);

    private static async Task<PaymentReconciliation> PaymentsAsync(SeasonSchool school) =>
        (await school.Get<PaymentRegister>().LoadAsync(Scope.All, school.RoundId, default))!.Reconciliation;
}
