using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    [Fact]
    public async Task An_inbox_is_narrowed_by_unit_and_due_and_turned_round_page_by_page()
    {
        for (var n = 1; n <= 5; n++)
            await Store.TakeAsync(Step(Case(n), 0) with { Rows = [Opened(1, n == 5 ? ClassTwo : ClassOne, due: Morning.AddDays(n))] });
        var all = new TaskFilter { Posts = [new("class-teacher", ClassOne), new("class-teacher", ClassTwo)] };
        async Task<IEnumerable<Id>> Of(TaskFilter filter) => (await Store.Reader.TasksAsync(Scope.All, filter, new PageRequest())).Items.Select(t => t.Stream.Id);

        (await Of(all with { Below = ClassTwo })).Should().Equal(Case(5));
        (await Of(all with { DueBefore = Morning.AddDays(3) })).Should().Equal(Case(1), Case(2));
        (await Of(new TaskFilter { Below = ClassOne, DueBefore = Morning.AddDays(2) })).Should().Equal(Case(1));
        (await Store.Reader.TaskCountsAsync(Scope.All, all with { DueBefore = Morning.AddDays(3) })).Sum(c => c.Count).Should().Be(2);
        var latest = all with { Descending = true };
        (await Of(latest)).Should().Equal(Case(5), Case(4), Case(3), Case(2), Case(1));
        var first = await Store.Reader.TasksAsync(Scope.All, latest, new PageRequest(null, 2));
        var second = await Store.Reader.TasksAsync(Scope.All, latest, new PageRequest(first.Next, 2));
        second.Items.Select(t => t.Stream.Id).Should().Equal(Case(3), Case(2));
        var back = await Store.Reader.TasksAsync(Scope.All, latest, new PageRequest(second.Previous, 2));
        back.Items.Select(t => t.Stream.Id).Should().Equal(Case(5), Case(4));
    }

    [Fact]
    public async Task A_task_in_hand_is_its_holder_s_alone_until_it_lies_open_again()
    {
        for (var n = 1; n <= 3; n++)
            await Store.TakeAsync(Step(Case(n), 0) with { Rows = [Opened(1, ClassOne, due: Morning.AddDays(n))] });
        await Store.TakeAsync(Step(Case(2), 1) with { Rows = [new TaskHeld(1, Clerk)] });
        var other = new TaskFilter { Posts = [new("class-teacher", ClassOne)] };
        var holder = other with { Holders = [Clerk] };
        async Task<IEnumerable<Id>> Of(TaskFilter filter) => (await Store.Reader.TasksAsync(Scope.All, filter, new PageRequest())).Items.Select(t => t.Stream.Id);

        (await Of(other)).Should().Equal(Case(1), Case(3));
        (await Of(holder)).Should().Equal(Case(1), Case(2), Case(3));
        (await Of(new TaskFilter { Posts = [], Holders = [Clerk] })).Should().Equal(Case(2));
        (await Of(new TaskFilter())).Should().HaveCount(3);
        (await Store.Reader.TaskCountsAsync(Scope.All, holder)).Sum(c => c.Count).Should().Be(3);
        (await Store.Reader.TasksOfAsync(Scope.All, Case(2))).Should().ContainSingle(t => t.Holder == Clerk);
        await Store.TakeAsync(Step(Case(2), 2) with { Rows = [new TaskHeld(1, default)] });
        (await Of(other)).Should().HaveCount(3);
        (await Of(new TaskFilter { Posts = [], Holders = [Clerk] })).Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_for_somebody_alone_stands_in_his_inbox_beside_what_is_for_his_post()
    {
        await Store.TakeAsync(Step(Case(1), 0) with { Rows = [Opened(1, ClassOne)] });
        await Store.TakeAsync(Step(Case(2), 0) with { Rows = [new TaskOpened(7, "cast-vote", "group", ClassTwo, null, 1, Clerk)] });
        async Task<IEnumerable<Id>> Of(TaskFilter filter) => (await Store.Reader.TasksAsync(Scope.All, filter, new PageRequest())).Items.Select(t => t.Stream.Id);
        var post = new TaskFilter { Posts = [new("class-teacher", ClassOne)] };
        (await Of(post)).Should().Equal(Case(1));
        (await Of(post with { Own = [Clerk] })).Should().Equal(Case(1), Case(2));
        (await Of(post with { Own = [Case(9)] })).Should().Equal(Case(1));
        (await Store.Reader.TaskCountsAsync(Scope.All, post with { Own = [Clerk] })).Sum(c => c.Count).Should().Be(2);
    }

    [Fact]
    public async Task What_is_somebody_s_own_or_in_a_hand_does_not_wait_for_whoever_holds_the_post()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Rows = [Opened(1, ClassOne)] },
            Step(Case(2), 0) with { Rows = [Opened(1, ClassOne) with { Person = Id.Of("student") }] },
            Step(Case(3), 0) with { Rows = [Opened(1, ClassOne), new TaskHeld(1, Clerk)] });
        var filter = new TaskFilter { ForAnyHolder = true };

        (await Store.Reader.TaskCountsAsync(Scope.All, filter)).Should().ContainSingle(c => c.Count == 1 && c.Unit == ClassOne);
        (await Store.Reader.TasksAsync(Scope.All, filter, new PageRequest())).Items.Should().ContainSingle(t => t.Stream.Id == Case(1));
        (await Store.Reader.TasksAsync(Scope.All, filter with { Posts = [new("class-teacher", ClassOne)] }, new PageRequest())).Items.Should().ContainSingle(t => t.Stream.Id == Case(1));
    }

    [Fact]
    public async Task Who_holds_no_post_has_an_empty_inbox_and_not_everybody_s()
    {
        await Store.TakeAsync(Step(Case(1), 0) with { Rows = [Opened(1, ClassOne)] });
        var none = new TaskFilter { Posts = [] };
        (await Store.Reader.TasksAsync(Scope.All, none, new PageRequest())).Items.Should().BeEmpty();
        (await Store.Reader.TaskCountsAsync(Scope.All, none)).Should().BeEmpty();
        (await Store.Reader.TasksAsync(Scope.All, new TaskFilter(), new PageRequest())).Items.Should().ContainSingle();
    }

    [Fact]
    public async Task Streams_are_found_at_exactly_these_places_and_not_below_them()
    {
        await Store.TakeAsync(Step(Case(1), 0), Step(Case(2), 0) with { OrgPath = School }, Step(Case(3), 0) with { OrgPath = OtherSchool });
        var filter = new StreamFilter { Group = Round, Kind = "instance" };
        var found = await Store.Reader.StreamsAsync(Scope.All, filter with { Places = [School, OtherSchool] }, new PageRequest());
        found.Items.Select(s => s.Id).Should().Equal(Case(2), Case(3));
        (await Store.Reader.StreamsAsync(Scope.Of(School), filter with { Places = [OtherSchool] }, new PageRequest())).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task What_an_actor_did_is_read_the_latest_first_and_goes_on()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Now = Morning }, Step(Case(2), 0) with { Now = Morning.AddMinutes(1), Actor = Id.Of("other") }, Step(Case(1), 1) with { Now = Morning.AddMinutes(2) });
        var first = await Store.Reader.DoneAsync(Scope.All, Clerk, new PageRequest(null, 1));
        first.Items.Should().ContainSingle(d => d.Stream.Id == Case(1) && d.Seq == 2 && d.At == Morning.AddMinutes(2));
        var second = await Store.Reader.DoneAsync(Scope.All, Clerk, new PageRequest(first.Next, 1));
        second.Items.Should().ContainSingle(d => d.Seq == 1);
        (await Store.Reader.DoneAsync(Scope.All, Id.Of("nobody"), new PageRequest())).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task Steps_of_some_kinds_are_read_the_latest_first_with_who_took_them()
    {
        await Store.TakeAsync(
            Step(Case(1), 0), Step(Case(2), 0) with { Kind = "account", Actor = Id.Of("other") }, Step(Case(3), 0) with { Kind = "account", Practice = true }, Step(Case(2), 1));
        var first = await Store.Reader.RecordsAsync(Scope.All, ["account", "access"], new PageRequest(null, 1));
        first.Items.Should().ContainSingle(r => r.Stream.Id == Case(2) && r.Seq == 2 && r.Actor == Clerk);
        var second = await Store.Reader.RecordsAsync(Scope.All, ["account", "access"], new PageRequest(first.Next, 9));
        second.Items.Select(r => (r.Seq, r.Actor)).Should().Equal((1L, Id.Of("other")));
    }

    [Fact]
    public async Task Steps_are_read_by_the_events_that_they_hold_wherever_these_stand_in_them()
    {
        await Store.TakeAsync(
            Step(Case(1), 0) with { Kind = "webhook", Data = """[["Tried",1,["SwitchedOff"]],["SwitchedOff","gone"]]"""u8.ToArray() },
            Step(Case(1), 1) with { Kind = "webhook", Data = """[["Tried",1]]"""u8.ToArray() }, Step(Case(2), 0) with { Kind = "webhook", Data = """[["Deleted"]]"""u8.ToArray() },
            Step(Case(3), 0) with { Kind = "webhook", Data = """[["DeletedOtherwise"]]"""u8.ToArray() });
        var found = await Store.Reader.RecordsAsync(Scope.All, ["webhook"], new PageRequest(), ["SwitchedOff", "Deleted"]);
        found.Items.Select(r => (r.Stream.Id, r.Seq)).Should().Equal((Case(2), 1L), (Case(1), 1L));
    }
}
