using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Season;

/// <summary>What comes out of a whole autumn that was driven over HTTP alone.</summary>
[Collection(SeasonCollection.Name)]
public sealed class SeasonTests(PlayedSeason season)
{
    private readonly College college = season.College;
    private readonly Village village = season.Village;

    [Fact]
    public void No_name_number_or_telephone_of_anybody_stands_in_any_file_or_log()
    {
        string[] fields = ["name", "idNumber", "phone", "guardianName", "studentNumber", "card"];
        var people = college.School.Students.Concat(village.School.Students).ToList();
        var search = new ByteSearch(people.SelectMany(s => fields.Select(f => s.Facts[f].AsText()).OfType<string>()));

        var files = Directory.GetFiles(season.Server.Folder, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length > 0).ToList();
        files.Select(Path.GetFileName).Should().Contain(["test.db", "test.db-wal"]);
        foreach (var file in files)
            search.Find(ByteSearch.Bytes(file)).Should().BeNull("{0} tells it", file);
        search.Find(System.Text.Encoding.UTF8.GetBytes(season.Server.Log.Text)).Should().BeNull("the log tells it");
        search.Find(System.Text.Encoding.UTF8.GetBytes($"--{people[0].Name}--------")).Should().Be(people[0].Name, "the search can find");
        search.Find(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"x{people[0].Facts["idNumber"].AsText()}xxxxxx"))))
            .Should().Be(people[0].Facts["idNumber"].AsText());
    }

    [Fact]
    public async Task Everybody_has_his_level_and_his_outcome()
    {
        (await CountsAsync(college.School)).Should().BeEquivalentTo(new Dictionary<string, int>
        {
            ["Determined special"] = 49, ["Determined relative"] = 83, ["Determined ordinary"] = 90, ["NotDetermined not-determined"] = 18,
        });
        (await CountsAsync(village.School)).Should().BeEquivalentTo(new Dictionary<string, int>
        {
            ["Determined special"] = 24, ["Determined relative"] = 41, ["Determined ordinary"] = 46, ["NotDetermined not-determined"] = 9,
        });
    }

    [Fact]
    public void The_periods_step_over_National_Day_and_count_the_days_worked_instead()
    {
        college.LastDays.Should().Equal("2025-10-09", "2025-10-11", "2025-10-15");
        village.LastDays.Should().Equal("2025-10-09", "2025-10-11", "2025-10-15");
    }

    [Fact]
    public async Task Who_was_late_or_sent_back_stands_on_the_next_list_with_a_period_of_its_own()
    {
        (await SizesAsync(college.Notices)).Should().Equal((1, 184), (2, 38), (3, 1));
        (await SizesAsync(village.Notices)).Should().Equal((1, 110), (2, 1), (3, 1));
        (await PeopleAsync(college.Notices[1])).Should().Contain(college.ByDepartment.Name).And.NotContain(college.ByClass.Name);
        (await PeopleAsync(college.Notices[2])).Should().Equal(college.Upheld.Name);
        (await PeopleAsync(village.Notices[1])).Should().Equal(village.Returned.Name);
    }

    [Fact]
    public async Task The_stories_end_as_they_were_decided()
    {
        (await LevelAsync(college.School, college.Raised)).Should().Be(("ordinary", "relative"));
        (await LevelAsync(college.School, college.Flooded)).Should().Be(("relative", "special"));
        (await LevelAsync(college.School, college.Upheld)).Should().Be(("relative", "ordinary"));
        (await LevelAsync(college.School, college.NotUpheld)).Should().Be(("special", "special"));
        (await LevelAsync(college.School, college.Late)).Should().Be(("ordinary", "ordinary"));
        (await LevelAsync(village.School, village.Upheld)).Should().Be(("relative", "ordinary"));
        (await college.School.CaseAsync(college.Doubtful))["match"].AsText().Should().Be("matched");
        (await village.School.CaseAsync(village.Orphan))["match"].AsText().Should().Be("matched");
    }

    [Fact]
    public async Task The_objections_stand_with_their_answers_and_an_anonymous_one_as_such()
    {
        var shown = await college.Notices[0].ShownAsync();
        shown["objections"].Items.Select(o => (o["result"].AsText(), o["anonymous"].AsBool(), o["due"].AsText())).Should()
            .Equal(("upheld", true, "2025-09-30"), ("not-upheld", false, "2025-09-30"));
    }

    [Fact]
    public async Task Nothing_is_left_to_do_and_the_days_stopped_by_themselves()
    {
        var tasks = await college.School.ReadAsync(season.Server.Administrator, "/api/tasks?all=true");
        tasks["items"].Items.Should().BeEmpty();
        foreach (var school in (SeasonSchool[])[college.School, village.School])
        {
            var lists = await school.ReadAsync(school.Office.Client, $"/api/rosters?round={school.Round}&size=200");
            lists["items"].Items.Select(l => l["status"].AsText()).Should().OnlyContain(s => s == "released");
            var round = await school.ReadAsync(school.Office.Client, $"/api/rounds/{school.Round}");
            (round["status"].AsText(), round["stoppedOn"].AsText()).Should().Be(("archived", "2025-10-15"));
            round["days"]["zh-CN"].AsText().Should().Be("10 月 15 日已完成，按期（期限 10 月 31 日）");
        }
    }

    /// <summary>No endpoint verifies yet, so the store is asked.</summary>
    [Fact]
    public async Task Every_chain_holds() => (await season.Server.Get<IStoreReader>().VerifyAsync()).Should().BeNull();

    private static async Task<Dictionary<string, int>> CountsAsync(SeasonSchool school)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var student in school.Applicants)
        {
            var @case = await school.CaseAsync(student);
            var key = $"{string.Join(',', @case["outcomes"].Items.Select(o => o.AsText()))} {@case["level"].AsText()}";
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts;
    }

    private static async Task<(string?, string?)> LevelAsync(SeasonSchool school, Student student)
    {
        var @case = await school.CaseAsync(student);
        return (@case["suggested"].AsText(), @case["level"].AsText());
    }

    private static async Task<List<(int, int)>> SizesAsync(IEnumerable<SeasonList> notices)
    {
        var sizes = new List<(int, int)>();
        foreach (var notice in notices)
        {
            var shown = await notice.ShownAsync();
            sizes.Add(((int)shown["ordinal"].AsNumber()!, shown["entries"].Items.Length));
        }

        return sizes;
    }

    private static async Task<IEnumerable<string?>> PeopleAsync(SeasonList notice) => (await notice.ShownAsync())["entries"].Items.Select(e => e["name"].AsText());
}
