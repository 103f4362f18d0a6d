using System.Collections.Immutable;
using FluentAssertions;
using StudentAid.Workflow.Engine.Streams;
using Xunit;
using static StudentAid.Workflow.Storage.Tests.Conformance.Sample;

namespace StudentAid.Workflow.Storage.Tests.Conformance;

public abstract partial class StoreConformance
{
    private static readonly Scope[] Foreign = [Scope.Nothing, Scope.Of(OtherSchool), Scope.Of(ClassTwo), Scope.Of("/henan/zhengzhou/school/class-1/x/", "/hen/")];

    [Fact]
    public async Task Every_list_answers_within_its_scope_and_nothing_outside()
    {
        var refused = Message(Case(1), 1, 1, Case(8));
        await Store.TakeAsync(Step(Case(1), 0) with
        {
            Serial = new Serial("school-2026", 1),
            Rows =
            [
                Opened(1) with { Person = Clerk }, new DeadlineSet(2, Morning), new SignalAwaited(3, "paid", null), new ChildAwaited(4, Case(9)),
                new EntryArrived(5, Gate, ClassOne), new DocumentPut("pack", "a", 1), new DeliveryQueued(Id.Of("delivery"), Case(9), "told", "about"),
            ],
            Messages = [Message(Case(1), 1, 0, Case(7)), refused],
        });
        await Store.MarkMessagesAsync(new MessageTaken(refused.Id, "gone"));
        await Store.TakeAsync(Barrier(List, 0, new EntriesMarked([new(Case(1), 5)], "frozen")));

        foreach (var scope in (ImmutableArray<Scope>)[Scope.All, Scope.Of(School), Scope.Of(ClassOne, OtherSchool)])
            (await CountsAsync(scope)).Should().OnlyContain(c => c.Count == 1, "the scope is {0}", string.Join(' ', scope.Places));
        foreach (var scope in Foreign)
            (await CountsAsync(scope)).Should().OnlyContain(c => c.Count == 0, "the scope is {0}", string.Join(' ', scope.Places));
    }

    [Fact]
    public void A_place_without_its_slashes_is_no_scope() =>
        FluentActions.Invoking(() => Scope.Of("/henan/zhengzhou")).Should().Throw<ArgumentException>();

    [Fact]
    public async Task Every_list_of_the_reader_takes_a_scope()
    {
        string[] without = [nameof(IStoreReader.CountersAsync), nameof(IStoreReader.VerifyAsync)];
        var listed = (await CountsAsync(Scope.Nothing)).Select(c => c.Name);

        typeof(IStoreReader).GetMethods().Select(m => m.Name).Except(without, StringComparer.Ordinal).Should().BeEquivalentTo(listed.Distinct(StringComparer.Ordinal));
        typeof(IStoreReader).GetMethods().Where(m => Array.IndexOf(without, m.Name) < 0).Should().OnlyContain(m => m.GetParameters()[0].ParameterType == typeof(Scope));
    }

    private async Task<List<(string Name, int Count)>> CountsAsync(Scope scope)
    {
        var reader = Store.Reader;
        var page = new PageRequest();
        return
        [
            (nameof(reader.TasksAsync), (await reader.TasksAsync(scope, new TaskFilter(), page)).Items.Length),
            (nameof(reader.TasksAsync), (await reader.TasksAsync(scope, new TaskFilter { Posts = [new("class-teacher", ClassOne)] }, page)).Items.Length),
            (nameof(reader.TasksAsync), (await reader.TasksAsync(scope, new TaskFilter { Person = Clerk }, page)).Items.Length),
            (nameof(reader.TaskCountsAsync), (await reader.TaskCountsAsync(scope, new TaskFilter())).Count),
            (nameof(reader.TasksOfAsync), (await reader.TasksOfAsync(scope, Case(1))).Count),
            (nameof(reader.DoneAsync), (await reader.DoneAsync(scope, Clerk, page)).Items.Count(d => d.Stream.Kind is "instance")),
            (nameof(reader.RecordsAsync), (await reader.RecordsAsync(scope, ["instance"], page)).Items.Length),
            (nameof(reader.StreamAsync), await reader.StreamAsync(scope, Case(1)) is null ? 0 : 1),
            (nameof(reader.StreamsAsync), (await reader.StreamsAsync(scope, new StreamFilter { Group = Round, Kind = "instance" }, page)).Items.Length),
            (nameof(reader.StreamsAsync), (await reader.StreamsAsync(scope, new StreamFilter { Subject = Id.Of("person", Case(1).ToString()) }, page)).Items.Length),
            (nameof(reader.NumberedAsync), (await reader.NumberedAsync(scope, "school-2026-0001", 10)).Count),
            (nameof(reader.StreamCountsAsync), (await reader.StreamCountsAsync(scope, Round)).Count(c => c.Kind is "instance")),
            (nameof(reader.EntriesAsync), (await reader.EntriesAsync(scope, new EntryFilter { Gate = Gate }, page)).Items.Length),
            (nameof(reader.EntriesAsync), (await reader.EntriesAsync(scope, new EntryFilter { Barrier = List }, page)).Items.Length),
            (nameof(reader.EntryCountsAsync), (await reader.EntryCountsAsync(scope, Gate)).Count),
            (nameof(reader.EntryAsync), await reader.EntryAsync(scope, new(Case(1), 5)) is null ? 0 : 1),
            (nameof(reader.DueDeadlinesAsync), (await reader.DueDeadlinesAsync(scope, Morning, 10)).Count),
            (nameof(reader.DeadlinesOfAsync), (await reader.DeadlinesOfAsync(scope, Case(1))).Count),
            (nameof(reader.NextDeadlineAsync), await reader.NextDeadlineAsync(scope) is null ? 0 : 1),
            (nameof(reader.SignalsAsync), (await reader.SignalsAsync(scope, "paid", "7")).Count),
            (nameof(reader.ChildWaitsAsync), (await reader.ChildWaitsAsync(scope, Case(9))).Count),
            (nameof(reader.PendingMessagesAsync), (await reader.PendingMessagesAsync(scope, Morning, 10)).Count),
            (nameof(reader.NextMessageAsync), await reader.NextMessageAsync(scope) is null ? 0 : 1),
            (nameof(reader.RefusedMessagesAsync), (await reader.RefusedMessagesAsync(scope, 10)).Count),
            (nameof(reader.MessageAsync), await reader.MessageAsync(scope, Id.Of(Case(1), 1, 0)) is null ? 0 : 1),
            (nameof(reader.DeliveriesAsync), (await reader.DeliveriesAsync(scope, Case(9), 10)).Count),
            (nameof(reader.DeliveryCountsAsync), (await reader.DeliveryCountsAsync(scope, [Case(9)], 10)).Values.Sum()),
            (nameof(reader.ReceiversAsync), (await reader.ReceiversAsync(scope)).Count),
            (nameof(reader.DocumentAsync), await reader.DocumentAsync(scope, Case(1), "pack", "a") is null ? 0 : 1),
            (nameof(reader.DocumentsAsync), (await reader.DocumentsAsync(scope, new("pack"))).Count),
            (nameof(reader.DocumentCountsAsync), (await reader.DocumentCountsAsync(scope, new("pack"))).Count),
            (nameof(reader.LatestDocumentsAsync), (await reader.LatestDocumentsAsync(scope, new("pack"), page)).Items.Length),
        ];
    }
}
