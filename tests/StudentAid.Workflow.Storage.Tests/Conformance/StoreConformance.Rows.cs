using FluentAssertions;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_task_opens_changes_and_closes_with_its_step()
    {
        await Store.TakeAsync(Step(Case(1), 0) with { Rows = [Opened(1, due: Morning.AddDays(3)), Opened(2, role: "student") with { Person = Case(7) }] });

        var tasks = await Store.Reader.TasksOfAsync(Scope.All, Case(1));
        tasks.Select(t => (t.Bookmark, t.Activity, t.Role, t.Unit, t.Due, t.ShownAt, t.Person)).Should().Equal(
            (1, "class", "class-teacher", ClassOne, Morning.AddDays(3), 1L, default), (2, "class", "student", ClassOne, null, 1L, Case(7)));
        tasks[0].Stream.Should().Be(await Store.Reader.StreamAsync(Scope.All, Case(1)));

        await Store.TakeAsync(Step(Case(1), 1) with { Rows = [new TaskChanged(1, 2, Morning.AddDays(9)), new TaskClosed(2)] });
        (await Store.Reader.TasksOfAsync(Scope.All, Case(1))).Select(t => (t.Bookmark, t.ShownAt, t.Due)).Should().Equal((1, 2L, Morning.AddDays(9)));
    }

    [Fact]
    public async Task An_inbox_holds_the_tasks_of_its_posts_the_earliest_due_first()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Rows = [Opened(1, due: Morning.AddDays(2))] },
            Step(Case(2), 0) with { Rows = [Opened(1)] },
            Step(Case(3), 0) with { Rows = [Opened(1, ClassTwo, due: Morning.AddDays(1))] },
            Step(Case(4), 0) with { Rows = [Opened(1, ClassOne, "class-review-group")] },
            Step(Case(5), 0) with { Rows = [Opened(1, School, "class-teacher")] });
        Post[] posts = [new("class-teacher", ClassOne), new("class-teacher", ClassTwo)];

        var inbox = await Store.Reader.TasksAsync(Scope.Of(School), new TaskFilter { Posts = [.. posts] }, new PageRequest());
        inbox.Items.Select(t => t.Stream.Id).Should().Equal(Case(3), Case(1), Case(2));
        (inbox.Previous, inbox.Next, inbox.AtLeast).Should().Be((null, null, 3L));

        var counts = await Store.Reader.TaskCountsAsync(Scope.All, new TaskFilter { Posts = [.. posts] });
        counts.Should().Equal(
            new TaskCount("class-teacher", ClassOne, "class", 2, Morning.AddDays(2)), new TaskCount("class-teacher", ClassTwo, "class", 1, Morning.AddDays(1)));
        (await Store.Reader.TasksAsync(Scope.All, new TaskFilter { Group = Id.Of("other") }, new PageRequest())).Items.Should().BeEmpty();
        (await Store.Reader.TasksAsync(Scope.All, new TaskFilter { Group = Round, Activity = "class" }, new PageRequest())).Items.Should().HaveCount(5);
    }

    [Fact]
    public async Task Pages_go_forward_and_back_over_the_same_rows()
    {
        for (var n = 1; n <= 7; n++)
            await Store.TakeAsync(Step(Case(n), 0) with { Rows = [Opened(1, due: n % 2 == 0 ? Morning : null)] });
        var filter = new TaskFilter { Posts = [new("class-teacher", ClassOne)] };
        Task<Page<TaskRow>> Read(string? cursor) => Store.Reader.TasksAsync(Scope.All, filter, new PageRequest(cursor, 3));

        var first = await Read(null);
        var second = await Read(first.Next);
        var third = await Read(second.Next);
        var back = await Read(third.Previous);
        var start = await Read(back.Previous);

        first.Items.Concat(second.Items).Concat(third.Items).Select(t => t.Stream.Id).Should()
            .Equal(Case(2), Case(4), Case(6), Case(1), Case(3), Case(5), Case(7));
        (first.AtLeast, second.AtLeast, third.AtLeast, third.Next).Should().Be((4L, 7L, 7L, null));
        back.Items.Should().Equal(second.Items);
        (start.Items.SequenceEqual(first.Items), start.Previous, start.Next).Should().Be((true, null, first.Next));
        (await Read("nonsense")).Items.Should().Equal(first.Items);
    }

    [Fact]
    public async Task Streams_are_listed_by_group_kind_status_and_subject()
    {
        await Store.TakeAsync(
            Step(Case(1), 0), Step(Case(2), 0), Step(Case(2), 1) with { Status = "finished", At = "" }, Barrier(Case(3), 0),
            Step(Case(4), 0) with { Group = default, Kind = "unit" }, Step(Case(5), 0) with { Practice = true });
        async Task<IEnumerable<Id>> List(StreamFilter filter) =>
            (await Store.Reader.StreamsAsync(Scope.All, filter, new PageRequest())).Items.Select(s => s.Id);

        (await List(new StreamFilter { Group = Round, Kind = "instance", Status = "open" })).Should().Equal(Case(1));
        (await List(new StreamFilter { Group = Round, Kind = "instance" })).Should().BeEquivalentTo([Case(1), Case(2)]);
        (await List(new StreamFilter { Group = Round, Kind = "instance", Practice = true })).Should().BeEquivalentTo([Case(1), Case(2), Case(5)]);
        (await List(new StreamFilter { Subject = Id.Of("person", Case(2).ToString()) })).Should().Equal(Case(2));
        (await List(new StreamFilter { Kind = "unit" })).Should().Equal(Case(4));
        (await List(new StreamFilter { AnyGroup = true, Kind = "instance" })).Should().BeEquivalentTo([Case(1), Case(2)]);
        (await List(new StreamFilter { AnyGroup = true, Kind = "unit" })).Should().Equal(Case(4));
        (await List(new StreamFilter { AnyGroup = true })).Should().Contain([Case(1), Case(4)]);
        (await Store.Reader.StreamCountsAsync(Scope.All, Round)).Should().BeEquivalentTo<StreamCount>(
            [new("instance", "open", ClassOne, "class", 1), new("instance", "finished", ClassOne, "", 1), new("roster", "collecting", School, "", 1)]);
    }

    [Fact]
    public async Task A_stream_moves_with_its_place()
    {
        await Store.TakeAsync(Step(Case(1), 0), Step(Case(1), 1) with { OrgPath = ClassTwo });

        (await Store.Reader.StreamAsync(Scope.Of(ClassOne), Case(1))).Should().BeNull();
        (await Store.Reader.StreamAsync(Scope.Of(ClassTwo), Case(1)))!.OrgPath.Should().Be(ClassTwo);
    }

    [Fact]
    public async Task Deadlines_are_due_up_to_and_with_their_instant()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Rows = [new DeadlineSet(1, Morning.AddDays(5)), new DeadlineSet(2, Morning.AddDays(1))] },
            Step(Case(2), 0) with { Rows = [new DeadlineSet(1, Morning.AddDays(2))] },
            Step(Case(1), 1) with { Rows = [new DeadlineSet(1, Morning.AddDays(3))] });

        var due = await Store.Reader.DueDeadlinesAsync(Scope.All, Morning.AddDays(2), 10);
        due.Select(d => (d.Stream, d.Bookmark, d.Due)).Should().Equal((Case(1), 2, Morning.AddDays(1)), (Case(2), 1, Morning.AddDays(2)));
        (await Store.Reader.DueDeadlinesAsync(Scope.All, Morning.AddDays(2).AddMilliseconds(-1), 10)).Should().HaveCount(1);
        (await Store.Reader.DeadlinesOfAsync(Scope.All, Case(1))).Select(d => d.Due).Should().Equal(Morning.AddDays(3), Morning.AddDays(1));

        await Store.TakeAsync(Step(Case(1), 2) with { Rows = [new DeadlineCleared(1), new DeadlineCleared(2)] });
        (await Store.Reader.NextDeadlineAsync(Scope.All)).Should().Be(Morning.AddDays(2));
    }

    [Fact]
    public async Task Signals_are_found_by_name_and_correlation_and_child_waits_by_child()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Rows = [new SignalAwaited(1, "paid", null), new SignalAwaited(2, "paid", "42"), new ChildAwaited(3, Case(9))] },
            Step(Case(2), 0) with { Rows = [new SignalAwaited(1, "paid", "43"), new SignalAwaited(2, "moved", "42")] });

        (await Store.Reader.SignalsAsync(Scope.All, "paid")).Should().HaveCount(3);
        (await Store.Reader.SignalsAsync(Scope.All, "paid", "42")).Should().Equal(new SignalRow(Case(1), 1, "paid", null), new SignalRow(Case(1), 2, "paid", "42"));
        (await Store.Reader.ChildWaitsAsync(Scope.All, Case(9))).Should().Equal(new ChildWaitRow(Case(1), 3, Case(9)));

        await Store.TakeAsync(Step(Case(1), 1) with { Rows = [new SignalDropped(1), new SignalDropped(2), new ChildDropped(3)] });
        (await Store.Reader.SignalsAsync(Scope.All, "paid", "42")).Should().BeEmpty();
        (await Store.Reader.ChildWaitsAsync(Scope.All, Case(9))).Should().BeEmpty();
    }

    [Fact]
    public async Task A_document_is_put_replaced_and_removed()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Rows = [new DocumentPut("pack", "b", Value.Parse("""{"x":1.50}""")), new DocumentPut("pack", "a", "text")] },
            Step(Case(2), 0) with { Rows = [new DocumentPut("pack", "a", 2)] },
            Step(Case(1), 1) with { Rows = [new DocumentPut("pack", "a", null), new DocumentPut("pack", "none", null), new DocumentPut("pack", "b", 3)] });

        (await Store.Reader.DocumentAsync(Scope.All, Case(1), "pack", "b")).Should().Be(new DocumentRow(Case(1), "pack", "b", 2, 3, ClassOne));
        (await Store.Reader.DocumentAsync(Scope.All, Case(1), "pack", "a")).Should().BeNull();
        (await Store.Reader.DocumentsAsync(Scope.All, new("pack"))).Select(d => (d.Stream, d.Key)).Should().Equal((Case(2), "a"), (Case(1), "b"));
        (await Store.Reader.DocumentsAsync(Scope.All, new("pack") { Keys = ["b", "none"] })).Select(d => d.Key).Should().Equal("b");
        (await Store.Reader.DocumentsAsync(Scope.All, new("pack") { Keys = ["b", "a"] })).Select(d => d.Key).Should().Equal("a", "b");
        (await Store.Reader.DocumentsAsync(Scope.All, new("pack") { Stream = Case(2) })).Select(d => d.Content).Should().Equal(2);
    }

    [Fact]
    public async Task Documents_are_paged_by_the_step_that_put_them_the_latest_first()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Rows = [new DocumentPut("copy", "a", 1), new DocumentPut("pack", "a", 0)] },
            Step(Case(2), 0) with { Rows = [new DocumentPut("copy", "b", 2), new DocumentPut("copy", "c", 0)] },
            Step(Case(3), 0) with { Rows = [new DocumentPut("copy", "a", 3)] },
            Step(Case(1), 1) with { Rows = [new DocumentPut("copy", "a", 4)] });
        var filter = new DocumentFilter("copy") { Keys = ["a", "b"] };

        var first = await Store.Reader.LatestDocumentsAsync(Scope.All, filter, new PageRequest(null, 2));
        var second = await Store.Reader.LatestDocumentsAsync(Scope.All, filter, new PageRequest(first.Next, 2));

        first.Items.Select(d => d.Content).Should().Equal(4, 3);
        second.Items.Select(d => d.Content).Should().Equal(2);
        (first.Previous, second.Previous, second.Next).Should().Be((null, null, null));
    }

    [Fact]
    public async Task A_document_stands_at_its_own_place_or_at_its_streams()
    {
        await Store.TakeAsync(Step(Case(1), 0) with
        {
            Rows = [new DocumentPut("person", "a", 1), new DocumentPut("person", "b", 2, ClassTwo), new DocumentPut("person", "c", 3, OtherSchool)],
        });
        async Task<IEnumerable<string>> Keys(Scope scope, DocumentFilter filter) => (await Store.Reader.DocumentsAsync(scope, filter)).Select(d => d.Key);

        (await Keys(Scope.All, new("person") { Below = School })).Should().Equal("a", "b");
        (await Keys(Scope.Of(OtherSchool), new("person"))).Should().Equal("c");
        (await Keys(Scope.Of(School), new("person") { Below = OtherSchool })).Should().BeEmpty();
        (await Keys(Scope.All, new("person") { Key = "b" })).Should().Equal("b");
        await Store.TakeAsync(Step(Case(3), 0) with { Rows = [new DocumentPut("change", "a-1", 1), new DocumentPut("change", "a-2", 2), new DocumentPut("change", "a", 3), new DocumentPut("change", "ab-1", 4)] });
        (await Keys(Scope.All, new("change") { KeyPrefix = "a-" })).Should().Equal("a-1", "a-2");
        (await Store.Reader.DocumentAsync(Scope.Of(ClassOne), Case(1), "person", "b")).Should().BeNull();
        (await Store.Reader.DocumentAsync(Scope.Of(ClassTwo), Case(1), "person", "b"))!.OrgPath.Should().Be(ClassTwo);

        await Store.TakeAsync(Step(Case(1), 1) with { OrgPath = ClassTwo, Rows = [new DocumentPut("person", "c", 4)] });
        (await Keys(Scope.Of(ClassTwo), new("person"))).Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task Documents_are_found_at_exact_places_and_by_whether_they_grant_something_and_counted_by_place()
    {
        Value Granting(params string[] grants) => Value.Record(("name", "n"), ("grants", Value.List(grants.Select(Value.Of))));
        await Store.TakeAsync(Step(Case(1), 0) with
        {
            Rows =
            [
                new DocumentPut("principal", "a", Granting("x")), new DocumentPut("principal", "b", Granting(), ClassTwo), new DocumentPut("principal", "c", Granting("x", "y"), ClassTwo),
                new DocumentPut("principal", "d", "text", ClassTwo), new DocumentPut("principal", "e", Granting("z"), School), new DocumentPut("other", "f", Granting("z"), School),
            ],
        });
        async Task<IEnumerable<string>> Keys(Scope scope, DocumentFilter filter) => (await Store.Reader.DocumentsAsync(scope, filter)).Select(d => d.Key);

        (await Keys(Scope.All, new("principal") { Places = [School, ClassOne] })).Should().Equal("a", "e");
        (await Keys(Scope.All, new("principal") { Granting = true })).Should().Equal("a", "c", "e");
        (await Keys(Scope.All, new("principal") { Granting = true, Places = [ClassTwo] })).Should().Equal("c");
        (await Keys(Scope.Of(ClassOne), new("principal") { Places = [School, ClassOne] })).Should().Equal("a");
        (await Store.Reader.DocumentCountsAsync(Scope.All, new("principal"))).Should().Equal(new Dictionary<string, long> { [ClassOne] = 1, [ClassTwo] = 3, [School] = 1 });
        (await Store.Reader.DocumentCountsAsync(Scope.All, new("principal") { Below = ClassTwo, Granting = true })).Should().Equal(new Dictionary<string, long> { [ClassTwo] = 1 });

        await Store.TakeAsync(Step(Case(1), 1) with { Rows = [new DocumentPut("principal", "c", Granting(), ClassTwo), new DocumentPut("principal", "b", Granting("now"), ClassTwo)] });
        (await Keys(Scope.All, new("principal") { Granting = true, Places = [ClassTwo] })).Should().Equal("b");
    }

    [Fact]
    public async Task Documents_that_wait_for_a_second_person_are_found_until_they_wait_no_more()
    {
        Value Version(string state, string retractBy = "") => Value.Record(("state", state), ("retractBy", retractBy.Length == 0 ? Value.Null : retractBy));
        await Store.TakeAsync(Step(Case(1), 0) with
        {
            Rows =
            [
                new DocumentPut("document", "a", Version("proposed")), new DocumentPut("document", "b", Version("published")), new DocumentPut("document", "c", Version("published", "who")),
                new DocumentPut("document", "d", Version("draft"), ClassTwo), new DocumentPut("document", "e", Version("proposed"), ClassTwo), new DocumentPut("other", "f", Version("proposed")),
            ],
        });
        async Task<IEnumerable<string>> Keys(Scope scope) => (await Store.Reader.DocumentsAsync(scope, new("document") { Waiting = true })).Select(d => d.Key);

        (await Keys(Scope.All)).Should().Equal("a", "c", "e");
        (await Keys(Scope.Of(ClassTwo))).Should().Equal("e");

        await Store.TakeAsync(Step(Case(1), 1) with { Rows = [new DocumentPut("document", "a", Version("published")), new DocumentPut("document", "c", Version("published"))] });
        (await Keys(Scope.All)).Should().Equal("e");
    }

    [Fact]
    public async Task A_practice_round_is_deleted_whole_and_nothing_else_is()
    {
        var practice = Id.Of("practice");
        await Store.TakeAsync(
            Step(practice, 0) with { Kind = "round", Group = default, Practice = true },
            Step(Case(1), 0) with { Group = practice, Practice = true, Rows = [Opened(1), new DeadlineSet(2, Morning)], Messages = [Message(Case(1), 1, 0, Case(2))] },
            Step(Round, 0) with { Kind = "round", Group = default }, Step(Case(2), 0));

        (await Store.DeletePracticeAsync(Round)).Should().BeFalse();
        (await Store.DeletePracticeAsync(Id.Of("unknown"))).Should().BeFalse();
        (await Store.DeletePracticeAsync(practice)).Should().BeTrue();

        (await Store.Steps.LoadAsync(practice)).Should().BeNull();
        (await Store.Steps.LoadAsync(Case(1))).Should().BeNull();
        (await Store.Reader.TasksAsync(Scope.All, new TaskFilter(), new PageRequest())).Items.Should().BeEmpty();
        (await Store.Reader.PendingMessagesAsync(Scope.All, Morning, 10)).Should().BeEmpty();
        (await Store.Steps.LoadAsync(Case(2))).Should().NotBeNull();
        (await Store.Reader.VerifyAsync()).Should().BeNull();
        await Store.TakeAsync(Step(Case(3), 0), Step(Case(2), 1));
    }
}
