using System.Diagnostics.CodeAnalysis;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Rosters.Worksheets;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Memory;

namespace StudentAid.Workflow.Server.Tests.Schools;

/// <summary>The demonstration, played once for all of these.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes of nothing here: the store in memory holds nothing to close.")]
public sealed class PlayedDemo : IAsyncLifetime
{
    public MemoryStore Store { get; } = new();

    public LiveSchool College { get; private set; } = null!;

    public LiveSchool Primary { get; private set; } = null!;

    public LiveSchool Technician { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        College = await PlayAsync("polytechnic");
        Primary = await PlayAsync("primary");
        Technician = await PlayAsync("technician");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<LiveSchool> PlayAsync(string name)
    {
        var (document, _) = SchoolDocument.Read(Path.Combine(Repository.Root, "samples", "demo", $"{name}.school.json"));
        var store = new SchoolStore(Store, Store.Reader, Store.MarkMessagesAsync, Store.DeletePracticeAsync);
        var (school, refused) = await SchoolBuilder.BuildAsync(document!, SchoolHosts.Open(store, new SchoolClock(DateTimeOffset.UnixEpoch, document!.Zone), s => s.BuildServiceProvider()));
        refused?.In("zh-CN").Should().BeNull();
        return school!;
    }
}

/// <summary>The numbers of the demonstration, as the working knowledge of schools tells them.</summary>
public sealed class DemoTests(PlayedDemo demo) : IClassFixture<PlayedDemo>
{
    private const string Agronomy = "/education/14901/agronomy/";
    private const string Information = "/education/14901/information/";

    private static SchoolRound RoundOf(LiveSchool school, string name) => school.RoundOf(name)!;

    private async Task<IReadOnlyList<StreamRow>> CasesAsync(LiveSchool school, string round) => (await demo.Store.Reader.StreamsAsync(
        Scope.All, new StreamFilter { Group = school.IdOf(RoundOf(school, round)), Kind = InstanceSteps.Kind }, PageRequest.Everything)).Items;

    private async Task<RosterState> ListAsync(LiveSchool school, string round, string activity, string unit) =>
        (await school.ListOf(RoundOf(school, round), activity, unit))!.Value.State;

    private async Task<string> AtAsync(string round, string name) =>
        (await demo.College.CaseOf(RoundOf(demo.College, round), demo.College.PersonOf(name)!.Id))!.At;

    [Fact]
    public async Task It_is_ten_o_clock_on_the_twenty_second_of_September_on_day_21_of_60()
    {
        demo.College.Host.Clock.GetUtcNow().Should().Be(Demo.Now);
        demo.Primary.Host.Clock.GetUtcNow().Should().Be(Demo.Now);
        var state = (await demo.College.StateOf(RoundOf(demo.College, "在校生")))!;
        new RoundClock(state.TermStart, 60, false).DaysPassed(demo.College.Host.Clock.Today).Should().Be(21);
    }

    [Fact]
    public async Task Two_hundred_and_forty_students_in_six_classes_of_forty()
    {
        var people = await demo.College.Host.Directory.PeopleAsync(Scope.All, "/education/14901/");
        people.Should().HaveCount(240);
        people.GroupBy(p => p.Place).Should().HaveCount(6).And.OnlyContain(g => g.Count() == 40);
        people.Should().OnlyContain(p => IdNumber.Read(p.Facts["idNumber"].AsText(), null).Number!.Region == "999999");
        people.Select(p => p.Facts["idNumber"].AsText()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Sixty_six_have_applied_and_one_has_waived()
    {
        var cases = (await CasesAsync(demo.College, "在校生")).Concat(await CasesAsync(demo.College, "新生")).ToList();
        var waived = await demo.College.CaseOf(RoundOf(demo.College, "在校生"), demo.College.PersonOf("孙悦")!.Id);
        cases.Where(c => c.Id != waived!.Id).GroupBy(c => c.OrgPath).ToDictionary(g => g.Key, g => g.Count()).Should().BeEquivalentTo(new Dictionary<string, int>
        {
            [$"{Information}software-2401/"] = 13, [$"{Agronomy}agronomy-2401/"] = 15, [$"{Agronomy}agronomy-2501/"] = 12,
            [$"{Information}software-2601/"] = 12, [$"{Agronomy}agronomy-2601/"] = 14,
        });
        (await demo.College.Host.Runner.StateAsync<InstanceState>(await demo.Store.LoadAsync(waived!.Id), default))!.Outcomes.Should().Equal("Waived");
    }

    [Theory]
    [InlineData("software-2401", "信息工程系", 3, 5, 4)]
    [InlineData("agronomy-2401", "农学系", 4, 6, 4)]
    [InlineData("agronomy-2501", "农学系", 3, 4, 4)]
    public async Task The_published_levels_are_those_of_the_table(string @class, string department, int special, int relative, int ordinary)
    {
        var notice = await ListAsync(demo.College, "在校生", "publicity", "/education/14901/");
        notice.Entries.Should().HaveCount(37, department);
        int Count(string level) => notice.Entries.Count(e => e.Level == level && e.Place.EndsWith($"/{@class}/", StringComparison.Ordinal));
        (Count("special"), Count("relative"), Count("ordinary")).Should().Be((special, relative, ordinary));
        var refused = (await CasesAsync(demo.College, "在校生")).Where(c => c.OrgPath.EndsWith($"/{@class}/", StringComparison.Ordinal) && c.Status == "finished");
        refused.Should().ContainSingle();
    }

    [Fact]
    public async Task The_first_years_of_agronomy_are_proposed_four_five_four_and_one_refused()
    {
        var list = await ListAsync(demo.College, "新生", "department", Agronomy);
        list.Entries.GroupBy(e => e.Level).ToDictionary(g => g.Key, g => g.Count()).Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["special"] = 4, ["relative"] = 5, ["ordinary"] = 4, ["not-determined"] = 1 });
        list.Open.Should().HaveCount(13);
        (await AtAsync("新生", "黄子涵")).Should().Be("class");
    }

    [Fact]
    public async Task The_lists_hit_twenty_six_students_and_four_of_them_in_doubt()
    {
        var college = demo.College;
        college.Document.Lists.Sum(l => l["rows"].Items.Length).Should().Be(52);
        var states = new Dictionary<Id, string>();
        foreach (var round in college.Document.Rounds)
        {
            foreach (var match in await demo.Store.Reader.DocumentsAsync(Scope.All, new DocumentFilter(RunMatchingHandler.Document) { Stream = college.IdOf(round) }))
                states[Id.Parse(match.Key)] = match.Content["state"].AsText()!;
        }

        states.Values.Count(s => s == "matched").Should().Be(22);
        states.Values.Count(s => s == "doubtful").Should().Be(4);
        var hits = states.GroupBy(s => college.Document.Units.First(u => u.Path == PlaceOf(s.Key)).Name.ZhCn).ToDictionary(g => g.Key, g => g.Count());
        hits.Should().BeEquivalentTo(new Dictionary<string, int> { ["软件2401"] = 5, ["软件2501"] = 2, ["农艺2401"] = 7, ["农艺2501"] = 3, ["软件2601"] = 4, ["农艺2601"] = 5 });

        string PlaceOf(Id person) => college.PersonOf(college.NameOf(person))!.Place;
    }

    [Fact]
    public async Task The_notice_is_on_its_third_working_day_of_five_and_comes_down_on_the_twenty_fourth()
    {
        var notice = await ListAsync(demo.College, "在校生", "publicity", "/education/14901/");
        notice.Period!.Day.Should().Be(new DateOnly(2026, 9, 18));
        notice.Period.LastDay.Should().Be(new DateOnly(2026, 9, 24));
        notice.Period.Due.Should().Be(new DateTimeOffset(2026, 9, 24, 16, 0, 0, TimeSpan.Zero));
        var calendar = WorkingDayCalendar.Read((await demo.Store.Reader.DocumentsAsync(Scope.All, new DocumentFilter("calendar"))).Single().Content).Document!;
        calendar.WorkingDaysBetween(notice.Period.Day.AddDays(1), demo.College.Host.Clock.Today).Should().Be(3);
    }

    [Fact]
    public async Task One_objection_was_answered_and_one_is_due_on_the_twenty_fourth()
    {
        var notice = await ListAsync(demo.College, "在校生", "publicity", "/education/14901/");
        notice.Objections.Should().HaveCount(2);
        notice.Objections[0].Should().Match<Objection>(o => o.Anonymous && o.Channel == "telephone" && o.Result == "not-upheld");
        notice.Objections[1].Should().Match<Objection>(o => !o.Anonymous && o.Result.Length == 0 && o.Due == new DateOnly(2026, 9, 24));
        var about = notice.Entries.First(e => e.Case == notice.Objections[1].Case);
        demo.College.NameOf(about.Person).Should().Be("赵子墨");
        about.Level.Should().Be("ordinary");
    }

    [Fact]
    public async Task The_doubtful_match_blocks_one_student_and_not_his_class()
    {
        (await AtAsync("新生", "吴天佑")).Should().Be("match");
        var list = await ListAsync(demo.College, "新生", "class", $"{Information}software-2601/");
        (list.Entries.Length, list.Status, list.Meeting).Should().Be((11, "frozen", null));
    }

    [Fact]
    public async Task Nine_of_the_first_years_are_on_the_working_copy_and_sixty_two_stands_below_fifty_five()
    {
        var college = demo.College;
        var (id, list) = (await college.ListOf(RoundOf(college, "新生"), "class", $"{Information}software-2601/"))!.Value;
        var sheet = (await new Worksheets(college.Host.Runner, demo.Store, demo.Store.Reader).ReadAsync(id, default)).Lines;
        sheet.GroupBy(l => l.Row.Level).ToDictionary(g => g.Key, g => g.Count()).Should().BeEquivalentTo(new Dictionary<string, int> { ["special"] = 2, ["relative"] = 4, ["ordinary"] = 3 });
        var told = await new HintFactSource(college.Host.Runner, demo.Store, demo.Store.Reader, college.Host.Pins, new Cipher(), college.Host.Directory, new UnitGroups(demo.Store.Reader), TimeProvider.System).LoadAsync(HintFactSource.Of(id), default);
        var body = Casework.Committees.Body.Kind.Find(college.Host.Pins, list.Pin, list.Body)!;
        var levels = sheet.ToDictionary(l => l.Row.Key, l => l.Row.Level);
        var check = HintCheck.Of(body, Casework.Scoring.Scale.Kind.FindOnly(college.Host.Pins, list.Pin, null)!, list.Entries.Select(e => (e, levels.GetValueOrDefault(e.Case.ToString(), ""))), told.Value);
        check.Hints.Select(h => check.TextOf(h).ZhCn).Should().Contain("倒挂：柯梦瑶 62 分为一般困难，施雨晴 55 分却为比较困难，请说明理由或调整。");
    }

    [Theory]
    [InlineData("2025—2026 学年", "农艺2401", "equal-numbers")]
    [InlineData("秋季认定", "示例县第一小学", "siblings-differ")]
    public async Task The_hints_of_a_decided_list_stand_with_their_answers(string round, string unit, string kind)
    {
        var school = round == "秋季认定" ? demo.Primary : demo.College;
        var path = school.Document.Units.First(u => u.Name.ZhCn == unit).Path;
        var (id, _) = (await school.ListOf(RoundOf(school, round), round == "秋季认定" ? "group" : "class", path))!.Value;
        var decided = (await demo.Store.EventsAsync(id)).SelectMany(e => StreamData.Read<RosterEvent>(e.Data.Span)).OfType<RosterEvent.Decided>();
        decided.SelectMany(d => d.Hints).Select(h => h.Kind).Should().Contain(kind);
    }

    [Fact]
    public async Task The_stories_have_come_to_where_they_are_told()
    {
        var college = demo.College;
        (await AtAsync("在校生", "周雨禾")).Should().Be("publicity");
        college.PersonOf("冯雨桐")!.Place.Should().Be($"{Agronomy}agronomy-2401/");
        (await college.CaseOf(RoundOf(college, "在校生"), college.PersonOf("冯雨桐")!.Id))!.OrgPath.Should().Be($"{Agronomy}agronomy-2401/");
        var flooded = college.PersonOf("王思远")!.Id;
        (await ListAsync(college, "在校生", "class", $"{Agronomy}agronomy-2401/")).Entries.First(e => e.Person == flooded).Suggested.Should().Be("ordinary");
        (await ListAsync(college, "在校生", "publicity", "/education/14901/")).Entries.First(e => e.Person == flooded).Level.Should().Be("relative");
        var state = (await college.StateOf(RoundOf(college, "新生")))!;
        state.PersonalWindows.Should().ContainSingle(w => w.Person == college.PersonOf("钱进")!.Id);
        (await college.StateOf(RoundOf(college, "在校生")))!.ZeroReports.Should().ContainSingle(z => z.Unit == $"{Information}software-2501/");
        (await college.Host.Directory.CommitteeAsync("class-review-group", $"{Information}software-2601/"))!.Members
            .Should().ContainSingle(m => m.StudentPerson == college.PersonOf("马骏")!.Id);
    }

    [Fact]
    public async Task Last_year_s_batch_is_closed_with_thirty_eight()
    {
        var round = RoundOf(demo.College, "2025—2026 学年");
        (await demo.College.StateOf(round))!.CompletedOn.Should().Be(new DateOnly(2025, 9, 25));
        (await CasesAsync(demo.College, round.Name)).Should().HaveCount(38).And.OnlyContain(c => c.Status == "finished");
        var notice = await ListAsync(demo.College, round.Name, "publicity", "/education/14901/");
        notice.Entries.GroupBy(e => e.Level).ToDictionary(g => g.Key, g => g.Count()).Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["special"] = 10, ["relative"] = 14, ["ordinary"] = 14 });
        notice.Entries.First(e => e.Person == demo.College.PersonOf("罗晨")!.Id).Level.Should().Be("special");
        (await ListAsync(demo.College, "在校生", "publicity", "/education/14901/")).Entries
            .First(e => e.Person == demo.College.PersonOf("罗晨")!.Id).Level.Should().Be("ordinary");
    }

    [Fact]
    public async Task The_primary_school_has_published_eighteen_on_its_board_until_the_twenty_ninth()
    {
        var cases = await CasesAsync(demo.Primary, "秋季认定");
        cases.Should().HaveCount(19);
        var notice = await ListAsync(demo.Primary, "秋季认定", "publicity", demo.Primary.Document.School);
        notice.Entries.GroupBy(e => e.Level).ToDictionary(g => g.Key, g => g.Count()).Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["special"] = 6, ["relative"] = 7, ["ordinary"] = 5 });
        (notice.Period!.Day, notice.Period.LastDay).Should().Be((new DateOnly(2026, 9, 21), new DateOnly(2026, 9, 29)));
        notice.Period.Where.Should().Equal("board");
        var people = await demo.Primary.Host.Directory.PeopleAsync(Scope.All, demo.Primary.Document.School);
        (people.Count, people.Count(p => p.Facts["boarding"].AsText() == "yes"), people.Count(p => p.Facts["idNumber"].IsNull)).Should().Be((90, 24, 1));
    }

    [Fact]
    public async Task Three_on_the_lists_have_not_applied_and_each_has_his_story()
    {
        var rows = new List<Casework.Waivers.ChaseRow>();
        foreach (var name in new[] { "在校生", "新生" })
            rows.AddRange(await demo.College.Host.Chase.LoadAsync(Scope.All, demo.College.IdOf(RoundOf(demo.College, name)), "/education/14901/", all: true, default));
        rows.Where(r => r.Result != "applied").Select(r => (r.Name, r.Result)).Should().BeEquivalentTo([("孙悦", "waived"), ("邓可欣", "not-reached"), ("马小禾", "invited")]);
        rows.First(r => r.Name == "孙悦").Signed.Should().NotBeEmpty();
        rows.First(r => r.Name == "马小禾").InvitedOn.Should().Be(new DateOnly(2026, 9, 21));
        rows.Should().HaveCount(26);
    }

    [Fact]
    public async Task One_of_last_year_s_thirty_eight_was_revoked_and_half_is_paid_back()
    {
        var round = demo.College.IdOf(RoundOf(demo.College, "2025—2026 学年"));
        var revoked = (await demo.Store.Reader.StreamsAsync(Scope.All, new StreamFilter { Group = round, Kind = Casework.Revocations.RevocationState.Kind }, PageRequest.Everything)).Items;
        var state = (await demo.College.Host.Runner.StateAsync<Casework.Revocations.RevocationState>(await demo.Store.LoadAsync(revoked.Should().ContainSingle().Subject.Id), default))!;
        (demo.College.NameOf(state.Person), state.Status, state.Total, state.Paid, state.Owed).Should().Be(("郭明轩", "recovering", 330000L, 165000L, 165000L));
        var levels = await demo.College.Host.Levels.LoadAsync(state.Person, default);
        levels.Levels.Should().ContainSingle().Which.EndedBy.Should().Be("revoked");
        levels.On(new DateOnly(2026, 4, 21)).Should().NotBeNull();
        levels.On(new DateOnly(2026, 4, 22)).Should().BeNull();
    }

    [Fact]
    public async Task Whatever_was_sent_has_arrived_and_nothing_is_broken()
    {
        (await demo.Store.Reader.PendingMessagesAsync(Scope.All, Demo.Now, 10)).Should().BeEmpty();
        (await demo.Store.Reader.DueDeadlinesAsync(Scope.All, Demo.Now, 10)).Should().BeEmpty();
        (await CasesAsync(demo.College, "在校生")).Should().NotContain(c => c.Status == "faulted");
        (await demo.Store.Reader.VerifyAsync()).Should().BeNull();
    }
}
