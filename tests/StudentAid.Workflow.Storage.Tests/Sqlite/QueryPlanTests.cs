using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Sqlite;
using StudentAid.Workflow.Storage.Tests.Conformance;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Sqlite;

/// <summary>No list reads a whole table, and what pages without end reads its rows from an index in the page's order.</summary>
public sealed class QueryPlanTests
{
    private static readonly Scope Office = Scope.Of(School);
    private static readonly PageRequest First = new();

    /// <summary>Indexes that hold only what waits, one whose first row is all that is read of it, and the groups that streams belong to and the receivers that are waited for, a look-up each, and the limited rows that a count counts.</summary>
    private static readonly string[] Bounded = ["message_pending", "message_refused", "deadline_due", "SCAN g", "SCAN w", "SCAN (subquery-1)"];

    public static TheoryData<string, Func<IStoreReader, Task>> Ordered => new()
    {
        { "inbox", r => r.TasksAsync(Office, new TaskFilter { Posts = [new("class-teacher", ClassOne)] }, First) },
        { "inbox, second page", r => r.TasksAsync(Office, new TaskFilter { Posts = [new("class-teacher", ClassOne)] }, new($"n.50.1.{Case(1)}.1")) },
        { "inbox, page before", r => r.TasksAsync(Office, new TaskFilter { Posts = [new("class-teacher", ClassOne)] }, new($"p.50.1.{Case(1)}.1")) },
        { "inbox of a round", r => r.TasksAsync(Office, new TaskFilter { Posts = [new("class-teacher", ClassOne)], Group = Round, Activity = "class" }, First) },
        { "inbox with what one has in hand", r => r.TasksAsync(Office, new TaskFilter { Posts = [new("class-teacher", ClassOne)], Holders = [Clerk] }, First) },
        { "inbox with one's own", r => r.TasksAsync(Office, new TaskFilter { Posts = [new("class-teacher", ClassOne)], Own = [Clerk] }, First) },
        { "a person's tasks", r => r.TasksAsync(Office, new TaskFilter { Person = Clerk }, First) },
        { "cases of a round", r => r.StreamsAsync(Office, new StreamFilter { Group = Round, Kind = "instance" }, First) },
        { "cases, second page", r => r.StreamsAsync(Office, new StreamFilter { Group = Round, Kind = "instance" }, new($"n.50.open.{Case(1)}")) },
        { "open cases", r => r.StreamsAsync(Office, new StreamFilter { Group = Round, Kind = "instance", Status = "open" }, First) },
        { "numbers of a series", r => r.NumberedAsync(Office, "school-2026-", 20) },
        { "numbers of a part of a series", r => r.NumberedAsync(Office, "school-2026-01", 20) },
        { "due deadlines", r => r.DueDeadlinesAsync(Scope.All, Morning, 100) },
        { "next deadline", r => r.NextDeadlineAsync(Scope.All) },
        { "pending messages", r => r.PendingMessagesAsync(Scope.All, Morning, 100) },
        { "what a receiver waits for", r => r.DeliveriesAsync(Scope.All, Case(9), 64) },
        { "how much receivers wait for", r => r.DeliveryCountsAsync(Scope.All, [Case(9), Case(8)], 64) },
        { "who is waited for", r => r.ReceiversAsync(Scope.All) },
        { "refused messages", r => r.RefusedMessagesAsync(Office, 100) },
        { "a roster's entries", r => r.EntriesAsync(Office, new EntryFilter { Barrier = List, State = EntryState.Decided }, PageRequest.Everything) },
    };

    public static TheoryData<string, Func<IStoreReader, Task>> Sorted => new()
    {
        { "oversight of tasks", r => r.TasksAsync(Office, new TaskFilter(), First) },
        { "task counts", r => r.TaskCountsAsync(Office, new TaskFilter { Posts = [new("class-teacher", ClassOne)] }) },
        { "a stream's tasks", r => r.TasksOfAsync(Office, Case(1)) },
        { "stream", r => r.StreamAsync(Office, Case(1)) },
        { "stream counts", r => r.StreamCountsAsync(Office, Round) },
        { "broken cases of any round", r => r.StreamsAsync(Office, new StreamFilter { AnyGroup = true, Kind = "instance", Status = "faulted" }, First) },
        { "cases of a person", r => r.StreamsAsync(Office, new StreamFilter { Subject = Case(7) }, First) },
        { "waiting entries below a unit", r => r.EntriesAsync(Scope.All, new EntryFilter { Gate = "g", State = EntryState.Waiting, Below = School }, First) },
        { "entries of some streams", r => r.EntriesAsync(Office, new EntryFilter { Streams = [Case(1), Case(2)], State = EntryState.Left }, PageRequest.Everything) },
        { "entry counts", r => r.EntryCountsAsync(Office, "g") },
        { "entry", r => r.EntryAsync(Office, new(Case(1), 1)) },
        { "a stream's deadlines", r => r.DeadlinesOfAsync(Office, Case(1)) },
        { "signals", r => r.SignalsAsync(Scope.All, "paid", "42") },
        { "child waits", r => r.ChildWaitsAsync(Scope.All, Case(1)) },
        { "message", r => r.MessageAsync(Office, Case(1)) },
        { "next message", r => r.NextMessageAsync(Scope.All) },
        { "document", r => r.DocumentAsync(Office, Case(1), "pack", "a") },
        { "documents of a stream", r => r.DocumentsAsync(Office, new("pack") { Stream = Case(1) }) },
        { "documents of some streams", r => r.DocumentsAsync(Scope.All, new("account") { Streams = [Case(1), Case(2)] }) },
        { "documents of a kind", r => r.DocumentsAsync(Office, new("pack")) },
        { "documents below a place", r => r.DocumentsAsync(Scope.All, new("person") { Below = School }) },
        { "documents at some places", r => r.DocumentsAsync(Scope.All, new("person") { Places = [ClassOne, ClassTwo] }) },
        { "how many documents are where", r => r.DocumentCountsAsync(Scope.All, new("person") { Below = School }) },
        { "the latest documents of some keys", r => r.LatestDocumentsAsync(Office, new("copy") { Keys = ["a", "b"] }, First) },
        { "a document by its key", r => r.DocumentsAsync(Office, new("person") { Key = "a" }) },
        { "counters", r => r.CountersAsync("left:") },
    };

    private static Id List => Id.Of("list");

    [Theory]
    [MemberData(nameof(Ordered))]
    public async Task A_page_is_read_from_an_index_in_its_order(string list, Func<IStoreReader, Task> read)
    {
        var plan = await PlanAsync(read);

        plan.Should().NotContain(line => line.Contains("TEMP B-TREE", StringComparison.Ordinal), "{0} must not grow with its table", list);
        Whole(plan).Should().BeEmpty(list);
    }

    [Theory]
    [MemberData(nameof(Sorted))]
    public async Task No_list_reads_a_whole_table(string list, Func<IStoreReader, Task> read) => Whole(await PlanAsync(read)).Should().BeEmpty(list);

    [Theory]
    [InlineData("school-2026-")]
    [InlineData("school-2026-0042")]
    public async Task A_number_is_looked_up_by_its_series_and_place_in_it(string typed) =>
        (await PlanAsync(r => r.NumberedAsync(Office, typed, 20))).Should().Contain(line => line.Contains("USING INDEX stream_number (series=?", StringComparison.Ordinal))
            .And.OnlyContain(line => !line.Contains("stream_group", StringComparison.Ordinal));

    [Fact]
    public async Task Who_holds_a_role_is_read_from_an_index_of_those_who_hold_one()
    {
        var plan = await PlanAsync(r => r.DocumentsAsync(Scope.All, new("principal") { Places = [School, ClassOne], Granting = true }));

        plan.Where(line => line.StartsWith("SEARCH m ", StringComparison.Ordinal)).Should().HaveCount(2)
            .And.OnlyContain(line => line.Contains("document_granting (kind=? AND place=?)", StringComparison.Ordinal));
        plan.Where(line => line.StartsWith("SEARCH d ", StringComparison.Ordinal)).Should().Equal("SEARCH d USING INTEGER PRIMARY KEY (rowid=?)");
    }

    [Fact]
    public async Task What_waits_for_a_second_person_is_read_from_an_index_of_what_waits() =>
        (await PlanAsync(r => r.DocumentsAsync(Scope.Of(School), new("document") { Waiting = true })))
            .Should().Contain("SCAN d USING INDEX document_waiting");

    private static IEnumerable<string> Whole(IEnumerable<string> plan) =>
        plan.Where(line => line.StartsWith("SCAN", StringComparison.Ordinal) && !Bounded.Any(index => line.EndsWith(index, StringComparison.Ordinal)));

    private static async Task<List<string>> PlanAsync(Func<IStoreReader, Task> read)
    {
        await using var store = new SqliteConformance.Temporary();
        await store.TakeAsync(Step(Case(1), 0), Step(List, 0));
        var plan = new List<string>();
        ((SqliteReader)store.Reader).Plans = plan;
        await read(store.Reader);
        plan.Should().NotBeEmpty();
        return plan;
    }
}
