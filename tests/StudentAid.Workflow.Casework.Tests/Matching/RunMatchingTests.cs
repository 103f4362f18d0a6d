using FluentAssertions;
using StudentAid.Workflow.Casework.Cases;
using StudentAid.Workflow.Casework.Matching;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Casework.Steps;
using StudentAid.Workflow.Casework.Tests.Organisations;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Casework.Tests.Matching;

public class RunMatchingTests
{
    private static readonly ListSource First = new("civil-affairs", "2026-08-25", new DateOnly(2026, 8, 20));

    [Fact]
    public async Task Only_what_changed_is_kept_and_only_its_open_cases_are_told()
    {
        var host = await SchoolHost.OpenAsync();
        var (zhou, li) = (await host.PersonAsync("周雨禾"), await host.PersonAsync("李向南"));
        var (first, second) = (await host.BeginAsync(zhou), await host.BeginAsync(li));
        await LoadAsync(host, First, Row(1, "周雨禾"));

        (await RunAsync(host, "1")).Rejected.Should().BeNull();

        var match = (await host.Store.Reader.DocumentAsync(Scope.All, host.Round, "match", zhou.ToString()))!;
        match.Content["state"].AsText().Should().Be("matched");
        var opened = (await host.Get<FactLoader>().LoadAsync([new FactKey("sealed", match.Content["sealed"].AsText()!)], default))[0].Value;
        opened["categories"].Items.Select(c => c.AsText()).Should().Equal("subsistence-allowance");
        (await host.Store.Reader.DocumentAsync(Scope.All, host.Round, "match", li.ToString())).Should().BeNull();
        var told = (await host.Store.Reader.PendingMessagesAsync(Scope.All, host.Now, 10)).Where(m => m.Message.Name == RematchCase.Name).ToList();
        told.Should().ContainSingle(m => m.Message.Target == first.Stream);
        told.Should().NotContain(m => m.Message.Target == second.Stream);
    }

    [Fact]
    public async Task The_same_lists_again_change_nothing_and_a_doubt_is_never_a_match()
    {
        var host = await SchoolHost.OpenAsync();
        await LoadAsync(host, First, Row(1, "周雨禾"));
        await RunAsync(host, "1");

        (await RunAsync(host, "2")).Rejected!.Code.Should().Be(RunMatchingCodes.NothingNew);
        await LoadAsync(host, First with { Batch = "2026-09-12" }, Row(2, "李响南"));
        (await RunAsync(host, "3")).Rejected.Should().BeNull();

        var doubt = (await host.Store.Reader.DocumentAsync(Scope.All, host.Round, "match", (await host.PersonAsync("李向南")).ToString()))!;
        doubt.Content["state"].AsText().Should().Be("doubtful");
    }

    [Fact]
    public async Task A_list_loaded_above_the_school_compares_its_open_rounds_by_itself_and_so_do_new_students()
    {
        var host = await SchoolHost.OpenAsync();
        await host.DeliverAsync();
        await LoadAsync(host, First, Row(1, "周雨禾"));
        await StateOf(host, "周雨禾", null, "nothing is compared in the request itself");

        await host.DeliverAsync();

        await StateOf(host, "周雨禾", "matched", "a message compared it");
        await LoadAsync(host, First with { Batch = "2026-09-12" }, Row(9, "新同学"));
        await host.DeliverAsync();
        await host.ImportAsync(SchoolHost.Student(9, "新同学"));
        await host.DeliverAsync();
        await StateOf(host, "新同学", "matched", "he came after the list");
        var events = (await host.Store.EventsAsync(host.Round)).SelectMany(e => StreamData.Read<RoundEvent>(e.Data.Span)).OfType<RoundEvent.Matched>();
        events.Select(e => e.Batch).Should().HaveCount(2).And.Contain("2026-08-25").And.NotContain("2026-09-12", "its only row was nobody's then");
    }

    [Fact]
    public async Task A_completed_round_is_not_compared_again()
    {
        var host = await SchoolHost.OpenAsync();
        await host.SendAsync(new CompleteRound(host.Round) { Principal = Principal.System, Key = "" });
        await LoadAsync(host, First, Row(1, "周雨禾"));

        await host.DeliverAsync();

        await StateOf(host, "周雨禾", null, "the round is closed");
    }

    private static async Task StateOf(SchoolHost host, string name, string? state, string because) =>
        (await host.Store.Reader.DocumentAsync(Scope.All, host.Round, "match", (await host.PersonAsync(name)).ToString()))?.Content["state"].AsText().Should().Be(state, because);

    [Fact]
    public async Task A_list_of_another_branch_of_the_tree_hits_nobody_here()
    {
        var host = await SchoolHost.OpenAsync();
        await host.SendAsync(new LoadProviderList("/320000/", First, [Row(1, "周雨禾")]) { Principal = Principal.System, Key = "" });

        (await RunAsync(host, "1")).Rejected!.Code.Should().Be(RunMatchingCodes.NothingNew);
    }

    [Fact]
    public async Task A_batch_is_loaded_once_and_no_name_of_it_stands_in_an_event()
    {
        var host = await SchoolHost.ReadyAsync();
        await LoadAsync(host, First, Row(1, "周雨禾"));

        (await LoadAsync(host, First, Row(2, "李向南"))).Rejected!.Code.Should().Be(ProviderListCodes.BatchTwice);
        var data = string.Concat((await host.Store.EventsAsync(UnitState.IdOf(SchoolHost.Province))).Select(e => System.Text.Encoding.UTF8.GetString(e.Data.Span)));
        data.Should().NotContain("周雨禾").And.Contain("2026-08-25");
    }

    [Fact]
    public async Task A_parent_on_a_list_leaves_a_doubt_for_the_child_whose_application_names_him()
    {
        var host = await SchoolHost.OpenAsync();
        var zhou = await host.PersonAsync("周雨禾");
        var father = SyntheticId.Make(new DateOnly(1978, 5, 4), 31);
        var begun = await host.BeginAsync(zhou);
        await host.SendAsync(new Casework.Rounds.SetWindow(
            host.Round, "enrolled", host.Now, host.Now.AddDays(60)) { Principal = Principal.System, Key = "" });
        var answers = Engine.Expressions.Value.Parse($$"""
            { "family": { "members": [ { "name": "周大山", "relation": "father", "idNumber": "{{father}}" }, { "name": "周奶奶", "relation": "grandmother" } ] } }
            """);
        var given = Engine.Expressions.Value.Record(("answers", answers));
        (await host.SendAsync(new Casework.Tasks.CompleteTask(begun.Stream, 1, "save", given) { Principal = new Principal(zhou, "周雨禾", []) { Persons = [zhou] }, Key = "" })).Rejected.Should().BeNull();
        await LoadAsync(host, First, Row(1, "周大山") with { Id = IdNumber.Read(father), Category = "disabled-student" });

        (await RunAsync(host, "1")).Rejected.Should().BeNull();

        var match = (await host.Store.Reader.DocumentAsync(Scope.All, host.Round, "match", zhou.ToString()))!;
        match.Content["state"].AsText().Should().Be("doubtful");
        var opened = (await host.Get<FactLoader>().LoadAsync([new FactKey("sealed", match.Content["sealed"].AsText()!)], default))[0].Value;
        opened["categories"].Items.Select(c => c.AsText()).Should().Equal("child-of-disabled");
        opened["reasons"].Items[0]["code"].AsText().Should().Be("match-household-only");
    }

    [Theory]
    [InlineData("周雨禾", "matched")]
    [InlineData("周雨和", "doubtful")]
    public async Task A_hit_for_a_case_past_its_match_is_a_task_for_who_settles_doubts_and_changes_nothing(string listed, string state)
    {
        var host = await SchoolHost.OpenAsync();
        var zhou = await host.PersonAsync("周雨禾");
        var begun = await PastMatchAsync(host, zhou);
        var before = await host.Store.LoadAsync(begun);
        await LoadAsync(host, First, Row(1, listed));
        (await RunAsync(host, "1")).Rejected.Should().BeNull();
        (await host.DeliverAsync()).Should().OnlyContain(a => a.Rejected == null);

        (await host.Store.LoadAsync(begun))!.Version.Should().Be(before!.Version, "nothing changes by itself");
        var late = LateMatchState.IdOf(begun);
        var task = (await host.Store.Reader.TasksOfAsync(Scope.All, late)).Should().ContainSingle().Subject;
        (task.Activity, task.Role, task.Unit).Should().Be(("late-match", "class-teacher", SchoolHost.ClassA));
        (await LateAsync(host, late)).Should().BeEquivalentTo(new { Status = "open", State = state, Batch = "1", Person = zhou });

        var other = Teacher(SchoolHost.ClassB);
        (await SettleAsync(host, late, other, "no-effect", "x")).Should().Be(StepCodes.NotFound);
        (await SettleAsync(host, late, Teacher(SchoolHost.ClassA) with { Persons = [zhou] }, "no-effect", "x")).Should().Be(Casework.Cases.CaseCommandCodes.MustWithdraw, "it is his own child's");
        (await SettleAsync(host, late, Teacher(SchoolHost.ClassA), "up", "x")).Should().Be(LateMatchCodes.UnknownResult);
        (await SettleAsync(host, late, Teacher(SchoolHost.ClassA), "passed-on", " ")).Should().Be(LateMatchCodes.NoText);
        (await SettleAsync(host, late, Teacher(SchoolHost.ClassA), "passed-on", "已告知院系重新评定")).Should().BeNull();
        (await SettleAsync(host, late, Teacher(SchoolHost.ClassA), "no-effect", "x")).Should().Be(LateMatchCodes.Settled);
        (await host.Store.Reader.TasksOfAsync(Scope.All, late)).Should().BeEmpty();
        System.Text.Encoding.UTF8.GetString((await host.Store.EventsAsync(late))[^1].Data.Span).Should().NotContain("院系");
    }

    [Fact]
    public async Task A_second_hit_opens_the_task_again_and_one_before_the_match_opens_none()
    {
        var host = await SchoolHost.OpenAsync();
        var (zhou, li) = (await host.PersonAsync("周雨禾"), await host.PersonAsync("李向南"));
        var begun = await PastMatchAsync(host, zhou);
        var early = (await host.BeginAsync(li)).Stream;
        await LoadAsync(host, First, Row(1, "周雨和"), Row(2, "李向南"));
        await RunAsync(host, "1");
        await host.DeliverAsync();
        var late = LateMatchState.IdOf(begun);
        await SettleAsync(host, late, Teacher(SchoolHost.ClassA), "no-effect", "同名不同人");

        await LoadAsync(host, First with { Batch = "2026-09-12" }, Row(1, "周雨禾"));
        await RunAsync(host, "2");
        await host.DeliverAsync();

        (await LateAsync(host, late)).Should().BeEquivalentTo(new { Status = "open", State = "matched", Batch = "2" });
        (await host.Store.Reader.TasksOfAsync(Scope.All, late)).Should().ContainSingle();
        (await host.Store.LoadAsync(LateMatchState.IdOf(early))).Should().BeNull();
    }

    /// <summary>His application is in, and no list had him when it was.</summary>
    private static async Task<Id> PastMatchAsync(SchoolHost host, Id person)
    {
        var begun = (await host.BeginAsync(person)).Stream;
        await host.SendAsync(new Casework.Rounds.SetWindow(host.Round, "enrolled", host.Now, host.Now.AddDays(60)) { Principal = Principal.System, Key = "" });
        var given = Engine.Expressions.Value.Record(
            ("answers", Cases.CaseWorld.Answers()), ("commitment", Engine.Expressions.Value.Record(("name", "周雨禾"), ("signer", "student"))));
        (await host.SendAsync(new Casework.Tasks.CompleteTask(begun, 1, "submit", given) { Principal = new Principal(person, "周雨禾", []) { Persons = [person] }, Key = "" })).Rejected.Should().BeNull();
        (await host.Store.Reader.StreamAsync(Scope.All, begun))!.At.Should().NotBe("match").And.NotBe("apply");
        return begun;
    }

    private static Principal Teacher(string unit) => new(Id.Of("teacher", unit), "赵立文", [new Grant("class-teacher", unit)]);

    private static async Task<Engine.Analysis.Code?> SettleAsync(SchoolHost host, Id late, Principal who, string result, string text) =>
        (await host.SendAsync(new SettleLateMatch(late, result, text) { Principal = who, Key = "" })).Rejected?.Code;

    private static async Task<LateMatchState> LateAsync(SchoolHost host, Id late) =>
        (await host.Get<StepRunner>().StateAsync<LateMatchState>(await host.Store.LoadAsync(late), default))!;

    private static Task<Answer> LoadAsync(SchoolHost host, ListSource source, params ListRow[] rows) =>
        host.SendAsync(new LoadProviderList(SchoolHost.Province, source, [.. rows.Select(r => r with { Source = source })]) { Principal = Principal.System, Key = "" });

    private static Task<Answer> RunAsync(SchoolHost host, string batch) => host.SendAsync(new RunMatching(host.Round, batch) { Principal = Principal.System, Key = "" });

    private static ListRow Row(int n, string name) =>
        new(First, n, name, IdNumber.Read(SchoolHost.Student(n, name).Sealed["idNumber"].AsText()), "subsistence-allowance");
}
