
namespace StudentAid.Workflow.Engine.Streams;

/// <summary>
/// Lists and look-ups beside the streams. Every one takes a <see cref="Scope"/> and answers as if what lies outside did not exist. A task
/// and an entry are judged by their unit, everything else by its stream's place.
/// </summary>
public interface IStoreReader
{
    /// <summary>By due instant, the earliest first, those without one last.</summary>
    Task<Page<TaskRow>> TasksAsync(Scope scope, TaskFilter filter, PageRequest page);

    Task<IReadOnlyList<TaskCount>> TaskCountsAsync(Scope scope, TaskFilter filter);

    /// <summary>The open tasks of a stream, by bookmark.</summary>
    Task<IReadOnlyList<TaskRow>> TasksOfAsync(Scope scope, Id stream);

    /// <summary>
    /// What an actor did last, the latest first. A page looks through a bounded number of events, so it may be empty and still name a next one.
    /// </summary>
    Task<Page<DoneRow>> DoneAsync(Scope scope, Id actor, PageRequest page);

    /// <summary>
    /// Steps of streams of these kinds, whoever took them, the latest first; those of practice streams are left out. With events only steps that hold one of these
    /// names. Pages as <see cref="DoneAsync"/>'s.
    /// </summary>
    Task<Page<RecordRow>> RecordsAsync(Scope scope, IReadOnlyCollection<string> kinds, PageRequest page, IReadOnlyCollection<string>? events = null);

    /// <summary>Null where there is none in scope.</summary>
    Task<StreamRow?> StreamAsync(Scope scope, Id stream);

    /// <summary>By status, then in the order in which the streams began.</summary>
    Task<Page<StreamRow>> StreamsAsync(Scope scope, StreamFilter filter, PageRequest page);

    /// <summary>
    /// Streams, practice ones too, whose number begins so, in either case of ASCII letters: series in the order in which they began, each by number.
    /// </summary>
    Task<IReadOnlyList<NumberedRow>> NumberedAsync(Scope scope, string prefix, int limit);

    /// <summary>How many streams of a group stand where; of practice streams only where the group is asked for with them.</summary>
    Task<IReadOnlyList<StreamCount>> StreamCountsAsync(Scope scope, Id group, bool practice = false);

    /// <summary>In the order in which the streams began.</summary>
    Task<Page<EntryRow>> EntriesAsync(Scope scope, EntryFilter filter, PageRequest page);

    Task<IReadOnlyList<EntryCount>> EntryCountsAsync(Scope scope, string gate);

    /// <summary>Null where there is none in scope.</summary>
    Task<EntryRow?> EntryAsync(Scope scope, EntryKey key);

    /// <summary>Deadlines with due ≤ <paramref name="now"/>, the earliest first.</summary>
    Task<IReadOnlyList<DeadlineRow>> DueDeadlinesAsync(Scope scope, DateTimeOffset now, int limit);

    /// <summary>The deadlines of a stream, by bookmark.</summary>
    Task<IReadOnlyList<DeadlineRow>> DeadlinesOfAsync(Scope scope, Id stream);

    /// <summary>The earliest deadline of all, or null: until then the clock's worker may rest.</summary>
    Task<DateTimeOffset?> NextDeadlineAsync(Scope scope);

    /// <summary>Bookmarks that take a signal of this name; with a correlation those of the same one and those without.</summary>
    Task<IReadOnlyList<SignalRow>> SignalsAsync(Scope scope, string name, string? correlation = null);

    /// <summary>Bookmarks that wait for this instance's end.</summary>
    Task<IReadOnlyList<ChildWaitRow>> ChildWaitsAsync(Scope scope, Id child);

    /// <summary>
    /// Messages to deliver now: not before their instant, the oldest first, of one target only its first (the next follows when that is done
    /// with; one that is not yet due holds nothing up). Of some names only where the filter says so.
    /// </summary>
    Task<IReadOnlyList<MessageRow>> PendingMessagesAsync(Scope scope, DateTimeOffset now, int limit, MessageFilter? filter = null);

    /// <summary>When the next pending message is due, or null where none is pending.</summary>
    Task<DateTimeOffset?> NextMessageAsync(Scope scope, MessageFilter? filter = null);

    /// <summary>Messages that were refused, the latest first.</summary>
    Task<IReadOnlyList<MessageRow>> RefusedMessagesAsync(Scope scope, int limit);

    /// <summary>Null where there is none in scope.</summary>
    Task<MessageRow?> MessageAsync(Scope scope, Id message);

    /// <summary>What a receiver is still to be told, in the order in which it happened.</summary>
    Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(Scope scope, Id receiver, int limit);

    /// <summary>How much each of these receivers is still to be told, counted up to <paramref name="most"/>; one that nothing waits for may be missing.</summary>
    Task<IReadOnlyDictionary<Id, int>> DeliveryCountsAsync(Scope scope, IReadOnlyCollection<Id> receivers, int most);

    /// <summary>The receivers that something waits for, in no order; costs by their number, not by what waits.</summary>
    Task<IReadOnlyList<Id>> ReceiversAsync(Scope scope);

    /// <summary>Null where there is none in scope.</summary>
    Task<DocumentRow?> DocumentAsync(Scope scope, Id stream, string kind, string key);

    /// <summary>Documents by key; their scope is judged by their own place.</summary>
    Task<IReadOnlyList<DocumentRow>> DocumentsAsync(Scope scope, DocumentFilter filter);

    /// <summary>How many documents stand where, by place; none is opened, so that it does not go by a sealed field.</summary>
    Task<IReadOnlyDictionary<string, long>> DocumentCountsAsync(Scope scope, DocumentFilter filter);

    /// <summary>Documents by the step that put them, the latest first, without looking into them; pages go forward only.</summary>
    Task<Page<DocumentRow>> LatestDocumentsAsync(Scope scope, DocumentFilter filter, PageRequest page);

    /// <summary>Counters whose name begins so, by name; for reports, a counter has no place.</summary>
    Task<IReadOnlyList<KeyValuePair<string, long>>> CountersAsync(string prefix);

    /// <summary>Walks every stream's chain. Null where all is whole, else the first row that is not.</summary>
    Task<BrokenChain?> VerifyAsync(CancellationToken cancellation = default);
}

/// <summary>The first event whose hash, or place in its stream, is not what its predecessor and its content make it.</summary>
public sealed record BrokenChain(Id Stream, long Seq, string Problem);
