using System.Collections.Immutable;
using System.Globalization;
using StudentAid.Workflow.Engine.Expressions;
using StudentAid.Workflow.Engine.Streams;
using StudentAid.Workflow.Storage.Keys;
using StudentAid.Workflow.Storage.Chain;
using StudentAid.Workflow.Storage.Reading;

namespace StudentAid.Workflow.Storage.Memory;

/// <summary>The lists over a state in memory, each read from beginning to end. Its cursors count rows.</summary>
internal sealed class MemoryReader(Func<MemoryState> state, Vault? vault) : IStoreReader
{
    private MemoryState State => state();

    public Task<Page<TaskRow>> TasksAsync(Scope scope, TaskFilter filter, PageRequest page) => Task.FromResult(Page(page, Ordered(scope, filter)));

    public Task<IReadOnlyList<TaskCount>> TaskCountsAsync(Scope scope, TaskFilter filter) => List(Tasks(scope, filter)
        .GroupBy(t => (t.Unit, t.Role, t.Activity)).OrderBy(g => g.Key)
        .Select(g => new TaskCount(g.Key.Role, g.Key.Unit, g.Key.Activity, g.Count(), g.Min(t => t.Due))));

    public Task<IReadOnlyList<TaskRow>> TasksOfAsync(Scope scope, Id stream) =>
        List(Tasks(scope, new TaskFilter()).Where(t => t.Stream.Id == stream).OrderBy(t => t.Bookmark));

    public Task<Page<DoneRow>> DoneAsync(Scope scope, Id actor, PageRequest page) => Task.FromResult(Page(page,
        from stream in State.Streams.Values
        where scope.Covers(stream.Row.OrgPath)
        from step in stream.Events
        where step.Actor == actor
        orderby step.At descending, Ordinal(stream.Row.Id) descending, step.Seq descending
        select new DoneRow(stream.Row, step.Seq, step.At, step.Data)));

    public Task<Page<RecordRow>> RecordsAsync(Scope scope, IReadOnlyCollection<string> kinds, PageRequest page, IReadOnlyCollection<string>? events = null) => Task.FromResult(Page(page,
        from at in State.Positions.Reverse()
        let stream = State.Streams[at.Value.Stream]
        where scope.Covers(stream.Row.OrgPath) && kinds.Contains(stream.Row.Kind) && !stream.Row.Practice
        let step = stream.Events[(int)at.Value.Seq - 1]
        where events is null || Value.Parse(step.Data.Span).Items.Any(happened => happened.Items is [var name, ..] && events.Contains(name.AsText()))
        select new RecordRow(stream.Row, step.Seq, step.Actor, step.At, step.Data)));

    public Task<StreamRow?> StreamAsync(Scope scope, Id stream) => Task.FromResult(Streams(scope).FirstOrDefault(s => s.Id == stream));

    public Task<Page<StreamRow>> StreamsAsync(Scope scope, StreamFilter filter, PageRequest page) => Task.FromResult(Page(page, Streams(scope, filter)
        .OrderBy(s => State.Statuses.IndexOf(s.Status)).ThenBy(s => Ordinal(s.Id))));

    public Task<IReadOnlyList<NumberedRow>> NumberedAsync(Scope scope, string prefix, int limit)
    {
        var numbered = State.Streams.Values.Where(s => s.Serial is not null).ToLookup(s => s.Serial!.Series, StringComparer.Ordinal);
        return List(
            from series in numbered.OrderBy(g => g.Min(s => s.Ordinal))
            from stream in series.OrderBy(s => s.Serial!.Number).Take(prefix.Length == 0 ? 0 : int.MaxValue)
            where scope.Covers(stream.Row.OrgPath) && stream.Serial!.ToString().StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            select new NumberedRow(stream.Row, stream.Serial!), limit);
    }

    public Task<IReadOnlyList<StreamCount>> StreamCountsAsync(Scope scope, Id group, bool practice = false) =>
        List(Streams(scope, new StreamFilter { Group = group, Practice = practice })
            .GroupBy(s => (s.Kind, s.Status, s.OrgPath, s.At)).OrderBy(g => g.Key)
            .Select(g => new StreamCount(g.Key.Kind, g.Key.Status, g.Key.OrgPath, g.Key.At, g.Count())));

    public Task<Page<EntryRow>> EntriesAsync(Scope scope, EntryFilter filter, PageRequest page) => Task.FromResult(Page(page, Entries(scope, filter)
        .OrderBy(e => Ordinal(e.Stream.Id)).ThenBy(e => e.Bookmark)));

    public Task<IReadOnlyList<EntryCount>> EntryCountsAsync(Scope scope, string gate) => List(Entries(scope, new EntryFilter { Gate = gate })
        .GroupBy(e => (e.Unit, e.State)).OrderBy(g => g.Key).Select(g => new EntryCount(g.Key.Unit, g.Key.State, g.Count())));

    public Task<EntryRow?> EntryAsync(Scope scope, EntryKey key) => Task.FromResult(Entries(scope, new EntryFilter()).FirstOrDefault(e => e.Key == key));

    public Task<IReadOnlyList<DeadlineRow>> DueDeadlinesAsync(Scope scope, DateTimeOffset now, int limit) =>
        List(Deadlines(scope).Where(d => d.Due <= now).OrderBy(d => d.Due).ThenBy(d => Ordinal(d.Stream)).ThenBy(d => d.Bookmark).Take(limit));

    public Task<IReadOnlyList<DeadlineRow>> DeadlinesOfAsync(Scope scope, Id stream) =>
        List(Deadlines(scope).Where(d => d.Stream == stream).OrderBy(d => d.Bookmark));

    public Task<DateTimeOffset?> NextDeadlineAsync(Scope scope) => Task.FromResult(Deadlines(scope).Min(d => (DateTimeOffset?)d.Due));

    public Task<IReadOnlyList<SignalRow>> SignalsAsync(Scope scope, string name, string? correlation = null) => List(
        from row in Placed(scope, State.Signals)
        where Same(row.Row.Name, name) && (correlation is null || row.Row.Correlation is null || Same(row.Row.Correlation, correlation))
        select new SignalRow(row.Key.Stream, row.Key.Bookmark, row.Row.Name, row.Row.Correlation));

    public Task<IReadOnlyList<ChildWaitRow>> ChildWaitsAsync(Scope scope, Id child) =>
        List(Placed(scope, State.Children).Where(c => c.Row == child).Select(c => new ChildWaitRow(c.Key.Stream, c.Key.Bookmark, c.Row)));

    public Task<IReadOnlyList<MessageRow>> PendingMessagesAsync(Scope scope, DateTimeOffset now, int limit, MessageFilter? filter = null)
    {
        var due = State.Messages.Where(m => m.State == MessageState.Pending && m.Due <= now).ToList();
        var first = due.Where(m => m.Message.Target.IsNone || due.First(d => d.Message.Target == m.Message.Target) == m);
        return List(first.Where(m => IsNamed(m.Message, filter)).Select(Row).Where(m => scope.Covers(m.OrgPath)).Take(limit));
    }

    public Task<DateTimeOffset?> NextMessageAsync(Scope scope, MessageFilter? filter = null) => Task.FromResult(
        State.Messages.Where(m => m.State == MessageState.Pending && IsNamed(m.Message, filter) && scope.Covers(Row(m).OrgPath)).Min(m => (DateTimeOffset?)m.Due));

    private static bool IsNamed(Message message, MessageFilter? filter) => filter is null || Same(message.Name, filter.Name) != filter.Others;

    public Task<IReadOnlyList<MessageRow>> RefusedMessagesAsync(Scope scope, int limit) =>
        List(State.Messages.Where(m => m.State == MessageState.Refused).Reverse().Select(Row).Where(m => scope.Covers(m.OrgPath)).Take(limit));

    public Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(Scope scope, Id receiver, int limit) =>
        List(State.Deliveries.Where(d => d.Receiver == receiver && scope.Covers(d.OrgPath)), limit);

    public Task<IReadOnlyDictionary<Id, int>> DeliveryCountsAsync(Scope scope, IReadOnlyCollection<Id> receivers, int most) => Task.FromResult<IReadOnlyDictionary<Id, int>>(
        State.Deliveries.Where(d => receivers.Contains(d.Receiver) && scope.Covers(d.OrgPath)).GroupBy(d => d.Receiver).ToDictionary(g => g.Key, g => Math.Min(most, g.Count())));

    public Task<IReadOnlyList<Id>> ReceiversAsync(Scope scope) => List(State.Deliveries.Where(d => scope.Covers(d.OrgPath)).Select(d => d.Receiver).Distinct());

    public Task<MessageRow?> MessageAsync(Scope scope, Id message) =>
        Task.FromResult(State.Messages.Where(m => m.Message.Id == message).Select(Row).FirstOrDefault(m => scope.Covers(m.OrgPath)));

    public Task<DocumentRow?> DocumentAsync(Scope scope, Id stream, string kind, string key) =>
        Task.FromResult(Documents(scope).FirstOrDefault(d => d.Stream == stream && Same(d.Kind, kind) && Same(d.Key, key)));

    public Task<IReadOnlyList<DocumentRow>> DocumentsAsync(Scope scope, DocumentFilter filter) =>
        List(Documents(scope, filter).OrderBy(d => d.Key, StringComparer.Ordinal).ThenBy(d => Ordinal(d.Stream)));

    public Task<IReadOnlyDictionary<string, long>> DocumentCountsAsync(Scope scope, DocumentFilter filter) =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(Documents(scope, filter).GroupBy(d => d.OrgPath, StringComparer.Ordinal).ToDictionary(d => d.Key, d => d.LongCount(), StringComparer.Ordinal));

    public Task<Page<DocumentRow>> LatestDocumentsAsync(Scope scope, DocumentFilter filter, PageRequest page)
    {
        var positions = State.Positions.ToDictionary(p => p.Value, p => p.Key);
        var found = Page(page, Documents(scope, filter).OrderByDescending(d => positions[(d.Stream, d.Seq)]));
        return Task.FromResult(found with { Previous = null });
    }

    private IEnumerable<DocumentRow> Documents(Scope scope, DocumentFilter filter) => Documents(scope)
        .Where(d => Same(d.Kind, filter.Kind) && (filter.Stream.IsNone || d.Stream == filter.Stream) && (filter.Streams.IsEmpty || filter.Streams.Contains(d.Stream)) && (filter.Key is null || Same(d.Key, filter.Key)))
        .Where(d => filter.KeyPrefix is null || d.Key.StartsWith(filter.KeyPrefix, StringComparison.Ordinal))
        .Where(d => filter.Keys.IsEmpty || filter.Keys.Contains(d.Key, StringComparer.Ordinal))
        .Where(d => filter.Below is null || d.OrgPath.StartsWith(filter.Below, StringComparison.Ordinal))
        .Where(d => (filter.Places.IsEmpty || filter.Places.Contains(d.OrgPath, StringComparer.Ordinal)) && (!filter.Granting || !d.Content["grants"].Items.IsEmpty))
        .Where(d => !filter.Waiting || d.Content["state"].AsText() == "proposed" || !d.Content["retractBy"].IsNull)
        .Where(d => filter.LookUp is not { } look || (Indexed(d, look) && look.Finds(d)));

    public Task<IReadOnlyList<KeyValuePair<string, long>>> CountersAsync(string prefix) =>
        List(State.Counters.Where(c => c.Key.StartsWith(prefix, StringComparison.Ordinal)));

    public Task<BrokenChain?> VerifyAsync(CancellationToken cancellation = default)
    {
        foreach (var stream in State.Streams.Values)
        {
            var previous = EventHash.Root(stream.Row.Id);
            foreach (var stored in stream.Events)
            {
                if (!stored.Hash.Span.SequenceEqual(EventHash.Of(previous, stored)))
                    return Task.FromResult<BrokenChain?>(new BrokenChain(stream.Row.Id, stored.Seq, "Expected the hash of the event and its predecessors, but another one is stored."));
                previous = stored.Hash.ToArray();
            }
        }

        return Task.FromResult<BrokenChain?>(null);
    }

    private IEnumerable<StreamRow> Streams(Scope scope) => State.Streams.Values.Select(s => s.Row).Where(s => scope.Covers(s.OrgPath));

    private IEnumerable<StreamRow> Streams(Scope scope, StreamFilter filter) => Streams(scope).Where(s =>
        (filter.Subject.IsNone ? filter.AnyGroup || s.Group == filter.Group : s.Subject == filter.Subject && (filter.Group.IsNone || s.Group == filter.Group))
        && (filter.Kind is null || Same(s.Kind, filter.Kind)) && (filter.Status is null || Same(s.Status, filter.Status)) && (filter.Practice || !s.Practice)
        && (filter.Activity is null || s.At.Split(',').Contains(filter.Activity, StringComparer.Ordinal))
        && (filter.Places.IsDefaultOrEmpty || filter.Places.Contains(s.OrgPath)));

    private IEnumerable<TaskRow> Ordered(Scope scope, TaskFilter filter)
    {
        var ordered = Tasks(scope, filter).OrderBy(t => t.Due ?? DateTimeOffset.MaxValue).ThenBy(t => Ordinal(t.Stream.Id)).ThenBy(t => t.Bookmark);
        return filter.Descending ? ordered.Reverse() : ordered;
    }

    private IEnumerable<TaskRow> Tasks(Scope scope, TaskFilter filter) =>
        from row in State.Tasks
        let task = row.Value
        let stream = State.Streams[row.Key.Stream].Row
        where scope.Covers(task.Unit) && (filter.Activity is null || Same(task.Activity, filter.Activity)) && (filter.Group.IsNone || stream.Group == filter.Group)
        where (filter.Below is null || task.Unit.StartsWith(filter.Below, StringComparison.Ordinal)) && (filter.DueBefore is not { } before || task.Due < before)
        let holder = State.Holders.GetValueOrDefault(row.Key)
        where !filter.ForAnyHolder || (task.Person.IsNone && holder.IsNone)
        where filter.Posts is not { } posts ? filter.Person.IsNone || task.Person == filter.Person
            : holder.IsNone ? posts.Contains(new Post(task.Role, task.Unit)) || filter.Own.Contains(task.Person) : filter.Holders.Contains(holder)
        select new TaskRow(stream, task.Bookmark, task.Activity, task.Role, task.Unit, task.Due, task.ShownAt, task.Person) { Holder = holder };

    private IEnumerable<EntryRow> Entries(Scope scope, EntryFilter filter) =>
        from row in State.Entries
        let entry = row.Value
        where scope.Covers(entry.Unit) && (filter.Gate is null || Same(entry.Gate, filter.Gate)) && (filter.Barrier.IsNone || entry.Barrier == filter.Barrier)
        where (filter.Streams.IsEmpty || filter.Streams.Contains(row.Key.Stream)) && (filter.State is null || entry.State == filter.State) && (filter.Below is null || entry.Unit.StartsWith(filter.Below, StringComparison.Ordinal))
        select new EntryRow(State.Streams[row.Key.Stream].Row, row.Key.Bookmark, entry.Gate, entry.Unit, entry.State, entry.Barrier, entry.Decision);

    private IEnumerable<DeadlineRow> Deadlines(Scope scope) => Placed(scope, State.Deadlines).Select(d =>
        new DeadlineRow(d.Key.Stream, d.Key.Bookmark, d.Row, d.Stream.OrgPath, d.Stream.Status));

    private IEnumerable<DocumentRow> Documents(Scope scope) =>
        from document in State.Documents
        let place = document.Value.Place ?? State.Streams[document.Key.Stream].Row.OrgPath
        where scope.Covers(place)
        select new DocumentRow(document.Key.Stream, document.Key.Kind, document.Key.Key, document.Value.Seq, Opened(document.Key, document.Value.Content), place);

    private Value Opened((Id Stream, string Kind, string Key) key, Value content) => vault?.Open(key.Kind, key.Stream, key.Key, content) ?? content;

    private bool Indexed(DocumentRow row, LookUp look) => vault is null
        || (State.LookUps.TryGetValue((row.Stream, row.Kind, row.Key), out var rows) && vault.Digests(look).Any(d => rows.Any(r => r.Digest == d)));

    private IEnumerable<(EntryKey Key, T Row, StreamRow Stream)> Placed<T>(Scope scope, ImmutableDictionary<EntryKey, T> rows) => rows
        .Select(r => (r.Key, Row: r.Value, Stream: State.Streams[r.Key.Stream].Row)).Where(r => scope.Covers(r.Stream.OrgPath))
        .OrderBy(r => Ordinal(r.Key.Stream)).ThenBy(r => r.Key.Bookmark);

    private MessageRow Row(MemoryMessage message) =>
        new(message.Message with { NotBefore = message.Due, Body = vault?.OpenBody(message.Message.Id, message.Message.Body) ?? message.Message.Body }, message.State, message.RefusedWith, State.Streams[message.Message.Source].Row.OrgPath);

    private int Ordinal(Id stream) => State.Streams[stream].Ordinal;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    private static Task<IReadOnlyList<T>> List<T>(IEnumerable<T> rows, int most) => List(rows.Take(most));

    private static Task<IReadOnlyList<T>> List<T>(IEnumerable<T> rows) => Task.FromResult<IReadOnlyList<T>>([.. rows]);

    private static Page<T> Page<T>(PageRequest request, IEnumerable<T> sorted)
    {
        var cursor = Cursor.TryParse(request.Cursor, 0);
        ImmutableArray<T> all = [.. sorted];
        var from = cursor is null ? 0 : (int)(cursor.Backward ? Math.Max(0, cursor.Before - request.Size) : Math.Min(cursor.Before, all.Length));
        var to = Math.Min(all.Length, cursor?.Backward == true ? (int)cursor.Before : from + request.Size);
        var (previous, next) = (new Cursor(true, from, []).ToString(), new Cursor(false, to, []).ToString());
        return new Page<T>(all[from..to], from > 0 ? previous : null, to < all.Length ? next : null, to + (to < all.Length ? 1 : 0));
    }
}
