using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>Every document that comes out of the autumn, read as the office reads it, at the college and at the primary school.</summary>
[Collection(SeasonCollection.Name)]
public sealed class SeasonPapersTests(PlayedSeason season)
{
    private readonly College college = season.College;
    private readonly Village village = season.Village;

    [Fact]
    public async Task Each_family_of_a_class_is_told_by_a_letter_and_who_gave_no_receipt_is_listed()
    {
        await ToldAsync(college.School, college.Papers, "enrolled", college.Flooded.Class, "农艺2401", 43);
        await ToldAsync(village.School, village.Papers, "all", village.Orphan.Class, "一年级", 42);
    }

    private static async Task ToldAsync(SeasonSchool school, SeasonPapers papers, string track, SeasonClass place, string name, int count)
    {
        var about = $"round={school.Round}&track={track}&unit={place.Path}";
        var letters = await papers.PrintAsync(PrintForms.Announcement, about);
        var list = await papers.PrintAsync(PrintForms.WithoutReceipt, about);
        letters.Should().Contain("申请受理时间：2025年9月1日至2025年9月10日。").And.Contain("|2025年6月23日|").And.Contain("2025—2026 学年");
        list.Should().Contain($"{name}未交回告知书回执学生名单").And.Contain($"共 {count} 人");
        foreach (var student in school.In(place))
        {
            letters.Should().Contain($"|{student.Name}同学及家长（监护人）：|").And.Contain($"学生 {student.Name}（{name}）及家长");
            list.Should().Contain($"|{student.Name}|{name}|");
        }
    }

    [Fact]
    public async Task An_application_is_printed_with_answers_commitment_and_every_stages_opinion()
    {
        var flooded = await college.Papers.PrintAsync(PrintForms.Application, $"case={college.Flooded.Case}");
        flooded.Should().Contain($"|姓名|{college.Flooded.Name}|").And.Contain($"|身份证号码|{college.Flooded.Facts["idNumber"].AsText()}|").And.Contain("本人承诺以上所填写资料真实")
            .And.Contain("|民主评议|特别困难|父亲 9 月确诊重病|院（系）审核|特别困难|学生资助管理机构核准|特别困难|领导小组批准|特别困难|");
        var orphan = await village.Papers.PrintAsync(PrintForms.Application, $"case={village.Orphan.Case}");
        orphan.Should().Contain($"|{village.Orphan.Name}|").And.Contain($"|{village.Orphan.Facts["idNumber"].AsText()}|").And.Contain("|特别困难|");
    }

    [Fact]
    public async Task A_review_is_recorded_with_members_votes_and_every_student()
    {
        var flooded = college.Flooded.Class;
        var record = await college.Papers.PrintAsync(PrintForms.ReviewRecord, $"roster={await college.Papers.ListAsync("class", flooded.Path)}");
        record.Should().Contain("农艺2401家庭经济困难学生民主评议记录").And.Contain("|2025年9月15日|").And.Contain("韩老师").And.Contain("应表决 5 人，同意 5 人，不同意 0 人，弃权 0 人")
            .And.Contain("按集体意见").And.Contain("父亲 9 月确诊重病");
        foreach (var student in college.School.In(flooded).Where(s => s.Applies && s != college.Late))
            record.Should().Contain($"|{student.Name}|农艺2401|");
        var recused = await college.Papers.PrintAsync(PrintForms.ReviewRecord, $"roster={await college.Papers.ListAsync("class", college.Recused.Class.Path)}");
        recused.Should().Contain("候补代表").And.Contain("|第 1 份|");
        var group = await village.Papers.PrintAsync(PrintForms.ReviewRecord, $"roster={await village.Papers.ListAsync("group", Village.Path)}");
        group.Should().Contain("|2025年9月22日|").And.Contain("石校长").And.Contain("候补代表");
        foreach (var student in village.School.Applicants)
            group.Should().Contain($"|{student.Name}|");
    }

    [Fact]
    public async Task The_leading_groups_meeting_has_minutes()
    {
        var minutes = await college.Papers.PrintAsync(PrintForms.MeetingMinutes, $"roster={await college.Papers.ListAsync("leaders", College.Path)}");
        minutes.Should().Contain("示例学院家庭经济困难学生认定会议纪要").And.Contain("|2025年9月22日|").And.Contain("|第 1 份|").And.Contain("按集体意见")
            .And.Contain("应表决 3 人，同意 3 人，不同意 0 人，弃权 0 人").And.Contain("方校长").And.Contain("白主任").And.Contain("纪书记")
            .And.Contain($"|{college.Flooded.Name}|农艺2401|").And.Contain($"|{college.Refused.Name}|").And.NotContain($"|{college.ByDepartment.Name}|软件2402|", "the department had sent him back");
        (await village.Papers.PrintAsync(PrintForms.MeetingMinutes, $"roster={await village.Papers.ListAsync("group", Village.Path)}")).Should()
            .Contain("示例村小学家庭经济困难学生认定会议纪要").And.Contain($"|{village.Upheld.Name}|三年级|");
    }

    [Fact]
    public async Task The_summary_names_everybody_who_was_determined_and_counts_the_levels()
    {
        foreach (var (school, papers, total, levels) in new[] { (college.School, college.Papers, 222, (49, 83, 90)), (village.School, village.Papers, 111, (24, 41, 46)) })
        {
            var summary = await papers.PrintAsync(PrintForms.Summary, $"round={school.Round}");
            summary.Should().Contain("2025—2026 学年").And.Contain("秋季认定").And.Contain($"共 {total} 人").And.Contain($"{levels.Item1} 人").And.Contain($"{levels.Item2} 人").And.Contain($"{levels.Item3} 人");
            foreach (var student in school.Applicants.Where(s => s.Profile != "comfortable"))
                summary.Should().Contain($"|{student.Name}|");
        }
    }

    [Fact]
    public async Task A_notice_bore_names_and_levels_with_its_days_and_no_number()
    {
        college.Notices.Select(n => Period(n.Sheet)).Should().Equal("自2025年9月25日至2025年10月9日", "自2025年9月28日至2025年10月11日", "自2025年10月9日至2025年10月15日");
        village.Notices.Select(n => Period(n.Sheet)).Should().Equal("自2025年9月25日至2025年10月9日", "自2025年9月28日至2025年10月11日", "自2025年10月9日至2025年10月15日");
        foreach (var (school, notice) in college.Notices.Select(n => (college.School, n)).Concat(village.Notices.Select(n => (village.School, n))))
        {
            var words = SeasonPapers.WordsOf(notice.Sheet);
            var shown = (await notice.ShownAsync())["entries"].Items.Select(e => e["name"].AsText()!).ToList();
            shown.Should().NotBeEmpty().And.OnlyContain(n => words.Contains($"|{n}|", StringComparison.Ordinal));
            foreach (var student in school.Students)
                words.Should().NotContain(student.Facts["idNumber"].AsText()).And.NotContain(student.Facts["phone"].AsText());
        }

        SeasonPapers.WordsOf(college.Notices[2].Sheet).Should().Contain($"|1|{college.Upheld.Name}|信息系|软件2403|一般困难|");
        SeasonPapers.WordsOf(college.Notices[0].Sheet).Should().NotContain($"|{college.Refused.Name}|软件2401|");
    }

    [Fact]
    public async Task Everybody_gets_the_letter_of_his_own_result()
    {
        (await college.Papers.PrintAsync(PrintForms.Determined, $"case={college.NotUpheld.Case}")).Should().Contain($"|{college.NotUpheld.Name}同学（信息系软件2403）：|").And.Contain("认定等级为：特别困难。");
        (await college.Papers.PrintAsync(PrintForms.Determined, $"case={college.Upheld.Case}")).Should().Contain("认定等级为：一般困难。");
        (await village.Papers.PrintAsync(PrintForms.Determined, $"case={village.Orphan.Case}")).Should().Contain($"{village.Orphan.Name}同学").And.Contain("认定等级为：特别困难。");
        foreach (var (school, papers, refused) in new[] { (college.School, college.Papers, college.Refused), (village.School, village.Papers, village.Refused) })
        {
            var letter = await papers.PrintAsync(PrintForms.NotDetermined, $"case={refused.Case}");
            letter.Should().Contain($"{refused.Name}同学").And.Contain("不予认定告知书").And.Contain("不予认定：其他不符合认定要求的情形（教财〔2018〕16号）。").And.Contain("2025年10月16日");
            var other = await school.Server.GetAsync(school.Office.Client, $"/api/prints/{PrintForms.Determined}?case={refused.Case}");
            other.Code.Should().Be("nothing-to-print");
        }
    }

    [Fact]
    public async Task Each_objection_has_its_answer_and_no_word_of_who_objected()
    {
        (await college.Papers.PrintAsync(PrintForms.ObjectionAnswer, $"roster={college.Notices[0].Id}&number=1")).Should()
            .Contain("第 1 号异议").And.Contain($"|{college.Upheld.Name}|").And.Contain("|经核实情况属实，退回重新核准|");
        (await college.Papers.PrintAsync(PrintForms.ObjectionAnswer, $"roster={college.Notices[0].Id}&number=2")).Should()
            .Contain("第 2 号异议").And.Contain($"|{college.NotUpheld.Name}|").And.Contain("|经核实店铺系亲戚所有|").And.NotContain("邻居").And.NotContain("听说");
        (await village.Papers.PrintAsync(PrintForms.ObjectionAnswer, $"roster={village.Notices[0].Id}&number=1")).Should()
            .Contain($"|{village.Upheld.Name}|").And.Contain("|经核实情况属实|").And.NotContain("新盖了楼");
    }

    [Fact]
    public async Task The_authority_answers_a_family_in_writing()
    {
        foreach (var (papers, refused) in new[] { (college.Papers, college.Refused), (village.Papers, village.Refused) })
        {
            (await papers.PrintAsync(PrintForms.ReconsiderationAnswer, $"reconsideration={papers.Reconsideration}")).Should()
                .Contain("示例县教育局").And.Contain("示例〔2025〕9号").And.Contain($"{refused.Name}同学").And.Contain("请复核家庭收入").And.Contain("经查收入属实").And.Contain("2025年10月16日");
        }
    }

    [Fact]
    public async Task The_files_for_other_systems_hold_who_was_determined_and_nobody_else()
    {
        foreach (var (school, papers) in Both())
        {
            foreach (var file in papers.Files.Values)
            {
                var lines = file.Trim().Split('\n');
                foreach (var student in school.Applicants.Where(s => s.Profile != "comfortable"))
                    lines.Should().Contain(l => l.Contains(student.Name, StringComparison.Ordinal));
                lines.Should().HaveCount((school == college.School ? 222 : 111) + 1);
            }

            foreach (var student in school.Applicants)
            {
                var row = papers.Files["national-aid-system"].Split('\n').SingleOrDefault(l => l.Contains(student.Facts["idNumber"].AsText()!, StringComparison.Ordinal));
                ((await school.CaseAsync(student))["level"].AsText() == "not-determined" ? row is null : row!.Contains(student.Name, StringComparison.Ordinal)).Should().BeTrue(student.Name);
            }
        }
    }

    [Fact]
    public async Task The_five_numbers_agree()
    {
        foreach (var (school, count) in new[] { (college.School, 222), (village.School, 111) })
        {
            var counts = await school.ReadAsync(school.Office.Client, $"/api/rounds/{school.Round}/five-counts");
            counts["agree"].AsBool().Should().BeTrue(counts.ToJson());
            counts["counts"].Items.Select(c => (c["id"].AsText(), c["count"].AsNumber())).Should()
                .Equal(("decided", count), ("published", count), ("entered", count), ("archived", count), ("reported", count));
        }
    }

    [Fact]
    public void The_archive_holds_every_file_that_its_list_of_hashes_names()
    {
        foreach (var (school, papers) in Both())
        {
            papers.Filed["hash"].AsText().Should().Be(SeasonPapers.HashOf(papers.Archive));
            var files = papers.Unpacked();
            var listed = Encoding.UTF8.GetString(files["SHA256.txt"]).Trim().Split('\n').Select(l => l.Split("  ")).ToList();
            listed[^1][1].Should().Be("合计");
            listed.SkipLast(1).Select(l => l[1]).Should().BeEquivalentTo(files.Keys.Except(["SHA256.txt", "00-目录.html"]));
            listed.SkipLast(1).Should().OnlyContain(l => SeasonPapers.HashOf(files[l[1]]) == l[0]);
            var index = SeasonPapers.WordsOf(Encoding.UTF8.GetString(files["00-目录.html"]));
            papers.Filed["missing"].Items.Select(m => m.AsText()!.Split('：', 2)[1]).Should().NotBeEmpty().And.OnlyContain(m => index.Contains("缺：" + m, StringComparison.Ordinal));
            var forms = string.Concat(files.Where(f => f.Key.Contains("申请表", StringComparison.Ordinal)).Select(f => Encoding.UTF8.GetString(f.Value)));
            school.Applicants.Should().OnlyContain(s => forms.Contains(s.Facts["idNumber"].AsText()!, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Signed_sheets_are_in_the_archive_and_those_that_are_not_scanned_are_named()
    {
        var scans = college.Papers.Unpacked().Where(f => f.Key.Contains("签字扫描件", StringComparison.Ordinal)).ToList();
        scans.Should().HaveCount(3).And.OnlyContain(f => f.Key.Contains("领导小组批准", StringComparison.Ordinal) && Encoding.ASCII.GetString(f.Value, 0, 4) == "%PDF");
        var missing = Missing(college.Papers);
        missing.Should().Contain("评议记录：民主评议-农艺2401-1第 1 次决定的签字扫描件").And.NotContain(m => m.Contains("领导小组", StringComparison.Ordinal));
        village.Papers.Unpacked().Keys.Count(f => f.Contains("签字扫描件", StringComparison.Ordinal)).Should().Be(3);
        Missing(village.Papers).Should().NotContain(m => m.Contains("签字扫描件", StringComparison.Ordinal));
    }

    private (SeasonSchool School, SeasonPapers Papers)[] Both() => [(college.School, college.Papers), (village.School, village.Papers)];

    private static IEnumerable<string> Missing(SeasonPapers papers) => papers.Filed["missing"].Items.Select(m => m.AsText()!);

    private static string Period(string sheet)
    {
        var words = SeasonPapers.WordsOf(sheet);
        var start = words.IndexOf("公示期自", StringComparison.Ordinal) + "公示期".Length;
        return words[start..words.IndexOf('。', start)];
    }
}
