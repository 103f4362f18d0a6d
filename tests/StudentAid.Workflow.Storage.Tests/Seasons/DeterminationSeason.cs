using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Storage.Tests.Seasons;

/// <summary>
/// A determination. Of each twenty: 0 does not apply and is on no list, 1 is on one and waives with his signature, 2 waives his begun form, 3 leaves a draft, 4 withdraws, 5
/// leaves the school, 6 is sent back by the first body and 7 by the second, 8 is objected to rightly and 9 wrongly, 10 arrives later, 11 and 12 are matched, 13 and 14
/// doubtfully, of which 13 is one, 16 is away and comes back; the others have nothing about them but their families.
/// </summary>
internal abstract class DeterminationSeason(int students) : Season(students)
{
    public const string More = "其余列入补充名单";
    protected static readonly int[] Late = [10];
    private static readonly string[] Reported = ["national-aid-system", "authority-report"];
    private static readonly int[] Submitting = [4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19];

    /// <summary>Whoever is decided on in the end, with the level that his family and his lists give him.</summary>
    public IEnumerable<(SeasonStudent Student, string Level)> Decided => Of(6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
        .Select(s => (s, s.Fate == 8 && LevelOf(s) != Refusal ? Refusal : LevelOf(s)));

    public const string Refusal = "not-determined";

    public abstract string TeacherOf(SeasonStudent student);

    /// <summary>The whole school before anything happens.</summary>
    protected abstract Task<SeasonSchool> OpenAsync();

    protected abstract Task SubmitAsync(SeasonSchool school, SeasonStudent student);

    /// <summary>From the end of the window to the posted notice.</summary>
    protected abstract Task ListsAsync(SeasonSchool school, bool first);

    /// <summary>The round in which decided cases are looked at again, and the lists of whom it is about, to the posted notice.</summary>
    public abstract string Again { get; }

    public abstract Task AdjustAsync(SeasonSchool school, IReadOnlyList<SeasonStudent> whom, Value proposed, Value decided);

    public abstract string Office { get; }

    public static string LevelOf(SeasonStudent student) => Household.Of(student).Level(MatchedAs(student));

    /// <summary>On the notice with a level, so that somebody can object to it.</summary>
    public IEnumerable<SeasonStudent> Noticed(params int[] fates) => Of(fates).Where(s => LevelOf(s) != Refusal);

    private static string MatchedAs(SeasonStudent student) => student.Fate switch { 11 => "subsistence-allowance", 12 => "destitute-support", 13 => "child-of-disabled", _ => "" };

    public override async Task<SeasonSchool> PlayAsync()
    {
        var school = await OpenAsync();
        await ApplyAsync(school);
        await school.UntilAsync("2025-09-12T09:00");
        school.Took("window over");
        await ListsAsync(school, first: true);
        (await school.StrandedAsync()).Should().BeEmpty();
        await BetweenAsync(school);
        await school.UntilAsync("2025-09-24T09:00");
        school.Took("notice over");
        await ListsAsync(school, first: false);
        await school.UntilAsync("2025-10-13T09:00");
        school.Took("second notice over");
        await FileAsync(school, Reported);
        return school;
    }

    public override SeasonTotals Expected()
    {
        var totals = new SeasonTotals { ["Waived"] = Of(2).Count(), ["Withdrawn"] = Of(4).Count(), ["cancelled"] = Of(5).Count(), ["NotApplied"] = Of(3).Count() };
        foreach (var (_, level) in Decided)
            totals.Count(Ended("finished", level == Refusal ? "NotDetermined" : "Determined", level));
        foreach (var count in (string[])["decided", "published", "entered", "archived", "reported"])
            totals[$"five counts {count}"] = Decided.Count(d => d.Level != Refusal);
        foreach (var (fate, result) in ((int, string)[])[(1, "waived"), (11, "applied"), (12, "applied"), (13, "applied"), (14, "applied")])
            totals.Count($"on a list: {result}", Of(fate).Count());
        return totals;
    }

    public override async Task<SeasonTotals> FoundAsync(SeasonSchool school)
    {
        var totals = await CountAsync(school);
        foreach (var row in await school.Live.Host.Chase.LoadAsync(Engine.Streams.Scope.All, school.RoundId, school.Live.Document.School, all: true, default))
            totals.Count($"on a list: {row.Result}");
        school.Took("chased");
        return totals;
    }

    protected Value Lists(string unit) => Value.List(
        List("civil-affairs-1", "civil-affairs", unit, Of(1, 11, 12).Select(s => Value.Record(("of", s.Name), ("category", s.Fate == 12 ? "destitute-support" : "subsistence-allowance")))),
        List("disabled-1", "disabled-federation", unit, Of(13, 14).Select(s => Value.Record(("of", s.Name), ("name", $"某{s.Name[1..]}"), ("category", "child-of-disabled")))));

    private static RecordValue List(string batch, string provider, string unit, IEnumerable<Value> rows) => Value.Record(
        ("batch", batch), ("provider", provider), ("dataDate", "2025-08-20"), ("unit", unit), ("rows", Value.List(rows)));

    private async Task ApplyAsync(SeasonSchool school)
    {
        await school.UntilAsync("2025-08-25T09:00");
        foreach (var batch in (string[])["civil-affairs-1", "disabled-1"])
            await school.DoAsync("", "list.load", ("batch", batch));
        await school.DoAsync(Office, "round.match", ("batch", "2025-08-25"));
        await school.UntilAsync("2025-09-02T10:00");
        school.Took("matched");
        foreach (var student in Of(Submitting))
            await SubmitAsync(school, student);
        school.Took("applied");
        await school.DoAsync(Office, "case.withdraw", Of(4), ("reason", "家庭情况好转"));
        foreach (var student in Of(13, 14))
            await ResolveAsync(school, student);
        await VerifyAsync(school, Of(Submitting).Where(s => s.Fate != 4));
        school.Took("verified");
        await AwayAsync(school);
    }

    private Task ResolveAsync(SeasonSchool school, SeasonStudent student) => school.DoAsync(
        TeacherOf(student), "match.resolve", [student], ("state", student.Fate == 13 ? "matched" : "none"), ("reason", "姓名不一致，已见原件"),
        ("evidence", Value.List(SeasonSchool.Paper)));

    public async Task VerifyAsync(SeasonSchool school, IEnumerable<SeasonStudent> whom)
    {
        foreach (var place in whom.GroupBy(TeacherOf, StringComparer.Ordinal))
            await school.DoAsync(place.Key, "verify.record", place, ("persons", Value.List(place.Key)));
    }

    private async Task AwayAsync(SeasonSchool school)
    {
        foreach (var student in Of(1))
        {
            await school.DoAsync(TeacherOf(student), "chase.invite", [student], ("channel", "telephone"));
            await school.DoAsync(TeacherOf(student), "chase.answer", [student], ("result", "waived"), ("reason", "own-wish"), ("signed", SeasonSchool.Paper));
        }

        await WaiveAndSaveAsync(school);
        await school.DoAsync(Office, "person.status", Of(5), ("status", "left"));
        await school.DoAsync(Office, "person.status", Of(16), ("status", "suspended"));
        school.Took("waived, left, away");
    }

    protected abstract Task WaiveAndSaveAsync(SeasonSchool school);

    /// <summary>Objections are answered, who was away comes back, and whole classes arrive.</summary>
    private async Task BetweenAsync(SeasonSchool school)
    {
        await school.UntilAsync("2025-09-18T10:00");
        foreach (var student in Noticed(8, 9))
        {
            await school.DoAsync(Office, "publicity.object", [student], ("channel", "telephone"), ("text", "家里新买了车"));
            await school.DoAsync(Office, "publicity.answer", [student], ("upheld", student.Fate == 8), ("text", "已经核实并答复"));
        }

        school.Took("objections");
        await school.DoAsync(Office, "person.status", Of(16), ("status", "enrolled"));
        await school.DoAsync(Office, "register.import");
        foreach (var student in Of(Late))
        {
            await school.DoAsync(Office, "round.personal-window", [student], ("closes", "2025-09-30"), ("reason", "转入"));
            await SubmitAsync(school, student);
        }

        await VerifyAsync(school, Of(Late));
        school.Took("arrived");
    }

    public static RecordValue Verdicts(IEnumerable<SeasonStudent> students, params (string, Value)[] verdict) => Value.Record(students.Select(s => (s.Name, (Value)Value.Record(verdict))));

    protected RecordValue Upheld() => Verdicts(Noticed(8), ("verdict", Refusal), ("reason", "other"), ("opinion", "新购车辆，负担能力明显改善"));
}
