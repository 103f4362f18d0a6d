using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Pins;

namespace StudentAid.Workflow.Storage.Tests.Rosters;

/// <summary>Lists that close by themselves, and lists that nobody is left on.</summary>
public sealed class AutomaticFreezeTests
{
    private static readonly Renaming[] Names = [new("look", "verify"), new("list", "office")];
    private static readonly DateTimeOffset Opens = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_list_that_closes_when_ready_waits_for_the_window_and_for_everybody_and_closes_once()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await OpenAsync(store, 2, Freezing("\"freeze\": \"ready\""));
        await school.LookAsync(0);
        (await FreezeAsync(school)).Should().BeFalse("the window is open");
        await WindowAsync(school, closes: school.Now);
        (await FreezeAsync(school)).Should().BeFalse("one is still looked at");
        (await ReadinessAsync(school)).Should().BeEquivalentTo(new { Waiting = 1, WindowClosed = true, IsReady = false, Missing = new[] { new { ZhCn = "一班（1 人尚未到本环节）", En = "一班 (1 not here yet)" } } });

        await school.LookAsync(1);
        (await ReadinessAsync(school)).IsReady.Should().BeTrue();
        (await FreezeAsync(school)).Should().BeTrue();
        (await FreezeAsync(school)).Should().BeFalse("there is nothing more to close");
        (await school.RosterAsync(RosterState.IdOf(school.Round, "list", PinSchool.School, 1))).Entries.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public async Task A_list_that_is_not_ready_costs_two_numbers_a_look_however_many_cases_there_are_and_is_seen_as_soon_as_one_moves(int students)
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var first = await OpenAsync(store, students, Freezing("\"freeze\": \"ready\""));
        var reads = new Reads();
        await using var school = new PinSchool(store, reads.Before(store.Steps), reads.Before(store.Reader)) { Now = first.Now };
        for (var student = 1; student < students; student++)
            await school.LookAsync(student);
        await WindowAsync(school, closes: school.Now);
        (await FreezeAsync(school)).Should().BeFalse();

        reads.Clear();
        (await FreezeAsync(school)).Should().BeFalse();
        reads.Asked.Should().BeEquivalentTo(
            [nameof(IStoreReader.StreamsAsync), nameof(IStepStore.LoadAsync), nameof(IStoreReader.StreamCountsAsync), nameof(IStoreReader.EntryCountsAsync)],
            "the rounds, the round, and its numbers are read, and no case");

        await school.LookAsync(0);
        (await FreezeAsync(school)).Should().BeTrue();
    }

    [Fact]
    public async Task A_list_is_looked_at_anew_after_a_while_though_no_number_has_changed()
    {
        await using var store = new MemoryConformance.UnderTest();
        var reads = new Reads();
        await using var first = await OpenAsync(store, 2, Freezing("\"freeze\": \"ready\""));
        await using var school = new PinSchool(store, reads.Before(store.Steps), reads.Before(store.Reader)) { Now = first.Now };
        await school.LookAsync(0);
        await school.LookAsync(1);
        await WindowAsync(school, closes: school.Now);
        // A body that has just put everybody off is the one case in which a complete list waits for a hand.
        var list = (await school.FreezeAsync("list")).Stream;
        await school.HoldAsync(list, 0, 1);
        await school.ReleaseAsync(list);
        (await FreezeAsync(school)).Should().BeFalse();

        reads.Clear();
        (await FreezeAsync(school)).Should().BeFalse();
        reads.Of(nameof(IStoreReader.EntriesAsync)).Should().Be(0);
        school.Now += TimeSpan.FromMinutes(2);
        (await FreezeAsync(school)).Should().BeFalse();
        reads.Of(nameof(IStoreReader.EntriesAsync)).Should().Be(1);
    }

    [Fact]
    public async Task A_list_with_a_deadline_closes_at_the_end_of_that_day_of_the_term_with_who_has_come_and_once_only()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await OpenAsync(store, 2, Freezing("\"freeze\": \"deadline\", \"freezeDay\": 20"));
        await school.LookAsync(0);
        // The term begins on 1 September; its twentieth day ends with the 20th in Shanghai.
        school.Now = new DateTimeOffset(2026, 9, 20, 15, 59, 59, TimeSpan.Zero);
        (await FreezeAsync(school)).Should().BeFalse();
        school.Now = new DateTimeOffset(2026, 9, 20, 16, 0, 0, TimeSpan.Zero);
        (await FreezeAsync(school)).Should().BeTrue();
        var list = await school.RosterAsync(RosterState.IdOf(school.Round, "list", PinSchool.School, 1));
        list.Entries.Select(e => e.Case).Should().Equal(school.CaseOf(0));

        await school.LookAsync(1);
        (await FreezeAsync(school)).Should().BeFalse("who comes later goes on a list that a hand closes");
    }

    [Fact]
    public async Task A_freeze_that_cases_on_the_old_pin_refuse_is_tried_again_until_they_have_taken_the_new_one()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await OpenAsync(store, 2, Freezing("\"freeze\": \"ready\""));
        await school.LookAsync(0);
        await school.LookAsync(1);
        await WindowAsync(school, closes: school.Now);
        await school.PublishAsync(Freezing("\"freeze\": \"ready\", \"note\": \"新版\""));
        (await school.RepinAsync()).Rejected.Should().BeNull();

        (await FreezeAsync(school)).Should().BeFalse();
        (await school.FreezeAsync("list")).Rejected!.Code.Should().Be(RosterCodes.CasesOnOldPin);
        (await school.DeliverAsync()).Should().BeEmpty();
        (await FreezeAsync(school)).Should().BeTrue();
    }

    [Fact]
    public async Task A_list_that_everybody_has_left_before_it_was_decided_ends_and_lets_the_rules_be_changed()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await PinSchool.OpenAsync(store, 2);
        await school.LookAsync(0);
        await school.LookAsync(1);
        var list = (await school.FreezeAsync("list")).Stream;
        await LeaveAsync(school, 0);
        await school.ReleaseAsync(list);
        (await school.RosterAsync(list)).Status.Should().Be("frozen", "one is still on it");
        await school.PublishAsync(SmallProcedure.Renamed);
        (await school.RepinAsync(Names)).Rejected!.Code.Should().Be(RoundCodes.ListsFrozen);

        await LeaveAsync(school, 1);
        await school.ReleaseAsync(list);
        await school.ReleaseAsync(list);

        var ended = await school.RosterAsync(list);
        (ended.Status, ended.Decisions).Should().Be(("released", 0));
        ended.Standings.Select(s => s.State).Should().OnlyContain(s => s == "not-applied");
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
        (await school.RepinAsync(Names)).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task A_list_whose_last_open_entry_left_after_its_last_release_ends_too()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await PinSchool.OpenAsync(store, 2);
        await school.LookAsync(0);
        await school.LookAsync(1);
        var list = (await school.FreezeAsync("list")).Stream;
        await school.AgreeAsync(list, 0);
        (await school.RosterAsync(list)).Status.Should().Be("frozen");

        await LeaveAsync(school, 1);
        await school.ReleaseAsync(list);

        (await school.RosterAsync(list)).Status.Should().Be("released");
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_whose_last_open_entries_are_held_ends_and_lets_the_rules_be_changed(bool afterARelease)
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await PinSchool.OpenAsync(store, 2);
        await school.LookAsync(0);
        await school.LookAsync(1);
        var list = (await school.FreezeAsync("list")).Stream;
        if (afterARelease)
            await school.AgreeAsync(list, 0);
        else
            await HoldAsync(school, list, 0);
        (await school.RosterAsync(list)).Status.Should().Be("frozen", "one is still open");
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(1);

        await HoldAsync(school, list, 1);
        await school.ReleaseAsync(list);

        (await school.RosterAsync(list)).Status.Should().Be("released");
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
        var next = await school.FreezeAsync("list");
        (await school.RosterAsync(next.Stream)).Entries.Should().HaveCount(afterARelease ? 1 : 2);
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(1);
        await school.AgreeAsync(next.Stream, afterARelease ? [1] : [0, 1]);
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
    }

    [Fact]
    public async Task A_list_of_which_some_are_decided_and_the_rest_held_in_one_act_is_counted_off_once()
    {
        await using var store = new MemoryConformance.UnderTest();
        await using var school = await PinSchool.OpenAsync(store, 2);
        await school.LookAsync(0);
        await school.LookAsync(1);
        var list = (await school.FreezeAsync("list")).Stream;
        await school.GoesAsync(new DecideRoster(list, [new EntryVerdict(school.CaseOf(0), "agree", "low"), new EntryVerdict(school.CaseOf(1), "hold")], "") { Principal = Principal.System, Key = "" });
        await school.ReleaseAsync(list);

        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
        await school.PublishAsync(SmallProcedure.Renamed);
        (await school.RepinAsync(Names)).Rejected.Should().BeNull();
    }

    [Theory]
    [InlineData("left:r/list:/s/", "名单")]
    [InlineData("case-number:/s/:2026", "编号")]
    [InlineData("round:r:repins", "规则")]
    [InlineData("calendar-changes", "日历")]
    public void What_has_changed_meanwhile_is_said_in_words_and_the_counter_stays_in_the_arguments(string counter, string word)
    {
        var refused = StepCodes.ClaimExceeded.With(("what", CounterWords.Of(counter)), ("counter", counter));
        refused.In("zh-CN").Should().Contain(word).And.NotContain(counter);
        refused.In("en").Should().NotContain(counter);
        refused.Arguments["counter"].Should().Be(counter);
    }

    private static string Freezing(string how) =>
        SmallProcedure.First.Replace("\"act\": \"approve\",", $"\"act\": \"approve\", {how},", StringComparison.Ordinal);

    private static async Task<PinSchool> OpenAsync(IStoreUnderTest store, int students, string definition)
    {
        var school = await PinSchool.OpenAsync(store, students, definition);
        await WindowAsync(school, closes: school.Now.AddDays(30));
        return school;
    }

    private static Task WindowAsync(PinSchool school, DateTimeOffset closes) =>
        school.GoesAsync(new SetWindow(school.Round, "enrolled", Opens, closes) { Principal = Principal.System, Key = "" });

    private static Task<bool> FreezeAsync(PinSchool school) => school.Get<AutomaticFreeze>().RunOnceAsync();

    private static async Task<ListReadiness> ReadinessAsync(PinSchool school) =>
        (await school.Get<AutomaticFreeze>().ReadinessAsync(school.Round, "list", PinSchool.School, default))!;

    private static Task HoldAsync(PinSchool school, Id list, int student) =>
        school.GoesAsync(new DecideRoster(list, [new EntryVerdict(school.CaseOf(student), "hold")], "") { Principal = Principal.System, Key = "" });

    private static Task LeaveAsync(PinSchool school, int student) =>
        school.GoesAsync(new WithdrawCase(school.CaseOf(student), "moved") { Principal = Principal.System, Key = "" });
}
