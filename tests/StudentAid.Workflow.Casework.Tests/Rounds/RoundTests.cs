using FluentAssertions;
using StudentAid.Workflow.Casework.Archiving;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Packs;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Rounds;

public class RoundTests
{
    [Fact]
    public async Task A_round_is_opened_only_with_the_record_of_the_score_tables_adoption()
    {
        var host = await SchoolHost.ReadyAsync();

        var refused = await host.SendAsync(host.Opening(SchoolHost.Adopted with { Meeting = "" }));

        refused.Rejected!.Code.Should().Be(RoundCodes.NoAdoption);
        refused.Rejected.Code.Article.Should().Be("实施办法 第十四条");
    }

    [Fact]
    public async Task A_round_is_not_opened_without_definition_or_calendar_nor_twice()
    {
        var bare = await SchoolHost.EmptyAsync();
        (await bare.SendAsync(bare.Opening())).Rejected!.Code.Should().Be(ShelfCodes.NoDefinition);

        var host = await SchoolHost.OpenAsync();
        (await host.SendAsync(host.Opening())).Rejected!.Code.Should().Be(RoundCodes.Exists);
        await host.SendAsync(new RetractDocument("/", "-/calendar/cn-workdays/0001", "replaced") { Principal = Principal.System, Key = "" });
        (await host.SendAsync(host.Opening(name: "补充"))).Rejected!.Code.Should().Be(RoundCodes.NoCalendar);
    }

    [Fact]
    public async Task No_case_begins_before_its_track_was_told()
    {
        var host = await SchoolHost.ReadyAsync();
        await host.SendAsync(host.Opening());
        var person = await host.PersonAsync("周雨禾");

        (await host.BeginAsync(person)).Rejected!.Code.Id.Should().Be("not-announced");
        await host.AnnounceAsync();
        (await host.BeginAsync(person)).Rejected.Should().BeNull();
    }

    [Fact]
    public async Task A_personal_window_needs_a_reason_which_stays_sealed()
    {
        var host = await SchoolHost.OpenAsync();
        var person = await host.PersonAsync("周雨禾");
        SetPersonalWindow Set(string reason) => new(host.Round, person, host.Now.AddDays(3), reason) { Principal = Principal.System, Key = "" };

        (await host.SendAsync(Set(" "))).Rejected!.Code.Should().Be(RoundCodes.ReasonForWindow);
        (await host.SendAsync(Set("家中遭水灾"))).Rejected.Should().BeNull();

        var events = await host.Store.EventsAsync(host.Round);
        System.Text.Encoding.UTF8.GetString(events[^1].Data.Span).Should().NotContain("水灾");
        var address = (await StateAsync(host)).PersonalWindows.Single().Reason;
        (await host.Get<FactLoader>().LoadAsync([new FactKey("sealed", address)], default))[0].Value.AsText().Should().Be("家中遭水灾");
    }

    [Fact]
    public async Task A_class_with_an_applicant_makes_no_zero_report()
    {
        var host = await SchoolHost.OpenAsync();
        await host.BeginAsync(await host.PersonAsync("周雨禾"));
        ReportZero Zero(string unit) => new(host.Round, "class", unit, new DateOnly(2026, 9, 10)) { Principal = Principal.System, Key = "" };

        (await host.SendAsync(Zero(SchoolHost.ClassA))).Rejected!.Code.Should().Be(RoundCodes.HasApplicants);
        (await host.SendAsync(Zero(SchoolHost.ClassB))).Rejected.Should().BeNull();
        (await StateAsync(host)).ZeroReports.Should().ContainSingle(z => z.Unit == SchoolHost.ClassB);
    }

    [Fact]
    public async Task A_zero_report_counts_only_those_who_are_at_its_activity_or_before_it()
    {
        var host = await SchoolHost.OpenAsync();
        await host.BeginAsync(await host.PersonAsync("周雨禾"));
        ReportZero Zero(string activity) => new(host.Round, activity, SchoolHost.ClassA, new DateOnly(2026, 9, 10)) { Principal = Principal.System, Key = "" };

        (await host.SendAsync(Zero("announce"))).Rejected.Should().BeNull("he is past it");
        (await host.SendAsync(Zero("apply"))).Rejected!.Code.Should().Be(RoundCodes.HasApplicants);
        (await host.SendAsync(Zero("clas"))).Rejected!.Code.Should().Be(ExecutionCodes.UnknownActivity);
    }

    [Fact]
    public async Task A_round_with_a_case_before_its_lists_is_not_complete()
    {
        var host = await SchoolHost.OpenAsync();
        host.Now = new DateTimeOffset(2026, 10, 19, 16, 0, 0, TimeSpan.Zero);
        CompleteRound Complete(int? day = null) => new(host.Round, day is { } given ? new DateOnly(2026, 10, given) : null) { Principal = Principal.System, Key = "" };
        await host.BeginAsync(await host.PersonAsync("周雨禾"));

        (await host.SendAsync(Complete())).Rejected!.Code.Should().Be(RoundCodes.CasesUpstream);

        var begun = (await host.Store.Reader.StreamsAsync(Scope.All, new StreamFilter { Group = host.Round }, PageRequest.Everything)).Items.Single();
        await host.SendAsync(new Casework.Cases.ChangeCase(begun.Id, "cancel", "误建") { Principal = Principal.System, Key = "" });
        (await host.SendAsync(Complete(19))).Rejected!.Code.Should().Be(RoundCodes.OtherDay);
        (await host.SendAsync(Complete(21))).Rejected!.Code.Should().Be(RoundCodes.OtherDay);
        (await host.SendAsync(Complete())).Rejected.Should().BeNull();
        (await StateAsync(host)).CompletedOn.Should().Be(new DateOnly(2026, 10, 20), "no list was ever decided, and this is today where the school is");
        (await host.AnnounceAsync()).Rejected!.Code.Should().Be(RoundCodes.NotOpen);
    }

    [Fact]
    public async Task Another_pin_reaches_every_open_case_and_counts_as_a_repin()
    {
        var host = await SchoolHost.OpenAsync();
        var begun = await host.BeginAsync(await host.PersonAsync("周雨禾"));
        RepinRound Repin() => new(host.Round, "量化分值表有误", []) { Principal = Principal.System, Key = "" };
        (await host.SendAsync(Repin())).Rejected!.Code.Should().Be(RoundCodes.SamePin);
        await PublishOtherRulesAsync(host);

        (await host.SendAsync(Repin() with { Reason = "" })).Rejected!.Code.Should().Be(RoundCodes.ReasonForRepin);
        (await host.SendAsync(Repin() with { DryRun = true })).WouldWrite.Should().NotBeNull();
        (await StateAsync(host)).Repins.Should().Be(0);
        (await host.SendAsync(Repin())).Rejected.Should().BeNull();
        (await host.DeliverAsync()).Should().OnlyContain(a => a.Succeeded);

        var round = await StateAsync(host);
        var state = await host.Get<StepRunner>().StateAsync<InstanceState>(await host.Store.LoadAsync(begun.Stream), default);
        state!.Pin.Should().Be(round.Pin);
        (await host.Store.CounterAsync(RosterState.RepinsCounter(host.Round))).Should().Be(1);
        round.Repins.Should().Be(1);
    }

    [Fact]
    public async Task While_a_list_is_frozen_the_pin_stands()
    {
        var host = await SchoolHost.OpenAsync();
        await PublishOtherRulesAsync(host);
        var stored = (await host.Store.LoadAsync(UnitState.IdOf("/")))!;
        await host.Store.ApplyAsync([new Step
        {
            Stream = Id.Of("other"), Kind = "unit", Expected = 0, OrgPath = "/", Status = "open", Operation = Id.Of("op"), BodyHash = 0, Actor = default, Now = host.Now,
            Data = "[]"u8.ToArray(), Snapshot = stored.Snapshot, Claims = [new Claim(RosterState.FrozenListsCounter(host.Round), Add: 1)],
        }]);

        var answer = await host.SendAsync(new RepinRound(host.Round, "更正", []) { Principal = Principal.System, Key = "" });

        answer.Rejected!.Code.Should().Be(RoundCodes.ListsFrozen);
    }

    [Fact]
    public async Task A_practice_round_can_be_thrown_away_and_a_real_one_cannot()
    {
        var host = await SchoolHost.OpenAsync();
        var practice = RoundState.IdOf(SchoolHost.School, SchoolHost.Procedure, "2026-2027", "演练");
        await host.SendAsync(host.Opening(practice: true, name: "演练"));
        await host.SendAsync(new AnnounceRound(practice, "enrolled", new DateOnly(2026, 6, 22), ["board"], "0f1e2d3c4b5a69788796a5b4c3d2e1f0", ["1a2b3c4d5e6f70819293a4b5c6d7e8f9"]) { Principal = Principal.System, Key = "" });
        var begun = await host.BeginAsync(await host.PersonAsync("周雨禾"), practice);
        begun.Succeeded.Should().BeTrue();

        (await host.SendAsync(new DeletePractice(host.Round) { Principal = Principal.System, Key = "" })).Rejected!.Code.Should().Be(RoundCodes.NotPractice);
        (await host.SendAsync(new DeletePractice(practice) { Principal = Principal.System, Key = "" })).Rejected.Should().BeNull();

        (await host.Store.LoadAsync(practice)).Should().BeNull();
        (await host.Store.LoadAsync(begun.Stream)).Should().BeNull();
    }

    [Fact]
    public async Task Nothing_official_is_made_of_a_practice_round()
    {
        var host = await SchoolHost.OpenAsync();
        var practice = RoundState.IdOf(SchoolHost.School, SchoolHost.Procedure, "2026-2027", "演练");
        await host.SendAsync(host.Opening(practice: true, name: "演练"));
        var (day, hash) = (new DateOnly(2026, 9, 22), "0f1e2d3c4b5a69788796a5b4c3d2e1f0");

        Command[] official =
        [
            new RecordExport(practice, "b1", "national", "entry", hash, day, [host.Round]) { Principal = Principal.System, Key = "" },
            new ConfirmEntered(practice, "b1", day, hash, 1, []) { Principal = Principal.System, Key = "" },
            new ArchiveRound(practice, day, hash) { Principal = Principal.System, Key = "" },
        ];
        foreach (var command in official)
            (await host.SendAsync(command)).Rejected!.Code.Should().Be(ExportCodes.Practice);
        (await host.Get<ExportDesk>().PreviewAsync(Scope.All, practice, "national-aid-system", day, default)).Rejected!.Code.Should().Be(ExportCodes.Practice);
        (await host.SendAsync(new ConfirmEntered(host.Round, "b1", day, hash, 1, []) { Principal = Principal.System, Key = "" })).Rejected!.Code.Should().Be(ExportCodes.UnknownBatch);
    }

    [Fact]
    public async Task The_sheet_says_how_many_days_have_passed_and_until_when_to_post()
    {
        var host = await SchoolHost.OpenAsync();
        host.Now = new DateTimeOffset(2026, 9, 22, 2, 0, 0, TimeSpan.Zero);

        var sheet = (await host.Get<RoundSheets>().LoadAsync(Scope.Of(SchoolHost.School), host.Round, default))!;

        sheet.Days!.ZhCn.Should().Be("60 天已过 21 天；最迟 10 月 23 日张贴公示，否则超期");
        sheet.Days.En.Should().Be("21 of 60 days have passed; post the notice by 23 October or be late");
        sheet.Plan!.Fits.Should().BeTrue();
        (await host.Get<RoundSheets>().LoadAsync(Scope.Of("/320000/"), host.Round, default)).Should().BeNull();
    }

    private static async Task PublishOtherRulesAsync(SchoolHost host) => await host.SendAsync(new PublishDocuments(
        SchoolHost.School, [Repository.Json("workflows/national/matching-rules.json").ToJson().Replace("365", "90", StringComparison.Ordinal)]) { Principal = Principal.System, Key = "" });

    private static async Task<RoundState> StateAsync(SchoolHost host) =>
        (await host.Get<StepRunner>().StateAsync<RoundState>(await host.Store.LoadAsync(host.Round), default))!;
}
