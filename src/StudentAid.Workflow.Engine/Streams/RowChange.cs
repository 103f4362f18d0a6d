using System.Collections.Immutable;
using StudentAid.Workflow.Engine.Expressions;

namespace StudentAid.Workflow.Engine.Streams;

/// <summary>
/// A change of the rows that are keyed by the acting stream. Those of bookmarks are the difference of the open bookmarks before and after
/// the step, computed by one pure function; no activity writes one.
/// </summary>
public abstract record RowChange;

/// <summary>
/// A human task (待办) stands open. Its holders are found when it is read, by equality of role and unit; the unit is its place in the
/// ownership tree (<c>/code/code/…/</c>), which is also what the task's scope is judged by.
/// </summary>
public sealed record TaskOpened(int Bookmark, string Activity, string Role, string Unit, DateTimeOffset? Due, long ShownAt, Id Person = default) : RowChange;

/// <summary>What the task's holder is shown has changed at this seq: the new ETag.</summary>
public sealed record TaskChanged(int Bookmark, long ShownAt, DateTimeOffset? Due) : RowChange;

/// <summary>Who has the task in hand; None where it lies open for its post again.</summary>
public sealed record TaskHeld(int Bookmark, Id Holder) : RowChange;

public sealed record TaskClosed(int Bookmark) : RowChange;

public sealed record DeadlineSet(int Bookmark, DateTimeOffset Due) : RowChange;

public sealed record DeadlineCleared(int Bookmark) : RowChange;

public sealed record SignalAwaited(int Bookmark, string Name, string? Correlation) : RowChange;

public sealed record SignalDropped(int Bookmark) : RowChange;

/// <summary>The instance waits for another instance's end.</summary>
public sealed record ChildAwaited(int Bookmark, Id Child) : RowChange;

public sealed record ChildDropped(int Bookmark) : RowChange;

/// <summary>A bookmark arrives at a barrier's gate ("round/activity") under a unit (a place, <c>/code/code/…/</c>) and waits to be frozen into a list.</summary>
public sealed record EntryArrived(int Bookmark, string Gate, string Unit) : RowChange;

/// <summary>A waiting entry goes along to another unit, and to another gate where one is given; one that a barrier has taken stays where it is.</summary>
public sealed record EntryMoved(int Bookmark, string Unit, string? Gate = null) : RowChange;

/// <summary>The acting stream's own entry ends: "applied" by its release, or "left" by whatever else closed the bookmark.</summary>
public sealed record EntryClosed(int Bookmark, string State) : RowChange;

/// <summary>The acting barrier takes these waiting entries ("frozen"), gives them back ("waiting"), records them as "decided" or settles them as "not-applied".</summary>
public sealed record EntriesMarked(ImmutableArray<EntryKey> Entries, string State, string? Decision = null) : RowChange;

/// <summary>
/// The message that this step answers is done with: delivered, or refused with a code. Its target is the acting stream; a topic's
/// messages have none.
/// </summary>
public sealed record MessageTaken(Id Message, string? RefusedWith = null) : RowChange;

/// <summary>
/// A refused message is to be delivered again, in its old place before the later ones of its target. One that is not refused any more stays as it is.
/// </summary>
public sealed record MessageResent(Id Message) : RowChange;

/// <summary>A receiver outside is to be told, under this id, that a topic happened with this step; what it is about is an id, or an id with a number.</summary>
public sealed record DeliveryQueued(Id Delivery, Id Receiver, string Topic, string About) : RowChange;

/// <summary>The receivers have these; one that is not queued any more stays so.</summary>
public sealed record DeliveriesDone(ImmutableArray<Id> Deliveries) : RowChange;

/// <summary>Nothing that is queued for the receiver will be told.</summary>
public sealed record DeliveriesDropped(Id Receiver) : RowChange;

/// <summary>
/// A document kept for the acting stream under a kind and key (a unit's pack, a round's plan …); null content removes it. Its place in the
/// ownership tree, by which its scope is judged, is the stream's unless it names its own.
/// </summary>
public sealed record DocumentPut(string DocumentKind, string Key, Value? Content, string? Place = null) : RowChange;

/// <summary>
/// The subject's key is destroyed with this step: what was sealed for it stays where it is, says nothing any more, and is found by no look-up; its hashes
/// still verify. It is never given another key.
/// </summary>
public sealed record SubjectErased(Id Subject) : RowChange;

/// <summary>
/// The rows of a unit's audit chain up to one were archived and go with this step; the chain starts after it from then on. Events counts the chain's up to that row, the hash is
/// the row's (64 hexadecimal digits). What was cut before stays so.
/// </summary>
public sealed record ChainCut(string Place, long Row, long Events, string Hash) : RowChange;

/// <summary>An entry is the bookmark it stands for.</summary>
public readonly record struct EntryKey(Id Stream, int Bookmark);
