using FluentAssertions;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>What a list promises on every store: who arrives, leaves, decides and releases at once neither loses nor doubles anybody.</summary>
public abstract partial class RosterConformance
{
    protected abstract IStoreUnderTest Open();

    private static Seating[] Present => [new("m1", "present", "", "agree"), new("m2", "present", "", "agree"), new("m3", "withdrawn", "", "")];

    private static EntryVerdict Agree(TestSchool school, int student, string level = "low") => new(school.CaseOf(student), "agree", level);

    [Fact]
    public async Task A_list_is_frozen_met_decided_and_released_and_the_next_body_finds_its_cases()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        frozen.Rejected.Should().BeNull();
        (await school.DecideAsync(frozen.Stream, "early", Agree(school, 0), Agree(school, 2))).Rejected.Should().NotBeNull("nobody has met yet");
        (await school.AtAsync(0)).Should().Be("class");
        (await school.MeetAsync(frozen.Stream, Present)).Rejected.Should().BeNull();
        (await school.DecideAsync(frozen.Stream, "k", Agree(school, 0), Agree(school, 2))).Rejected.Should().BeNull();
        await school.ReleaseAsync(frozen.Stream);
        (await school.AtAsync(0)).Should().Be("department");
        (await school.RosterAsync(frozen.Stream)).Status.Should().Be("released");
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
    }

    [Fact]
    public async Task A_member_whose_own_case_is_on_the_list_must_withdraw()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 1);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        (await school.MeetAsync(frozen.Stream, new("m1", "present", "", "agree"), new Seating("m3", "present", "", "agree"))).Rejected!.Code.Id.Should().Be("must-withdraw");
    }

    [Fact]
    public async Task Below_the_quorum_a_list_can_only_be_postponed()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 1);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(frozen.Stream, new("m1", "present", "", "agree"), new("m2", "absent", "", ""), new Seating("m3", "withdrawn", "", ""));
        (await school.DecideAsync(frozen.Stream, "k", Agree(school, 0))).Rejected!.Code.Id.Should().Be("below-quorum");
    }

    [Fact]
    public async Task A_level_that_differs_from_the_suggestion_needs_a_reason()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 1);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(frozen.Stream, Present);
        (await school.DecideAsync(frozen.Stream, "k1", Agree(school, 0, "high"))).Rejected!.Code.Id.Should().Be("reason-for-level");
        (await school.DecideAsync(frozen.Stream, "k2", Agree(school, 0, "high") with { Reason = "家访发现住房倒塌" })).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task Freezing_at_once_gives_every_arrived_case_to_exactly_one_list()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 12);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => school.FreezeAsync("class", TestSchool.ClassA))));
        var lists = answers.Where(a => a.Succeeded).Select(a => a.Stream).Distinct().ToList();
        var cases = new List<Id>();
        foreach (var list in lists)
            cases.AddRange((await school.RosterAsync(list)).Entries.Select(e => e.Case));
        cases.Should().BeEquivalentTo(Enumerable.Range(0, 12).Where(n => n % 2 == 0).Select(school.CaseOf));
    }

    [Fact]
    public async Task Who_leaves_before_the_decision_is_refused_by_name_and_the_rest_can_be_decided()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(frozen.Stream, Present);
        (await school.WithdrawAsync(2)).Rejected.Should().BeNull();
        var refused = await school.DecideAsync(frozen.Stream, "k1", Agree(school, 0), Agree(school, 2));
        refused.Rejected!.Code.Id.Should().Be("left-meanwhile");
        refused.Rejected.Arguments["case"].Should().Be(school.CaseOf(2).ToString());
        (await school.DecideAsync(frozen.Stream, "k2", Agree(school, 0))).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task A_list_whose_other_entries_have_left_is_released_and_gives_its_hold_on_the_pin_back()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 6);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(frozen.Stream, Present);
        (await school.DecideAsync(frozen.Stream, "k", Agree(school, 0))).Rejected.Should().BeNull();
        (await school.WithdrawAsync(2)).Rejected.Should().BeNull();
        await school.ReleaseAsync(frozen.Stream);
        (await school.RosterAsync(frozen.Stream)).Status.Should().Be("frozen");
        (await school.WithdrawAsync(4)).Rejected.Should().BeNull();
        (await school.DecideAsync(frozen.Stream, "k2", Agree(school, 4))).Rejected!.Code.Id.Should().Be("left-meanwhile");

        var other = await school.FreezeAsync("class", TestSchool.ClassB);
        await school.MeetAsync(other.Stream, Present);
        (await school.WithdrawAsync(3)).Rejected.Should().BeNull();
        (await school.WithdrawAsync(5)).Rejected.Should().BeNull();
        (await school.DecideAsync(other.Stream, "k3", Agree(school, 1))).Rejected.Should().BeNull();
        await school.ReleaseAsync(other.Stream);

        (await school.RosterAsync(other.Stream)).Status.Should().Be("released");
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(1);
    }

    [Fact]
    public async Task Leaving_and_deciding_at_once_never_releases_who_has_left()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var store = Open();
            var school = await TestSchool.OpenAsync(store, 2);
            var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
            await school.MeetAsync(frozen.Stream, Present);
            var leave = Task.Run(() => school.WithdrawAsync(0));
            var decide = Task.Run(() => school.DecideAsync(frozen.Stream, "k", Agree(school, 0)));
            var (left, decided) = (await leave, await decide);
            await school.ReleaseAsync(frozen.Stream);
            var state = await school.CaseAsync(0);
            if (left.Succeeded)
                state.Outcomes.Should().Equal("Withdrawn");
            else
                (await school.AtAsync(0)).Should().Be("department");
            var entry = (await store.Reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = frozen.Stream }, PageRequest.Everything)).Items.Single();
            // Decided or not, nobody is left on the list: it ends by a step of its own.
            entry.State.Should().Be(left.Succeeded ? EntryState.NotApplied : EntryState.Applied);
            (left.Succeeded || decided.Succeeded).Should().BeTrue();
        }
    }

    [Fact]
    public async Task Of_two_chairs_with_what_they_were_shown_one_decides_and_the_other_is_told_who()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 1);
        var (zhou, qian) = (await school.PutPrincipalAsync("周老师", "chair", TestSchool.ClassA), await school.PutPrincipalAsync("钱老师", "chair", TestSchool.ClassA));
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        var met = await school.MeetAsync(frozen.Stream, Present);
        var answers = await Task.WhenAll(
            Task.Run(() => school.DecideAsAsync(zhou, store.Steps, frozen.Stream, "first", met.Version, Agree(school, 0))),
            Task.Run(() => school.DecideAsAsync(qian, store.Steps, frozen.Stream, "second", met.Version, new EntryVerdict(school.CaseOf(0), "return", Reason: "unsigned"))));
        answers.Count(a => a.Succeeded).Should().Be(1);
        var told = answers.Single(a => !a.Succeeded).Rejected!;
        told.Code.Id.Should().Be("changed-since-shown");
        // The clock stands at 02:00 UTC on 14 September; the school's is eight hours ahead.
        var winner = answers[0].Succeeded ? zhou.Name : qian.Name;
        told.In("zh-CN").Should().Be($"您看到的内容应是最新的，但{winner}已于 9 月 14 日 10:00 作了改动，请刷新后再办。");
        told.In("en").Should().Contain($"changed by {winner} on 2026-09-14 at 10:00");
    }

    [Fact]
    public async Task One_decision_key_twice_is_one_decision_and_with_another_body_it_is_refused()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 1);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(frozen.Stream, Present);
        var first = await school.DecideAsync(frozen.Stream, "same", Agree(school, 0));
        var again = await school.DecideAsync(frozen.Stream, "same", Agree(school, 0));
        again.Should().Be(first);
        (await school.DecideAsync(frozen.Stream, "same", new EntryVerdict(school.CaseOf(0), "hold"))).Rejected!.Code.Id.Should().Be("key-reused");
        (await school.RosterAsync(frozen.Stream)).Decisions.Should().Be(1);
    }

    [Fact]
    public async Task A_returned_student_comes_back_on_the_next_ordinal()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        await DecideClassesAsync(school, 4);
        var department = await school.FreezeAsync("department", TestSchool.Department);
        department.Rejected.Should().BeNull();
        (await school.DecideAsync(department.Stream, "d", Agree(school, 0), Agree(school, 1), Agree(school, 3), new EntryVerdict(school.CaseOf(2), "return", Reason: "unsigned"))).Rejected.Should().BeNull();
        await school.ReleaseAsync(department.Stream);
        (await school.AtAsync(2)).Should().Be("class");
        var second = await school.FreezeAsync("class", TestSchool.ClassA);
        (await school.RosterAsync(second.Stream)).Should().Match<RosterState>(r => r.Ordinal == 2 && r.Entries.Single().Case == school.CaseOf(2));
    }

    [Fact]
    public async Task Held_entries_are_carried_over_to_the_next_list()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(frozen.Stream, Present);
        (await school.DecideAsync(frozen.Stream, "k", Agree(school, 0), new EntryVerdict(school.CaseOf(2), "hold", Reason: "待家访"))).Rejected.Should().BeNull();
        await school.ReleaseAsync(frozen.Stream);
        var next = await school.FreezeAsync("class", TestSchool.ClassA);
        (await school.RosterAsync(next.Stream)).Entries.Should().ContainSingle(e => e.Case == school.CaseOf(2));
    }

    [Fact]
    public async Task A_department_is_told_which_class_is_missing_and_a_reason_freezes_all_the_same()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        await DecideClassAsync(school, TestSchool.ClassA, 0);
        var refused = await school.FreezeAsync("department", TestSchool.Department);
        refused.Rejected!.Code.Id.Should().Be("reason-for-missing");
        refused.Rejected.Arguments["missing"].Should().Contain(TestSchool.ClassB);
        (await school.FreezeAsync("department", TestSchool.Department, "二班班会改期")).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task A_decision_taken_back_before_anybody_acted_brings_its_cases_back()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var frozen = await DecideClassAsync(school, TestSchool.ClassA, 0);
        (await school.TakeBackAsync(frozen)).Rejected.Should().BeNull();
        (await school.TakeBackAsync(frozen)).Rejected!.Code.Id.Should().Be("nothing-to-take-back");
        // A server that stops here finds the message when it starts again.
        (await school.AtAsync(0)).Should().Be("department");
        (await school.ReturnAsync()).Should().ContainSingle().Which.Rejected.Should().BeNull();
        (await school.AtAsync(0)).Should().Be("class");
        (await school.ReturnAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_case_on_which_somebody_acts_while_its_list_is_taken_back_stays_as_it_is()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var frozen = await DecideClassAsync(school, TestSchool.ClassA, 0);
        await school.TakeBackAsync(frozen);
        (await school.ChangeAsync(0, "suspend")).Rejected.Should().BeNull();
        var version = (await school.CaseAsync(0)).Version;
        (await school.ReturnAsync()).Single().Rejected!.Code.Id.Should().Be("acted-since-release");
        (await school.CaseAsync(0)).Version.Should().Be(version);
        (await school.AtAsync(0)).Should().Be("department");
    }

    [Fact]
    public async Task A_vote_that_was_cast_stays_until_the_body_meets_again()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        Seating[] seats = [new("m1", "present", "", ""), new("m2", "present", "", ""), new("m3", "present", "", "")];
        await school.MeetAsync(list, seats);
        (await school.VoteAsync(list, "m1", "agree")).Rejected.Should().BeNull();
        (await school.VoteAsync(list, "m1", "disagree")).Rejected!.Code.Id.Should().Be("vote-cast");
        (await school.RosterAsync(list)).Meeting!.Seats[0].Vote.Should().Be("agree");
        await school.MeetAsync(list, seats);
        (await school.VoteAsync(list, "m1", "disagree")).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task Each_outstanding_vote_is_a_task_that_ends_with_the_vote_the_next_meeting_or_the_decision()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        async Task<int> OpenVotesAsync() => (await store.Reader.TasksOfAsync(Scope.All, list)).Count(t => t.Activity == "cast-vote");
        await school.MeetAsync(list, new("m1", "present", "", "agree"), new("m2", "present", "", ""), new("m3", "present", "", ""));
        var asked = await store.Reader.TasksOfAsync(Scope.All, list);
        asked.Select(t => (t.Activity, t.Unit)).Should().Equal(("cast-vote", TestSchool.ClassB), ("cast-vote", TestSchool.ClassB));
        (await school.VoteAsync(list, "m2", "disagree")).Rejected.Should().BeNull();
        (await store.Reader.TasksOfAsync(Scope.All, list)).Select(t => t.Bookmark).Should().Equal(asked[1].Bookmark);
        await school.MeetAsync(list, new("m1", "present", "", ""), new("m2", "withdrawn", "", ""), new("m3", "present", "", "agree"));
        var again = await store.Reader.TasksOfAsync(Scope.All, list);
        again.Should().ContainSingle().Which.Bookmark.Should().NotBe(asked[0].Bookmark).And.NotBe(asked[1].Bookmark);
        (await school.VoteAsync(list, "m1", "agree")).Rejected.Should().BeNull();
        (await OpenVotesAsync()).Should().Be(0);

        await school.MeetAsync(list, new("m1", "present", "", "agree"), new("m2", "present", "", "agree"), new("m3", "present", "", ""));
        (await OpenVotesAsync()).Should().Be(1);
        (await school.DecideAsync(list, "decide", Agree(school, 1))).Rejected.Should().BeNull();
        (await OpenVotesAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Below_the_quorum_nobody_is_asked_for_a_vote_and_a_list_that_all_have_left_asks_nobody_any_more()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        await school.MeetAsync(list, new("m1", "present", "", ""), new("m2", "absent", "", ""), new("m3", "absent", "", ""));
        (await store.Reader.TasksOfAsync(Scope.All, list)).Should().BeEmpty();
        await school.MeetAsync(list, new("m1", "present", "", ""), new("m2", "present", "", ""), new("m3", "present", "", ""));
        (await store.Reader.TasksOfAsync(Scope.All, list)).Should().HaveCount(3);
        (await school.WithdrawAsync(1)).Rejected.Should().BeNull();
        await school.ReleaseAsync(list);
        (await school.RosterAsync(list)).Status.Should().NotBe("frozen");
        (await store.Reader.TasksOfAsync(Scope.All, list)).Should().BeEmpty();
    }

    [Fact]
    public async Task Who_missed_the_second_meeting_is_told_of_its_decision_and_the_first_keeps_its_attendance()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var list = (await school.FreezeAsync("class", TestSchool.ClassB)).Stream;
        await school.MeetAsync(list, new("m1", "present", "", "agree"), new("m2", "present", "", "agree"), new("m3", "absent", "", ""));
        (await school.DecideAsync(list, "one", Agree(school, 1))).Rejected.Should().BeNull();
        await school.MeetAsync(list, new("m1", "absent", "", ""), new("m2", "present", "", "agree"), new("m3", "present", "", "agree"));
        (await school.DecideAsync(list, "two", Agree(school, 3))).Rejected.Should().BeNull();

        (await store.Reader.TasksOfAsync(Scope.All, list)).Select(t => t.Bookmark).Should().BeEquivalentTo([202, 1200]);
        (await school.TellAbsentAsync(list, "m1")).Rejected.Should().BeNull();
        (await store.Reader.TasksOfAsync(Scope.All, list)).Select(t => t.Bookmark).Should().Equal(202);
        (await school.TellAbsentAsync(list, "m1")).Rejected!.Code.Id.Should().Be("nobody-to-tell");
        (await school.TellAbsentAsync(list, "m3")).Rejected.Should().BeNull();
        (await store.Reader.TasksOfAsync(Scope.All, list)).Should().BeEmpty();
        var first = (await school.RosterAsync(list)).Meetings.First();
        (first.Decision, first.Seats[2].Attendance, first.Told.Single()).Should().Be((1, "absent", "m3"));
    }

    [Fact]
    public async Task A_publicity_ends_by_itself_after_five_working_days_and_an_objection_holds_one_entry_only()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 4);
        var notice = await PublicityAsync(school, 4);
        school.Time.MoveTo(new DateTimeOffset(2026, 9, 18, 2, 0, 0, TimeSpan.Zero));
        (await school.PostAsync(notice)).Rejected.Should().BeNull();
        (await school.RosterAsync(notice)).Period!.LastDay.Should().Be(new DateOnly(2026, 9, 24));
        (await school.ObjectAsync(notice, 1)).Rejected.Should().BeNull();
        school.Time.MoveTo(new DateTimeOffset(2026, 9, 24, 15, 59, 59, TimeSpan.Zero));
        (await school.EndAsync(notice)).Rejected!.Code.Id.Should().Be("period-runs");
        school.Time.MoveTo(new DateTimeOffset(2026, 9, 24, 16, 0, 0, TimeSpan.Zero));
        (await school.EndAsync(notice)).Rejected.Should().BeNull();
        await school.ReleaseAsync(notice);
        (await school.CaseAsync(0)).Outcomes.Should().Equal("Determined");
        (await school.CaseAsync(1)).IsOpen.Should().BeTrue();
        (await school.AnswerAsync(notice, 1, upheld: true)).Rejected.Should().BeNull();
        await school.ReleaseAsync(notice);
        (await school.AtAsync(1)).Should().Be("department");
    }

    [Fact]
    public async Task A_calendar_changed_during_a_publicity_lengthens_it_and_never_shortens_it()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 2);
        var notice = await PublicityAsync(school, 2);
        school.Time.MoveTo(new DateTimeOffset(2026, 9, 18, 2, 0, 0, TimeSpan.Zero));
        await school.PostAsync(notice);
        await school.PutCalendarAsync("""{ "kind": "calendar", "id": "cn", "name": "t", "article": "国务院办公厅通知", "zone": "Asia/Shanghai", "from": "2026-01-01", "years": { "2026": { "offOnWeekday": ["2026-09-22", "2026-09-25"], "workOnWeekend": [] } } }""");
        (await school.RecomputeAsync(notice)).Rejected.Should().BeNull();
        (await school.RosterAsync(notice)).Period!.LastDay.Should().Be(new DateOnly(2026, 9, 29));
        await school.PutCalendarAsync("""{ "kind": "calendar", "id": "cn", "name": "t", "article": "国务院办公厅通知", "zone": "Asia/Shanghai", "from": "2026-01-01", "years": { "2026": { "offOnWeekday": [], "workOnWeekend": ["2026-09-19", "2026-09-20"] } } }""");
        (await school.RecomputeAsync(notice)).Rejected!.Code.Id.Should().Be("period-stands");
        (await school.RosterAsync(notice)).Period!.LastDay.Should().Be(new DateOnly(2026, 9, 29));
    }

    [Fact]
    public async Task A_release_that_is_cut_anywhere_goes_on_and_applies_nobody_twice()
    {
        await using var store = Open();
        var school = await TestSchool.OpenAsync(store, 20);
        var frozen = await school.FreezeAsync("class", TestSchool.ClassA);
        await school.MeetAsync(frozen.Stream, Present);
        await school.DecideAsync(frozen.Stream, "k", [.. Enumerable.Range(0, 20).Where(n => n % 2 == 0).Select(n => Agree(school, n))]);
        for (var cut = 0; ; cut++)
        {
            var cutting = new CutStore(store.Steps, cut);
            var broke = false;
            try
            {
                await school.ReleaseAsync(frozen.Stream, cutting);
            }
            catch (IOException)
            {
                broke = true;
            }

            if (!broke)
                break;
        }

        for (var n = 0; n < 20; n += 2)
        {
            (await school.AtAsync(n)).Should().Be("department");
            (await school.CaseAsync(n)).Version.Should().Be(2);
        }
    }

    private static async Task<Id> DecideClassAsync(TestSchool school, string unit, params int[] students)
    {
        var frozen = await school.FreezeAsync("class", unit);
        frozen.Rejected.Should().BeNull();
        await school.MeetAsync(frozen.Stream, Present);
        (await school.DecideAsync(frozen.Stream, $"class{unit}", [.. students.Select(n => Agree(school, n))])).Rejected.Should().BeNull();
        await school.ReleaseAsync(frozen.Stream);
        return frozen.Stream;
    }

    private static async Task DecideClassesAsync(TestSchool school, int students)
    {
        await DecideClassAsync(school, TestSchool.ClassA, [.. Enumerable.Range(0, students).Where(n => n % 2 == 0)]);
        await DecideClassAsync(school, TestSchool.ClassB, [.. Enumerable.Range(0, students).Where(n => n % 2 == 1)]);
    }

    private static async Task<Id> PublicityAsync(TestSchool school, int students)
    {
        await DecideClassesAsync(school, students);
        var department = await school.FreezeAsync("department", TestSchool.Department);
        await school.DecideAsync(department.Stream, "department", [.. Enumerable.Range(0, students).Select(n => Agree(school, n))]);
        await school.ReleaseAsync(department.Stream);
        var notice = await school.FreezeAsync("publicity", TestSchool.School);
        notice.Rejected.Should().BeNull();
        return notice.Stream;
    }
}

public sealed class SqliteRosters : RosterConformance
{
    protected override IStoreUnderTest Open() => new SqliteConformance.Temporary();
}

public sealed class MemoryRosters : RosterConformance
{
    /// <summary>Each of its steps copies what the store lists.</summary>
    protected override int ManyStudents => 2_000;

    protected override IStoreUnderTest Open() => new MemoryConformance.UnderTest();
}
