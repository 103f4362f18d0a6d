using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using static StudentAid.Workflow.Server.Tests.Season.SeasonList;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>A hundred and twenty applicants of a primary school in autumn 2025, three classes of forty, all on paper. The members of this class are the days of its round.</summary>
public sealed class Village
{
    public const string Path = "/village/";
    private const string Track = "all";
    private const string Body = "school-work-group";

    private static readonly SeasonClass One = new(Path + "one/", "一年级", 40, 2);
    private static readonly SeasonClass Two = new(Path + "two/", "二年级", 40, 2);
    private static readonly SeasonClass Three = new(Path + "three/", "三年级", 40, 2);

    private readonly SeasonSchool school;

    public Village(RunningServer server)
    {
        school = new SeasonSchool(server, Path, "k12-determination", "village-school", [One, Two, Three]);
        Papers = new SeasonPapers(school);
    }

    public SeasonSchool School => school;

    public SeasonPapers Papers { get; }

    public List<SeasonList> Notices { get; } = [];

    public List<string> LastDays { get; } = [];

    public Student Orphan => school.In(One)[0];

    public Student Returned => school.In(Two)[11];

    public Student Refused => school.In(One)[38];

    public Student Upheld => school.In(Three)[9];

    public async Task BeforeTheSummerAsync()
    {
        await school.SetUpAsync((Path, "school", "示例村小学"));
        await school.CommitteeAsync(
            Body, Path, ["student-representative", "parent-representative"], ("石校长", "school-leader", null, null), ("马老师", "teacher-representative", null, school.In(One)[5]),
            ("林老师", "aid-staff", null, null), ("杜老师", "teacher-representative", null, null));
        await school.OpenRoundAsync(Track);
    }

    public Task ListsComeAsync() => school.LoadListAsync("civil-affairs", "village-1", (Orphan.Name, Orphan.Facts["idNumber"].AsText()!, "孤儿"));

    /// <summary>2 September: proof for everybody but who is on a list.</summary>
    public async Task ApplyAsync()
    {
        await SeasonSchool.AllAsync(school.Applicants, s => school.SubmitOnPaperAsync(s, Track, proof: s != Orphan));
        await school.VerifyAsync(school.Applicants, "2025-09-02");
    }

    /// <summary>22 September: one work group for the whole school; one member is related to a pupil, one pupil is to be visited again.</summary>
    public async Task DetermineAsync()
    {
        var list = await FreezeAsync(school, school.Office, "group", Path);
        (await list.MeetAsync(Body, Path, "2025-09-22")).Code.Should().Be("must-withdraw");
        Good(await list.MeetAsync(Body, Path, "2025-09-22", withdrawn: "m2"));
        Good(await list.DecideAsync((Returned, Verdict("return", opinion: "家访记录不全"))));
    }

    public Task PostFirstAsync() => PostAsync("家访未完成，列入补充名单");

    /// <summary>26 September: an objection, and the visit made good.</summary>
    public async Task SecondListAsync()
    {
        await Notices[0].ObjectAsync(Upheld, "家里新盖了楼");
        await school.VerifyAsync([Returned], "2025-09-26");
        await AgainAsync("2025-09-26");
    }

    /// <summary>28 September, a Sunday that is worked.</summary>
    public async Task PostSecondAsync()
    {
        await PostAsync("");
        await Notices[0].AnswerAsync(1, upheld: true, "经核实情况属实");
    }

    public async Task PostThirdAsync()
    {
        await AgainAsync("2025-10-09", (Upheld, Verdict("agree", "ordinary", opinion: "新建住房，负担能力有改善")));
        await PostAsync("");
    }

    private async Task AgainAsync(string day, params (Student, RecordValue)[] exceptions)
    {
        var list = await FreezeAsync(school, school.Office, "group", Path);
        Good(await list.MeetAsync(Body, Path, day));
        Good(await list.DecideAsync(exceptions));
    }

    private async Task PostAsync(string reason)
    {
        var notice = await FreezeAsync(school, school.Office, "publicity", Path, reason);
        Notices.Add(notice);
        LastDays.Add(await notice.PostAsync());
    }
}
