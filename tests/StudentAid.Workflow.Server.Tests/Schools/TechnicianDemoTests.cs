using FluentAssertions;
using StudentAid.Workflow.Casework.Aid;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Calendars;
using StudentAid.Workflow.Casework.Enrolment;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rosters.Hints;
using StudentAid.Workflow.Casework.Schools;
using StudentAid.Workflow.Casework.Scoring;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Schools;

/// <summary>The technician school of the demonstration.</summary>
public sealed class TechnicianDemoTests(PlayedDemo demo) : IClassFixture<PlayedDemo>
{
    private const string Waiver = "秋季学期免学费";

    private LiveSchool School => demo.Technician;

    [Theory]
    [InlineData(Waiver, 52)]
    [InlineData("秋季学期国家助学金", 21)]
    public async Task The_principal_s_list_waits_for_his_signature(string round, int students)
    {
        var (_, list) = await ListAsync(round);
        list.Entries.Should().HaveCount(students);
        (list.Status, list.Decisions, list.Role).Should().Be(("frozen", 0, "principal"));
        ListSigning.IsPersonal(list).Should().BeTrue();
    }

    [Fact]
    public async Task Eight_of_sixty_are_left_out_each_with_its_article()
    {
        (await School.Host.Directory.PeopleAsync(Scope.All, School.Document.School)).Should().HaveCount(60);
        var excluded = await new AidExclusions(School.Host.Runner, School.Host.Store, School.Host.Pins, School.Host.Directory).LoadAsync(School.IdOf(School.RoundOf(Waiver)!));
        var grounds = excluded.Where(e => e.Name != "林秋").GroupBy(e => (e.Ground.Id, e.Ground.Article)).ToDictionary(g => g.Key, g => g.Count());
        grounds.Should().BeEquivalentTo(new Dictionary<(string, string), int>
        {
            [("part-time", "人社厅发〔2020〕20号 (五)")] = 5, [("performing-arts", "财教〔2012〕376号")] = 2, [("no-active-register", "人社厅发〔2020〕20号 (三)、(五)")] = 1,
        });
    }

    [Fact]
    public async Task Two_red_flags_are_shown_before_he_signs_one_of_age_and_one_of_a_bank_card()
    {
        var (id, list) = await ListAsync(Waiver);
        var told = await new FlagFactSource(School.Host.Runner, School.Host.Store, School.Host.Reader, School.Host.Directory, new SchoolDays(new FactLoader([new CalendarFactSource(School.Host.Reader, School.Host.Store)]))).LoadAsync(FlagFactSource.Of(id), default);
        var check = FlagCheck.Of(
            FlagCheck.AidOf(list, School.Host.Pins)!, Scale.Kind.FindOnly(School.Host.Pins, list.Pin, null)!, list, e => e.Level, told.Value);
        check.Hints.Select(h => check.TextOf(h).ZhCn).Should().Equal(
            "大龄：石磊 31 岁（参考线 25 岁），请核对学籍和年龄后说明。", "资助卡相同：田野、高阳 共用同一资助卡，请核实后说明。");
        check.Unanswered([]).Should().NotBeNull();
        check.Unanswered([.. check.Hints.Select(h => new HintAnswer(h.Key, "已核对原件"))]).Should().BeNull();
    }

    [Fact]
    public async Task The_suspension_of_the_tenth_is_due_on_the_twenty_third_and_nothing_is_late_yet()
    {
        var register = new EnrolmentRegister(School.Host.Reader, new SealedTexts(School.Host.Store, new Cipher()));
        var changes = await register.LoadAsync(Principal.System, School.Document.School, "full-time", School.Host.Clock.Today, default);
        var open = changes.Should().ContainSingle(c => c.EnteredOn == null).Subject;
        (open.Change, open.OccurredOn, open.Due, open.Late).Should().Be(("suspension", new DateOnly(2026, 9, 10), new DateOnly(2026, 9, 23), false));
        (await register.LoadAsync(Principal.System, School.Document.School, "full-time", new DateOnly(2026, 9, 24), default)).Count(c => c.Late).Should().Be(1);
        (await register.LoadAsync(Principal.System, School.Document.School, "other", School.Host.Clock.Today, default)).Should().BeEmpty();
        var task = (await School.Host.Reader.TasksOfAsync(Scope.All, open.Id)).Should().ContainSingle().Subject;
        (task.Role, task.Due).Should().Be(("aid-office", new DateTimeOffset(2026, 9, 23, 16, 0, 0, TimeSpan.Zero)));
    }

    private async Task<(Id Id, RosterState State)> ListAsync(string name)
    {
        var round = School.RoundOf(name)!;
        await School.StateOf(round);
        return (await School.ListOf(round, "principal", School.Document.School))!.Value;
    }
}
