using System.Text;
using FluentAssertions;
using StudentAid.Workflow.Casework.Organisations;
using StudentAid.Workflow.Casework.Rosters;
using StudentAid.Workflow.Casework.Rounds;
using StudentAid.Workflow.Engine.Execution;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;

namespace StudentAid.Workflow.Server.Tests.Crash;

/// <summary>
/// Whether the histories in a store are whole: what was acknowledged is there, nothing is there that nobody asked for, every state is the fold of its
/// events, and the rows are those of the bookmarks that stand.
/// </summary>
internal sealed class Histories(IStepStore store, IStoreReader reader)
{
    private readonly HashSet<Id> found = [];
    private readonly HashSet<Id> expected = [];
    private readonly Dictionary<string, Id> numbers = new(StringComparer.Ordinal);

    public int Streams { get; private set; }

    public int Events => found.Count;

    public async Task CheckAsync(IReadOnlyCollection<Call> calls, IEnumerable<Id> rounds)
    {
        (await reader.VerifyAsync()).Should().BeNull("every chain is whole");
        foreach (var call in calls)
            await AcknowledgedAsync(call);
        foreach (var unit in await RowsAsync(default, "unit"))
            await FoldAsync(unit, UnitState.Format, UnitState.Empty);
        foreach (var round in rounds)
            await RoundAsync(round);
        (await reader.RefusedMessagesAsync(Scope.All, 10)).Where(m => m.RefusedWith is not { } code || !m.Message.Expects.Contains(code)).Should().BeEmpty();
        (await reader.NextMessageAsync(Scope.All)).Should().BeNull("every message is delivered");
        found.Except(expected).Should().BeEmpty("every event is a call's, a release's or the first start's");
        expected.Except(found).Should().BeEmpty("every call and release has its event");
    }

    private async Task AcknowledgedAsync(Call call)
    {
        call.IsAcknowledged.Should().BeTrue("{0} was sent until it was acknowledged", call.Path);
        var stored = await store.OperationAsync(call.Operation);
        stored.Should().NotBeNull("{0} was acknowledged with {1}", call.Path, call.Told);
        if (!call.Told.Stream.IsNone)
            (stored!.Stream, stored.Seq).Should().Be(call.Told, "{0} was acknowledged so", call.Path);
        expected.Add(call.Operation);
    }

    private async Task RoundAsync(Id round)
    {
        var stream = (await reader.StreamAsync(Scope.All, round))!;
        await FoldAsync(stream, RoundState.Format, RoundState.Empty);
        foreach (var list in await RowsAsync(round, RosterState.Kind))
            await ListAsync(list);
        foreach (var @case in await RowsAsync(round, InstanceSteps.Kind))
            await CaseAsync(@case);
    }

    private async Task ListAsync(StreamRow list)
    {
        list.Status.Should().Be("released", "list {0} had a decision", list.Id);
        var state = await FoldAsync(list, RosterState.Format, RosterState.Empty);
        foreach (var entry in state.Standings.Where(s => s.State == "decided"))
            expected.Add(RosterRelease.OperationOf(list.Id, entry.Decision, entry.Case));
        var entries = await reader.EntriesAsync(Scope.All, new EntryFilter { Barrier = list.Id }, PageRequest.Everything);
        entries.Items.Should().HaveCount(state.Entries.Length).And.OnlyContain(e => e.State == EntryState.Applied);
        (await reader.TasksOfAsync(Scope.All, list.Id)).Should().BeEmpty("list {0} asks nobody any more", list.Id);
        (await reader.DeadlinesOfAsync(Scope.All, list.Id)).Should().BeEmpty("list {0} waits for nothing", list.Id);
        await ActsAsync(list, state);
    }

    /// <summary>Each act on a list happened once, and none is missing: the committee met and every vote is in, or the notice was posted, answered for and taken down.</summary>
    private async Task ActsAsync(StreamRow list, RosterState state)
    {
        var acts = (await store.EventsAsync(list.Id)).SelectMany(e => StreamData.Read<RosterEvent>(e.Data.Span)).Select(e => e.GetType().Name).Where(n => n != nameof(RosterEvent.Released));
        string[] expectedActs = state switch
        {
            { IsPublicity: true } => ["Frozen", "Posted", "ObjectionRaised", "ObjectionRaised", "ObjectionAnswered", "ObjectionAnswered", "Decided", "TakenDown", "Decided"],
            { Body.Length: > 0 } => ["Frozen", "Met", "Voted", "Decided"],
            _ => ["Frozen", "Decided"],
        };
        acts.Should().Equal(expectedActs, "so list {0} of {1} was dealt with", list.Id, state.Activity);
        (state.Meeting?.Seats ?? []).Where(s => s.Vote != "agree").Should().BeEmpty("every vote on list {0} was acknowledged", list.Id);
    }

    private async Task CaseAsync(StreamRow @case)
    {
        var state = InstanceState.Fold((await EventsAsync(@case)).Select(e => InstanceEventJson.Read(e.Data.Span).AsEnumerable()));
        state.Status.Should().Be("finished", "case {0} went its whole way", @case.Id);
        state.Incidents.Should().BeEmpty();
        numbers.TryAdd(state.Name, @case.Id).Should().BeTrue("no two cases have the number {0}, which {1} has too", state.Name, numbers.GetValueOrDefault(state.Name));
        await RowsOfAsync(@case, state);
    }

    /// <summary>Every bookmark has its row, and no row is without one.</summary>
    public async Task RowsOfAsync(StreamRow row, InstanceState state)
    {
        var bookmarks = state.Bookmarks.Values.ToList();
        var tasks = await reader.TasksOfAsync(Scope.All, row.Id);
        tasks.Select(t => (t.Bookmark, t.Activity, t.Role, t.Unit, t.Person, t.ShownAt)).Should().BeEquivalentTo(
            bookmarks.Where(b => b.Kind == BookmarkKind.Task).Select(b => (b.Id, b.Node, b.Name, b.Unit, b.Person, b.ShownAt)), "these tasks case {0} waits for", row.Id);
        var deadlines = await reader.DeadlinesOfAsync(Scope.All, row.Id);
        deadlines.Select(d => (d.Bookmark, (DateTimeOffset?)d.Due)).Should().BeEquivalentTo(
            bookmarks.Where(b => b.Kind == BookmarkKind.Deadline).Select(b => (b.Id, b.Due)), "these deadlines case {0} waits for", row.Id);
        foreach (var bookmark in bookmarks.Where(b => b.Kind == BookmarkKind.Entry))
        {
            var entry = await reader.EntryAsync(Scope.All, new EntryKey(row.Id, bookmark.Id));
            (entry?.State).Should().BeOneOf([EntryState.Waiting, EntryState.Frozen, EntryState.Decided], "case {0} waits for a list", row.Id);
        }

        row.Version.Should().Be(state.Version);
        row.Status.Should().Be(state.IsSuspended ? "suspended" : state.Status);
        var snapshot = (await store.LoadAsync(row.Id))!.Snapshot;
        Encoding.UTF8.GetString(snapshot.Span).Should().Be(state.IsOpen ? Encoding.UTF8.GetString(state.ToSnapshot()) : "", "the snapshot is the fold");
    }

    private async Task<TState> FoldAsync<TState>(StreamRow row, int format, TState empty)
        where TState : class, IStreamState<TState>
    {
        var events = await EventsAsync(row);
        var folded = events.Aggregate(empty, (state, e) => state.After(e.Data.Span));
        row.Version.Should().Be(events.Count);
        if ((await store.LoadAsync(row.Id))!.Snapshot.ToArray() is { Length: > 0 } snapshot)
        {
            TState.FromSnapshot(snapshot).Should().NotBeNull();
            Encoding.UTF8.GetString(snapshot).Should().Be(Encoding.UTF8.GetString(StreamData.Snapshot(format, folded)), "state of {0} {1} is the fold of its events", row.Kind, row.Id);
        }

        return folded;
    }

    private async Task<IReadOnlyList<StoredEvent>> EventsAsync(StreamRow row)
    {
        var events = await store.EventsAsync(row.Id);
        Streams++;
        foreach (var e in events)
        {
            found.Add(e.Operation).Should().BeTrue("operation {0} is there once", e.Operation);
            if (IsSystems(e, row))
                expected.Add(e.Operation);
        }

        return events;
    }

    /// <summary>Steps that the server takes by itself: the first start's, a list's release, a message that a step has sent.</summary>
    private bool IsSystems(StoredEvent e, StreamRow row) => e.Actor == Principal.System.Id && row.Kind switch
    {
        "unit" => true,
        RosterState.Kind => StreamData.Read<RosterEvent>(e.Data.Span) is { } happened && (happened.All(r => r is RosterEvent.Released) || happened.Any(r => r is RosterEvent.TakenDown)),
        InstanceSteps.Kind => reader.MessageAsync(Scope.All, e.Operation).GetAwaiter().GetResult() is { State: MessageState.Delivered },
        _ => false,
    };

    private async Task<IEnumerable<StreamRow>> RowsAsync(Id group, string kind) =>
        (await reader.StreamsAsync(Scope.All, new StreamFilter { Group = group, Kind = kind }, PageRequest.Everything)).Items;
}
