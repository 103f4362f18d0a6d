using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Server.Tests.Season.SeasonList;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>
/// Two hundred and forty applicants of a college in autumn 2025: six classes of forty, and one in which nobody applied. The members of this class are
/// the days of its round.
/// </summary>
public sealed class College
{
    public const string Path = "/college/";
    private const string Track = "enrolled";
    private const string Information = "/college/information/";
    private const string Agronomy = "/college/agronomy/";
    private const string ClassGroup = "class-review-group";
    private const string Later = "其余列入补充名单";

    private static readonly SeasonClass I1 = new(Information + "i1/", "软件2401", 40, 3);
    private static readonly SeasonClass I2 = new(Information + "i2/", "软件2402", 40, 3);
    private static readonly SeasonClass I3 = new(Information + "i3/", "软件2403", 40, 3);
    private static readonly SeasonClass I4 = new(Information + "i4/", "软件2404", 0, 20);
    private static readonly SeasonClass A1 = new(Agronomy + "a1/", "农艺2401", 40, 3);
    private static readonly SeasonClass A2 = new(Agronomy + "a2/", "农艺2402", 40, 3);
    private static readonly SeasonClass A3 = new(Agronomy + "a3/", "农艺2403", 40, 3);

    private readonly SeasonSchool school;
    private Post information = null!;
    private Post agronomy = null!;

    public College(RunningServer server)
    {
        school = new SeasonSchool(server, Path, "higher-education-determination", "two-classes", [I1, I2, I3, I4, A1, A2, A3]);
        Papers = new SeasonPapers(school);
    }

    public SeasonSchool School => school;

    public SeasonPapers Papers { get; }

    public List<SeasonList> Notices { get; } = [];

    public List<string> LastDays { get; } = [];

    public Student Doubtful => school.In(I1)[1];

    public Student Raised => school.In(I1)[30];

    public Student Recused => school.In(I1)[0];

    public Student Flooded => school.In(A1)[10];

    public Student ByClass => school.In(I1)[20];

    public Student ByDepartment => school.In(I2)[12];

    public Student Late => school.In(A2)[25];

    public Student Refused => school.In(I1)[38];

    public Student Upheld => school.In(I3)[9];

    public Student NotUpheld => school.In(I3)[2];

    /// <summary>23 June: everything is told before the term.</summary>
    public async Task BeforeTheSummerAsync()
    {
        await school.SetUpAsync((Path, "school", "示例学院"), (Information, "department", "信息系"), (Agronomy, "department", "农学系"));
        information = await school.PostOfAsync("信息系秘书", "department-secretary", Information);
        agronomy = await school.PostOfAsync("农学系秘书", "department-secretary", Agronomy);
        foreach (var place in (SeasonClass[])[I1, I2, I3, A1, A2, A3])
        {
            var representatives = school.In(place).Where(s => !s.Applies).ToList();
            if (place == I1)
                representatives[0] = Recused;
            await school.CommitteeAsync(
                ClassGroup, place.Path, [], ("韩老师", "class-teacher", null, null), ("石老师", "counsellor", null, null),
                ("代表一", "student-representative", representatives[0], null), ("代表二", "student-representative", representatives[1], null),
                ("代表三", "student-representative", representatives[2], null));
        }

        foreach (var unit in (string[])[Information, Agronomy])
            await school.CommitteeAsync("department-work-group", unit, [], ("梁书记", "leader-in-charge", null, null), ("石老师", "counsellor", null, null), ("韩老师", "class-teacher", null, null));
        await school.CommitteeAsync("leading-group", Path, [], ("方校长", "school-leader", null, null), ("白主任", "aid-office", null, null), ("纪书记", "discipline", null, null));
        await school.OpenRoundAsync(Track);
    }

    /// <summary>25 August: two providers' lists; one of them writes a name wrongly.</summary>
    public async Task ListsComeAsync()
    {
        await school.LoadListAsync("civil-affairs", "college-1", [.. school.In(A1).Take(5).Select(s => (s.Name, s.Facts["idNumber"].AsText()!, "低保"))]);
        await school.LoadListAsync("disabled-federation", "college-2", (Doubtful.Name[..1] + "某", Doubtful.Facts["idNumber"].AsText()!, "残疾人子女"));
    }

    /// <summary>2 to 10 September: forms, the doubtful match, home visits; one class is late with its visits.</summary>
    public async Task ApplyAsync()
    {
        var own = await school.PostOfAsync(Upheld.Name, "", "", Upheld);
        Good(await school.SubmitAsync(Upheld, own, Track));
        await SeasonSchool.AllAsync(school.Applicants.Where(s => s != Late && s != Upheld), s => school.SubmitOnPaperAsync(s, Track, proof: false));
        Good(await school.ActAsync(Doubtful, school.TeacherOf(I1), "match", "resolve", Value.Record(("state", "matched"), ("reason", "残疾人证姓名为同音字，号码一致，已见原件"))));
        await school.VerifyAsync(school.Applicants.Where(s => s != Late && s.Class != A3), "2025-09-02");
        var nobody = await school.Server.RefusedAsync(school.TeacherOf(I1).Client, $"/api/rounds/{school.Round}/zero-report", Zero(I1));
        nobody.Code.Should().Be("has-applicants");
        Good(await school.Server.PostAsync(school.TeacherOf(I4).Client, $"/api/rounds/{school.Round}/zero-report", Zero(I4)));
    }

    /// <summary>12 September: the window is over but for one whom a flood kept away.</summary>
    public async Task OneComesLateAsync()
    {
        var own = await school.PostOfAsync(Late.Name, "", "", Late);
        (await school.SubmitAsync(Late, own, Track)).Code.Should().Be("window-closed");
        await school.DoAsync(school.Office.Client, $"/api/rounds/{school.Round}/personal-window", Value.Record(
            ("person", Late.Id.ToString()), ("closes", "2025-09-18T00:00:00+08:00"), ("reason", "家乡洪水，9 月 11 日才返校")));
        Good(await school.SubmitAsync(Late, own, Track));
        await school.VerifyAsync([Late], "2025-09-12");
    }

    /// <summary>15 September: five classes propose; one raises a level with a reason, one sends a form back, one has a member who is on the list himself.</summary>
    public async Task ClassesProposeAsync()
    {
        var first = await FreezeAsync(school, school.TeacherOf(I1), "class", I1.Path);
        (await first.MeetAsync(ClassGroup, I1.Path, "2025-09-15")).Code.Should().Be("must-withdraw");
        (await first.MeetAsync(ClassGroup, I1.Path, "2025-09-15", first: 2)).Code.Should().Be("seat-missing", "the absent are counted too");
        Good(await first.MeetAsync(ClassGroup, I1.Path, "2025-09-15", withdrawn: "m3"));
        (await first.DecideAsync((Raised, Verdict("agree", "relative")))).Code.Should().Be("reason-for-level");
        Good(await first.DecideAsync(
            (Raised, Verdict("agree", "relative", opinion: "家访发现房屋因洪水受损")), (ByClass, Verdict("return", opinion: "收入栏与证明不一致，请更正"))));
        foreach (var place in (SeasonClass[])[I2, I3, A1, A2])
            await ProposeAsync(place, place == A1 ? [(Flooded, Verdict("agree", "special", opinion: "父亲 9 月确诊重病"))] : []);
        Good(await school.ActAsync(ByClass, school.TeacherOf(I1), "apply", "submit", school.PaperOf(ByClass)));
        await school.VerifyAsync([ByClass], "2025-09-15");
        await ProposeAsync(I1);
    }

    /// <summary>17 to 22 September: departments, office and leading group on their first lists; the department sends one student back to his class.</summary>
    public async Task FirstListsAsync()
    {
        await DepartmentAsync(information, Information, "", "2025-09-17", (ByDepartment, Verdict("return", opinion: "等级意见未写明依据，请重新评议")));
        await DepartmentAsync(agronomy, Agronomy, Later, "2025-09-17");
        await OfficeAsync(Later);
        await LeadersAsync(Later, "2025-09-22", badReasonFirst: true);
    }

    /// <summary>25 September: posted before National Day.</summary>
    public Task PostFirstAsync() => PostAsync(Later);

    /// <summary>26 September: two objections; the late class and the returned student come on the supplementary lists.</summary>
    public async Task SecondListsAsync()
    {
        await Notices[0].ObjectAsync(Upheld, "家里新买了车");
        await Notices[0].ObjectAsync(NotUpheld, "听说家里开店", "邻居");
        await school.VerifyAsync(school.In(A3).Where(s => s.Applies), "2025-09-26");
        await ProposeAsync(A3);
        await ProposeAsync(I2);
        await DepartmentAsync(agronomy, Agronomy, "", "2025-09-26");
        await DepartmentAsync(information, Information, "", "2025-09-26");
        await OfficeAsync("");
        await LeadersAsync("", "2025-09-26");
    }

    /// <summary>A Saturday that is none to work on: a notice cannot be posted.</summary>
    public async Task NotOnSaturdayAsync()
    {
        var notice = await FreezeAsync(school, school.Office, "publicity", Path);
        Notices.Add(notice);
        var reply = await school.Server.PostAsync(school.Office.Client, $"/api/publicities/{notice.Id}/post", """{ "where": ["board"] }""");
        reply.Code.Should().Be("not-a-working-day");
    }

    /// <summary>28 September, a Sunday that is worked: the second notice goes up and both objections are answered.</summary>
    public async Task PostSecondAsync()
    {
        LastDays.Add(await Notices[1].PostAsync());
        await Notices[0].AnswerAsync(1, upheld: true, "经核实情况属实，退回重新核准");
        await Notices[0].AnswerAsync(2, upheld: false, "经核实店铺系亲戚所有");
    }

    /// <summary>9 October: whom the objection was about is endorsed again at a lower level, and has a whole period of his own.</summary>
    public async Task PostThirdAsync()
    {
        await OfficeAsync("", (Upheld, Verdict("agree", "ordinary", opinion: "新购车辆，家庭负担能力有改善")));
        await LeadersAsync("", "2025-10-09");
        await PostAsync("");
    }

    private static string Zero(SeasonClass place) => $$"""{ "activity": "class", "unit": "{{place.Path}}", "day": "2025-09-10" }""";

    private async Task ProposeAsync(SeasonClass place, params (Student, RecordValue)[] exceptions)
    {
        var list = await FreezeAsync(school, school.TeacherOf(place), "class", place.Path);
        Good(await list.MeetAsync(ClassGroup, place.Path, "2025-09-15"));
        Good(await list.DecideAsync(exceptions));
    }

    private async Task DepartmentAsync(Post secretary, string unit, string reason, string day, params (Student, RecordValue)[] exceptions)
    {
        if (reason.Length > 0)
            (await school.Server.RefusedAsync(secretary.Client, "/api/rosters", Input(school, "department", unit).ToJson())).Code.Should().Be("reason-for-missing");
        var list = await FreezeAsync(school, secretary, "department", unit, reason);
        Good(await list.MeetAsync("department-work-group", unit, day));
        Good(await list.DecideAsync(exceptions));
    }

    private async Task OfficeAsync(string reason, params (Student, RecordValue)[] exceptions) =>
        Good(await (await FreezeAsync(school, school.Office, "office", Path, reason)).DecideAsync(exceptions));

    private async Task LeadersAsync(string reason, string day, bool badReasonFirst = false)
    {
        var list = await FreezeAsync(school, school.Office, "leaders", Path, reason);
        Good(await list.MeetAsync("leading-group", Path, day));
        if (badReasonFirst)
            (await school.Server.RefusedAsync(() => list.DecideAsync((school.In(I1)[38], Verdict("not-determined", reason: "looks-rich"))))).Code.Should().Be("reason-for-refusal");
        Good(await list.DecideAsync());
    }

    private async Task PostAsync(string reason)
    {
        var notice = await FreezeAsync(school, school.Office, "publicity", Path, reason);
        Notices.Add(notice);
        LastDays.Add(await notice.PostAsync());
    }
}
