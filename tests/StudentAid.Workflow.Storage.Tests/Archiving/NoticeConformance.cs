using FluentAssertions;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Prints;
using StudentAid.Workflow.Casework.Publicity;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Definitions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Rosters;
using StudentAid.Workflow.Storage.Tests.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Archiving;

/// <summary>What a notice shows, where and how long.</summary>
public abstract class NoticeConformance
{
    protected abstract IStoreUnderTest Open();

    [Fact]
    public async Task A_notice_shows_name_place_and_level_of_everybody_on_it()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 3);
        var roster = await office.PostAsync(3);

        var notice = (await office.Notices.ShownAsync(roster, "board", default))!;

        notice.Unit.Should().Be("示例学院");
        (notice.Posted, notice.LastDay).Should().Be((new DateOnly(2026, 9, 14), new DateOnly(2026, 9, 20)));
        notice.Entries.Select(e => (e.Name, e.Department, e.Class, e.Level)).Should().BeEquivalentTo(new[]
        {
            ("学生甲", "软件系", "软件一班", "高"), ("学生丙", "软件系", "软件一班", "低"), ("学生乙", "软件系", "软件二班", "低"),
        });
        notice.Entries.Should().OnlyContain(e => e.Grade.Length == 0 && e.Major.Length == 0, "the definition does not ask for these columns");
    }

    [Fact]
    public async Task Nothing_of_a_family_is_in_a_notice_or_its_print()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 2);
        var roster = await office.PostAsync(2);

        var print = await office.Prints.RenderAsync(Scope.Of(TestSchool.School), new PrintRequest(PrintForms.Notice, AidOffice.Day) { Roster = roster }, default);

        var shown = print.Html + System.Text.Json.JsonSerializer.Serialize(await office.Notices.ShownAsync(roster, "board", default));
        shown.Should().Contain("学生甲").And.NotContain(AidOffice.Secret).And.NotContain(AidOffice.Phone).And.NotContain("住房").And.NotContain(TestSchool.PersonOf(0).ToString());
    }

    [Fact]
    public async Task A_notice_is_there_only_while_its_period_runs_and_where_it_was_posted()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 2);
        await office.DecideAsync(2);
        var frozen = (await office.School.FreezeAsync("publicity", TestSchool.School)).Stream;
        (await office.Notices.ShownAsync(frozen, "board", default)).Should().BeNull("it is not posted yet");
        (await office.School.PostAsync(frozen)).Rejected.Should().BeNull();
        (await office.Notices.ShownAsync(frozen, "board", default)).Should().NotBeNull();
        (await office.Notices.ShownAsync(frozen, "open", default)).Should().BeNull("it was posted on the board alone");
        var due = (await office.School.RosterAsync(frozen)).Period!.Due;
        office.School.Time.MoveTo(due.AddMilliseconds(-1));
        (await office.Notices.ShownAsync(frozen, "board", default)).Should().NotBeNull();
        office.School.Time.MoveTo(due);
        (await office.Notices.ShownAsync(frozen, "board", default)).Should().BeNull("the period is over, whether or not somebody has said so");
    }

    [Fact]
    public async Task A_slip_of_the_pen_is_corrected_on_the_notice_and_its_print_and_the_period_stays()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 3);
        var roster = await office.PostAsync(3);
        var before = await office.School.RosterAsync(roster);
        var correct = new CorrectNoticeHandler(office.Runner, office.School.Pins, new Cipher());
        Task<Answer> Correct(string column, string was, string now) => correct.Handle(
            new CorrectNotice(roster, office.School.CaseOf(0), column, was, now, "录入时写错") { Principal = Principal.System, Key = office.NextKey() }, default);

        (await Correct("level", "低", "高")).Rejected!.Code.Should().Be(PublicityCodes.LevelIsNoSlip);
        (await Correct("name", "学生贾", "学生甲")).Rejected.Should().BeNull();
        (await Correct("class", "软件一班", "软件 1 班")).Rejected.Should().BeNull();

        var after = await office.School.RosterAsync(roster);
        (after.Period!.Due, after.Status, after.Decisions).Should().Be((before.Period!.Due, "posted", before.Decisions));
        var notice = (await office.Notices.ShownAsync(roster, "board", default))!;
        notice.Entries.Should().HaveCount(3).And.ContainSingle(e => e.Name == "学生甲" && e.Class == "软件 1 班");
        notice.Errata.Select(e => (e.Number, e.Name, e.Column, e.Was, e.Now)).Should().Equal((1, "学生甲", "name", "学生贾", "学生甲"), (2, "学生甲", "class", "软件一班", "软件 1 班"));
        var print = await office.Prints.RenderAsync(Scope.Of(TestSchool.School), new PrintRequest(PrintForms.Notice, AidOffice.Day) { Roster = roster }, default);
        print.Html.Should().Contain("更正：姓名“学生贾”应为“学生甲”，系笔误，公示期不变").And.Contain("学生甲的班级“软件一班”应为“软件 1 班”").And.NotContain("录入时写错");
        string.Concat((await store.Steps.EventsAsync(roster, 0)).Select(e => System.Text.Encoding.UTF8.GetString(e.Data.Span))).Should().Contain("Corrected").And.NotContain("学生贾", "names stand sealed");
        office.School.Time.MoveTo(after.Period.Due);
        (await Correct("name", "学生贾", "学生甲")).Rejected!.Code.Should().Be(PublicityCodes.NotPosted);
    }

    [Fact]
    public async Task Who_left_or_whose_objection_was_upheld_is_no_longer_shown()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 3);
        var roster = await office.PostAsync(3);
        (await office.School.ObjectAsync(roster, 0)).Rejected.Should().BeNull();
        (await office.School.AnswerAsync(roster, 1, upheld: true)).Rejected.Should().BeNull();
        var bookmark = (await office.School.CaseAsync(2)).Bookmarks.Keys.Single();
        (await new CaseCommandsHandler(office.School.Runner, office.School.Cases, office.School.Pins).Handle(
            new RewindCase(office.School.CaseOf(2), bookmark, "class", Redo.Between, "untrue-material") { Principal = Principal.System, Key = office.NextKey() }, default)).Rejected.Should().BeNull();

        (await office.Notices.ShownAsync(roster, "board", default))!.Entries.Select(e => e.Name).Should().Equal("学生乙");
    }

    [Fact]
    public async Task Not_even_the_list_of_a_neighbour_can_be_printed()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 2);
        var roster = await office.PostAsync(2);

        foreach (var request in new[]
        {
            new PrintRequest(PrintForms.Notice, AidOffice.Day) { Roster = roster }, new PrintRequest(PrintForms.Summary, AidOffice.Day) { Round = office.School.Round },
            new PrintRequest(PrintForms.Application, AidOffice.Day) { Case = office.School.CaseOf(0) },
            new PrintRequest(PrintForms.WithoutReceipt, AidOffice.Day) { Round = office.School.Round, Track = "enrolled" },
        })
            (await office.Prints.RenderAsync(Scope.Of("/other/"), request, default)).Rejected!.Code.Id.Should().Be("not-found", request.Form);
    }

    [Fact]
    public async Task A_review_record_says_who_was_there_how_they_voted_and_why_a_level_differs()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 2);
        var list = await office.DecideAsync(2);

        var print = await office.Prints.RenderAsync(Scope.Of(TestSchool.School), new PrintRequest(PrintForms.ReviewRecord, AidOffice.Day) { Roster = list }, default);

        print.Html.Should().Contain("学生甲").And.Contain("家访发现住房倒塌").And.Contain("回避").And.Contain("同意 2 人").And.Contain("高 1 人").And.NotContain("学生乙");
    }

    [Fact]
    public async Task A_summary_counts_the_levels_and_lists_everybody_once()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 4);
        await office.DecideAsync(4);

        var list = (await office.Lists.LoadAsync(Scope.Of(TestSchool.School), office.School.Round, null, default))!;
        var classA = (await office.Lists.LoadAsync(Scope.Of(TestSchool.School), office.School.Round, TestSchool.ClassA, default))!;

        list.Counts(list.Rows).Should().Be("高 1 人、低 3 人");
        classA.Rows.Select(r => r.Name).Should().Equal("学生丙", "学生甲");
        list.Rows.Should().OnlyContain(r => r.History.Stages.Length == 2 && r.History.Stages[0].Activity == "class" && r.History.Stages[1].Activity == "department");
        list.Rows.Single(r => r.Name == "学生甲").History.Stages.Select(s => s.Level).Should().Equal("high", "high");
    }

    [Fact]
    public async Task What_a_return_threw_back_is_no_decision()
    {
        await using var store = Open();
        var office = await AidOffice.OpenAsync(store, 2);
        var roster = await office.PostAsync(2);
        await office.School.ObjectAsync(roster, 0);
        await office.School.AnswerAsync(roster, 1, upheld: true);
        await office.School.ReleaseAsync(roster);

        var row = (await office.Lists.LoadAsync(Scope.All, office.School.Round, null, default))!.Rows.Single(r => r.Case == office.School.CaseOf(0));

        row.IsDecided.Should().BeFalse();
        row.History.Stages.Select(s => s.Activity).Should().Equal("class");
    }
}

public sealed class SqliteNotices : NoticeConformance
{
    protected override IStoreUnderTest Open() => new SqliteConformance.Temporary();
}

public sealed class MemoryNotices : NoticeConformance
{
    protected override IStoreUnderTest Open() => new MemoryConformance.UnderTest();
}
