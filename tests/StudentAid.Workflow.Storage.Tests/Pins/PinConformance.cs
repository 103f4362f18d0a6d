using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Tests.Conformance;
using StudentAid.Workflow.Storage.Tests.Memory;
using StudentAid.Workflow.Storage.Tests.Rosters;
using StudentAid.Workflow.Storage.Tests.Sqlite;

namespace StudentAid.Workflow.Storage.Tests.Pins;

/// <summary>What a change of a round's pin promises on every store: all of its cases or none, whoever comes first.</summary>
public abstract class PinConformance
{
    private static readonly Renaming[] Names = [new("look", "verify"), new("list", "office")];

    protected abstract IStoreUnderTest Open();

    [Fact]
    public async Task Steps_of_rounds_and_units_name_the_versions_of_what_they_were_given_and_later_ones_do_not_change_them()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 0);
        var opened = (await store.Steps.EventsAsync(school.Round))[0].Data;
        RestedFact[] known = [new("unit", PinSchool.School, "unit", 1), new("calendar", PinSchool.School, "calendar", 1)];
        StreamData.FactsOf(opened.Span).Should().Equal(known);

        await school.PublishAsync(SmallProcedure.Calendar.Replace("\"2026-09-25\"", "\"2026-09-24\"", StringComparison.Ordinal));
        await school.GoesAsync(new OpenRound(PinSchool.School, "small", "2026-2027", "春季", new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 1), ["enrolled"], null, false) { Principal = Principal.System, Key = "" });
        await school.GoesAsync(new PutOrgUnits(PinSchool.School, [new(PinSchool.Class, "class", "一班（改名）")]) { Principal = Principal.System, Key = "" });

        var steps = await store.Steps.EventsAsync(school.Round);
        steps[0].Data.ToArray().Should().Equal(opened.ToArray());
        var spring = await store.Steps.EventsAsync(RoundState.IdOf(PinSchool.School, "small", "2026-2027", "春季"));
        StreamData.FactsOf(spring[0].Data.Span).Should().Equal(known[0], known[1] with { Version = 2 });
        var units = await store.Steps.EventsAsync(UnitState.IdOf(PinSchool.School));
        StreamData.FactsOf(units[^1].Data.Span).Should().BeEquivalentTo([new RestedFact("unit", $"{PinSchool.School}a/", "unit", 1), new RestedFact("unit", PinSchool.School, "unit", 1)], "the unit itself as it stood, and the one above it");
    }

    [Fact]
    public async Task A_case_that_acts_before_the_worker_reaches_it_takes_the_new_pin_first()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 2);
        await school.PublishAsync(SmallProcedure.Renamed);
        (await school.RepinAsync(Names)).Rejected.Should().BeNull();

        (await school.LookAsync(0)).Rejected.Should().BeNull();

        (await school.LastStepAsync(0))[0].Should().Be("Adopted");
        (await school.AtAsync(0)).Should().Be("office");
        (await school.AtAsync(1)).Should().Be("look");
        (await school.DeliverAsync()).Should().BeEmpty();
        (await school.CaseAsync(0)).Version.Should().Be(2);
        (await school.LastStepAsync(1)).Should().Equal("Adopted");
        (await school.AtAsync(1)).Should().Be("verify");
        (await store.Reader.TasksOfAsync(Scope.All, school.CaseOf(1))).Single().Activity.Should().Be("verify");
        (await school.LookAsync(1)).Rejected.Should().BeNull();
        (await school.AtAsync(1)).Should().Be("office");
    }

    [Fact]
    public async Task Whatever_a_case_does_next_is_done_under_the_new_pin()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 4);
        await school.PublishAsync(SmallProcedure.Renamed);
        (await school.RepinAsync(Names)).Rejected.Should().BeNull();

        await school.GoesAsync(new Casework.Cases.WithdrawCase(school.CaseOf(0), "") { Principal = Principal.System, Key = "" });
        await school.GoesAsync(new Casework.Cases.ChangeCase(school.CaseOf(1), "suspend", "leave") { Principal = Principal.System, Key = "" });
        await school.GoesAsync(new Casework.Cases.MoveCase(school.CaseOf(2), PinSchool.Class, PinSchool.School) { Principal = Principal.System, Key = "" });
        await school.GoesAsync(new Casework.Cases.DeliverToCase(
            school.CaseOf(3), new InstanceCommand.Resume(1, "signal", Engine.Expressions.Value.EmptyRecord)) { Principal = Principal.System, Key = "" });

        var pin = (await school.RoundAsync()).Pin;
        for (var n = 0; n < 4; n++)
        {
            (await school.LastStepAsync(n))[0].Should().Be("Adopted");
            (await school.CaseAsync(n)).Pin.Should().Be(pin);
        }
    }

    [Fact]
    public async Task Freezing_right_after_a_repin_waits_until_its_cases_stand_on_the_new_pin()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 3);
        for (var n = 0; n < 3; n++)
            await school.LookAsync(n);
        await school.PublishAsync(SmallProcedure.Renamed);
        (await school.RepinAsync(Names)).Rejected.Should().BeNull();

        var waits = await school.FreezeAsync("office");
        waits.Rejected!.Code.Should().Be(RosterCodes.CasesOnOldPin);
        waits.Rejected.Arguments["count"].Should().Be("3");
        (await school.DeliverAsync()).Should().BeEmpty();

        var frozen = await school.FreezeAsync("office");
        frozen.Rejected.Should().BeNull();
        (await school.RosterAsync(frozen.Stream)).Entries.Should().HaveCount(3);
        await school.AgreeAsync(frozen.Stream, 0, 1, 2);
        (await school.AtAsync(2)).Should().Be("notice");
    }

    [Fact]
    public async Task A_repin_with_a_frozen_list_is_refused_and_goes_when_the_last_is_released()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 2);
        await school.LookAsync(0);
        var list = await school.FreezeAsync("list");
        list.Rejected.Should().BeNull();
        await school.PublishAsync(SmallProcedure.Renamed);

        (await school.RepinAsync(Names)).Rejected!.Code.Should().Be(RoundCodes.ListsFrozen);
        await school.AgreeAsync(list.Stream, 0);
        (await school.RepinAsync(Names)).Rejected.Should().BeNull();

        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
        (await store.Steps.CounterAsync(RosterState.RepinsCounter(school.Round))).Should().Be(1);
    }

    [Fact]
    public async Task A_notice_whose_objection_is_answered_after_its_period_gives_its_hold_on_the_pin_back_once()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 2);
        var notice = await school.PostedAsync(0, 1);
        await school.GoesAsync(new Casework.Objections.RaiseObjection(notice, school.CaseOf(0), "telephone", "", "家中有店铺") { Principal = Principal.System, Key = "" });
        school.Now = school.Now.AddDays(10);
        await school.GoesAsync(new Casework.Publicity.EndPublicity(notice) { Principal = Principal.System, Key = "" });
        await school.ReleaseAsync(notice);
        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(1);

        await school.GoesAsync(new Casework.Objections.AnswerObjection(notice, 1, false, "已核查") { Principal = Principal.System, Key = "" });
        await school.ReleaseAsync(notice);

        (await store.Steps.CounterAsync(RosterState.FrozenListsCounter(school.Round))).Should().Be(0);
    }

    [Fact]
    public async Task Who_put_down_a_decision_does_not_alone_take_the_later_one_though_its_activity_has_another_name_since()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 3, SmallProcedure.TwoLists("first"));
        var both = new Principal(Id.Of("principal", "both"), "身兼两岗", [new Grant("chair", PinSchool.Class), new Grant("office", PinSchool.School)]);
        for (var n = 0; n < 2; n++)
            (await school.LookAsync(n)).Rejected.Should().BeNull();
        await DecideAsync(school, both, "first", 0, 1);
        await school.PublishAsync(SmallProcedure.TwoLists("opening"));
        (await school.RepinAsync(new Renaming("first", "opening"))).Rejected.Should().BeNull();
        (await school.DeliverAsync()).Should().BeEmpty();
        (await school.LookAsync(2)).Rejected.Should().BeNull();
        await DecideAsync(school, Principal.System, "opening", 2);

        var list = (await school.FreezeAsync("list")).Stream;
        (await SendAsync(school, both, list, 0, 2)).Rejected!.Code.Should().Be(RosterCodes.DecidedBefore);
        (await SendAsync(school, both, list, 2)).Rejected.Should().BeNull("somebody else has put that one down");
        (await SendAsync(school, both with { Id = Id.Of("principal", "colleague") }, list, 0, 1)).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task What_was_sent_back_and_put_down_by_another_under_the_activity_s_new_name_binds_the_first_no_more()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 1, SmallProcedure.TwoLists("first"));
        var both = new Principal(Id.Of("principal", "both"), "身兼两岗", [new Grant("chair", PinSchool.Class), new Grant("office", PinSchool.School)]);
        (await school.LookAsync(0)).Rejected.Should().BeNull();
        await DecideAsync(school, both, "first", 0);
        var back = (await school.FreezeAsync("list")).Stream;
        await school.GoesAsync(new DecideRoster(back, [new EntryVerdict(school.CaseOf(0), "return", Reason: "材料不齐")], "") { Principal = Principal.System, Key = "" });
        await school.ReleaseAsync(back);
        await school.PublishAsync(SmallProcedure.TwoLists("opening"));
        (await school.RepinAsync(new Renaming("first", "opening"))).Rejected.Should().BeNull();
        (await school.DeliverAsync()).Should().BeEmpty();
        await DecideAsync(school, Principal.System, "opening", 0);

        (await SendAsync(school, both, (await school.FreezeAsync("list")).Stream, 0)).Rejected.Should().BeNull();
    }

    private static async Task DecideAsync(PinSchool school, Principal who, string activity, params int[] students)
    {
        var list = await school.FreezeAsync(activity, PinSchool.Class);
        list.Rejected.Should().BeNull();
        (await SendAsync(school, who, list.Stream, students)).Rejected.Should().BeNull();
        await school.ReleaseAsync(list.Stream);
    }

    private static Task<Casework.Steps.Answer> SendAsync(PinSchool school, Principal who, Id list, params int[] students) =>
        school.SendAsync(new DecideRoster(list, [.. students.Select(n => new EntryVerdict(school.CaseOf(n), "agree", "low"))], "") { Principal = who, Key = "" });

    [Fact]
    public async Task A_mapping_that_leaves_an_activity_out_is_refused_by_name_and_a_dry_run_tells_who_goes_where()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 3);
        await school.LookAsync(0);
        await school.PublishAsync(SmallProcedure.Renamed);

        var refused = await school.RepinAsync(new Renaming("look", "verify"));
        refused.Rejected!.Code.Should().Be(RoundCodes.MappingIncomplete);
        refused.Rejected.Arguments["activities"].Should().Be("list");

        var told = await school.SendAsync(school.Repinning(Names) with { DryRun = true });
        told.Report!.Items.Take(2).Select(i => i.ToJson()).Should().Equal(
            """{"from":"list","to":"office","cases":1}""", """{"from":"look","to":"verify","cases":2}""");
        told.Report.Items.Should().HaveCount(7);
        (await school.RoundAsync()).Repins.Should().Be(0);
    }

    [Fact]
    public async Task A_case_that_missed_two_changes_takes_both_at_once()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 1);
        await school.PublishAsync(SmallProcedure.Renamed);
        (await school.RepinAsync(Names)).Rejected.Should().BeNull();
        await school.PublishAsync(SmallProcedure.RenamedAgain);
        (await school.RepinAsync(new Renaming("verify", "check"))).Rejected.Should().BeNull();

        (await school.LookAsync(0)).Rejected.Should().BeNull();

        (await school.AtAsync(0)).Should().Be("office");
        (await school.CaseAsync(0)).Frames[1].Pin.Should().Be((await school.RoundAsync()).Pin);
        (await school.DeliverAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_waits_at_an_activity_of_another_type_is_entered_anew()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 1);
        await school.PublishAsync(SmallProcedure.AnotherType);
        (await school.RepinAsync()).Rejected.Should().BeNull();
        (await school.DeliverAsync()).Should().BeEmpty();

        (await store.Reader.TasksOfAsync(Scope.All, school.CaseOf(0))).Should().BeEmpty();
        (await store.Reader.SignalsAsync(Scope.All, "seen")).Should().ContainSingle(s => s.Stream == school.CaseOf(0));
        (await school.LastStepAsync(0))[0].Should().Be("Adopted");
    }

    [Fact]
    public async Task A_repin_that_is_cut_at_any_write_reaches_every_case_all_the_same()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 5);
        await school.PublishAsync(SmallProcedure.Renamed);
        var repin = school.Repinning(Names) with { Key = "the repin" };
        for (var cut = 0; ; cut++)
        {
            await using var node = new PinSchool(store, new CutStore(store.Steps, cut));
            try
            {
                (await node.SendAsync(repin)).Rejected.Should().BeNull();
                (await node.DeliverAsync()).Should().BeEmpty();
                break;
            }
            catch (IOException)
            {
                // the next node goes on
            }
        }

        var round = await school.RoundAsync();
        round.Repins.Should().Be(1);
        for (var n = 0; n < 5; n++)
        {
            (await school.CaseAsync(n)).Pin.Should().Be(round.Pin);
            (await school.CaseAsync(n)).Version.Should().Be(2);
        }
    }

    [Fact]
    public async Task Freezing_and_repinning_at_once_never_leaves_a_list_on_another_pin_than_its_cases()
    {
        for (var turn = 0; turn < 4; turn++)
        {
            await using var store = Open();
            await using var school = await PinSchool.OpenAsync(store, 6);
            for (var n = 0; n < 4; n++)
                await school.LookAsync(n);
            await school.PublishAsync(SmallProcedure.Renamed);
            var acting = Enumerable.Range(4, 2).Select(n => Task.Run(() => school.LookAsync(n)));
            var freezing = new[] { "list", "office" }.Select(a => Task.Run(() => school.FreezeAsync(a)));
            await Task.WhenAll([.. acting, .. freezing, Task.Run(() => school.RepinAsync(Names)), Task.Run(() => school.DeliverAsync())]);
            (await school.DeliverAsync()).Should().BeEmpty();

            var round = await school.RoundAsync();
            var lists = await store.Reader.StreamsAsync(Scope.All, new StreamFilter { Group = school.Round, Kind = RosterState.Kind }, PageRequest.Everything);
            foreach (var list in lists.Items)
                (await school.RosterAsync(list.Id)).Pin.Should().Be(round.Pin);
            for (var n = 0; n < 6; n++)
                (await school.CaseAsync(n)).Pin.Should().Be(round.Pin);
        }
    }

    [Fact]
    public async Task Publishing_and_retracting_leave_an_open_round_and_its_cases_on_their_pin()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 2);
        var pin = (await school.RoundAsync()).Pin;
        await school.PublishAsync(SmallProcedure.Renamed);
        await school.LookAsync(0);
        (await school.AtAsync(0)).Should().Be("list");
        var other = await school.SendAsync(new OpenRound(PinSchool.School, "small", "2026-2027", "补充", new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 1), ["enrolled"], null, false) { Principal = Principal.System, Key = "" });
        other.Rejected.Should().BeNull();

        foreach (var version in new[] { "0001", "0002" })
            await school.GoesAsync(new Casework.Packs.RetractDocument("/", $"-/definition/small/{version}", "withdrawn") { Principal = Principal.System, Key = "" });
        await school.LookAsync(1);

        (await school.AtAsync(1)).Should().Be("list");
        (await school.CaseAsync(1)).Pin.Should().Be(pin);
        (await school.RepinAsync()).Rejected!.Code.Should().Be(Casework.Packs.ShelfCodes.NoDefinition);
        var third = await school.SendAsync(new OpenRound(PinSchool.School, "small", "2026-2027", "再补充", new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 1), ["enrolled"], null, false) { Principal = Principal.System, Key = "" });
        third.Rejected!.Code.Should().Be(Casework.Packs.ShelfCodes.NoDefinition);
        await school.AgreeAsync((await school.FreezeAsync("list")).Stream, 0, 1);
        (await school.AtAsync(0)).Should().Be("notice");
    }

    [Fact]
    public async Task What_a_case_starts_is_no_case_of_its_own()
    {
        await using var store = Open();
        await using var school = await PinSchool.OpenAsync(store, 1, SmallProcedure.WithSide);
        (await school.DeliverAsync()).Should().BeEmpty();

        var streams = await store.Reader.StreamsAsync(Scope.All, new StreamFilter { Group = school.Round, Practice = true }, PageRequest.Everything);
        streams.Items.Where(s => s.Kind == InstanceSteps.Kind).Should().ContainSingle().Which.Id.Should().Be(school.CaseOf(0));
        var child = streams.Items.Should().ContainSingle(s => s.Kind == InstanceSteps.ChildKind).Which.Id;
        var task = (await store.Reader.TasksOfAsync(Scope.All, child)).Single();
        await school.GoesAsync(new Casework.Tasks.CompleteTask(child, task.Bookmark, "complete", Engine.Expressions.Value.EmptyRecord) { Principal = Principal.System, Key = "" });
        (await store.Reader.StreamAsync(Scope.All, child))!.Should().Match<StreamRow>(s => s.Kind == InstanceSteps.ChildKind && s.Status == "finished");
    }
}

public sealed class SqlitePins : PinConformance
{
    protected override IStoreUnderTest Open() => new SqliteConformance.Temporary();
}

public sealed class MemoryPins : PinConformance
{
    protected override IStoreUnderTest Open() => new MemoryConformance.UnderTest();
}
